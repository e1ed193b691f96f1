// STORM grids (RMS): a line with the kind, the counts and steps, the limits, then values along rows
// from the south-west, as text or as big-endian doubles. -999 is null.
#include <string.h>

#include "grid.h"

static bool recognise(mr_str bytes, const char *path)
{
    (void)path;
    return bytes.n > 16 && (memcmp(bytes.at, "STORMGRID_BINARY", 16) == 0 ||
                            (memcmp(bytes.at, "STORMGRID_ASCII", 15) == 0));
}

static void put(void *context, int64_t i, double value)
{
    mr_grid *g = context;
    g->z[i] = value == -999 || !isfinite(value) ? MR_GRID_NULL : value;
}

static mr_status read_header(grid_reader *r, grid_lines *lines, double head[8])
{
    mr_str line, word;
    size_t n = 0;
    while (n < 8 && grid_line(lines, &line))
        while (n < 8 && grid_word(&line, &word)) {
            if (!grid_number(word, &head[n]) || head[n] != head[n])
                return grid_fail_line(r, lines->line, "\"%.*s\" in the header is no number",
                                      (int)(word.n < 40 ? word.n : 40), word.at);
            n++;
        }
    if (n < 8)
        return grid_fail_line(r, lines->line, "the file ends in its header");
    if (!(head[0] >= 1 && head[0] <= 0x1p31 && head[1] >= 1 && head[1] <= 0x1p31) ||
        head[0] != rint(head[0]) || head[1] != rint(head[1]))
        return grid_fail_line(r, lines->line, "columns and rows are %g and %g", head[0], head[1]);
    return MR_OK;
}

static mr_status read_storm(grid_reader *r)
{
    const bool binary = memcmp(r->bytes.at, "STORMGRID_BINARY", 16) == 0;
    grid_lines lines = grid_lines_of(r->bytes);
    mr_str line;
    double head[8];
    mr_grid *g = NULL;
    (void)grid_line(&lines, &line);
    MR_TRY(read_header(r, &lines, head));
    MR_TRY(grid_add(r, (int64_t)head[0], (int64_t)head[1], binary ? lines.rest.n / 8 : r->bytes.n,
                    &g));
    g->dx = head[2];
    g->dy = head[3];
    g->x0 = head[4];
    g->y0 = head[6];
    const int64_t n = g->ncol * g->nrow;
    if (!binary)
        return grid_values(r, &lines, n, MR_GRID_NULL, "", put, g);
    for (int64_t i = 0; i < n; i++)
        put(g, i, grid_f64(lines.rest.at + 8 * i, true));
    return MR_OK;
}

const grid_format grid_storm = {"STORM", recognise, read_storm};
