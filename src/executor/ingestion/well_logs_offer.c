// What the logs of a selection offer, for the validator: all wells folded into one description a
// column.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

#include "../wells.h"
#include "ingestion.h"

enum { MAX_LACKING = 5, MATRICES = 3, MAX_UNITS = 6 };

typedef struct offered { // a column over the wells seen so far
    const char *column, *quantity, *first_unit;
    const char *strange; // the first unit that is not understood, as the file has it
    mr_type type;
    size_t wells;
    bool unit_missing, units_differ;
    size_t n_units;
    const char *units[MAX_UNITS]; // that differ, as the files have them
    size_t n_lacking;
    const char **lacking;
    size_t n_matrices;
    const char *matrix[MATRICES], *matrix_of[MATRICES]; // and a curve on it
    size_t last_well;                                   // 1 + index of the last well that has it
} offered;

typedef struct fold {
    const mr_run_options *options;
    const mr_project_units *project;
    mr_arena *arena;
    mr_map *index;
    size_t n, capacity;
    offered **at;
} fold;

static offered *offer(fold *f, const char *column)
{
    offered *o = mr_map_get(f->index, column);
    if (o)
        return o;
    o = MR_ARENA_NEW(f->arena, offered);
    o->column = column;
    o->type = MR_ANY;
    o->lacking = MR_ARENA_ARRAY(f->arena, const char *, MAX_LACKING + 1);
    mr_map_put(f->index, column, o);
    if (f->n == f->capacity) {
        size_t capacity = f->capacity ? 2 * f->capacity : 64;
        offered **grown = MR_ARENA_ARRAY(f->arena, offered *, capacity);
        if (f->n)
            memcpy(grown, f->at, f->n * sizeof *grown);
        f->at = grown;
        f->capacity = capacity;
    }
    f->at[f->n++] = o;
    return o;
}

// Numbers widen; numbers beside text stay numbers, and the wells with text give nulls there, with a
// warning when they are read.
static mr_type common_type(mr_type a, mr_type b)
{
    if (a == MR_ANY || a == b || mr_type_widens(a, b))
        return b;
    if (b == MR_ANY || mr_type_widens(b, a))
        return a;
    return mr_type_is_number(a) || mr_type_is_number(b) ? MR_FLOAT64 : a;
}

// On which rock a neutron curve is scaled, where its file says it.
static void note_matrix(fold *f, offered *o, const mr_well_column *c, const char *well_id)
{
    const char *matrix = c->matrix;

    if (!matrix)
        return;
    for (size_t i = 0; i < o->n_matrices; i++)
        if (strcmp(o->matrix[i], matrix) == 0)
            return;
    o->matrix_of[o->n_matrices] = mr_arena_printf(f->arena, "%s of %s", c->mnemonic, well_id);
    o->matrix[o->n_matrices++] = matrix;
}

static const char *matrices_of(const fold *f, const offered *o)
{
    const char *text = NULL;

    if (o->n_matrices == 0 || (o->n_matrices == 1 && (strcmp(o->matrix[0], "limestone") == 0 ||
                                                      mr_neutron_matrix(o->column))))
        return NULL;
    for (size_t i = 0; i < o->n_matrices; i++)
        text = mr_arena_printf(f->arena, "%s%s%s (%s)", text ? text : "", text ? " and " : "",
                               o->matrix[i], o->matrix_of[i]);
    return text;
}

static void note_unit(const fold *f, offered *o, const mr_well_column *c)
{
    if (!mr_type_is_number(c->type) || o->n_units == MAX_UNITS)
        return;
    for (size_t i = 0; i < o->n_units; i++)
        if (mr_unit_equal(f->options->units, o->units[i], c->unit))
            return;
    o->units[o->n_units++] = c->unit;
}

static void add_column(fold *f, const char *name, const mr_well_column *c, const char *well_id,
                       size_t well)
{
    offered *o = offer(f, name);
    note_matrix(f, o, c, well_id);
    o->wells++;
    o->last_well = well + 1;
    o->type = common_type(o->type, c->type);
    if (!o->quantity)
        o->quantity = c->quantity;
    if (!mr_unit_known(f->options->units, c->unit)) {
        if (!c->unit || !*c->unit)
            o->unit_missing = true;
        else if (!o->strange)
            o->strange = c->unit;
        return;
    }
    note_unit(f, o, c);
    if (!o->first_unit)
        o->first_unit = c->unit;
    else if (!mr_unit_equal(f->options->units, o->first_unit, c->unit))
        o->units_differ = true;
}

// The unit of the column that flows out: the project's for the quantity when the files' unit
// converts to it, else the files' own. One that nobody understands stays as it is written.
static void settle_unit(const fold *f, const offered *o, mr_source_curve *curve)
{
    curve->unit_unknown = o->unit_missing;
    curve->units_differ = o->units_differ;
    if (!o->first_unit) {
        curve->unit = o->strange;
        return;
    }
    const char *wanted = mr_project_unit(f->project, o->quantity);
    double scale, offset;
    if (wanted && mr_unit_convert(f->options->units, o->first_unit, wanted, &scale, &offset))
        curve->unit = mr_arena_strdup(f->arena, wanted);
    else
        curve->unit = mr_unit_canonical(f->options->units, o->first_unit);
}

// Those of the files' units that reading converts to the column's.
static void settle_read_from(const fold *f, const offered *o, mr_source_curve *curve)
{
    curve->read_from = mr_read_from(f->options->units, curve->unit, o->units, o->n_units, f->arena);
}

static void note_lacking(offered *o, const mr_well_file *file)
{
    if (o->n_lacking < MAX_LACKING)
        o->lacking[o->n_lacking++] = file->well_id;
}

// The same of the index.
static void settle_depth(const fold *f, const mr_well_file *files, size_t n, mr_source_info *out)
{
    const mr_units *units = f->options->units;
    const char *from[MAX_UNITS];
    size_t n_from = 0;

    for (size_t i = 0; i < n && n_from < MAX_UNITS; i++) {
        const char *unit = files[i].depth_unit;
        bool seen = !mr_well_has_log(&files[i]) || !unit;
        for (size_t k = 0; !seen && k < n_from; k++)
            seen = strcmp(unit, from[k]) == 0;
        if (!seen && mr_unit_known(units, unit))
            from[n_from++] = unit;
    }
    out->depth_read_from = mr_read_from(units, f->project->depth_unit, from, n_from, f->arena);
}

static mr_source_curve *settle(const fold *f)
{
    mr_source_curve *curves = MR_ARENA_ARRAY(f->arena, mr_source_curve, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        const offered *o = f->at[i];
        curves[i] = (mr_source_curve){
            .column = o->column,
            .quantity = o->quantity,
            .type = o->type == MR_ANY ? MR_FLOAT64 : o->type,
            .wells = o->wells,
            .lacking = o->lacking,
            .matrices = matrices_of(f, o),
        };
        settle_unit(f, o, &curves[i]);
        settle_read_from(f, o, &curves[i]);
    }
    return curves;
}

static void widen_depth(const fold *f, const mr_well_file *file, mr_source_info *out)
{
    double scale = 1, offset = 0;
    if (mr_unit_known(f->options->units, file->depth_unit))
        mr_unit_convert(f->options->units, file->depth_unit, f->project->depth_unit, &scale,
                        &offset);
    double low = file->depth_min * scale + offset, high = file->depth_max * scale + offset;
    if (isnan(out->depth_min) || low < out->depth_min)
        out->depth_min = low;
    if (isnan(out->depth_max) || high > out->depth_max)
        out->depth_max = high;
}

// Second pass: the columns a well has, or gets by quantity, and the wells that lack one.
static void fold_well(fold *f, const mr_source *source, const mr_well_file *file, size_t well)
{
    for (size_t i = 0; i < file->n; i++)
        add_column(f, file->columns[i].column, &file->columns[i], file->well_id, well);
    if (!source->match_quantity)
        return;
    for (size_t i = 0; i < source->curve_names.n; i++) {
        const char *name = source->curve_names.at[i];
        const offered *o = mr_map_get(f->index, name);
        if (o && o->last_well == well + 1)
            continue;
        const char *quantity = mr_quantity_of(f->options->units, name, NULL);
        const mr_well_column *c = mr_well_column_for(file, name, quantity, true);
        if (c)
            add_column(f, name, c, file->well_id, well);
    }
}

typedef struct footers {
    const mr_run_options *options;
    mr_well_file *files;
    mr_arena **arenas;          // one a worker
    mr_duck_session **sessions; // one a worker
} footers;

static mr_status read_footer(void *context, size_t i, size_t worker, mr_error *err)
{
    footers *f = context;
    if (!f->sessions[worker])
        MR_TRY(mr_duck_session_open(f->options->duck, &f->sessions[worker], err));
    return mr_well_describe(&f->files[i], f->options, f->sessions[worker], f->arenas[worker], err);
}

// Footers are small and many, so they are read in parallel. The worker arenas live as long as
// *pool_arenas.
static mr_status describe_files(const mr_run_options *options, mr_well_file *files, size_t n,
                                mr_arena ***arenas, size_t *n_arenas, mr_error *err)
{
    mr_pool *pool = NULL;
    MR_TRY(mr_pool_new(n < 16 ? 1 : options->threads, &pool, err));
    size_t threads = mr_pool_threads(pool);
    footers f = {options, files, mr_alloc(threads * sizeof *f.arenas),
                 mr_alloc(threads * sizeof *f.sessions)};
    for (size_t i = 0; i < threads; i++)
        f.arenas[i] = mr_arena_new();
    mr_status st = mr_pool_each(pool, n, read_footer, &f, err);
    for (size_t i = 0; i < threads; i++)
        mr_duck_session_close(f.sessions[i]);
    free(f.sessions);
    mr_pool_free(pool);
    *arenas = f.arenas;
    *n_arenas = threads;
    return st;
}

static void fold_wells(fold *f, const mr_source *source, const mr_well_file *files, size_t n,
                       mr_source_info *out)
{
    size_t n_logs = 0;
    for (size_t i = 0; i < n; i++) {
        if (!mr_well_has_log(&files[i]))
            continue;
        n_logs++;
        fold_well(f, source, &files[i], i);
        widen_depth(f, &files[i], out);
    }
    if (n_logs > 0)
        out->n_wells = n_logs; // a well without such a log takes no part
    for (size_t i = 0; i < n; i++) {
        if (!mr_well_has_log(&files[i]))
            continue;
        for (size_t k = 0; k < f->n; k++) {
            offered *o = f->at[k];
            const char *quantity = o->quantity;
            bool by_quantity = source->match_quantity;
            if (o->wells < n_logs && o->n_lacking < MAX_LACKING &&
                !mr_well_column_for(&files[i], o->column, quantity, by_quantity))
                note_lacking(o, &files[i]);
        }
    }
}

mr_status mr_offer_logs(const mr_run_options *options, const mr_project_units *project,
                        const mr_source *source, mr_arena *arena, mr_source_info *out,
                        mr_error *err)
{
    size_t n, n_arenas = 0;
    mr_well_file *files;
    mr_arena **arenas = NULL;
    MR_TRY(mr_offer_wells(options, project, source, arena, out, &n, &files, err));

    mr_error cause;
    mr_status st = describe_files(options, files, n, &arenas, &n_arenas, &cause);
    if (st == MR_OK) {
        fold f = {options, project, arena, mr_map_new(), 0, 0, NULL};
        fold_wells(&f, source, files, n, out);
        settle_depth(&f, files, n, out);
        mr_source_curve *curves = settle(&f);
        out->n_curves = f.n;
        out->curves = curves;
        mr_log_remarks(options, project, source, files, n, arena, out);
        // Texts of the footers live in the workers' arenas, which end here.
        for (size_t i = 0; i < f.n; i++) {
            curves[i].column = mr_arena_strdup(arena, curves[i].column);
            curves[i].quantity = mr_arena_strdup(arena, curves[i].quantity);
            curves[i].matrices = mr_arena_strdup(arena, curves[i].matrices);
            curves[i].unit = mr_arena_strdup(arena, curves[i].unit);
        }
        mr_map_free(f.index);
    } else {
        out->unreadable = mr_arena_strdup(arena, cause.message);
    }
    for (size_t i = 0; arenas && i < n_arenas; i++)
        mr_arena_free(arenas[i]);
    free(arenas);
    return MR_OK;
}
