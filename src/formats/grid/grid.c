// Grids: which format, the one inner form, and what there is to say of them.
#include "grid.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/file.h"

enum { WARNINGS_MAX = 20 };

// Asked in this order; XYZ last, since its lines could be those of many.
static const grid_format *const formats[] = {
    &grid_zmap,     &grid_cps3, &grid_irap,  &grid_irap_binary, &grid_surfer_text, &grid_surfer_6,
    &grid_surfer_7, &grid_esri, &grid_storm, &grid_tiff,        &grid_xyz,
};

static const grid_format *format_of(mr_str bytes, const char *path)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i]->recognise(bytes, path))
            return formats[i];
    return NULL;
}

const char *mr_grid_format(mr_str bytes, const char *path)
{
    const grid_format *format = format_of(bytes, path);
    return format ? format->name : NULL;
}

const char *mr_grid_format_of_file(const char *path)
{
    enum { HEAD = 1 << 16 };
    char *head = mr_alloc(HEAD);
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(head, 1, HEAD, file) : 0;
    const char *format = mr_grid_format((mr_str){head, n}, path);
    if (file)
        fclose(file);
    free(head);
    return format;
}

mr_status grid_add(grid_reader *r, int64_t ncol, int64_t nrow, size_t holds, mr_grid **out)
{
    mr_grids *g = r->grids;
    size_t n, bytes;
    if (!mr_size_mul((size_t)ncol, (size_t)nrow, &n) || n > holds || !mr_size_mul(n, 8, &bytes))
        return mr_fail(r->err, MR_EFORMAT, NULL,
                       "%s: %lld columns and %lld rows are more nodes than the file can hold",
                       r->format, (long long)ncol, (long long)nrow);
    if (g->n == r->capacity) {
        mr_grid *grown = MR_ARENA_ARRAY(g->arena, mr_grid, 2 * r->capacity + 1);
        if (g->n)
            memcpy(grown, g->at, g->n * sizeof *grown);
        g->at = grown;
        r->capacity = 2 * r->capacity + 1;
    }
    double *z = malloc(bytes);
    if (!z)
        return mr_fail(r->err, MR_ENOMEM, NULL, "%s: no memory for %zu nodes", r->format, n);
    for (size_t i = 0; i < n; i++)
        z[i] = MR_GRID_NULL;
    g->at[g->n] = (mr_grid){.ncol = ncol, .nrow = nrow, .z = z};
    *out = &g->at[g->n++];
    return MR_OK;
}

void grid_warn(grid_reader *r, const char *format, ...)
{
    mr_grids *g = r->grids;
    char text[512];
    va_list args;
    if (g->n_warnings == WARNINGS_MAX)
        return;
    if (!g->warnings)
        g->warnings = MR_ARENA_ARRAY(g->arena, const char *, WARNINGS_MAX);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    g->warnings[g->n_warnings++] = mr_arena_strdup(g->arena, text);
}

__attribute__((format(printf, 3, 0))) static mr_status
fail_at(const grid_reader *r, const char *where, const char *format, va_list args)
{
    char text[512];
    vsnprintf(text, sizeof text, format, args);
    return mr_fail(r->err, MR_EFORMAT, where, "%s: %s", r->format, text);
}

mr_status(grid_fail_line)(const grid_reader *r, int64_t line, const char *format, ...)
{
    char where[32];
    va_list args;
    snprintf(where, sizeof where, "line %lld", (long long)line);
    va_start(args, format);
    mr_status st = fail_at(r, where, format, args);
    va_end(args);
    return st;
}

mr_status(grid_fail_byte)(const grid_reader *r, size_t byte, const char *format, ...)
{
    char where[32];
    va_list args;
    snprintf(where, sizeof where, "byte %zu", byte);
    va_start(args, format);
    mr_status st = fail_at(r, where, format, args);
    va_end(args);
    return st;
}

const char *grid_copy(grid_reader *r, mr_str text)
{
    text = mr_str_trim(text);
    if (!text.n)
        return NULL;
    char *copy = mr_arena_strndup(r->grids->arena, text.at, text.n);
    if (!mr_utf8_valid(text))
        for (char *at = copy; *at; at++)
            *at = (unsigned char)*at < 0x80 ? *at : '?';
    return copy;
}

mr_status mr_grids_read(mr_str bytes, const char *path, mr_grids **out, mr_error *err)
{
    const grid_format *format = format_of(bytes, path);
    if (!format)
        return mr_fail(err, MR_EFORMAT, NULL,
                       "is no grid: none of ZMap+, CPS-3, Irap, Surfer, ESRI ASCII, STORM, GeoTIFF "
                       "begins like this");
    mr_arena *arena = mr_arena_new();
    mr_grids *grids = MR_ARENA_NEW(arena, mr_grids);
    grids->arena = arena;
    grids->format = format->name;
    grid_reader r = {
        .bytes = bytes, .path = path, .grids = grids, .err = err, .format = format->name};
    mr_status st = format->read(&r);
    if (st != MR_OK) {
        mr_grids_free(grids);
        return st;
    }
    *out = grids;
    return MR_OK;
}

mr_status mr_grids_read_file(const char *path, mr_grids **out, mr_error *err)
{
    mr_str bytes;
    MR_TRY(mr_file_map(path, &bytes, err));
    const mr_status st = mr_grids_read(bytes, path, out, err);
    mr_file_unmap(bytes);
    return st;
}

void mr_grids_free(mr_grids *grids)
{
    if (!grids)
        return;
    for (size_t i = 0; i < grids->n; i++)
        free(grids->at[i].z);
    mr_arena_free(grids->arena);
}

static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *describe_one(const mr_grid *g, const char *name)
{
    const size_t n = (size_t)(g->ncol * g->nrow);
    double least = HUGE_VAL, greatest = -HUGE_VAL, sum = 0, lost = 0;
    size_t nulls = 0;
    for (size_t i = 0; i < n; i++) {
        const double z = g->z[i];
        if (isnan(z)) {
            nulls++;
            continue;
        }
        least = z < least ? z : least;
        greatest = z > greatest ? z : greatest;
        const double next = sum + z; // Neumaier (1974): what each addition loses is kept
        lost += fabs(sum) >= fabs(z) ? (sum - next) + z : (z - next) + sum;
        sum = next;
    }
    const bool any = nulls < n;
    return json_pack("{s:s?,s:I,s:I,s:o,s:o,s:o,s:o,s:o,s:I,s:o,s:o,s:o}", "name",
                     g->name ? g->name : name, "ncol", (json_int_t)g->ncol, "nrow",
                     (json_int_t)g->nrow, "x0", real(g->x0), "y0", real(g->y0), "dx", real(g->dx),
                     "dy", real(g->dy), "rotation", real(g->rotation), "nulls", (json_int_t)nulls,
                     "min", real(any ? least : MR_GRID_NULL), "max",
                     real(any ? greatest : MR_GRID_NULL), "mean",
                     real(any ? (sum + lost) / (double)(n - nulls) : MR_GRID_NULL));
}

json_t *mr_grids_describe(const mr_grids *grids, const char *name)
{
    json_t *surfaces = json_array(), *warnings = json_array();
    for (size_t i = 0; i < grids->n; i++)
        json_array_append_new(surfaces, describe_one(&grids->at[i], name));
    for (size_t i = 0; i < grids->n_warnings; i++)
        json_array_append_new(warnings, json_string(grids->warnings[i]));
    return json_pack("{s:s,s:o,s:o}", "format", grids->format, "surfaces", surfaces, "warnings",
                     warnings);
}
