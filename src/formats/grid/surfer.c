// Surfer grids: 6 as text (DSAA) and binary (DSBB), 7 (DSRB). Rows from the south; blank is
// 1.70141e38 and above, or NaN where another program wrote the file.
#include <assert.h>
#include <string.h>

#include "grid.h"

static const double BLANK = 1.70141e38;

static bool begins(mr_str bytes, const char *mark)
{
    return bytes.n >= 4 && memcmp(bytes.at, mark, 4) == 0;
}

static mr_status lay(grid_reader *r, int64_t ncol, int64_t nrow, size_t holds,
                     const double limit[4], mr_grid **out)
{
    if (ncol < 1 || nrow < 1)
        return grid_fail_byte(r, 4, "columns and rows are %lld and %lld", (long long)ncol,
                              (long long)nrow);
    if (!(limit[1] >= limit[0]) || !(limit[3] >= limit[2]))
        return grid_fail_byte(r, 4, "the limits go backwards: x %g to %g, y %g to %g", limit[0],
                              limit[1], limit[2], limit[3]);
    MR_TRY(grid_add(r, ncol, nrow, holds, out));
    (*out)->x0 = limit[0];
    (*out)->y0 = limit[2];
    (*out)->dx = ncol > 1 ? (limit[1] - limit[0]) / (double)(ncol - 1) : 0;
    (*out)->dy = nrow > 1 ? (limit[3] - limit[2]) / (double)(nrow - 1) : 0;
    return MR_OK;
}

static void put(void *context, int64_t i, double value)
{
    mr_grid *g = context;
    assert(g);
    g->z[i] = value >= BLANK ? MR_GRID_NULL : value;
}

// --- 6, text ---

static bool is_text(mr_str bytes, const char *path)
{
    (void)path;
    return begins(bytes, "DSAA");
}

static mr_status read_text(grid_reader *r)
{
    grid_lines lines = grid_lines_of(r->bytes);
    double head[8];
    size_t n = 0;
    mr_str line, word;
    mr_grid *g = NULL;
    (void)grid_line(&lines, &line);
    while (n < 8 && grid_line(&lines, &line))
        while (n < 8 && grid_word(&line, &word)) {
            if (!grid_number(word, &head[n]))
                return grid_fail_line(r, lines.line, "\"%.*s\" in the header is no number",
                                      (int)(word.n < 40 ? word.n : 40), word.at);
            n++;
        }
    if (n < 8)
        return grid_fail_line(r, lines.line, "the file ends in its header");
    for (size_t i = 0; i < 2; i++)
        if (!(head[i] >= 1 && head[i] <= 0x1p31) || head[i] != rint(head[i]))
            return grid_fail_line(r, 2, "columns and rows are %g and %g", head[0], head[1]);
    MR_TRY(lay(r, (int64_t)head[0], (int64_t)head[1], r->bytes.n, head + 2, &g));
    assert(g);
    return grid_values(r, &lines, g->ncol * g->nrow, BLANK, "", put, g);
}

const grid_format grid_surfer_text = {"Surfer 6 text", is_text, read_text};

// --- 6, binary ---

static bool is_6(mr_str bytes, const char *path)
{
    (void)path;
    return begins(bytes, "DSBB");
}

static mr_status check_size(grid_reader *r, const mr_grid *g, size_t from, size_t bytes_each)
{
    assert(g);
    const size_t wanted = (size_t)(g->ncol * g->nrow) * bytes_each, left = r->bytes.n - from;
    if (left < wanted)
        return grid_fail_byte(r, r->bytes.n, "the file ends after %zu of %lld nodes",
                              left / bytes_each, (long long)(g->ncol * g->nrow));
    return MR_OK;
}

static mr_status read_6(grid_reader *r)
{
    enum { HEADER = 56 };
    const char *at = r->bytes.at;
    double limit[4];
    mr_grid *g = NULL;
    if (r->bytes.n < HEADER)
        return grid_fail_byte(r, r->bytes.n, "the file ends in its header of %d bytes", HEADER);
    for (size_t i = 0; i < 4; i++)
        limit[i] = grid_f64(at + 8 + 8 * i, false);
    const int64_t ncol = (unsigned char)at[4] | (unsigned char)at[5] << 8;
    const int64_t nrow = (unsigned char)at[6] | (unsigned char)at[7] << 8;
    MR_TRY(lay(r, ncol, nrow, (r->bytes.n - HEADER) / 4, limit, &g));
    MR_TRY(check_size(r, g, HEADER, 4));
    for (int64_t i = 0; i < ncol * nrow; i++)
        put(g, i, grid_f32(at + HEADER + 4 * i, false));
    return MR_OK;
}

const grid_format grid_surfer_6 = {"Surfer 6 binary", is_6, read_6};

// --- 7: sections with a tag and a size each ---

static bool is_7(mr_str bytes, const char *path)
{
    (void)path;
    return begins(bytes, "DSRB");
}

static mr_status read_grid_section(grid_reader *r, size_t at, size_t n, mr_grid **out,
                                   double *blank)
{
    const char *s = r->bytes.at + at;
    if (n < 72)
        return grid_fail_byte(r, at, "the section GRID has %zu bytes, not 72", n);
    const int64_t nrow = grid_i32(s, false), ncol = grid_i32(s + 4, false);
    if (nrow < 1 || ncol < 1)
        return grid_fail_byte(r, at, "rows and columns are %lld and %lld", (long long)nrow,
                              (long long)ncol);
    MR_TRY(grid_add(r, ncol, nrow, r->bytes.n / 8, out));
    mr_grid *g = *out;
    g->x0 = grid_f64(s + 8, false);
    g->y0 = grid_f64(s + 16, false);
    g->dx = grid_f64(s + 24, false);
    g->dy = grid_f64(s + 32, false);
    g->rotation = grid_f64(s + 56, false);
    *blank = grid_f64(s + 64, false);
    return MR_OK;
}

static mr_status read_data_section(grid_reader *r, mr_grid *g, size_t at, size_t n, double blank)
{
    const int64_t nodes = g->ncol * g->nrow;
    if (n / 8 < (size_t)nodes)
        return grid_fail_byte(r, at, "the section DATA has %zu bytes for %lld nodes", n,
                              (long long)nodes);
    for (int64_t i = 0; i < nodes; i++) {
        const double value = grid_f64(r->bytes.at + at + 8 * i, false);
        const bool empty = value >= BLANK || (blank > 0 ? value >= blank : value == blank);
        g->z[i] = empty || !isfinite(value) ? MR_GRID_NULL : value;
    }
    return MR_OK;
}

static mr_status read_7(grid_reader *r)
{
    mr_grid *g = NULL;
    double blank = BLANK;
    for (size_t at = 0; r->bytes.n - at >= 8;) {
        const char *tag = r->bytes.at + at;
        const int64_t n = grid_i32(tag + 4, false);
        at += 8;
        if (n < 0 || (uint64_t)n > r->bytes.n - at)
            return grid_fail_byte(r, at - 4, "the section %.4s of %lld bytes passes the end", tag,
                                  (long long)n);
        if (memcmp(tag, "GRID", 4) == 0 && !g)
            MR_TRY(read_grid_section(r, at, (size_t)n, &g, &blank));
        if (memcmp(tag, "DATA", 4) == 0 && g)
            return read_data_section(r, g, at, (size_t)n, blank);
        at += (size_t)n;
    }
    return grid_fail_byte(r, r->bytes.n, "there is no section %s", g ? "DATA" : "GRID");
}

const grid_format grid_surfer_7 = {"Surfer 7", is_7, read_7};
