// The attributes of a shapefile: a dBASE III table. Fields of N and F are numbers, L truths, D
// days; what is blank, or all stars (an overflow), is null.
#include "outline.h"

#include <stdio.h>
#include <string.h>

#include "mudrock/encoding.h"
#include "mudrock/kind.h"

enum { HEAD = 32, FIELD = 32, FIELDS_MAX = 4096 };

typedef struct dbf_field {
    mr_field field;
    char type;
    size_t at, n; // bytes of a record
} dbf_field;

typedef struct dbf {
    mr_outlines *out;
    mr_error *err;
    mr_str bytes;
    size_t head, record, n, fields;
    dbf_field *at;
    const char *encoding;
    int64_t odd; // cells that are no value of their type
    char first_odd[80];
} dbf;

static uint32_t little(const char *at, size_t n)
{
    uint32_t value = 0;
    while (n--)
        value = value << 8 | (unsigned char)at[n];
    return value;
}

static const char *in_utf8(const dbf *d, mr_str text)
{
    mr_buf converted = {0};
    const char *out = NULL;
    if (mr_utf8_valid(text))
        return mr_arena_strndup(d->out->arena, text.n ? text.at : "", text.n);
    if (mr_encoding_convert(text, d->encoding, &converted, NULL, NULL) == MR_OK)
        out = mr_arena_strndup(d->out->arena, converted.n ? converted.at : "", converted.n);
    mr_buf_clear(&converted);
    return out ? out : "?";
}

static const char *own_name(const dbf *d, const char *name)
{
    const char *own = *name ? name : "column";
    int copies = 2;
    for (size_t i = 0; i < d->fields; i++)
        if (strcmp(d->at[i].field.name, own) == 0) {
            own = mr_arena_printf(d->out->arena, "%s_%d", *name ? name : "column", copies++);
            i = SIZE_MAX; // and once more from the first
        }
    return own;
}

static mr_type type_of(char type)
{
    return type == 'N' || type == 'F' ? MR_FLOAT64
           : type == 'L'              ? MR_BOOL
           : type == 'D'              ? MR_TIMESTAMP
                                      : MR_UTF8;
}

static mr_status read_head(dbf *d)
{
    const mr_str b = d->bytes;
    if (b.n < HEAD)
        return mr_fail(d->err, MR_EFORMAT, "byte 0", "Shapefile: its .dbf has no head");
    d->n = little(b.at + 4, 4);
    d->head = little(b.at + 8, 2);
    d->record = little(b.at + 10, 2);
    if (d->head < HEAD + 1 || d->head > b.n || !d->record)
        return mr_fail(d->err, MR_EFORMAT, "byte 8",
                       "Shapefile: its .dbf says a head of %zu bytes and records of %zu", d->head,
                       d->record);
    if ((uint64_t)d->n * d->record > b.n - d->head)
        return mr_fail(d->err, MR_EFORMAT, NULL,
                       "Shapefile: its .dbf says %zu records of %zu bytes, and holds %zu bytes: it "
                       "is cut off",
                       d->n, d->record, b.n - d->head);
    return MR_OK;
}

static mr_status read_fields(dbf *d)
{
    size_t at = 1; // after the mark of a deleted record
    d->at = MR_ARENA_ARRAY(d->out->arena, dbf_field, d->head / FIELD + 1);
    for (size_t from = HEAD; from + FIELD <= d->head && d->bytes.at[from] != '\r'; from += FIELD) {
        const char *f = d->bytes.at + from;
        size_t n = 0;
        while (n < 11 && f[n])
            n++;
        const size_t length = (unsigned char)f[16];
        if (!length || at + length > d->record || d->fields == FIELDS_MAX)
            return mr_fail(d->err, MR_EFORMAT, NULL,
                           "Shapefile: byte %zu of its .dbf: field %zu has no bytes of the record",
                           from, d->fields + 1);
        const char *name = own_name(d, in_utf8(d, mr_str_trim((mr_str){f, n})));
        d->at[d->fields++] = (dbf_field){
            .field = {.name = name, .type = type_of(f[11]), .nullable = true, .origin = -1},
            .type = f[11],
            .at = at,
            .n = length,
        };
        at += length;
    }
    return MR_OK;
}

static bool is_blank(mr_str cell)
{
    for (size_t i = 0; i < cell.n; i++)
        if (cell.at[i] != '*' && cell.at[i] != '?' && cell.at[i] != 0)
            return false;
    return true;
}

// Days from 1970-01-01 of YYYYMMDD, by the civil calendar; false for a day that does not exist.
static bool day_of(mr_str cell, int64_t *out)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t date;
    if (cell.n != 8 || !mr_parse_int64_all(cell, &date) || date < 0)
        return false;
    const int64_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > lengths[month - 1] + (leap && month == 2))
        return false;
    int64_t days = (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 - 719162;
    for (int64_t m = 1; m < month; m++)
        days += lengths[m - 1] + (leap && m == 2);
    *out = days + day - 1;
    return true;
}

static bool put_typed(const dbf_field *f, mr_builder *to, mr_str cell)
{
    double real;
    int64_t day;
    if (f->field.type == MR_FLOAT64 && mr_parse_double_all(cell, &real)) {
        mr_builder_real(to, real);
        return true;
    }
    if (f->field.type == MR_BOOL && cell.n == 1 && strchr("TtYyFfNn", cell.at[0])) {
        mr_builder_truth(to, strchr("TtYy", cell.at[0]) != NULL);
        return true;
    }
    if (f->field.type == MR_TIMESTAMP && day_of(cell, &day)) {
        mr_builder_int(to, day * 86400000000);
        return true;
    }
    return false;
}

static void put_cell(dbf *d, const dbf_field *f, mr_builder *to, mr_str cell)
{
    cell = mr_str_trim(cell);
    while (cell.n && !cell.at[cell.n - 1])
        cell.n--;
    if (is_blank(cell) || (f->type == 'D' && mr_str_eq(cell, MR_STR("00000000")))) {
        mr_builder_null(to);
    } else if (f->field.type == MR_UTF8) {
        mr_builder_text(to, mr_str_of(in_utf8(d, cell)));
    } else if (!put_typed(f, to, cell)) {
        mr_builder_null(to);
        if (d->odd++ == 0)
            snprintf(d->first_odd, sizeof d->first_odd, "%s \"%.20s\"", f->field.name,
                     in_utf8(d, cell));
    }
}

// Numbers that are names, UWI or API, stay as they are written; so do whole numbers that float64
// does not hold.
static bool stays_text(const dbf *d, const dbf_field *f)
{
    static const int64_t exact = INT64_C(1) << 53;
    if (mr_is_id_name(f->field.name))
        return true;
    for (size_t i = 0; i < d->n; i++) {
        const mr_str cell =
            mr_str_trim((mr_str){d->bytes.at + d->head + i * d->record + f->at, f->n});
        const size_t sign = cell.n && cell.at[0] == '-';
        size_t digits = 0;
        int64_t whole;
        while (sign + digits < cell.n && cell.at[sign + digits] >= '0' &&
               cell.at[sign + digits] <= '9')
            digits++;
        if (digits > 15 && sign + digits == cell.n &&
            (!mr_parse_int64_all(cell, &whole) || whole > exact || whole < -exact))
            return true;
    }
    return false;
}

static mr_status read_column(dbf *d, dbf_field *f, int64_t *deleted, mr_table *table)
{
    const mr_column *made = NULL;
    if (f->field.type == MR_FLOAT64 && stays_text(d, f))
        f->field.type = MR_UTF8;
    mr_builder *builder = mr_builder_new(&f->field);
    *deleted = 0;
    for (size_t i = 0; i < d->n; i++) {
        const char *record = d->bytes.at + d->head + i * d->record;
        *deleted += record[0] == '*';
        put_cell(d, f, builder, (mr_str){record + f->at, f->n});
    }
    mr_status st = mr_builder_finish(builder, &made, d->err);
    mr_builder_free(builder);
    if (st == MR_OK)
        mr_table_put(table, made);
    return st;
}

// The code page that a .cpg names; else the letters decide, and that is told.
static void settle_encoding(dbf *d, mr_str cpg)
{
    cpg = mr_str_trim(cpg);
    const char *said = mr_arena_strndup(d->out->arena, cpg.n ? cpg.at : "", cpg.n);
    const char *known = *said ? mr_encoding_find(said) : NULL;
    const mr_str body = {d->bytes.at + d->head, d->n * d->record};
    d->encoding = known ? known : mr_encoding_guess(body).name;
    if (!known && !mr_utf8_valid(body))
        outline_warn(d->out, "its texts are read as %s, which is a guess by their letters",
                     d->encoding);
}

mr_status outline_read_dbf(mr_outlines *o, const mr_shape_files *files, mr_error *err)
{
    dbf d = {.out = o, .err = err, .bytes = files->dbf};
    int64_t deleted = 0;
    MR_TRY(read_head(&d));
    settle_encoding(&d, files->cpg);
    MR_TRY(read_fields(&d));
    mr_table *table = mr_table_new((int64_t)d.n);
    mr_status st = MR_OK;
    for (size_t i = 0; i < d.fields && st == MR_OK; i++)
        st = read_column(&d, &d.at[i], &deleted, table);
    if (st != MR_OK) {
        mr_table_unref(table);
        return st;
    }
    o->fields = table;
    if ((int64_t)d.n != o->features)
        outline_warn(o, "there are %lld shapes and %zu records of attributes",
                     (long long)o->features, d.n);
    if (deleted)
        outline_warn(o, "%lld records of attributes are marked as deleted", (long long)deleted);
    if (d.odd)
        outline_warn(o, "%lld attributes are no value of their field (the first is %s): null",
                     (long long)d.odd, d.first_odd);
    return MR_OK;
}
