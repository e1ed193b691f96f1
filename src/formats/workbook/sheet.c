// A worksheet: its cells in the order of the file, as text that a table reader understands.
#include "workbook_local.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_MAX = 1 << 20, COLUMNS_MAX = 1 << 14, MERGED_MAX = 1 << 20, HEAD = 13 };

typedef struct sheet {
    xl_book *book;
    const char *name;
    xl_grid *grid;
    int32_t row, column; // of the cell; from 0
    char type[12];       // of the cell: n, s, str, inlineStr, b, e, d
    int64_t style;
    bool data, value, inline_text, phonetic, formula;
    mr_buf text;
} sheet;

void xl_cell_name(int32_t row, int32_t column, char out[16])
{
    char letters[8];
    size_t n = 0;
    for (int32_t c = column + 1; c > 0 && n < sizeof letters; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    size_t at = 0;
    while (n)
        out[at++] = letters[--n];
    snprintf(out + at, 16 - at, "%d", row + 1);
}

void xl_put(xl_grid *grid, const xl_cell *cell)
{
    char head[HEAD];
    memcpy(head, &cell->row, 4);
    memcpy(head + 4, &cell->column, 4);
    memcpy(head + 8, &cell->n, 4);
    head[12] = cell->text;
    mr_buf_put(&grid->cells, head, sizeof head);
    mr_buf_put(&grid->cells, cell->at.at, cell->n);
    grid->n++;
}

bool xl_next(const xl_grid *grid, size_t *at, xl_cell *out)
{
    if (*at + HEAD > grid->cells.n)
        return false;
    const char *head = grid->cells.at + *at;
    memcpy(&out->row, head, 4);
    memcpy(&out->column, head + 4, 4);
    memcpy(&out->n, head + 8, 4);
    out->text = head[12] != 0;
    out->at = (mr_str){head + HEAD, out->n};
    *at += HEAD + out->n;
    return true;
}

static mr_status fail_here(sheet *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
static mr_status fail_here(sheet *s, const char *format, ...)
{
    char text[300], cell[16];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    xl_cell_name(s->row, s->column, cell);
    return mr_fail(s->book->package.err, MR_EFORMAT, NULL, "sheet \"%s\", cell %s: %s", s->name,
                   cell, text);
}

// "B7", "$B$7"
static bool read_reference(mr_str *text, int32_t *row, int32_t *column)
{
    int64_t c = 0, r = 0;
    size_t i = 0, letters = 0, digits = 0;
    for (; i < text->n && (isalpha((unsigned char)text->at[i]) || text->at[i] == '$'); i++)
        if (text->at[i] != '$' && ++letters <= 3)
            c = c * 26 + (toupper((unsigned char)text->at[i]) - 'A' + 1);
    for (; i < text->n && (isdigit((unsigned char)text->at[i]) || text->at[i] == '$'); i++)
        if (text->at[i] != '$' && ++digits <= 7)
            r = r * 10 + (text->at[i] - '0');
    *text = (mr_str){text->at + i, text->n - i};
    *row = (int32_t)r - 1;
    *column = (int32_t)c - 1;
    return letters && letters <= 3 && digits && digits <= 7 && r > 0 && r <= ROWS_MAX && c > 0 &&
           c <= COLUMNS_MAX;
}

static mr_status start_row(sheet *s, const xl_attributes *all)
{
    int64_t row;
    const mr_str said = xl_attribute(all, "r");
    s->column = -1;
    if (!said.n) {
        s->row++;
    } else {
        if (!mr_parse_int64_all(said, &row) || row <= s->row || row > ROWS_MAX)
            return fail_here(s, "the next row is called \"%.*s\"", (int)(said.n < 20 ? said.n : 20),
                             said.at);
        s->row = (int32_t)row - 1;
    }
    if (s->row >= ROWS_MAX)
        return fail_here(s, "there are more rows than the %d that a sheet may have", ROWS_MAX);
    return MR_OK;
}

static mr_status start_cell(sheet *s, const xl_attributes *all)
{
    mr_str said = xl_attribute(all, "r");
    const mr_str type = xl_attribute(all, "t"), style = xl_attribute(all, "s");
    int32_t row, column;
    const int32_t last = s->column++;
    s->text.n = 0;
    s->formula = false;
    s->style = 0;
    snprintf(s->type, sizeof s->type, "%.*s", (int)type.n, type.n ? type.at : "");
    if (said.n) {
        if (!read_reference(&said, &row, &column) || said.n || row != s->row || column <= last)
            return fail_here(s, "the cell here is called \"%.*s\"",
                             (int)(xl_attribute(all, "r").n < 20 ? xl_attribute(all, "r").n : 20),
                             xl_attribute(all, "r").at);
        s->column = column;
    }
    if (s->column >= COLUMNS_MAX)
        return fail_here(s, "there are more columns than the %d that a sheet may have",
                         COLUMNS_MAX);
    if (style.n && (!mr_parse_int64_all(style, &s->style) || s->style < 0))
        return fail_here(s, "its style is \"%.*s\"", (int)(style.n < 20 ? style.n : 20), style.at);
    return MR_OK;
}

static mr_status start_merged(sheet *s, const xl_attributes *all)
{
    xl_grid *g = s->grid;
    mr_str said = xl_attribute(all, "ref");
    xl_range range;
    if (!read_reference(&said, &range.top, &range.left) || !said.n || said.at[0] != ':')
        return MR_OK; // a single cell is merged with none
    said = (mr_str){said.at + 1, said.n - 1};
    if (!read_reference(&said, &range.bottom, &range.right) || g->n_merged == MERGED_MAX)
        return MR_OK;
    g->merged = contents_grow(&s->book->out, g->merged, g->n_merged, sizeof *g->merged);
    g->merged[g->n_merged++] = range;
    return MR_OK;
}

static mr_status start(void *context, const char *name, const xl_attributes *all)
{
    sheet *s = context;
    if (strcmp(name, "sheetData") == 0)
        s->data = true;
    else if (strcmp(name, "mergeCell") == 0)
        return start_merged(s, all);
    if (!s->data)
        return MR_OK;
    if (strcmp(name, "row") == 0)
        return start_row(s, all);
    if (strcmp(name, "c") == 0)
        return s->row < 0 ? fail_here(s, "stands in no row") : start_cell(s, all);
    s->phonetic |= strcmp(name, "rPh") == 0;
    s->formula |= strcmp(name, "f") == 0;
    s->value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !s->phonetic);
    return MR_OK;
}

static void take_text(void *context, mr_str text)
{
    sheet *s = context;
    if (s->value)
        mr_buf_put(&s->text, text.at, text.n);
}

static void put(sheet *s, mr_str text, bool is_text)
{
    if (text.n > UINT32_MAX)
        return;
    const xl_cell cell = {s->row, s->column, (uint32_t)text.n, is_text, text};
    if (text.n)
        xl_put(s->grid, &cell);
}

// A character that XML has no form for stands as _x000D_ (ECMA-376, part 1, 22.9.2.19).
static size_t escaped(mr_str text, size_t at, unsigned *out)
{
    *out = 0;
    if (at + 7 > text.n || text.at[at] != '_' || text.at[at + 1] != 'x' || text.at[at + 6] != '_')
        return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        const char c = text.at[i];
        if (!isxdigit((unsigned char)c))
            return 0;
        *out = *out * 16 + (unsigned)(isdigit((unsigned char)c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    return 7;
}

static void put_text(sheet *s, mr_str text)
{
    mr_buf plain = {0};
    unsigned code;
    if (!text.n || !memchr(text.at, '_', text.n)) {
        put(s, text, true);
        return;
    }
    for (size_t i = 0; i < text.n; i++) {
        const size_t n = escaped(text, i, &code);
        if (n && code < 0x80) // what is more stays as it is written
            mr_buf_putc(&plain, code ? (char)code : ' ');
        else
            mr_buf_putc(&plain, text.at[i]);
        i += n && code < 0x80 ? n - 1 : 0;
    }
    put(s, (mr_str){plain.at, plain.n}, true);
    mr_buf_clear(&plain);
}

// A cell whose value is null is one of its row all the same.
static void put_null(sheet *s, int64_t *count, char first[16])
{
    xl_put(s->grid, &(xl_cell){.row = s->row, .column = s->column, .at = MR_STR("")});
    if ((*count)++ == 0 && first)
        xl_cell_name(s->row, s->column, first);
}

static mr_status put_number(sheet *s, mr_str text)
{
    const xl_book *b = s->book;
    const xl_meaning meaning = (size_t)s->style < b->n_meanings ? b->meanings[s->style] : XL_NUMBER;
    double value;
    char date[32], digits[40];
    if (!mr_parse_double_all(text, &value) || !isfinite(value))
        return fail_here(s, "\"%.*s\" is no number", (int)(text.n < 40 ? text.n : 40), text.at);
    if (meaning == XL_DATE || meaning == XL_TIME) {
        if (xl_date(value, b->from_1904, meaning, date))
            put(s, mr_str_of(date), false);
        else
            put_null(s, &s->grid->no_days, s->grid->first_no_day);
        return MR_OK;
    }
    s->grid->durations += meaning == XL_DURATION;
    put(s, (mr_str){digits, mr_print_double(value, digits)}, false);
    return MR_OK;
}

static mr_status put_shared(sheet *s, mr_str text)
{
    int64_t i;
    const xl_book *b = s->book;
    if (!mr_parse_int64_all(text, &i) || i < 0 || (size_t)i >= b->n_strings)
        return fail_here(s, "it names the text \"%.*s\" of %zu shared ones",
                         (int)(text.n < 20 ? text.n : 20), text.at, b->n_strings);
    put_text(s, b->strings[i]);
    return MR_OK;
}

static mr_status end_cell(sheet *s)
{
    const mr_str raw = {s->text.n ? s->text.at : "", s->text.n}, text = mr_str_trim(raw);
    const mr_str type = mr_str_of(s->type);
    if (!text.n) {
        if (s->formula && !raw.n && !mr_str_eq(type, MR_STR("str")))
            put_null(s, &s->grid->uncounted, s->grid->first_uncounted);
        return MR_OK;
    }
    if (mr_str_eq(type, MR_STR("s")))
        return put_shared(s, text);
    if (mr_str_eq(type, MR_STR("b")))
        put(s, mr_str_eq(text, MR_STR("1")) ? MR_STR("true") : MR_STR("false"), false);
    else if (mr_str_eq(type, MR_STR("e")))
        put_null(s, &s->grid->errors, NULL);
    else if (mr_str_eq(type, MR_STR("str")) || mr_str_eq(type, MR_STR("inlineStr")))
        put_text(s, raw);
    else if (mr_str_eq(type, MR_STR("d"))) // ISO 8601 as it stands
        put(s, text, true);
    else
        return put_number(s, text);
    return MR_OK;
}

static mr_status end(void *context, const char *name)
{
    sheet *s = context;
    if (strcmp(name, "sheetData") == 0)
        s->data = false;
    if (strcmp(name, "rPh") == 0)
        s->phonetic = false;
    s->value = false;
    if (s->text.status != MR_OK || s->grid->cells.status != MR_OK)
        return mr_fail(s->book->package.err, MR_ENOMEM, NULL, "sheet \"%s\": no memory for it",
                       s->name);
    return s->data && strcmp(name, "c") == 0 ? end_cell(s) : MR_OK;
}

mr_status xl_read_sheet(xl_book *book, const xl_sheet *from, xl_grid *out)
{
    sheet s = {.book = book, .name = from->name, .grid = out, .row = -1, .column = -1};
    const xl_handler handler = {&s, start, end, take_text};
    bool found = false;
    mr_status st = from->part ? xl_part(&book->package, from->part, &handler, &found) : MR_OK;
    if (st == MR_OK && !found)
        st = mr_fail(book->package.err, MR_EFORMAT, NULL, "sheet \"%s\": its part %s is not there",
                     from->name, from->part ? from->part : "");
    mr_buf_clear(&s.text);
    return st;
}
