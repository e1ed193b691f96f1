// ESRI ASCII grids: a header of keys, then rows from the north. Corners are edges of cells, centres
// are nodes. Without NODATA_value it is -9999 (ESRI, ArcGIS help, "Esri ASCII raster format").
#include <string.h>

#include "grid.h"

typedef struct esri {
    int64_t ncol, nrow;
    double x, y, dx, dy, null;
    bool x_edge, y_edge, has_x, has_y, has_null;
    size_t n_null;
    mr_grid *grid;
} esri;

static bool recognise(mr_str bytes, const char *path)
{
    grid_lines lines = grid_lines_of(bytes);
    mr_str line, word;
    (void)path;
    while (grid_line(&lines, &line))
        if (grid_word(&line, &word))
            return mr_str_ieq(word, MR_STR("ncols")) || mr_str_ieq(word, MR_STR("nrows"));
    return false;
}

static mr_status read_count(grid_reader *r, mr_str key, mr_str value, int64_t line, int64_t *out)
{
    if (!grid_count(value, out))
        return grid_fail_line(r, line, "%.*s is \"%.*s\", not a whole number from 1 on", (int)key.n,
                              key.at, (int)value.n, value.at);
    return MR_OK;
}

static mr_status read_key(grid_reader *r, esri *e, mr_str key, mr_str value, int64_t line)
{
    static const struct {
        const char *name;
        size_t at, also; // offsets of doubles in esri
        bool is_x, is_y, edge;
    } keys[] = {
        {"xllcorner", offsetof(esri, x), 0, true, false, true},
        {"xllcenter", offsetof(esri, x), 0, true, false, false},
        {"yllcorner", offsetof(esri, y), 0, false, true, true},
        {"yllcenter", offsetof(esri, y), 0, false, true, false},
        {"cellsize", offsetof(esri, dx), offsetof(esri, dy), false, false, false},
        {"dx", offsetof(esri, dx), 0, false, false, false},
        {"dy", offsetof(esri, dy), 0, false, false, false},
        {"nodata_value", offsetof(esri, null), 0, false, false, false},
    };
    if (mr_str_ieq(key, MR_STR("ncols")))
        return read_count(r, key, value, line, &e->ncol);
    if (mr_str_ieq(key, MR_STR("nrows")))
        return read_count(r, key, value, line, &e->nrow);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!mr_str_ieq(key, mr_str_of(keys[i].name)))
            continue;
        double number;
        if (!grid_number(value, &number))
            return grid_fail_line(r, line, "%s is \"%.*s\", no number", keys[i].name, (int)value.n,
                                  value.at);
        *(double *)(void *)((char *)e + keys[i].at) = number;
        if (keys[i].also)
            *(double *)(void *)((char *)e + keys[i].also) = number;
        e->has_x |= keys[i].is_x;
        e->has_y |= keys[i].is_y;
        e->x_edge |= keys[i].is_x && keys[i].edge;
        e->y_edge |= keys[i].is_y && keys[i].edge;
        e->has_null |= keys[i].at == offsetof(esri, null);
        return MR_OK;
    }
    return grid_fail_line(r, line, "\"%.*s\" is no key of the header",
                          (int)(key.n < 40 ? key.n : 40), key.at);
}

// Up to the first line that begins with a number.
static mr_status read_header(grid_reader *r, esri *e, grid_lines *lines)
{
    for (grid_lines before = *lines;; before = *lines) {
        mr_str line, key, value = {0};
        double number;
        if (!grid_line(lines, &line))
            return grid_fail_line(r, lines->line, "the file ends in its header");
        if (!grid_word(&line, &key))
            continue;
        if (grid_number(key, &number)) {
            *lines = before;
            return MR_OK;
        }
        (void)grid_word(&line, &value);
        MR_TRY(read_key(r, e, key, value, lines->line));
    }
}

static void put(void *context, int64_t i, double value)
{
    esri *e = context;
    mr_grid *g = e->grid;
    if (isnan(value) || grid_is_null(value, e->null)) {
        e->n_null += value == e->null;
        value = MR_GRID_NULL;
    }
    g->z[(g->nrow - 1 - i / g->ncol) * g->ncol + i % g->ncol] = value;
}

static mr_status read_esri(grid_reader *r)
{
    esri e = {.null = -9999};
    grid_lines lines = grid_lines_of(r->bytes);
    MR_TRY(read_header(r, &e, &lines));
    const char *lacks = !e.ncol       ? "ncols"
                        : !e.nrow     ? "nrows"
                        : !e.has_x    ? "xllcorner or xllcenter"
                        : !e.has_y    ? "yllcorner or yllcenter"
                        : !(e.dx > 0) ? "cellsize, or dx"
                        : !(e.dy > 0) ? "cellsize, or dy"
                                      : NULL;
    if (lacks)
        return grid_fail_line(r, lines.line, "the header lacks %s", lacks);
    MR_TRY(grid_add(r, e.ncol, e.nrow, r->bytes.n, &e.grid));
    e.grid->dx = e.dx;
    e.grid->dy = e.dy;
    e.grid->x0 = e.x + (e.x_edge ? e.dx / 2 : 0);
    e.grid->y0 = e.y + (e.y_edge ? e.dy / 2 : 0);
    // Its own null is not the walk's: that could not be counted.
    MR_TRY(grid_values(r, &lines, e.ncol * e.nrow, MR_GRID_NULL, "", put, &e));
    if (!e.has_null && e.n_null)
        grid_warn(r,
                  "the header names no NODATA_value: %zu values of -9999 are taken as null, as the "
                  "format says",
                  e.n_null);
    return MR_OK;
}

const grid_format grid_esri = {"ESRI ASCII", recognise, read_esri};
