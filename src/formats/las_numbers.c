// The quick way through LAS data: lines of plain numbers parted by blanks, as many on every line,
// straight into columns.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

void las_columns_clear(las_columns *columns)
{
    for (size_t i = 0; columns->at && i < columns->n; i++)
        mr_column_unref(columns->at[i]);
    free(columns->at);
    *columns = (las_columns){0};
}

static bool at_line_end(const char *p, const char *end)
{
    return p == end || *p == '\n' || *p == '\r';
}

// What may follow a number: a blank, the end, or a # that makes the rest of the line a comment.
static bool ends_token(const char *p, const char *end)
{
    return p == end || las_blank(*p) || *p == '#';
}

static const char *token_end(const char *p, const char *end)
{
    while (!ends_token(p, end))
        p++;
    return p;
}

// Exact powers of ten: a mantissa below 2^53 over one of these is rounded once, hence correctly.
static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Everything the quick scanner leaves: exponents, many digits, NaN. NULL when the token is no
// number.
static const char *scan_slowly(const char *p, const char *end, double *out)
{
    const char *stop = token_end(p, end);
    las_cell cell = {.text = {p, (size_t)(stop - p)}};
    // Digits in front and behind keep the words for "no value" out.
    if (mr_parse_double_all(cell.text, out))
        return stop;
    return las_cell_meaning(&cell, false, out) == LAS_NUMBER ? stop : NULL;
}

// One number at p, p < end. Its end, or NULL when what stands there is no plain number.
static const char *scan(const char *p, const char *end, double *out)
{
    const char *start = p;
    bool minus = *p == '-';
    if (minus || *p == '+')
        p++;
    uint64_t mantissa = 0;
    const char *digits = p;
    unsigned digit;
    while (p < end && (digit = (unsigned)(*p - '0')) < 10) {
        mantissa = mantissa * 10 + digit;
        p++;
    }
    ptrdiff_t total = p - digits, decimals = 0;
    if (p < end && *p == '.') {
        const char *point = p++;
        while (p < end && (digit = (unsigned)(*p - '0')) < 10) {
            mantissa = mantissa * 10 + digit;
            p++;
        }
        decimals = p - point - 1;
        total += decimals;
    }
    // Up to 19 digits the mantissa has not overflowed.
    if (total == 0 || total > 19 || mantissa >> 53 || !ends_token(p, end))
        return scan_slowly(start, end, out);
    double value = (double)mantissa / powers[decimals];
    *out = minus ? -value : value;
    return p;
}

// How many lines hold data, and how many numbers the first of them holds (0 when it does not begin
// with a number).
static int64_t count_lines(mr_str body, size_t *columns)
{
    las_lines lines = las_lines_of(body);
    mr_str line;
    int64_t n = 0;
    *columns = 0;
    while (las_next_line(&lines, &line)) {
        size_t i = 0;
        while (i < line.n && las_blank(line.at[i]))
            i++;
        if (i == line.n || line.at[i] == '#')
            continue;
        const char *p = line.at + i, *end = line.at + line.n;
        double value;
        for (bool more = n == 0; more; more = p < end && *p != '#') {
            p = scan(p, end, &value);
            if (!p)
                return 0;
            ++*columns;
            while (p < end && las_blank(*p))
                p++;
        }
        n++;
    }
    return n;
}

// Fills the columns; false when a line is not as the first one.
static bool fill(mr_str body, size_t n_columns, int64_t rows, double *const columns[],
                 const char **comment)
{
    const char *p = body.at, *end = body.at + body.n;
    int64_t row = 0;
    size_t column = 0;
    for (;;) {
        while (p < end && las_blank(*p) && *p != '\n' && *p != '\r')
            p++;
        if (p < end && *p == '#') {
            if (column && !*comment)
                *comment = p;
            while (!at_line_end(p, end))
                p++;
        }
        if (at_line_end(p, end)) {
            if (column && column != n_columns)
                return false;
            row += column != 0;
            column = 0;
            if (p == end)
                return row == rows;
            p++;
            continue;
        }
        if (column == n_columns || row == rows)
            return false;
        p = scan(p, end, &columns[column++][row]);
        if (!p)
            return false;
    }
}

// The index keeps the null value: a depth of 0 or -9999 is a depth.
static void take_out_nulls(const las_reader *r, size_t n_columns, int64_t rows,
                           double *const columns[])
{
    for (size_t i = 1; r->has_null && i < n_columns; i++)
        for (int64_t k = 0; k < rows; k++)
            if (columns[i][k] == r->null)
                columns[i][k] = NAN;
}

mr_status las_read_numbers(las_reader *r, mr_str body, las_columns *out, bool *done)
{
    *done = false;
    *out = (las_columns){0};
    size_t n = 0;
    int64_t rows = count_lines(body, &n);
    // A wrapped file may hold lines of one length that are no rows.
    if (rows == 0 || n == 0 || (r->wrap == LAS_WRAP_YES && n != r->curves.n))
        return MR_OK;

    mr_status st = MR_OK;
    mr_column **columns = calloc(n, sizeof *columns);
    double **values = calloc(n, sizeof *values);
    const mr_column **kept = calloc(n, sizeof *kept);
    if (!columns || !values || !kept)
        st = mr_fail(r->err, MR_ENOMEM, NULL, "no memory for %zu columns", n);
    for (size_t i = 0; i < n && st == MR_OK; i++) {
        mr_field field = las_field(r, i, MR_FLOAT64);
        st = mr_column_new_f64(&field, rows, &columns[i], &values[i], r->err);
    }
    const char *comment = NULL;
    *done = st == MR_OK && fill(body, n, rows, values, &comment);
    if (*done) {
        take_out_nulls(r, n, rows, values);
        for (size_t i = 0; i < n; i++) {
            mr_column_seal(columns[i]);
            kept[i] = columns[i];
            columns[i] = NULL;
        }
        if (comment)
            las_warn(r, comment, "a # inside a line of data: what follows it is left out");
        *out = (las_columns){n, rows, kept};
        kept = NULL;
    }
    for (size_t i = 0; columns && i < n; i++)
        mr_column_unref(columns[i]);
    free(kept);
    free(columns);
    free(values);
    return st;
}
