// XYZ: a line a node, in any order. The lattice is found in the coordinates, and a point that does
// not lie on it is refused: a guessed step would move nodes without a word.
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "grid.h"

typedef struct xyz {
    size_t n, capacity;
    double (*at)[3];
    int64_t *line;
    double fine[2]; // half of the last decimal that the file writes, of x and y
} xyz;

typedef struct axis {
    double first, step;
    int64_t n;
} axis;

static bool has_extension(const char *path, const char *extension)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    return dot && strcasecmp(dot + 1, extension) == 0;
}

static bool recognise(mr_str bytes, const char *path)
{
    return bytes.n && has_extension(path, "xyz") &&
           !memchr(bytes.at, 0, bytes.n < 4096 ? bytes.n : 4096);
}

static double fineness(mr_str word)
{
    const char *point = memchr(word.at, '.', word.n);
    int digits = 0;
    if (memchr(word.at, 'e', word.n) || memchr(word.at, 'E', word.n))
        return 0;
    if (point)
        digits = (int)(word.at + word.n - point - 1);
    return 0.5 * pow(10, -digits);
}

static mr_status add(grid_reader *r, xyz *p, const double point[3], const double fine[2],
                     int64_t line)
{
    if (p->n == p->capacity) {
        const size_t capacity = p->capacity ? 2 * p->capacity : 1024;
        double(*at)[3] = realloc(p->at, capacity * sizeof *at);
        if (at)
            p->at = at;
        int64_t *lines = at ? realloc(p->line, capacity * sizeof *lines) : NULL;
        if (!lines)
            return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for %zu points", capacity);
        p->line = lines;
        p->capacity = capacity;
    }
    memcpy(p->at[p->n], point, 3 * sizeof *point);
    p->line[p->n++] = line;
    for (size_t k = 0; k < 2; k++)
        p->fine[k] = fine[k] < p->fine[k] ? fine[k] : p->fine[k];
    return MR_OK;
}

// A line of three numbers; one of words before the first is a header.
static mr_status read_line(grid_reader *r, xyz *p, mr_str line, int64_t at)
{
    double point[3], fine[2] = {0, 0};
    mr_str word;
    size_t n = 0;
    for (; n < 3 && grid_word(&line, &word); n++) {
        if (!grid_number(word, &point[n])) {
            if (p->n == 0 && n == 0)
                return MR_OK;
            return grid_fail_line(r, at, "\"%.*s\" is no number", (int)(word.n < 40 ? word.n : 40),
                                  word.at);
        }
        if (n < 2)
            fine[n] = fineness(word);
    }
    if (n < 3 || !isfinite(point[0]) || !isfinite(point[1]))
        return grid_fail_line(r, at, "there are not three numbers, x y z");
    if (grid_word(&line, &word))
        return grid_fail_line(r, at, "there are more than three numbers, x y z");
    return add(r, p, point, fine, at);
}

static mr_status read_points(grid_reader *r, xyz *p)
{
    grid_lines lines = grid_lines_of(r->bytes);
    mr_str line;
    p->fine[0] = p->fine[1] = HUGE_VAL;
    while (grid_line(&lines, &line)) {
        line = mr_str_trim(line);
        if (!line.n || strchr("#!/%", line.at[0]))
            continue;
        MR_TRY(read_line(r, p, line, lines.line));
    }
    if (p->n < 4)
        return grid_fail_line(r, lines.line, "%zu points are no grid", p->n);
    return MR_OK;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static mr_status off_lattice(grid_reader *r, const xyz *p, size_t k, double first, double step)
{
    size_t worst = 0;
    double most = -1;
    assert(p->at && p->line); // there are four points and more
    for (size_t i = 0; i < p->n; i++) {
        const double at = (p->at[i][k] - first) / step, off = fabs(at - rint(at));
        if (off > most) {
            most = off;
            worst = i;
        }
    }
    return grid_fail_line(
        r, p->line[worst],
        "the point %.10g, %.10g lies on no grid: the least distance in %c is %.10g, "
        "and this point is not a multiple of it from %.10g",
        p->at[worst][0], p->at[worst][1], k ? 'y' : 'x', step, first);
}

// The least distance of two values that differ is the step; the whole must be a multiple of it.
static mr_status find_axis(grid_reader *r, const xyz *p, size_t k, axis *out)
{
    double *v = malloc(p->n * sizeof *v);
    if (!v)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for %zu points", p->n);
    for (size_t i = 0; i < p->n; i++)
        v[i] = p->at[i][k];
    qsort(v, p->n, sizeof *v, by_value);
    const double range = v[p->n - 1] - v[0];
    const double same = 2 * p->fine[k] + 1e-12 * fmax(fabs(v[0]), fabs(v[p->n - 1]));
    double step = range;
    for (size_t i = 1; i < p->n; i++)
        if (v[i] - v[i - 1] > same && v[i] - v[i - 1] < step)
            step = v[i] - v[i - 1];
    out->first = v[0];
    free(v);
    const double steps = step > 0 ? fmin(rint(range / step), 0x1p40) : 0;
    if (fabs(range - steps * step) > (steps + 1) * same + 1e-6 * step)
        return off_lattice(r, p, k, out->first, step);
    out->n = (int64_t)steps + 1;
    out->step = steps > 0 ? range / steps : 0;
    return MR_OK;
}

static bool node_of(const axis *a, double at, double fine, int64_t *out)
{
    *out = a->step > 0 ? (int64_t)rint((at - a->first) / a->step) : 0;
    const double off = fabs(at - (a->first + (double)*out * a->step));
    // Both the point and the ends of the axis are rounded to what the file writes.
    return off <= fmax(2.001 * fine, 1e-6 * a->step) && off < 0.1 * fmax(a->step, fine * 40);
}

static mr_status fill(grid_reader *r, const xyz *p, const axis axes[2], mr_grid *g)
{
    size_t extreme = 0, custom = 0;
    for (size_t i = 0; i < p->n; i++) {
        int64_t node[2];
        for (size_t k = 0; k < 2; k++)
            if (!node_of(&axes[k], p->at[i][k], p->fine[k], &node[k]))
                return grid_fail_line(r, p->line[i],
                                      "the point %.10g, %.10g lies on no node of a grid of steps "
                                      "%.10g and %.10g from %.10g, %.10g",
                                      p->at[i][0], p->at[i][1], axes[0].step, axes[1].step,
                                      axes[0].first, axes[1].first);
        double *z = &g->z[node[1] * g->ncol + node[0]];
        if (!isnan(*z))
            return grid_fail_line(r, p->line[i], "the node %.10g, %.10g comes twice", p->at[i][0],
                                  p->at[i][1]);
        const double value = p->at[i][2];
        extreme += fabs(value) >= 1e30;
        custom += value == -999.25 || value == -9999 || value == -99999 || value == -999;
        *z = fabs(value) >= 1e30 ? MR_GRID_NULL : value;
    }
    if (extreme)
        grid_warn(r, "%zu values of 1e30 and more are taken as null", extreme);
    if (custom)
        grid_warn(
            r, "%zu values are -999, -999.25, -9999 or -99999 and stay numbers: XYZ names no null",
            custom);
    const size_t nodes = (size_t)(g->ncol * g->nrow);
    if (nodes > p->n)
        grid_warn(r, "%zu of %zu nodes have no point and are null", nodes - p->n, nodes);
    return MR_OK;
}

static mr_status make(grid_reader *r, const xyz *p)
{
    enum { LEAST_FILLED = 8 }; // of so many nodes one has a point, or it is no grid
    axis axes[2] = {0};
    mr_grid *g = NULL;
    MR_TRY(find_axis(r, p, 0, &axes[0]));
    MR_TRY(find_axis(r, p, 1, &axes[1]));
    const double nodes = (double)axes[0].n * (double)axes[1].n;
    if (nodes > LEAST_FILLED * (double)p->n)
        return grid_fail_line(
            r, p->line[p->n - 1],
            "%zu points lie on no common grid: steps of %.10g and %.10g would make "
            "%.0f nodes",
            p->n, axes[0].step, axes[1].step, nodes);
    MR_TRY(grid_add(r, axes[0].n, axes[1].n, (size_t)LEAST_FILLED * p->n, &g));
    g->x0 = axes[0].first;
    g->y0 = axes[1].first;
    g->dx = axes[0].step;
    g->dy = axes[1].step;
    return fill(r, p, axes, g);
}

static mr_status read_xyz(grid_reader *r)
{
    xyz p = {0};
    mr_status st = read_points(r, &p);
    if (st == MR_OK)
        st = make(r, &p);
    free(p.at);
    free(p.line);
    return st;
}

const grid_format grid_xyz = {"XYZ", recognise, read_xyz};
