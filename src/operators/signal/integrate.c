// Cumulative trapezoidal integral over depth.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

struct params {
    double initial;
    int direction; // down, up
};

static const mr_param params[] = {
    {MR_PARAM(initial, "Value at the start", NULL), .def = "0.0"},
    {MR_PARAM(direction, "Direction", NULL), .def = "\"down\"", .choices = "down,up"},
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
    {"output_column", "integral", MR_FLOAT64, "times depth unit", .help = "Integral from the top"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const double *z = series->depth;
    const bool up = p->direction == 1;
    double sum = p->initial;
    size_t before = series->n; // the valid sample before this one; n = none yet
    for (size_t k = 0; k < series->n; k++) {
        size_t i = up ? series->n - 1 - k : k;
        if (isnan(x[i]))
            continue;
        if (before < series->n)
            sum += (x[before] + x[i]) / 2 * fabs(z[i] - z[before]);
        result[i] = sum;
        before = i;
    }
    return MR_OK;
}

const mr_operator mr_operator_integrate = {
    .id = "integrate",
    .version = "1.0.0",
    .family = "calculus",
    .category = MR_SIGNAL,
    .title = "Cumulative trapezoidal integral over depth",
    .help = "Area under a curve from the top down, as for integrated transit time.",
    .formula = "non-null samples only, in depth order: y_first=initial; "
               "y_k=y_(k-1)+(x_(k-1)+x_k)/2*(z_k-z_(k-1)); up: y_last=initial and the sum runs "
               "from the bottom with positive thickness",
    .edge = "a null sample gives null and is bridged",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
