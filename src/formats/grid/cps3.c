// CPS-3 ASCII grids. The null is the fifth value of FSASCI; values go column by column from the
// west, each from the north.
#include <string.h>
#include <strings.h>

#include "grid.h"

typedef struct cps3 {
    mr_grid *grid;
    double null, limit[4], step[2];
    int64_t nrow, ncol;
    bool has_limits, has_step;
    const char *name;
} cps3;

static bool recognise(mr_str bytes, const char *path)
{
    grid_lines lines = grid_lines_of(bytes);
    mr_str line;
    (void)path;
    for (int i = 0; i < 100 && grid_line(&lines, &line); i++) {
        line = mr_str_trim(line);
        if (line.n >= 6 && strncasecmp(line.at, "FSASCI", 6) == 0)
            return true;
        if (line.n && line.at[0] != '!' && strncasecmp(line.at, "FS", line.n < 2 ? line.n : 2) != 0)
            return false;
    }
    return false;
}

static mr_status numbers(grid_reader *r, mr_str line, int64_t at, const char *word, size_t n,
                         double *out)
{
    mr_str text;
    for (size_t i = 0; i < n; i++)
        if (!grid_word(&line, &text) || !grid_number(text, &out[i]) || out[i] != out[i])
            return grid_fail_line(r, at, "%s has no %zu numbers", word, n);
    return MR_OK;
}

static mr_status read_null(grid_reader *r, cps3 *c, mr_str line, int64_t at)
{
    mr_str word;
    size_t n = 0;
    while (n < 5 && grid_word(&line, &word))
        n++;
    if (n < 5) // a short line: the null that every writer takes
        return MR_OK;
    if (!grid_number(word, &c->null))
        return grid_fail_line(r, at, "the null, fifth value of FSASCI, is \"%.*s\"", (int)word.n,
                              word.at);
    return MR_OK;
}

static mr_status read_count(grid_reader *r, cps3 *c, mr_str line, int64_t at)
{
    mr_str rows, columns;
    if (!grid_word(&line, &rows) || !grid_word(&line, &columns) || !grid_count(rows, &c->nrow) ||
        !grid_count(columns, &c->ncol))
        return grid_fail_line(r, at, "FSNROW has not two whole numbers, rows and columns");
    return MR_OK;
}

static mr_status read_line(grid_reader *r, cps3 *c, mr_str word, mr_str line, int64_t at)
{
    if (mr_str_ieq(word, MR_STR("FSASCI")))
        return read_null(r, c, line, at);
    if (mr_str_ieq(word, MR_STR("FSNROW")))
        return read_count(r, c, line, at);
    if (mr_str_ieq(word, MR_STR("FSLIMI"))) {
        c->has_limits = true;
        return numbers(r, line, at, "FSLIMI", 4, c->limit);
    }
    if (mr_str_ieq(word, MR_STR("FSXINC"))) {
        c->has_step = true;
        return numbers(r, line, at, "FSXINC", 2, c->step);
    }
    return MR_OK; // FSATTR and what else there may be
}

static mr_status place(grid_reader *r, cps3 *c, int64_t at)
{
    if (!c->nrow || !c->has_limits)
        return grid_fail_line(r, at, "the header lacks %s", c->nrow ? "FSLIMI" : "FSNROW");
    MR_TRY(grid_add(r, c->ncol, c->nrow, r->bytes.n, &c->grid));
    mr_grid *g = c->grid;
    g->name = c->name;
    g->x0 = c->limit[0];
    g->y0 = c->limit[2];
    g->dx = c->ncol > 1 ? (c->limit[1] - c->limit[0]) / (double)(c->ncol - 1) : c->step[0];
    g->dy = c->nrow > 1 ? (c->limit[3] - c->limit[2]) / (double)(c->nrow - 1) : c->step[1];
    if (!(g->dx >= 0) || !(g->dy >= 0))
        return grid_fail_line(r, at, "FSLIMI goes backwards: x %g to %g, y %g to %g", c->limit[0],
                              c->limit[1], c->limit[2], c->limit[3]);
    const bool off = c->has_step && ((c->ncol > 1 && fabs(g->dx - c->step[0]) > 1e-3 * g->dx) ||
                                     (c->nrow > 1 && fabs(g->dy - c->step[1]) > 1e-3 * g->dy));
    if (off)
        return grid_fail_line(r, at,
                              "FSXINC says steps of %g and %g, FSLIMI and FSNROW make %g and %g",
                              c->step[0], c->step[1], g->dx, g->dy);
    return MR_OK;
}

static void put(void *context, int64_t i, double value)
{
    mr_grid *g = context;
    g->z[(g->nrow - 1 - i % g->nrow) * g->ncol + i / g->nrow] = value;
}

static mr_status read_cps3(grid_reader *r)
{
    cps3 c = {.null = 1e30};
    grid_lines lines = grid_lines_of(r->bytes), before = lines;
    mr_str line;
    while (grid_line(&lines, &line)) {
        mr_str rest = mr_str_trim(line), word;
        if (!rest.n || rest.at[0] == '!') {
            before = lines;
            continue;
        }
        if (rest.n > 2 && strncmp(rest.at, "->", 2) == 0) {
            c.name = grid_copy(r, (mr_str){rest.at + 2, rest.n - 2});
            before = lines;
            continue;
        }
        if (strncasecmp(rest.at, "FS", rest.n < 2 ? rest.n : 2) != 0)
            break;
        (void)grid_word(&rest, &word);
        MR_TRY(read_line(r, &c, word, rest, lines.line));
        before = lines;
    }
    MR_TRY(place(r, &c, before.line));
    return grid_values(r, &before, c.nrow * c.ncol, c.null, "!", put, c.grid);
}

const grid_format grid_cps3 = {"CPS-3", recognise, read_cps3};
