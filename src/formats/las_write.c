// LAS 2.0 out: a header and the rows of a table, one line a row.
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mudrock/las.h"

struct writer {
    const mr_table *table;
    mr_buf *out;
    char null[32]; // as text
    size_t *width; // LAS columns of each table column: 1, or as many as the longest list
    size_t *bytes; // of the longest cell of each table column
    mr_buf cell;
    size_t replaced;
};

// The dot and the unit, which a blank or a colon would end. A unit like .1IN needs a blank before,
// or its dot would be taken for one of the mnemonic.
static void put_unit(mr_buf *out, const char *unit)
{
    if (unit && *unit == '.')
        mr_buf_putc(out, ' ');
    mr_buf_putc(out, '.');
    for (const char *p = unit; p && *p; p++)
        mr_buf_putc(out, (unsigned char)*p <= ' ' || *p == ':' ? '_' : *p);
}

// Text within a line: control characters, and a `but`, become blanks.
static void put_text(mr_buf *out, const char *text, char but)
{
    for (const char *p = text; p && *p; p++)
        mr_buf_putc(out, (unsigned char)*p < ' ' || *p == but ? ' ' : *p);
}

static void put_upper(mr_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        char c = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
        mr_buf_putc(out, (unsigned char)c <= ' ' || strchr(".:~#", c) ? '_' : c);
    }
}

static bool is_number(const mr_column *column)
{
    mr_type type = column->field.type;
    return mr_type_is_number(type) || type == MR_BOOL;
}

static bool holds(const mr_column *column, double value)
{
    if (column->field.type == MR_LIST_FLOAT64)
        return holds(column->items, value);
    for (int64_t i = 0; is_number(column) && i < column->length; i++)
        if (mr_column_real(column, i) == value)
            return true;
    return false;
}

// -999.25, or the next like it that no value equals.
static mr_status choose_null(const mr_table *table, char text[32], mr_error *err)
{
    double magnitude = 1000;
    for (int tries = 0; tries < 12; tries++, magnitude *= 10) {
        double null = -(magnitude - 0.75);
        bool taken = false;
        for (size_t i = 0; i < table->n && !taken; i++)
            taken = holds(table->columns[i], null);
        if (!taken) {
            mr_print_double(null, text);
            return MR_OK;
        }
    }
    return mr_fail(err, MR_EFORMAT, NULL, "the values leave no number free to stand for null");
}

static mr_status check_depth(const mr_table *table, mr_error *err)
{
    if (table->n == 0)
        return mr_fail(err, MR_EFORMAT, NULL, "a LAS file needs a depth column");
    const mr_column *depth = table->columns[0];
    if (!is_number(depth))
        return mr_fail(err, MR_EFORMAT, depth->field.name,
                       "the first column must be a depth, a number; it is %s",
                       mr_type_name(depth->field.type));
    if (depth->nulls) {
        int64_t row = 0;
        while (mr_valid(depth, row))
            row++;
        return mr_fail(err, MR_EFORMAT, depth->field.name, "row %lld has no depth",
                       (long long)(row + 1));
    }
    return MR_OK;
}

// The step when all rows keep it to a millionth, else 0. Rounded to nine decimals where that loses
// nothing: the differences of depths like 0.1524 carry rounding errors.
static double regular_step(const mr_column *depth)
{
    int64_t n = depth->length;
    if (n < 2)
        return 0;
    double first = mr_column_real(depth, 0);
    double step = (mr_column_real(depth, n - 1) - first) / (double)(n - 1);
    double slack = fabs(step) * 1e-6 + fabs(first) * 1e-12;
    for (int64_t i = 1; i < n; i++)
        if (fabs(mr_column_real(depth, i) - (first + (double)i * step)) > slack)
            return 0;
    double rounded = round(step * 1e9) / 1e9;
    return fabs(rounded - step) <= fabs(step) * 1e-6 ? rounded : step;
}

enum { VALUE_AT = 14, COLON_AT = 40 }; // where the parts of a header line begin when there is room

// Readers that go by columns, and people, want them under one another (LAS 2.0, 5.3).
static void pad_to(mr_buf *out, size_t line, size_t column)
{
    do
        mr_buf_putc(out, ' ');
    while (out->status == MR_OK && out->n < line + column);
}

static void put_item(struct writer *w, const char *mnemonic, const char *unit, const char *value,
                     const char *descr)
{
    const size_t line = w->out->n;
    mr_buf_putc(w->out, ' ');
    mr_buf_puts(w->out, mnemonic);
    put_unit(w->out, unit);
    pad_to(w->out, line, VALUE_AT);
    put_text(w->out, value, 0);
    pad_to(w->out, line, COLON_AT);
    mr_buf_puts(w->out, ": ");
    put_text(w->out, descr, ':');
    mr_buf_putc(w->out, '\n');
}

static void put_depth_item(struct writer *w, const char *mnemonic, const char *unit, double value,
                           const char *descr)
{
    char text[32];
    mr_print_double(value, text);
    put_item(w, mnemonic, unit, text, descr);
}

// NAME of NAME:2, which a repeated mnemonic is kept as.
static bool is_mnemonic(const char *key, const char *base)
{
    const size_t n = strcspn(key, ":");
    return strlen(base) == n && strncmp(key, base, n) == 0;
}

static const char *member(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text ? text : "";
}

// A header item as it was read. In ~P a colon in the value would end it for some readers.
static void put_known(struct writer *w, const char *key, const json_t *item, bool parameter)
{
    mr_buf name = {0}, value = {0};
    const char *said = member(item, "value");
    w->replaced += parameter && strchr(said, ':') != NULL;
    put_text(&value, said, parameter ? ':' : 0);
    char base[256];
    snprintf(base, sizeof base, "%.*s", (int)strcspn(key, ":"), key);
    put_upper(&name, *base ? base : "UNKNOWN");
    put_item(w, name.at, member(item, "unit"), value.at, member(item, "descr"));
    mr_buf_clear(&name);
    mr_buf_clear(&value);
}

// What LAS 2.0 demands of ~W besides the depths; one of `instead` does as well. Empty when nobody
// knows it.
static const struct {
    const char *mnemonic, *descr, *instead[4];
} demanded[] = {
    {"COMP", "Company", {NULL}},
    {"WELL", "Well", {NULL}},
    {"FLD", "Field", {NULL}},
    {"LOC", "Location", {NULL}},
    {"PROV", "Province", {"CNTY", "STAT", "CTRY", NULL}},
    {"SRVC", "Service company", {NULL}},
    {"DATE", "Log date", {NULL}},
    {"UWI", "Unique well id", {"API", NULL}},
};

static size_t put_all(struct writer *w, const json_t *items, const char *base)
{
    const char *key;
    json_t *item;
    size_t n = 0;
    json_object_foreach((json_t *)(uintptr_t)items, key, item)
    {
        if (!is_mnemonic(key, base))
            continue;
        put_known(w, key, item, false);
        n++;
    }
    return n;
}

static bool has(const json_t *items, const char *const *bases)
{
    const char *key;
    json_t *item;
    for (; *bases; bases++)
        json_object_foreach((json_t *)(uintptr_t)items, key, item)
        {
            if (is_mnemonic(key, *bases))
                return true;
        }
    return false;
}

static bool written_before(const char *key)
{
    static const char *const depths[] = {"STRT", "STOP", "STEP", "NULL"};
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        if (is_mnemonic(key, depths[i]))
            return true;
    for (size_t i = 0; i < sizeof demanded / sizeof *demanded; i++)
        if (is_mnemonic(key, demanded[i].mnemonic))
            return true;
    return false;
}

static void put_well_items(struct writer *w, const mr_las_header *header)
{
    const json_t *items = json_object_get(header->known, "well");
    const char *const given[] = {
        header->company, header->well_name, header->field, NULL, NULL, NULL, NULL, header->uwi};
    const char *key;
    json_t *item;
    for (size_t i = 0; i < sizeof demanded / sizeof *demanded; i++) {
        const char *mnemonic = demanded[i].mnemonic;
        // A name may have been changed by a person since.
        const bool renamed =
            i == 1 && given[i] &&
            strcmp(member(json_object_get(items, mnemonic), "value"), given[i]) != 0;
        if (!renamed && put_all(w, items, demanded[i].mnemonic))
            continue;
        if (!given[i] && has(items, demanded[i].instead))
            continue;
        put_item(w, demanded[i].mnemonic, NULL, given[i], demanded[i].descr);
    }
    json_object_foreach((json_t *)(uintptr_t)items, key, item)
    {
        if (!written_before(key))
            put_known(w, key, item, false);
    }
}

static void put_parameters(struct writer *w, const mr_las_header *header)
{
    json_t *items = json_object_get(header->known, "parameters");
    const char *key;
    json_t *item;
    if (json_object_size(items))
        mr_buf_puts(w->out, "~Parameter\n");
    json_object_foreach(items, key, item) put_known(w, key, item, true);
}

static void put_header(struct writer *w, const mr_las_header *header)
{
    const mr_column *depth = w->table->columns[0];
    const char *unit = header->depth_unit ? header->depth_unit : depth->field.unit;
    mr_buf_puts(w->out, "~Version\n");
    put_item(w, "VERS", NULL, "2.0", "CWLS log ASCII standard, version 2.0");
    put_item(w, "WRAP", NULL, "NO", "One line per depth step");
    mr_buf_puts(w->out, "~Well\n");
    if (depth->length) {
        put_depth_item(w, "STRT", unit, mr_column_real(depth, 0), "First depth");
        put_depth_item(w, "STOP", unit, mr_column_real(depth, depth->length - 1), "Last depth");
    } else {
        put_item(w, "STRT", unit, w->null, "First depth");
        put_item(w, "STOP", unit, w->null, "Last depth");
    }
    put_depth_item(w, "STEP", unit, regular_step(depth), "Step, 0 when it varies");
    put_item(w, "NULL", NULL, w->null, "Null value");
    put_well_items(w, header);
}

// The mnemonic that the file had, where it can be written, else the column's name.
static void put_mnemonic(mr_buf *out, const mr_field *field, bool index, const json_t *curve)
{
    const char *said = member(curve, "mnemonic");
    if (index && strcmp(field->name, "depth") == 0)
        mr_buf_puts(out, "DEPT");
    else
        put_upper(out, *said && !strchr(said, ':') ? said : field->name);
}

static void put_curves(struct writer *w, const mr_las_header *header)
{
    mr_buf_puts(w->out, "~Curve\n");
    for (size_t i = 0; i < w->table->n; i++) {
        const mr_field *field = &w->table->columns[i]->field;
        const char *unit = i == 0 && header->depth_unit ? header->depth_unit : field->unit;
        const json_t *curve =
            json_object_get(json_object_get(header->known, "curves"), field->name);
        for (size_t k = 1; k <= w->width[i]; k++) {
            const size_t line = w->out->n;
            mr_buf_putc(w->out, ' ');
            put_mnemonic(w->out, field, i == 0, curve);
            if (w->table->columns[i]->field.type == MR_LIST_FLOAT64)
                mr_buf_printf(w->out, "[%zu]", k);
            put_unit(w->out, unit);
            pad_to(w->out, line, COLON_AT);
            mr_buf_puts(w->out, ": ");
            put_text(w->out, field->description ? field->description : member(curve, "descr"), ':');
            mr_buf_putc(w->out, '\n');
        }
    }
}

// A text cell is one word; what would not read back as it is counts as replaced.
static void put_text_cell(struct writer *w, mr_str text)
{
    bool changed = text.n == 0;
    if (changed)
        mr_buf_putc(w->out, '-');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool bad = (unsigned char)c <= ' ' || (i == 0 && (c == '"' || c == '\''));
        changed = changed || bad;
        mr_buf_putc(w->out, bad ? '_' : c);
    }
    w->replaced += changed;
}

// RFC 3339 without a blank.
static void put_time_cell(struct writer *w, int64_t microseconds)
{
    time_t seconds = (time_t)(microseconds / 1000000 - (microseconds % 1000000 < 0));
    int64_t rest = microseconds - (int64_t)seconds * 1000000;
    struct tm parts;
    if (!gmtime_r(&seconds, &parts)) {
        mr_buf_puts(w->out, w->null);
        w->replaced++;
        return;
    }
    mr_buf_printf(w->out, "%04d-%02d-%02dT%02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    if (rest)
        mr_buf_printf(w->out, ".%06d", (int)rest);
    mr_buf_putc(w->out, 'Z');
}

static void put_number(struct writer *w, double value)
{
    if (isfinite(value))
        mr_buf_double(w->out, value);
    else
        mr_buf_puts(w->out, w->null);
}

static void put_list_cell(struct writer *w, const mr_column *column, int64_t row, size_t width)
{
    size_t n = 0;
    const double *items = mr_column_list(column, row, &n);
    for (size_t k = 0; k < width; k++) {
        if (k)
            mr_buf_putc(w->out, ' ');
        put_number(w, k < n ? items[k] : (double)NAN);
    }
}

static void put_cell(struct writer *w, const mr_column *column, int64_t row, size_t width)
{
    if (column->field.type == MR_LIST_FLOAT64)
        put_list_cell(w, column, row, width);
    else if (!mr_valid(column, row))
        mr_buf_puts(w->out, w->null);
    else if (column->field.type == MR_UTF8)
        put_text_cell(w, mr_column_text(column, row));
    else if (column->field.type == MR_TIMESTAMP)
        put_time_cell(w, mr_column_int(column, row));
    else
        put_number(w, mr_column_real(column, row));
}

static void measure_lists(struct writer *w)
{
    for (size_t i = 0; i < w->table->n; i++) {
        const mr_column *column = w->table->columns[i];
        w->width[i] = 1;
        for (int64_t row = 0; column->field.type == MR_LIST_FLOAT64 && row < column->length;
             row++) {
            size_t n = 0;
            mr_column_list(column, row, &n);
            w->width[i] = n > w->width[i] ? n : w->width[i];
        }
    }
}

// The text of a cell, in w->cell.
static void format_cell(struct writer *w, size_t i, int64_t row)
{
    mr_buf *out = w->out;
    w->cell.n = 0;
    w->out = &w->cell;
    put_cell(w, w->table->columns[i], row, w->width[i]);
    w->out = out;
}

static void measure_cells(struct writer *w)
{
    for (size_t i = 0; i < w->table->n; i++)
        for (int64_t row = 0; row < w->table->rows; row++) {
            format_cell(w, i, row);
            w->bytes[i] = w->cell.n > w->bytes[i] ? w->cell.n : w->bytes[i];
        }
    w->replaced = 0; // they are formatted once more
}

static void put_data(struct writer *w)
{
    mr_buf_puts(w->out, "~ASCII\n");
    for (int64_t row = 0; row < w->table->rows && w->out->status == MR_OK; row++) {
        for (size_t i = 0; i < w->table->n; i++) {
            format_cell(w, i, row);
            for (size_t n = w->cell.n; n <= w->bytes[i]; n++)
                mr_buf_putc(w->out, ' ');
            mr_buf_put(w->out, w->cell.at, w->cell.n);
        }
        mr_buf_putc(w->out, '\n');
    }
    if (w->out->status == MR_OK)
        w->out->status = w->cell.status;
}

// ~ at the start of a line would open a section.
static void put_prose(mr_buf *out, const char *text)
{
    bool start = true;
    for (const char *p = text; p && *p; p++) {
        mr_buf_putc(out, start && *p == '~' ? '-' : *p);
        start = *p == '\n' || *p == '\r' || (start && (unsigned char)*p <= ' ');
    }
    if (text && *text)
        mr_buf_putc(out, '\n');
}

static void put_other(struct writer *w, const mr_las_header *header)
{
    const char *other = member(header->known, "other");
    const char *comment = header->comment ? header->comment : "";
    if (!*other && !*comment)
        return;
    mr_buf_puts(w->out, "~Other\n");
    put_prose(w->out, other);
    put_prose(w->out, comment);
}

mr_status mr_las_write(const mr_las_header *header, const mr_table *table, mr_buf *out,
                       size_t *replaced, mr_error *err)
{
    struct writer w = {.table = table, .out = out};
    MR_TRY(check_depth(table, err));
    MR_TRY(choose_null(table, w.null, err));
    w.width = calloc(2 * table->n, sizeof *w.width);
    w.bytes = w.width ? w.width + table->n : NULL;
    if (!w.width)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for %zu columns", table->n);
    measure_lists(&w);
    measure_cells(&w); // before the header, which counts as well
    put_header(&w, header);
    put_curves(&w, header);
    put_parameters(&w, header);
    put_other(&w, header);
    put_data(&w);
    free(w.width);
    mr_buf_clear(&w.cell);
    if (replaced)
        *replaced = w.replaced;
    if (out->status != MR_OK)
        return mr_fail(err, out->status, NULL, "no memory for a LAS file of %lld rows",
                       (long long)table->rows);
    return MR_OK;
}
