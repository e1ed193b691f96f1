// Fill null gaps by interpolation in depth.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

struct params {
    int method; // linear, nearest, previous
    double max_gap;
};

static const mr_param params[] = {
    {MR_PARAM(method, "Interpolation of numeric columns", NULL), .def = "\"linear\"",
     .choices = "linear,nearest,previous"},
    {MR_PARAM(max_gap, "Max gap", "depth unit"), .def = "null", .range = "[0,)", .nullable = true,
     .help = "largest distance between the two bounding valid samples that is bridged; null = any"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "filled", MR_FLOAT64, "as input", .help = "Values with the gaps closed"},
    {"flag_column", "filled_flag", MR_BOOL, NULL, .help = "The value was made"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    double *flag = series->out[1];
    (void)err;

    const size_t n = series->n;
    double *kz = mr_arena_alloc(series->arena, n * sizeof *kz);
    double *kx = mr_arena_alloc(series->arena, n * sizeof *kx);
    mr_knots knots = mr_knots_make(series->depth, x, n, kz, kx);
    size_t near = 0;
    knots.turn = series->turn;
    for (size_t i = 0; i < n; i++) {
        bool gap = isnan(x[i]);
        result[i] = gap ? mr_knots_at(&knots, mr_interpolation_of(p->method, series->classes),
                                      p->max_gap, series->depth[i], &near)
                        : x[i];
        flag[i] = gap && !isnan(result[i]);
    }
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "interpolate_gaps", .family = "sampling", .category = MR_SIGNAL,                         \
    .title = "Fill null gaps by interpolation in depth",                                           \
    .help =                                                                                        \
        "Closes gaps up to a given length from the samples on either side, and says which are "    \
        "made.",                                                                                   \
    .formula = "non-null samples stay; a null sample takes the interpolation between the nearest"  \
               " valid (non-null) samples above and below: linear, nearest (the shallower when "   \
               "its distance is not greater than the other by more than 1e-6) or previous (the "   \
               "shallower); a depth within 1e-6 of a valid sample takes the value of the nearest"  \
               " such sample (tie: the shallower); no extrapolation; null where the bounding "     \
               "samples are more than max_gap+1e-6 apart; of equal depths the first valid sample"  \
               " counts",                                                                          \
    .edge = "null in stays null only outside the valid range or across a larger gap; flag is "     \
            "true where a value was filled",                                                       \
    .source = "Press et al. 2007, Numerical Recipes", .inputs = inputs, .outputs = outputs,        \
    .params = params, .params_size = sizeof(struct params), .well = well

const mr_operator mr_operator_interpolate_gaps = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_interpolate_gaps_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
