// Irap (RMS, Petrel) grids, classic text and binary. Values go along rows from the south-west; the
// rotation and the count of columns stand in the third line. dy may be negative.
#include <string.h>

#include "grid.h"

static const double UNDEFINED = 9999900; // and above

static void put(void *context, int64_t i, double value)
{
    mr_grid *g = context;
    g->z[i] = value >= UNDEFINED ? MR_GRID_NULL : value;
}

static bool recognise(mr_str bytes, const char *path)
{
    grid_lines lines = grid_lines_of(bytes);
    mr_str line = {0}, word;
    double mark;
    int64_t rows;
    (void)path;
    while (grid_line(&lines, &line) && !mr_str_trim(line).n)
        continue;
    return grid_word(&line, &word) && grid_number(word, &mark) && mark == -996 &&
           grid_word(&line, &word) && grid_count(word, &rows);
}

// The nineteen numbers of the header, however they are broken into lines.
static mr_status read_header(grid_reader *r, grid_lines *lines, double head[19])
{
    mr_str line, word;
    size_t n = 0;
    while (n < 19 && grid_line(lines, &line))
        while (grid_word(&line, &word)) {
            if (n == 19)
                return grid_fail_line(r, lines->line, "values stand in a line of the header");
            if (!grid_number(word, &head[n]) || head[n] != head[n])
                return grid_fail_line(r, lines->line, "\"%.*s\" in the header is no number",
                                      (int)(word.n < 40 ? word.n : 40), word.at);
            n++;
        }
    if (n < 19)
        return grid_fail_line(r, lines->line, "the file ends in its header");
    return MR_OK;
}

// xmax and ymax are where the grid would end without its rotation.
static void check_extent(grid_reader *r, const mr_grid *g, double xmax)
{
    const double end = g->x0 + (double)(g->ncol - 1) * g->dx;
    if (fabs(end - xmax) > fabs(g->dx) / 2)
        grid_warn(r, "the header says that x ends at %g, %lld columns of %g end at %g", xmax,
                  (long long)g->ncol, g->dx, end);
}

static mr_status read_irap(grid_reader *r)
{
    grid_lines lines = grid_lines_of(r->bytes);
    double head[19];
    mr_grid *g = NULL;
    MR_TRY(read_header(r, &lines, head));
    const double nrow = head[1], ncol = head[8];
    if (!(nrow >= 1 && nrow <= 0x1p31 && ncol >= 1 && ncol <= 0x1p31) || nrow != rint(nrow) ||
        ncol != rint(ncol))
        return grid_fail_line(r, lines.line, "rows and columns are %g and %g", nrow, ncol);
    MR_TRY(grid_add(r, (int64_t)ncol, (int64_t)nrow, r->bytes.n, &g));
    g->dx = head[2];
    g->dy = head[3];
    g->rotation = head[9];
    g->x0 = head[10];
    g->y0 = head[11];
    check_extent(r, g, head[5]);
    return grid_values(r, &lines, g->ncol * g->nrow, 1e30, "", put, g);
}

const grid_format grid_irap = {"Irap classic", recognise, read_irap};

// --- binary: records of Fortran, a length in 4 bytes before and after each, big-endian ---

static bool recognise_binary(mr_str bytes, const char *path)
{
    (void)path;
    return bytes.n >= 100 && grid_i32(bytes.at, true) == 32 &&
           grid_i32(bytes.at + 4, true) == -996 && grid_i32(bytes.at + 36, true) == 32;
}

// The next record; its two lengths must agree.
static mr_status next_record(grid_reader *r, size_t *at, mr_str *record)
{
    const mr_str all = r->bytes;
    if (all.n - *at < 8)
        return grid_fail_byte(r, *at, "the file ends where a record should begin");
    const int64_t n = grid_i32(all.at + *at, true);
    if (n < 0 || (uint64_t)n > all.n - *at - 8)
        return grid_fail_byte(r, *at, "a record of %lld bytes passes the end of the file",
                              (long long)n);
    *record = (mr_str){all.at + *at + 4, (size_t)n};
    if (grid_i32(record->at + n, true) != n)
        return grid_fail_byte(r, *at, "a record of %lld bytes does not end as it began",
                              (long long)n);
    *at += (size_t)n + 8;
    return MR_OK;
}

static mr_status head_records(grid_reader *r, size_t *at, mr_grid **out)
{
    mr_str a, b, c;
    MR_TRY(next_record(r, at, &a));
    MR_TRY(next_record(r, at, &b));
    MR_TRY(next_record(r, at, &c));
    if (a.n < 32 || b.n < 16)
        return grid_fail_byte(r, 0, "the header's records are too short");
    const int64_t nrow = grid_i32(a.at + 4, true), ncol = grid_i32(b.at, true);
    if (nrow < 1 || ncol < 1)
        return grid_fail_byte(r, 8, "rows and columns are %lld and %lld", (long long)nrow,
                              (long long)ncol);
    MR_TRY(grid_add(r, ncol, nrow, r->bytes.n / 4, out));
    mr_grid *g = *out;
    g->x0 = grid_f32(a.at + 8, true);
    g->y0 = grid_f32(a.at + 16, true);
    g->dx = grid_f32(a.at + 24, true);
    g->dy = grid_f32(a.at + 28, true);
    g->rotation = grid_f32(b.at + 4, true);
    check_extent(r, g, grid_f32(a.at + 12, true));
    return MR_OK;
}

static mr_status read_binary(grid_reader *r)
{
    size_t at = 0;
    mr_grid *g = NULL;
    MR_TRY(head_records(r, &at, &g));
    const int64_t n = g->ncol * g->nrow;
    for (int64_t i = 0; i < n;) {
        mr_str record;
        const size_t from = at;
        MR_TRY(next_record(r, &at, &record));
        if (record.n % 4 != 0 || (int64_t)(record.n / 4) > n - i || !record.n)
            return grid_fail_byte(r, from, "a record of %zu bytes does not fit the %lld nodes left",
                                  record.n, (long long)(n - i));
        for (size_t k = 0; k < record.n; k += 4, i++) {
            const double value = grid_f32(record.at + k, true);
            g->z[i] = value >= 0.99e30 || isnan(value) ? MR_GRID_NULL : value;
        }
    }
    if (at < r->bytes.n)
        grid_warn(r, "%zu bytes after the last node were not read", r->bytes.n - at);
    return MR_OK;
}

const grid_format grid_irap_binary = {"Irap binary", recognise_binary, read_binary};
