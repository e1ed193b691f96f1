// Resamples every well to its own regular depth grid.
#include <string.h>

#include "mudrock/tabular.h"

struct params {
    double step;
    bool snap;
    int method;
    double max_gap;
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(step, "Step", "depth unit"), .def = "0.25", .range = "(0,)"},
    {MR_PARAM(snap, "Start on a multiple of step", NULL), .def = "true"},
    {MR_PARAM(method, "Interpolation of numeric columns", NULL), .def = "\"linear\"",
     .choices = "linear,nearest,previous"},
    {MR_PARAM(max_gap,
              "Largest distance between the two bounding valid samples that is bridged; null = any",
              "depth unit"),
     .def = "null", .range = "[0,)", .nullable = true},
    {0},
};

struct grid {
    double start;
    int64_t n;
};

// A grid no table can hold is refused before its size overflows.
static mr_status make_grid(const struct params *p, const mr_group *well, struct grid *grid,
                           int64_t *total, mr_error *err)
{
    const double top = well->depth[0], base = well->depth[well->n - 1];
    const double start = p->snap ? ceil(top / p->step - 1e-9) * p->step : top;
    const double n = floor((base - start) / p->step + 1e-9) + 1;

    if (!(n + (double)*total <= 1e9))
        return mr_fail(err, MR_ETOOLARGE, "step", "a step of %g makes too many rows: %g in well %s",
                       p->step, n, well->name ? well->name : "(none)");
    *grid = (struct grid){start, n > 0 ? (int64_t)n : 0};
    *total += grid->n;
    return MR_OK;
}

// The curve on the grid of one well; false when cancelled.
static bool resample(const mr_call *call, const mr_group *well, const struct grid *grid,
                     const mr_column *column, double *out)
{
    const struct params *p = call->args->params;
    const double *x = mr_group_reals(well, column, call->arena);
    const mr_knots knots = mr_knots_make(well->depth, x, well->n, //
                                         MR_ARENA_ARRAY(call->arena, double, well->n + 1),
                                         MR_ARENA_ARRAY(call->arena, double, well->n + 1));
    size_t near = 0;

    for (int64_t k = 0; k < grid->n; k++) {
        if (k % 65536 == 0 && mr_call_cancelled(call))
            return false;
        out[k] = mr_knots_at(&knots, (mr_interpolation)p->method, p->max_gap,
                             grid->start + (double)k * p->step, &near);
    }
    return true;
}

static mr_status make_reals(const mr_call *call, const mr_groups *wells, const struct grid *grids,
                            const mr_field *field, mr_table *result, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *from = mr_table_find(call->inputs[0], field->name);
    const bool is_depth = from == mr_call_column(call, "depth_column");
    mr_column *column;
    double *values;

    MR_TRY(mr_column_new_f64(field, result->rows, &column, &values, err));
    for (size_t w = 0; w < wells->n; values += grids[w].n, w++) {
        for (int64_t k = 0; is_depth && k < grids[w].n; k++)
            values[k] = grids[w].start + (double)k * p->step;
        if (!is_depth && !resample(call, &wells->at[w], &grids[w], from, values)) {
            mr_column_unref(column);
            return mr_fail(err, MR_ECANCEL, NULL, "resampling was cancelled");
        }
    }
    mr_column_seal(column);
    mr_table_put(result, column);
    return MR_OK;
}

static mr_status make_wells(const mr_groups *wells, const struct grid *grids, const mr_field *field,
                            mr_table *result, mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    const mr_column *column = NULL;

    for (size_t w = 0; w < wells->n; w++)
        for (int64_t k = 0; k < grids[w].n; k++)
            if (wells->at[w].name)
                mr_builder_text(builder, mr_str_of(wells->at[w].name));
            else
                mr_builder_null(builder);
    mr_status st = mr_builder_finish(builder, &column, err);
    mr_builder_free(builder);
    if (st == MR_OK)
        mr_table_put(result, column);
    return st;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    struct grid *grids = MR_ARENA_ARRAY(call->arena, struct grid, wells.n + 1);
    int64_t total = 0;
    mr_status st = MR_OK;

    for (size_t w = 0; w < wells.n && st == MR_OK; w++)
        st = make_grid(call->args->params, &wells.at[w], &grids[w], &total, err);
    mr_table *result = mr_table_new(total);
    for (size_t c = 0; c < call->schema->n && st == MR_OK; c++) {
        const mr_field *field = &call->schema->fields[c];
        st = field->type == MR_UTF8 ? make_wells(&wells, grids, field, result, err)
                                    : make_reals(call, &wells, grids, field, result, err);
    }
    if (st == MR_OK)
        *out = result;
    else
        mr_table_unref(result);
    return st;
}

// Numbers as float64, in input order, with the well column where it stands; the rest is dropped.
static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
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
        else if (mr_type_is_number(f->type))
            MR_TRY(mr_infer_add(out, f->name, MR_FLOAT64, f->unit, f->quantity, err));
    }
    return MR_OK;
}

const mr_operator mr_operator_resample_regular = {
    .id = "resample_regular",
    .version = "1.0.0",
    .family = "sampling",
    .category = MR_SIGNAL,
    .title = "Resample, regular",
    .help = "Brings every well on depths of an even step, its curves interpolated between valid "
            "samples.",
    .formula = "depths start + k step, start = least depth, or the next multiple of step when "
               "snap; interpolation between the valid samples above and below",
    .edge = "Rows without depth and columns that are not numbers are dropped; null where the "
            "bounding samples lie further apart than max_gap",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
