// Blocks of the well at hand are put aside until it has ended: only then is it known to be long.
#include "levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"
#include "mudrock/map.h"
#include "mudrock/numeric.h"

enum {
    BLOCK = 32,     // rows
    LONG = 1 << 18, // so many rows a well has at least
    MOST = 4 << 20, // values kept of all wells
    DEPTHS = 2,     // the first and the last of a block stand before the curves
};

struct mr_levels {
    mr_arena *arena;
    const mr_schema *schema;
    bool has_wells;
    size_t n;           // columns that are made: DEPTHS, then two a curve
    const char **names; // of the curves
    // of the well at hand
    char *well;
    bool ascending;
    int64_t rows;
    double last_depth;
    size_t blocks, room;
    double **values; // n columns
    // of all before
    mr_map *seen;
    mr_builder *wells, **columns;
    size_t kept;
    bool full;     // no further well
    bool in_parts; // a well came twice: its blocks are not all
};

static mr_builder *column(mr_levels *l, const char *base, const char *ending)
{
    mr_field field = *mr_schema_find(l->schema, base);
    field.name = mr_arena_printf(l->arena, "%s%s", base, ending);
    field.nullable = true;
    return mr_builder_new(&field);
}

mr_levels *mr_levels_new(const mr_schema *schema)
{
    const mr_field *depth = mr_schema_find(schema, "depth");
    if (!depth || depth->type != MR_FLOAT64)
        return NULL;
    mr_arena *arena = mr_arena_new();
    mr_levels *l = MR_ARENA_NEW(arena, mr_levels);
    *l = (mr_levels){.arena = arena, .schema = schema, .n = DEPTHS};
    l->names = MR_ARENA_ARRAY(arena, const char *, schema->n + 1);
    l->columns = MR_ARENA_ARRAY(arena, mr_builder *, DEPTHS + 2 * schema->n);
    l->values = MR_ARENA_ARRAY(arena, double *, DEPTHS + 2 * schema->n);
    l->seen = mr_map_new();
    l->columns[0] = column(l, "depth", "");
    l->columns[1] = column(l, "depth", ".max");
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        if (field->type != MR_FLOAT64 || field == depth)
            continue;
        l->names[(l->n - DEPTHS) / 2] = field->name;
        l->columns[l->n++] = column(l, field->name, ".min");
        l->columns[l->n++] = column(l, field->name, ".max");
    }
    const mr_field *well = mr_schema_find(schema, "well_id");
    l->has_wells = well != NULL;
    if (well)
        l->wells = mr_builder_new(well);
    return l;
}

void mr_levels_free(mr_levels *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->n; i++) {
        mr_builder_free(l->columns[i]);
        free(l->values[i]);
    }
    mr_builder_free(l->wells);
    mr_map_free(l->seen);
    free(l->well);
    mr_arena_free(l->arena);
}

// --- from well to well ---

static void end_well(mr_levels *l)
{
    const bool wanted = l->ascending && l->rows >= LONG && !l->full;
    l->full |= wanted && l->kept + l->blocks * l->n > MOST;
    for (size_t b = 0; wanted && !l->full && b < l->blocks; b++) {
        if (l->wells)
            mr_builder_text(l->wells, mr_str_of(l->well));
        for (size_t i = 0; i < l->n; i++)
            mr_builder_real(l->columns[i], l->values[i][b]);
        l->kept += l->n;
    }
    l->blocks = 0;
    l->rows = 0;
}

static void begin_well(mr_levels *l, mr_str name)
{
    end_well(l);
    free(l->well);
    l->well = strndup(name.n ? name.at : "", name.n);
    l->ascending = l->well != NULL;
    l->last_depth = -(double)INFINITY;
    if (l->well && mr_map_get(l->seen, l->well))
        l->full = l->in_parts = true;
    else if (l->well)
        mr_map_put(l->seen, l->well, l);
}

// --- rows ---

static bool make_room(mr_levels *l)
{
    if (l->blocks < l->room)
        return true;
    const size_t room = l->room ? 2 * l->room : 1024;
    for (size_t i = 0; i < l->n; i++) {
        double *more = realloc(l->values[i], room * sizeof *more);
        if (!more)
            return false;
        l->values[i] = more;
    }
    l->room = room;
    return true;
}

static double lesser(double a, double b)
{
    return isnan(a) || b < a ? b : a;
}

// Rows of one block.
static void add_piece(mr_levels *l, const double *const *from, int64_t first, size_t n)
{
    const double *depth = from[0] + first;
    const size_t b = l->blocks - 1, ends[2] = {0, n};
    for (size_t i = 0; i < n; i++) {
        l->ascending &= depth[i] >= l->last_depth;
        l->last_depth = depth[i];
    }
    l->values[1][b] = depth[n - 1];
    for (size_t i = DEPTHS; i < l->n; i += 2) {
        double least, greatest;
        mr_bin_extremes(from[i / 2] + first, ends, 1, &least, &greatest);
        l->values[i][b] = lesser(l->values[i][b], least);
        l->values[i + 1][b] = -lesser(-l->values[i + 1][b], -greatest);
    }
}

static void add_rows(mr_levels *l, const double *const *from, int64_t first, int64_t end)
{
    while (first < end && l->ascending) {
        const int64_t in_block = l->rows % BLOCK, left = BLOCK - in_block;
        const int64_t n = left < end - first ? left : end - first;
        if (in_block == 0) {
            if (!make_room(l)) {
                l->ascending = false; // no levels rather than no result
                return;
            }
            for (size_t i = 0; i < l->n; i++)
                l->values[i][l->blocks] = (double)NAN;
            l->values[0][l->blocks++] = from[0][first];
        }
        add_piece(l, from, first, (size_t)n);
        l->rows += n;
        first += n;
    }
}

static int64_t end_of_well(const mr_column *wells, int64_t first, int64_t rows)
{
    const mr_str name = mr_column_text(wells, first);
    while (++first < rows && mr_str_eq(mr_column_text(wells, first), name))
        continue;
    return first;
}

void mr_levels_add(mr_levels *l, const mr_table *table)
{
    mr_arena *arena = mr_arena_new();
    const double **from = MR_ARENA_ARRAY(arena, const double *, l->n);
    const mr_column *wells = l->has_wells ? mr_table_find(table, "well_id") : NULL;
    from[0] = mr_column_f64(mr_table_find(table, "depth"));
    for (size_t i = DEPTHS; i < l->n; i += 2)
        from[i / 2] = mr_column_f64(mr_table_find(table, l->names[(i - DEPTHS) / 2]));
    for (int64_t at = 0, end; at < table->rows && !l->in_parts; at = end) {
        const mr_str name = wells ? mr_column_text(wells, at) : MR_STR("");
        end = wells ? end_of_well(wells, at, table->rows) : table->rows;
        if (!l->well || !mr_str_eq(name, mr_str_of(l->well)))
            begin_well(l, name);
        add_rows(l, from, at, end);
    }
    mr_arena_free(arena);
}

mr_status mr_levels_table(mr_levels *l, mr_table **out, mr_error *err)
{
    mr_status st = MR_OK;
    end_well(l);
    *out = NULL;
    if (l->kept == 0 || l->in_parts)
        return MR_OK;
    mr_table *table = mr_table_new((int64_t)(l->kept / l->n));
    for (size_t i = 0; st == MR_OK && i <= l->n; i++) {
        mr_builder *from = i ? l->columns[i - 1] : l->wells;
        const mr_column *made = NULL;
        if (from)
            st = mr_builder_finish(from, &made, err);
        if (made)
            mr_table_put(table, made);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}
