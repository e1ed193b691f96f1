// Wells and zones of a table, for the well driver and for operators of the table shape.
#include "mudrock/tabular.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/map.h"

#include "tables.h"

const mr_column *mr_call_column(const mr_call *call, const char *param)
{
    size_t i;

    if (!mr_port_named(call->args->op->inputs, param, &i) || !call->args->inputs[i])
        return NULL;
    return mr_table_find(call->inputs[0], call->args->inputs[i]);
}

const mr_column *mr_call_many(const mr_call *call, size_t i)
{
    return mr_table_find(call->inputs[0], call->args->columns[i]);
}

bool mr_call_cancelled(const mr_call *call)
{
    return call->cancelled && call->cancelled(call->context);
}

bool mr_call_stop(const mr_call *call, size_t i, size_t cost)
{
    return mr_stop(&(mr_watch){call->cancelled, call->context}, i, cost);
}

void mr_call_warn(const mr_call *call, const char *format, ...)
{
    va_list args;
    char text[256];

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (call->warn)
        call->warn(call->context, text);
}

// Numbers groups by equal text in order of first appearance. Runs of equal text cost one comparison
// a row.
typedef struct numbering {
    mr_map *ids; // text -> group number + 1
    mr_arena *arena;
    mr_str last;
    size_t last_id, null_id, n;
    const char **names;
    size_t capacity;
} numbering;

static size_t add_group(numbering *by, const char *name)
{
    if (by->n == by->capacity) {
        size_t capacity = by->capacity ? 2 * by->capacity : 8;
        const char **names = MR_ARENA_ARRAY(by->arena, const char *, capacity);
        if (by->n)
            memcpy(names, by->names, by->n * sizeof *names);
        by->names = names;
        by->capacity = capacity;
    }
    by->names[by->n] = name;
    return by->n++;
}

static size_t number_of(numbering *by, const mr_column *column, int64_t row)
{
    if (!mr_valid(column, row)) {
        if (by->null_id == SIZE_MAX)
            by->null_id = add_group(by, NULL);
        return by->null_id;
    }
    mr_str text = mr_column_text(column, row);
    if (by->last_id != SIZE_MAX && mr_str_eq(text, by->last))
        return by->last_id;
    char *name = mr_arena_strndup(by->arena, text.at, text.n);
    size_t id = (size_t)(uintptr_t)mr_map_get(by->ids, name);
    if (id == 0) {
        id = add_group(by, name) + 1;
        mr_map_put(by->ids, name, (void *)(uintptr_t)id);
    }
    by->last = text;
    by->last_id = id - 1;
    return by->last_id;
}

// Deals the places of rows out to groups by id, keeping their order.
static mr_groups deal(const numbering *by, const int64_t *places, const size_t *ids, size_t n,
                      mr_arena *arena)
{
    mr_groups groups = {by->n, MR_ARENA_ARRAY(arena, mr_group, by->n + 1)};
    int64_t *dealt = MR_ARENA_ARRAY(arena, int64_t, n + 1);
    int64_t **ends = MR_ARENA_ARRAY(arena, int64_t *, by->n + 1);

    for (size_t i = 0; i < n; i++)
        groups.at[ids[i]].n++;
    for (size_t g = 0; g < by->n; g++) {
        groups.at[g].name = by->names[g];
        groups.at[g].rows = ends[g] = dealt;
        dealt += groups.at[g].n;
    }
    for (size_t i = 0; i < n; i++)
        *ends[ids[i]]++ = places[i];
    return groups;
}

// Groups whose rows are places in `rows`.
static mr_groups split(const int64_t *rows, size_t n, const mr_column *text, bool keep_null,
                       mr_arena *arena)
{
    numbering by = {.ids = mr_map_new(), .arena = arena, .last_id = SIZE_MAX, .null_id = SIZE_MAX};
    size_t *ids = MR_ARENA_ARRAY(arena, size_t, n + 1);
    int64_t *kept = MR_ARENA_ARRAY(arena, int64_t, n + 1);
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (!keep_null && !mr_valid(text, rows[i]))
            continue;
        kept[m] = (int64_t)i;
        ids[m++] = number_of(&by, text, rows[i]);
    }
    mr_groups groups = deal(&by, kept, ids, m, arena);
    mr_map_free(by.ids);
    return groups;
}

static void rows_of_places(mr_groups *groups, const int64_t *rows, mr_arena *arena)
{
    for (size_t g = 0; g < groups->n; g++) {
        mr_group *group = &groups->at[g];
        int64_t *own = MR_ARENA_ARRAY(arena, int64_t, group->n + 1);
        for (size_t i = 0; i < group->n; i++)
            own[i] = rows[group->rows[i]];
        group->rows = own;
    }
}

static bool is_ascending(const mr_group *group, const double *depth)
{
    for (size_t i = 1; i < group->n; i++)
        if (depth[group->rows[i]] < depth[group->rows[i - 1]])
            return false;
    return true;
}

static void sort_group(mr_group *group, const double *depth, mr_arena *arena)
{
    if (is_ascending(group, depth)) {
        if (group->whole) {
            group->depth = depth;
            return;
        }
    } else {
        int64_t *rows = mr_arena_memdup(arena, group->rows, group->n * sizeof *rows);
        mr_sort_rows(depth, rows, group->n, MR_ARENA_ARRAY(arena, int64_t, group->n));
        group->rows = rows;
        group->whole = false;
    }
    double *sorted = MR_ARENA_ARRAY(arena, double, group->n + 1);
    for (size_t i = 0; i < group->n; i++)
        sorted[i] = depth[group->rows[i]];
    group->depth = sorted;
}

mr_groups mr_groups_wells(int64_t rows, const mr_column *well, const mr_column *depth,
                          mr_arena *arena)
{
    const mr_group all = {.n = (size_t)rows, .whole = true};
    const double *z = depth ? mr_group_reals(&all, depth, arena) : NULL;
    int64_t *kept = MR_ARENA_ARRAY(arena, int64_t, (size_t)rows + 1);
    size_t n = 0;
    mr_groups groups;

    for (int64_t i = 0; i < rows; i++)
        if (!z || !isnan(z[i]))
            kept[n++] = i;
    if (well) {
        groups = split(kept, n, well, true, arena);
        rows_of_places(&groups, kept, arena);
    } else {
        groups = (mr_groups){1, MR_ARENA_NEW(arena, mr_group)};
        groups.at[0] = (mr_group){.n = n, .rows = kept};
    }
    for (size_t g = 0; g < groups.n; g++) {
        groups.at[g].whole = groups.at[g].n == (size_t)rows;
        if (z)
            sort_group(&groups.at[g], z, arena);
    }
    return groups;
}

mr_groups mr_call_wells(const mr_call *call)
{
    mr_groups wells = mr_groups_wells(call->inputs[0]->rows, mr_call_column(call, "well_column"),
                                      mr_call_column(call, "depth_column"), call->arena);

    if (wells.n == 1 && wells.at[0].n == 0)
        wells.n = 0;
    return wells;
}

mr_groups mr_groups_zones(const mr_group *well, const mr_column *text, mr_arena *arena)
{
    mr_groups zones = split(well->rows, well->n, text, false, arena);
    double *depth = MR_ARENA_ARRAY(arena, double, well->n + 1);

    for (size_t g = 0; g < zones.n; g++) {
        mr_group *zone = &zones.at[g];
        int64_t *rows = MR_ARENA_ARRAY(arena, int64_t, zone->n + 1);
        for (size_t i = 0; i < zone->n; i++) {
            rows[i] = well->rows[zone->rows[i]];
            if (well->depth)
                depth[i] = well->depth[zone->rows[i]];
        }
        zone->places = zone->rows;
        zone->rows = rows;
        if (well->depth)
            zone->depth = depth;
        depth += zone->n;
    }
    return zones;
}

const double *mr_group_values(const mr_group *group, const double *values, mr_arena *arena)
{
    if (group->whole)
        return values;
    double *out = MR_ARENA_ARRAY(arena, double, group->n + 1);
    for (size_t i = 0; i < group->n; i++)
        out[i] = values[group->rows[i]];
    return out;
}

const double *mr_group_reals(const mr_group *group, const mr_column *column, mr_arena *arena)
{
    const double *own = column->field.type == MR_FLOAT64 ? mr_column_f64(column) : NULL;

    if (own && group->whole)
        return own;
    double *values = MR_ARENA_ARRAY(arena, double, group->n + 1);
    for (size_t i = 0; i < group->n; i++) {
        int64_t row = group->whole ? (int64_t)i : group->rows[i];
        values[i] = own ? own[row] : mr_column_real(column, row);
    }
    return values;
}

static bool has_value(const double *const curves[], size_t n, size_t row)
{
    for (size_t c = 0; c < n; c++)
        if (!isnan(curves[c][row]))
            return true;
    return false;
}

mr_group mr_group_samples(const mr_group *well, const double *const curves[], size_t n,
                          mr_arena *arena)
{
    int64_t *rows = MR_ARENA_ARRAY(arena, int64_t, well->n + 1);
    double *depth = MR_ARENA_ARRAY(arena, double, well->n + 1);
    mr_group samples = {.name = well->name, .rows = rows, .depth = depth};

    for (size_t i = 0; i < well->n; i++) {
        if (!has_value(curves, n, i))
            continue;
        rows[samples.n] = well->rows[i];
        depth[samples.n++] = well->depth[i];
    }
    return samples;
}

const double *mr_group_weights(const mr_group *well, const double *const curves[], size_t n,
                               double max_gap, mr_arena *arena)
{
    double *weights = MR_ARENA_ARRAY(arena, double, well->n + 1);
    double *z = MR_ARENA_ARRAY(arena, double, 2 * well->n + 1), *dz = z + well->n;
    size_t samples = 0, k = 0;

    for (size_t i = 0; i < well->n; i++)
        if (has_value(curves, n, i))
            z[samples++] = well->depth[i];
    const mr_gaps gaps = mr_gaps_of(z, samples, max_gap, MR_GAP_STEPS, weights);
    mr_thickness_in(z, samples, &gaps, dz);
    for (size_t i = 0; i < well->n; i++)
        weights[i] = has_value(curves, n, i) ? dz[k++] : 0;
    return weights;
}

mr_rows_of mr_rows_of_series(const double *z, size_t n, double max_gap, mr_arena *arena)
{
    const mr_gaps gaps =
        mr_gaps_of(z, n, max_gap, MR_GAP_STEPS, MR_ARENA_ARRAY(arena, double, n + 1));
    const mr_grid_steps grid = mr_grid_steps_of(z, n, &gaps);
    const size_t most = n + grid.missing + 1;
    double *depth = MR_ARENA_ARRAY(arena, double, most);
    mr_rows_of rows = {0, MR_ARENA_ARRAY(arena, size_t, most),
                       MR_ARENA_ARRAY(arena, int64_t, most)};

    for (size_t first = 0, end; first < n; first = end) {
        end = mr_stretch_end(z, n, first, &gaps);
        const size_t more = mr_rows_with_missing(z, first, end, &grid, rows.at + rows.n, depth);
        for (size_t k = 0; k < more; k++)
            rows.end[rows.n + k] = rows.n + more;
        rows.n += more;
    }
    return rows;
}
