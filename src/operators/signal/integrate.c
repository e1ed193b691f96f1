// Cumulative trapezoidal integral over depth.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

struct params {
    double initial;
    int direction; // down, up
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(initial, "Value at the start", "times depth unit"), .def = "0.0"},
    {MR_PARAM(direction, "Direction", NULL), .def = "\"down\"", .choices = "down,up"},
    {0},
};

// Of version 1.
static const mr_param params_v1[] = {
    {MR_PARAM(initial, "Value at the start", NULL), .def = "0.0"},
    {MR_PARAM(direction, "Direction", NULL), .def = "\"down\"", .choices = "down,up"},
    {0},
};

// An area lies between a curve and nothing.
static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "absolute", .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "integral", MR_FLOAT64, "times depth unit", .help = "Integral from the top"},
    {0},
};

static void integrate(const struct params *p, const mr_series *series, const mr_gaps *gaps)
{
    const double *x = series->in[0];
    double *result = series->out[0];
    const double *z = series->depth;
    const bool up = p->direction == 1;
    double sum = p->initial;
    size_t before = series->n; // the valid sample before this one; n = none yet
    for (size_t k = 0; k < series->n; k++) {
        size_t i = up ? series->n - 1 - k : k;
        if (isnan(x[i]))
            continue;
        if (before < series->n) {
            const double distance = fabs(z[i] - z[before]);
            sum += (x[before] + x[i]) / 2 * (mr_is_gap(gaps, distance) ? gaps->step : distance);
        }
        result[i] = sum;
        before = i;
    }
}

// Towards a gap a sample reaches half a median step.
static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    double *z = MR_ARENA_ARRAY(series->arena, double, 2 * series->n + 1);
    size_t n = 0;

    (void)err;
    for (size_t i = 0; i < series->n; i++)
        if (!isnan(series->in[0][i]))
            z[n++] = series->depth[i];
    const mr_gaps gaps = mr_gaps_of(z, n, p->max_gap, MR_GAP_STEPS, z + n);
    integrate(p, series, &gaps);
    return MR_OK;
}

static mr_status well_v1(const void *params_, const mr_series *series, mr_error *err)
{
    (void)err;
    integrate(params_, series, &(mr_gaps){.most = HUGE_VAL});
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "integrate", .family = "calculus", .category = MR_SIGNAL,                                \
    .title = "Cumulative trapezoidal integral over depth",                                         \
    .help = "Area under a curve from the top down, as for integrated transit time.",               \
    .source = "Press et al. 2007, Numerical Recipes", .outputs = outputs,                          \
    .params_size = sizeof(struct params)

const mr_operator mr_operator_integrate = {
    OPERATOR,
    .version = "2.0.0",
    .formula = "non-null samples only, in depth order: y_first=initial; "
               "y_k=y_(k-1)+(x_(k-1)+x_k)/2*(z_k-z_(k-1)), across a gap with the median step in "
               "place of the distance; up: y_last=initial and the sum runs "
               "from the bottom with positive thickness",
    .edge =
        "a null sample gives null and is bridged, a gap is not; temperatures and gauge pressures "
        "count from nothing, in K and Pa",
    .inputs = inputs,
    .params = params,
    .well = well,
    .sense = MR_AS_LINE,
};

const mr_operator mr_operator_integrate_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "non-null samples only, in depth order: y_first=initial; "
               "y_k=y_(k-1)+(x_(k-1)+x_k)/2*(z_k-z_(k-1)); up: y_last=initial and the sum runs "
               "from the bottom with positive thickness",
    .edge = "a null sample gives null and is bridged",
    .inputs = inputs_v1,
    .params = params_v1,
    .well = well_v1,
    .replacement_version = "2.0.0",
    .change = "does not count what was not measured; counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
