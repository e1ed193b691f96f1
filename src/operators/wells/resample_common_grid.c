// Resample all wells to one common depth grid (replaces the rows).
// Source: Press et al. 2007, Numerical Recipes.
#include "../resample.h"

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
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// One grid for all wells: from the shallowest to the deepest sample where start and stop are not
// given.
static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_resampling r = mr_resampling_make(call, p->step, (mr_interpolation)p->method, p->max_gap);
    double least = HUGE_VAL, greatest = -HUGE_VAL;

    for (size_t w = 0; w < r.wells.n; w++) {
        const mr_group *well = &r.wells.at[w];
        least = well->depth[0] < least ? well->depth[0] : least;
        greatest = well->depth[well->n - 1] > greatest ? well->depth[well->n - 1] : greatest;
    }
    const double start = isnan(p->start) ? floor(least / p->step + 1e-9) * p->step : p->start;
    for (size_t w = 0; w < r.wells.n; w++)
        MR_TRY(mr_resampling_grid(&r, w, start, isnan(p->stop) ? greatest : p->stop, err));
    return mr_resampling_run(&r, call, out, err);
}

// An end of the grid that no parameter says is that of all wells together.
static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return isnan(p->start) || isnan(p->stop);
}

#define SHARED                                                                                     \
    .id = "resample_common_grid", .family = "sampling", .category = MR_WELLS,                      \
    .title = "Resample all wells to one common depth grid (replaces the rows)",                    \
    .help = "Puts all wells on the same depths, so that rows of different wells can be compared.", \
    .formula = "start null: floor(zmin/step+1e-9)*step; n=floor((stop-start)/step+1e-9)+1 depths"  \
               " start+k*step, the same for every well; interpolation between the nearest valid "  \
               "(non-null) samples above and below: linear, nearest (the shallower when its "      \
               "distance is not greater than the other by more than 1e-6) or previous (the "       \
               "shallower); a depth within 1e-6 of a valid sample takes the value of the nearest"  \
               " such sample (tie: the shallower); no extrapolation; null where the bounding "     \
               "samples are more than max_gap+1e-6 apart; of equal depths the first valid sample"  \
               " counts",                                                                          \
    .edge = "rows with null depth are dropped; wells in order of first appearance; outside a "     \
            "well's range the curves are null",                                                    \
    .source = "Press et al. 2007, Numerical Recipes", .inputs = inputs, .params = params,          \
    .params_size = sizeof(struct params), .replaces_rows = true, .is_across = is_across,           \
    .infer = mr_resampling_infer, .table = table

const mr_operator mr_operator_resample_common_grid = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_resample_common_grid_v1 = {SHARED, .version = "1.0.0",
                                                         MR_OLDER("2.0.0")};
