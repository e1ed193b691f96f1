// A text table: its header, its units, what each column holds, its rows.
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/encoding.h"
#include "mudrock/kind.h"
#include "mudrock/units.h"

#include "csv.h"
#include "csv_local.h"

enum { WARNINGS_MAX = 50 };

static const double absent_values[] = {-999, -999.25, -9999, -9999.25, 1e30};

void csv_warn(csv_reading *r, const char *format, ...)
{
    char text[400];
    va_list args;
    if (!r->report || r->report->n_warnings == WARNINGS_MAX)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!r->report->warnings)
        r->report->warnings = MR_ARENA_ARRAY(r->report->arena, const char *, WARNINGS_MAX);
    r->report->warnings[r->report->n_warnings++] = mr_arena_strdup(r->report->arena, text);
}

static mr_status at_line(const csv_reading *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static mr_status at_line(const csv_reading *r, int64_t line, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return mr_fail(r->err, MR_EFORMAT, NULL, "line %lld: %s", (long long)line, text);
}

static bool said_null(const csv_reading *r, mr_str text, const csv_value *value)
{
    for (size_t i = 0; i < r->options->n_nulls; i++) {
        double number;
        const mr_str null = mr_str_of(r->options->nulls[i]);
        if (mr_str_eq(text, null))
            return true;
        if ((value->kind == CSV_WHOLE || value->kind == CSV_REAL) &&
            mr_parse_double_all(null, &number) && number == value->real)
            return true;
    }
    return false;
}

csv_value csv_value_in(const csv_reading *r, const csv_cell *cell)
{
    csv_value value = csv_value_of(cell->text, r->decimal, r->groups);
    if (value.kind == CSV_EMPTY || said_null(r, cell->text, &value))
        value.kind = CSV_EMPTY;
    return value;
}

// The decimal mark that the cells speak for. Where only such as 1,234 have a
// comma, it is the decimal mark unless points are, or commas part the cells.
static void settle_decimal(csv_reading *r)
{
    int64_t points = 0, commas = 0, groups = 0;
    bool more = true;
    csv_scan s;
    csv_scan_init(&s, r->text, r->dialect);
    while (csv_next(&s, &more, NULL) == MR_OK && more)
        for (size_t i = 0; i < s.n; i++) {
            const char mark = csv_mark_of(s.cells[i].text);
            points += mark == '.';
            commas += mark == ',';
            groups += mark == CSV_EITHER_COMMA;
        }
    csv_scan_clear(&s);
    const bool comma = !points && (commas || (groups && r->dialect.delimiter != ','));
    r->decimal = r->options->decimal ? r->options->decimal : comma ? ',' : '.';
    r->groups = !(points && commas) || r->options->decimal;
    if (points && commas && !r->options->decimal)
        csv_warn(r,
                 "%lld numbers have a comma and %lld a point: a point is read as the "
                 "decimal mark; "
                 "--decimal says which",
                 (long long)commas, (long long)points);
    else if (groups && r->decimal == '.')
        csv_warn(r,
                 "the commas of %lld numbers such as 1,234 are read as marks between "
                 "thousands; "
                 "--decimal comma reads them as decimal marks",
                 (long long)groups);
}

static void count(csv_reading *r, csv_column *c, const csv_cell *cell, int64_t line)
{
    const csv_value value = csv_value_in(r, cell);
    if (c->of[value.kind]++ == 0) {
        c->line[value.kind] = line;
        snprintf(c->text[value.kind], sizeof c->text[0], "%.*s",
                 (int)(cell->text.n < 39 ? cell->text.n : 39), cell->text.n ? cell->text.at : "");
    }
    if (value.kind == CSV_DAY) {
        c->most_first = value.first > c->most_first ? value.first : c->most_first;
        c->most_second = value.second > c->most_second ? value.second : c->most_second;
    }
    if (value.kind == CSV_WHOLE)
        c->beyond += value.whole > 9007199254740992 || value.whole < -9007199254740992;
    for (size_t i = 0; i < 5 && (value.kind == CSV_WHOLE || value.kind == CSV_REAL); i++)
        c->absent[i] += value.real == absent_values[i];
}

// Each row after the head; `put` takes a cell.
static mr_status each_row(csv_reading *r, void (*put)(void *, size_t, const csv_cell *, int64_t),
                          void *context)
{
    csv_scan s;
    bool more = true;
    mr_status st = MR_OK;
    csv_scan_init(&s, r->text, r->dialect);
    for (r->rows = 0; st == MR_OK && more;) {
        st = csv_next(&s, &more, r->err);
        if (st != MR_OK || !more || s.record <= r->skip)
            continue;
        // A delimiter at the end of every line opens no column.
        if (s.n == r->n + 1 && !s.cells[r->n].text.n && !s.cells[r->n].quoted)
            s.n = r->n;
        if (s.n != r->n) {
            st = at_line(r, s.record, "%zu cells, where the table has %zu", s.n, r->n);
            break;
        }
        for (size_t i = 0; i < s.n; i++)
            put(context, i, &s.cells[i], s.record);
        r->rows++;
    }
    csv_scan_clear(&s);
    return st;
}

static void count_cell(void *context, size_t i, const csv_cell *cell, int64_t line)
{
    csv_reading *r = context;
    count(r, &r->columns[i], cell, line);
}

static mr_status settle_days(csv_reading *r, const csv_column *c, mr_csv_dates *out)
{
    *out = r->options->dates;
    const bool dmy = c->most_first > 12, mdy = c->most_second > 12;
    if (dmy && mdy)
        return at_line(r, c->line[CSV_DAY],
                       "column \"%s\": neither the first nor the second number "
                       "of its dates is always a month",
                       c->field.name);
    if (*out == MR_DATES_UNSAID && !dmy && !mdy && !strchr(c->text[CSV_DAY], '.'))
        return at_line(r, c->line[CSV_DAY],
                       "column \"%s\": no value tells the day from the month in "
                       "\"%s\": --dates "
                       "dmy or --dates mdy says it",
                       c->field.name, c->text[CSV_DAY]);
    if ((dmy && *out == MR_DATES_MDY) || (mdy && *out == MR_DATES_DMY))
        return at_line(r, c->line[CSV_DAY], "column \"%s\": its dates are not %s", c->field.name,
                       dmy ? "mdy" : "dmy");
    if (*out == MR_DATES_UNSAID)
        *out = mdy ? MR_DATES_MDY : MR_DATES_DMY;
    return MR_OK;
}

static void warn_column(csv_reading *r, const csv_column *c, int64_t values)
{
    const int64_t texts = c->of[CSV_TEXT];
    if (c->id)
        return;
    if (texts && values > texts)
        csv_warn(r,
                 "line %lld: column \"%s\": %lld of its values are no numbers "
                 "(\"%s\"), so all of it "
                 "is text; --null names what is no value",
                 (long long)c->line[CSV_TEXT], c->field.name, (long long)texts, c->text[CSV_TEXT]);
    if (c->of[CSV_WIDE])
        csv_warn(r,
                 "line %lld: column \"%s\": \"%s\" has more digits than a number "
                 "keeps: the column "
                 "is text",
                 (long long)c->line[CSV_WIDE], c->field.name, c->text[CSV_WIDE]);
}

static void warn_absent(csv_reading *r, const csv_column *c)
{
    for (size_t i = 0; i < 5; i++)
        if (c->absent[i] && c->field.type != MR_UTF8)
            csv_warn(r,
                     "column \"%s\": %lld of its values are %g, which often means no "
                     "value; --null "
                     "%g says so",
                     c->field.name, (long long)c->absent[i], absent_values[i], absent_values[i]);
}

static mr_status settle_type(csv_reading *r, csv_column *c, mr_csv_dates *dates)
{
    const int64_t *of = c->of;
    const int64_t numbers = of[CSV_WHOLE] + of[CSV_REAL];
    const int64_t times = of[CSV_TIME] + of[CSV_DAY] + of[CSV_DATE];
    const int64_t kinds = (numbers > 0) + (of[CSV_TRUTH] > 0) + (times > 0);
    c->field.type = MR_UTF8;
    if (c->id || of[CSV_TEXT] || of[CSV_WIDE] || kinds != 1 ||
        (of[CSV_DAY] && times > of[CSV_DAY]) || (c->beyond && of[CSV_REAL])) {
        warn_column(r, c, numbers + times);
        return MR_OK;
    }
    if (of[CSV_DAY])
        MR_TRY(settle_days(r, c, dates));
    c->field.type = of[CSV_TRUTH]                   ? MR_BOOL
                    : times                         ? MR_TIMESTAMP
                    : of[CSV_REAL] || c->field.unit ? MR_FLOAT64
                                                    : MR_INT64;
    if (c->beyond && c->field.unit)
        c->field.type = MR_INT64; // kept whole
    warn_absent(r, c);
    return MR_OK;
}

typedef struct filling {
    const csv_reading *r;
    mr_builder **builders;
    mr_csv_dates *dates;
    mr_status status; // MR_EFORMAT: a cell is no day, the first one is in the reader's error
} filling;

// False for a day that no calendar has: 31 February.
static bool put_day(mr_builder *to, const csv_value *v, mr_csv_dates dates)
{
    char text[16];
    const int day = dates == MR_DATES_MDY ? v->second : v->first;
    const int month = dates == MR_DATES_MDY ? v->first : v->second;
    snprintf(text, sizeof text, "%04d-%02d-%02d", v->year % 10000, month % 100, day % 100);
    return mr_cell_put(to, MR_TIMESTAMP, mr_str_of(text));
}

static void put_cell(void *context, size_t i, const csv_cell *cell, int64_t line)
{
    filling *f = context;
    mr_builder *to = f->builders[i];
    const mr_type type = f->r->columns[i].field.type;
    const csv_value v = csv_value_in(f->r, cell);
    if (v.kind == CSV_EMPTY || (type != MR_UTF8 && v.kind == CSV_WORD)) {
        if (type == MR_UTF8 && cell->quoted && !cell->text.n)
            mr_builder_text(to, MR_STR(""));
        else
            mr_builder_null(to);
    } else if (type == MR_UTF8) {
        mr_builder_text(to, cell->text);
    } else if (type == MR_BOOL) {
        mr_builder_truth(to, v.whole != 0);
    } else if (type == MR_INT64) {
        mr_builder_int(to, v.whole);
    } else if (v.kind == CSV_TIME) {
        (void)mr_cell_put(to, MR_TIMESTAMP, cell->text);
    } else if (v.kind == CSV_DAY || v.kind == CSV_DATE) {
        const mr_csv_dates dates = v.kind == CSV_DATE ? MR_DATES_DMY : f->dates[i];
        if (!put_day(to, &v, dates) && f->status == MR_OK)
            f->status = at_line(f->r, line, "column \"%s\": %.*s is a day that no calendar has",
                                f->r->columns[i].field.name, (int)cell->text.n, cell->text.at);
    } else {
        mr_builder_real(to, v.real);
    }
}

static mr_status build(csv_reading *r, const filling *f, mr_table **out)
{
    mr_table *table = mr_table_new(r->rows);
    mr_status st = MR_OK;
    for (size_t i = 0; i < r->n && st == MR_OK; i++) {
        const mr_column *done = NULL;
        st = mr_builder_finish(f->builders[i], &done, r->err);
        if (st == MR_OK)
            mr_table_put(table, done);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

static mr_status fill(csv_reading *r, mr_csv_dates *dates, mr_table **out)
{
    filling f = {r, MR_ARENA_ARRAY(r->arena, mr_builder *, r->n), dates, MR_OK};
    for (size_t i = 0; i < r->n; i++)
        f.builders[i] = mr_builder_new(&r->columns[i].field);
    mr_status st = each_row(r, put_cell, &f);
    st = st == MR_OK ? f.status : st;
    if (st == MR_OK)
        st = build(r, &f, out);
    for (size_t i = 0; i < r->n; i++)
        mr_builder_free(f.builders[i]);
    return st;
}

static void say_edges(csv_reading *r)
{
    const csv_dialect *d = &r->dialect;
    const char *list = "";
    for (size_t i = 0; i < d->n_edges; i++)
        list = mr_arena_printf(r->arena, "%s%s%zu", list, i ? ", " : "", d->edges[i] + 1);
    if (d->n_edges)
        csv_warn(r,
                 "the columns are read as of fixed width: further ones begin at characters %s; "
                 "--delimiter blank parts them at any blanks",
                 list);
}

static mr_status read_table(csv_reading *r, mr_table **out)
{
    mr_units *units = NULL;
    csv_scan s;
    r->dialect = csv_sniff(r->text, r->options, r->arena);
    say_edges(r);
    settle_decimal(r);
    csv_scan_init(&s, r->text, r->dialect);
    mr_status st = mr_units_open(&units, r->err);
    if (st == MR_OK)
        st = csv_read_head(r, &s, units);
    csv_scan_clear(&s);
    if (st == MR_OK)
        st = each_row(r, count_cell, r);
    mr_csv_dates *dates = MR_ARENA_ARRAY(r->arena, mr_csv_dates, r->n + 1);
    for (size_t i = 0; i < r->n && st == MR_OK; i++)
        st = settle_type(r, &r->columns[i], &dates[i]);
    if (st == MR_OK)
        st = fill(r, dates, out);
    mr_units_close(units);
    if (r->report) {
        r->report->delimiter = r->dialect.delimiter;
        r->report->decimal = r->decimal;
    }
    return st;
}

static mr_status decode(csv_reading *r, mr_str bytes, mr_buf *converted)
{
    const mr_encoding found = mr_encoding_detect(bytes);
    const char *told = r->options->encoding, *name = told ? mr_encoding_find(told) : found.name;
    if (!name)
        return mr_fail(r->err, MR_EUSAGE, NULL, "\"%s\" is no encoding that is known here", told);
    if (found.guessed && !told)
        csv_warn(r,
                 "the text is no UTF-8; its encoding is read as %s, which is a guess by its "
                 "letters: --encoding names another",
                 name);
    if (r->report)
        r->report->encoding = mr_arena_strdup(r->report->arena, name);
    r->text = (mr_str){bytes.at + found.mark, bytes.n - found.mark};
    if (strcmp(name, "utf-8") == 0 && mr_utf8_valid(r->text))
        return MR_OK;
    MR_TRY(mr_encoding_convert(r->text, name, converted, NULL, r->err));
    r->text = (mr_str){converted->at ? converted->at : "", converted->n};
    return MR_OK;
}

mr_status mr_csv_read_text(mr_str bytes, const mr_csv_options *options, mr_csv_report *report,
                           mr_table **out, mr_error *err)
{
    static const mr_csv_options none = {0};
    mr_buf converted = {0};
    csv_reading r = {.options = options ? options : &none,
                     .report = report,
                     .arena = mr_arena_new(),
                     .err = err};
    mr_status st = decode(&r, bytes, &converted);
    if (st == MR_OK && r.text.n && memchr(r.text.at, 0, r.text.n))
        st = mr_fail(err, MR_EFORMAT, NULL, "a byte of value 0: this is no text file");
    if (st == MR_OK)
        st = read_table(&r, out);
    mr_buf_clear(&converted);
    mr_arena_free(r.arena);
    return st;
}
