// Resample all wells to one common depth grid (replaces the rows).
// Formula: start null: floor(zmin/step+1e-9)*step; n=floor((stop-start)/step+1e-9)+1 depths
// start+k*step, the same for every well; interpolation between the nearest valid (non-null)
// samples above and below: linear, nearest (the shallower when its distance is not greater than
// the other by more than 1e-6) or previous (the shallower); a depth within 1e-6 of a valid sample
// takes the value of the nearest such sample (tie: the shallower); no extrapolation; null where
// the bounding samples are more than max_gap+1e-6 apart; of equal depths the first valid sample
// counts
// Edges: rows with null depth are dropped; wells in order of first appearance; outside a well's
// range the curves are null
// Source: Press et al. 2007, Numerical Recipes.
#include <string.h>

#include "mudrock/tabular.h"

struct params {
    double start;
    double stop;
    double step;
    int method; // linear, nearest, previous
    double max_gap;
};

static const mr_param params[] = {
    {MR_PARAM(start, "Start", "depth unit"), .def = "null", .nullable = true,
     .help = "first depth; null = least depth of the table rounded down to a multiple of step"},
    {MR_PARAM(stop, "Stop", "depth unit"), .def = "null", .nullable = true,
     .help = "last depth; null = greatest depth of the table"},
    {MR_PARAM(step, "Step", "depth unit"), .def = "0.25", .range = "(0,)"},
    {MR_PARAM(method, "Interpolation of numeric columns", NULL), .def = "\"linear\"",
     .choices = "linear,nearest,previous"},
    {MR_PARAM(max_gap, "Max gap", "depth unit"), .def = "null", .range = "[0,)", .nullable = true,
     .help = "largest distance between the two bounding valid samples that is bridged; null = any"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "well identifier; if absent the table is one well"},
    {0},
};

struct grid {
    double start;
    int64_t n;
};

// One grid for all wells: from the shallowest to the deepest sample where start and stop are not
// given.
static mr_status make_grid(const mr_call *call, const mr_groups *wells, struct grid *grid,
                           mr_error *err)
{
    const struct params *p = call->args->params;
    double least = (double)INFINITY, greatest = -(double)INFINITY;

    for (size_t w = 0; w < wells->n; w++) {
        const mr_group *well = &wells->at[w];
        if (well->n == 0)
            continue;
        least = well->depth[0] < least ? well->depth[0] : least;
        greatest = well->depth[well->n - 1] > greatest ? well->depth[well->n - 1] : greatest;
    }
    const double start = isnan(p->start) ? floor(least / p->step + 1e-9) * p->step : p->start;
    const double stop = isnan(p->stop) ? greatest : p->stop;
    const double n = floor((stop - start) / p->step + 1e-9) + 1;
    *grid = (struct grid){start, 0};
    if (wells->n == 0 || !(n > 0))
        return MR_OK;
    if (!(n * (double)wells->n <= 1e9))
        return mr_fail(err, MR_ETOOLARGE, "step", "a step of %g makes too many rows: %g a well",
                       p->step, n);
    grid->n = (int64_t)n;
    return MR_OK;
}

static mr_status put_curve(const mr_call *call, const mr_groups *wells, const struct grid *grid,
                           const mr_field *field, mr_table *result, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *from = mr_table_find(call->inputs[0], field->name);
    const bool is_depth = from == mr_call_column(call, "depth_column");
    mr_column *column;
    double *values;

    MR_TRY(mr_column_new_f64(field, result->rows, &column, &values, err));
    for (size_t w = 0; w < wells->n; w++, values += grid->n) {
        const mr_group *well = &wells->at[w];
        const double *x = mr_group_reals(well, from, call->arena);
        const mr_knots knots =
            mr_knots_make(well->depth, x, well->n, MR_ARENA_ARRAY(call->arena, double, well->n + 1),
                          MR_ARENA_ARRAY(call->arena, double, well->n + 1));
        size_t near = 0;
        for (int64_t k = 0; k < grid->n; k++) {
            const double z = grid->start + (double)k * p->step;
            values[k] =
                is_depth ? z
                         : mr_knots_at(&knots, (mr_interpolation)p->method, p->max_gap, z, &near);
        }
    }
    mr_column_seal(column);
    mr_table_put(result, column);
    return MR_OK;
}

static mr_status put_wells(const mr_groups *wells, const struct grid *grid, const mr_field *field,
                           mr_table *result, mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    const mr_column *column = NULL;

    for (size_t w = 0; w < wells->n; w++)
        for (int64_t k = 0; k < grid->n; k++)
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

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    struct grid grid;
    MR_TRY(make_grid(call, &wells, &grid, err));
    mr_table *result = mr_table_new(grid.n * (int64_t)wells.n);
    mr_status st = MR_OK;

    for (size_t c = 0; c < call->schema->n && st == MR_OK; c++) {
        const mr_field *field = &call->schema->fields[c];
        st = field->type == MR_UTF8 ? put_wells(&wells, &grid, field, result, err)
                                    : put_curve(call, &wells, &grid, field, result, err);
    }
    if (st == MR_OK)
        *out = result;
    else
        mr_table_unref(result);
    return st;
}

// An end of the grid that no parameter says is that of all wells together.
static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return isnan(p->start) || isnan(p->stop);
}

const mr_operator mr_operator_resample_common_grid = {
    .id = "resample_common_grid",
    .version = "1.0.0",
    .family = "sampling",
    .category = MR_WELLS,
    .title = "Resample all wells to one common depth grid (replaces the rows)",
    .help = "Resample all wells to one common depth grid (replaces the rows).",
    .formula = "start null: floor(zmin/step+1e-9)*step; n=floor((stop-start)/step+1e-9)+1 depths"
               " start+k*step, the same for every well; interpolation between the nearest valid "
               "(non-null) samples above and below: linear, nearest (the shallower when its "
               "distance is not greater than the other by more than 1e-6) or previous (the "
               "shallower); a depth within 1e-6 of a valid sample takes the value of the nearest"
               " such sample (tie: the shallower); no extrapolation; null where the bounding "
               "samples are more than max_gap+1e-6 apart; of equal depths the first valid sample"
               " counts",
    .edge = "rows with null depth are dropped; wells in order of first appearance; outside a "
            "well's range the curves are null",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .is_across = is_across,
    .infer = infer,
    .table = table,
};
