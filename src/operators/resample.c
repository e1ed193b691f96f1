// Wells on new depths: columns filled well after well, cancelled between blocks.
#include "resample.h"

#include <string.h>

#include "mudrock/kind.h"

enum { ROWS_A_LOOK = 65536 }; // between two questions whether it was cancelled

static const double most_rows = 1e8;

mr_resampling mr_resampling_make(const mr_call *call, double step, mr_interpolation how,
                                 double max_gap)
{
    const mr_groups wells = mr_call_wells(call);

    return (mr_resampling){
        .step = step,
        .max_gap = max_gap,
        .how = how,
        .wells = wells,
        .grids = MR_ARENA_ARRAY(call->arena, mr_grid, wells.n + 1),
    };
}

mr_status mr_resampling_grid(mr_resampling *r, size_t w, double start, double stop, mr_error *err)
{
    const double n = floor((stop - start) / r->step + 1e-9) + 1;

    if (!(n + (double)r->rows <= most_rows))
        return mr_fail(err, MR_ETOOLARGE, "step", "a step of %g makes too many rows: %g in well %s",
                       r->step, n, r->wells.at[w].name ? r->wells.at[w].name : "(none)");
    r->grids[w] = (mr_grid){start, n > 0 ? (int64_t)n : 0};
    r->rows += r->grids[w].n;
    return MR_OK;
}

static mr_status cancelled(mr_error *err)
{
    return mr_fail(err, MR_ECANCEL, NULL, "resampling was cancelled");
}

static bool is_cancelled(const mr_call *call, int64_t k)
{
    return k % ROWS_A_LOOK == 0 && mr_call_cancelled(call);
}

// The depths of a well; false when cancelled.
static bool fill_depths(const mr_resampling *r, const mr_call *call, size_t w, double *out)
{
    for (int64_t k = 0; k < r->grids[w].n; k++) {
        if (is_cancelled(call, k))
            return false;
        out[k] = r->grids[w].start + (double)k * r->step;
    }
    return true;
}

// A curve of a well on its depths; false when cancelled.
static bool fill_curve(const mr_resampling *r, const mr_call *call, size_t w,
                       const mr_column *column, double *out)
{
    const mr_group *well = &r->wells.at[w];
    const double *x = mr_group_reals(well, column, call->arena);
    double *room = MR_ARENA_ARRAY(call->arena, double, 2 * well->n + 1);
    mr_knots knots = mr_knots_make(well->depth, x, well->n, room, room + well->n);
    size_t near = 0;

    knots.turn = call->args->op->plain ? 0 : mr_field_turn(call->units, &column->field);

    for (int64_t k = 0; k < r->grids[w].n; k++) {
        if (is_cancelled(call, k))
            return false;
        out[k] =
            mr_knots_at(&knots, r->how, r->max_gap, r->grids[w].start + (double)k * r->step, &near);
    }
    return true;
}

static mr_status put_reals(const mr_resampling *r, const mr_call *call, const mr_field *field,
                           mr_table *result, mr_error *err)
{
    const mr_column *from = mr_table_find(call->inputs[0], field->name);
    const bool is_depth = from == mr_call_column(call, "depth_column");
    mr_column *column;
    double *values;

    MR_TRY(mr_column_new_f64(field, r->rows, &column, &values, err));
    for (size_t w = 0; w < r->wells.n; values += r->grids[w].n, w++) {
        if (is_depth ? fill_depths(r, call, w, values) : fill_curve(r, call, w, from, values))
            continue;
        mr_column_unref(column);
        return cancelled(err);
    }
    mr_column_seal(column);
    mr_table_put(result, column);
    return MR_OK;
}

// The row of the sample that a depth takes, -1 for none; false when cancelled.
static bool choose_rows(const mr_resampling *r, const mr_call *call, size_t w,
                        const mr_column *column, int64_t *out)
{
    const mr_group *well = &r->wells.at[w];
    double *row = MR_ARENA_ARRAY(call->arena, double, 3 * well->n + 1), *room = row + well->n;
    size_t near = 0;

    for (size_t i = 0; i < well->n; i++)
        row[i] = mr_valid(column, well->rows[i]) ? (double)well->rows[i] : MR_NAN;
    const mr_knots knots = mr_knots_make(well->depth, row, well->n, room, room + well->n);
    for (int64_t k = 0; k < r->grids[w].n; k++) {
        if (is_cancelled(call, k))
            return false;
        const double at = mr_knots_at(&knots, mr_interpolation_of((int)r->how, true), r->max_gap,
                                      r->grids[w].start + (double)k * r->step, &near);
        out[k] = isnan(at) ? -1 : (int64_t)at;
    }
    return true;
}

static mr_status put_classes(const mr_resampling *r, const mr_call *call, const mr_field *field,
                             mr_table *result, mr_error *err)
{
    const mr_column *from = mr_table_find(call->inputs[0], field->name), *taken = NULL;
    int64_t *rows = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)r->rows + 1), *at = rows;

    for (size_t w = 0; w < r->wells.n; at += r->grids[w].n, w++)
        if (!choose_rows(r, call, w, from, at))
            return cancelled(err);
    MR_TRY(mr_column_take(from, rows, r->rows, &taken, err));
    mr_table_put(result, mr_column_with_field(taken, field));
    mr_column_unref(taken);
    return MR_OK;
}

static mr_status put_wells(const mr_resampling *r, const mr_call *call, const mr_field *field,
                           mr_table *result, mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    const mr_column *column = NULL;
    bool stop = false;

    for (size_t w = 0; w < r->wells.n; w++) {
        const char *name = r->wells.at[w].name;
        for (int64_t k = 0; k < r->grids[w].n && !stop; k++) {
            stop = is_cancelled(call, k);
            if (name)
                mr_builder_text(builder, mr_str_of(name));
            else
                mr_builder_null(builder);
        }
    }
    mr_status st = stop ? cancelled(err) : mr_builder_finish(builder, &column, err);
    mr_builder_free(builder);
    if (st == MR_OK)
        mr_table_put(result, column);
    return st;
}

mr_status mr_resampling_run(const mr_resampling *r, const mr_call *call, mr_table **out,
                            mr_error *err)
{
    mr_table *result = mr_table_new(r->rows);
    mr_status st = MR_OK;

    for (size_t c = 0; c < call->schema->n && st == MR_OK; c++) {
        const mr_field *field = &call->schema->fields[c];
        const mr_column *from = mr_table_find(call->inputs[0], field->name);
        if (from == mr_call_column(call, "well_column"))
            st = put_wells(r, call, field, result, err);
        else if (!call->args->op->plain && from != mr_call_column(call, "depth_column") &&
                 mr_field_kind(&from->field) == MR_CLASS)
            st = put_classes(r, call, field, result, err);
        else
            st = put_reals(r, call, field, result, err);
    }
    if (st == MR_OK)
        *out = result;
    else
        mr_table_unref(result);
    return st;
}

mr_status mr_resampling_infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_schema *from = in->inputs[0];
    const mr_field *depth = mr_infer_input(in, "depth_column");
    const mr_field *well = mr_infer_input(in, "well_column");

    for (size_t i = 0; i < from->n; i++) {
        const mr_field *f = &from->fields[i];
        if (well && strcmp(f->name, well->name) == 0)
            MR_TRY(mr_infer_keep(in, out, "well_column", err));
        else if (depth && strcmp(f->name, depth->name) == 0)
            MR_TRY(mr_infer_keep(in, out, "depth_column", err));
        else if (!in->args->op->plain && mr_field_kind(f) == MR_CLASS)
            MR_TRY(mr_infer_add(out, f->name, f->type, f->unit, f->quantity, err));
        else if (mr_type_is_number(f->type))
            MR_TRY(mr_infer_add(out, f->name, MR_FLOAT64, f->unit, f->quantity, err));
    }
    return MR_OK;
}
