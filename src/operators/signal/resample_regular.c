// Resamples every well to its own regular depth grid.
// Source: Press et al. 2007, Numerical Recipes.
#include "../resample.h"

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

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_resampling r = mr_resampling_make(call, p->step, (mr_interpolation)p->method, p->max_gap);

    for (size_t w = 0; w < r.wells.n; w++) {
        const mr_group *well = &r.wells.at[w];
        const double top = well->depth[0], base = well->depth[well->n - 1];
        const double start = p->snap ? ceil(top / p->step - 1e-9) * p->step : top;
        MR_TRY(mr_resampling_grid(&r, w, start, base, err));
    }
    return mr_resampling_run(&r, call, out, err);
}

#define SHARED                                                                                     \
    .id = "resample_regular", .family = "sampling", .category = MR_SIGNAL,                         \
    .title = "Resample, regular",                                                                  \
    .help = "Brings every well on depths of an even step, its curves interpolated between valid "  \
            "samples.",                                                                            \
    .formula = "depths start + k step, start = least depth, or the next multiple of step when "    \
               "snap; interpolation between the valid samples above and below",                    \
    .edge = "Rows without depth and columns that are not numbers are dropped; null where the "     \
            "bounding samples lie further apart than max_gap",                                     \
    .source = "Press et al. 2007, Numerical Recipes", .inputs = inputs, .params = params,          \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = mr_resampling_infer,     \
    .table = table

const mr_operator mr_operator_resample_regular = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_resample_regular_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
