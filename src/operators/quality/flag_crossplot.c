// Flag samples away from a linear relation between two curves.
// Source: Theys 1999; Castagna et al. 1985 (default line).
#include "mudrock/operator.h"

struct params {
    double slope;
    double intercept;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(slope, "Slope", NULL), .def = "0.8621"},
    {MR_PARAM(intercept, "Intercept", NULL), .def = "-1172.4"},
    {MR_PARAM(tolerance, "Tolerance", "as y"), .def = "300.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"x_column", "vp", MR_FLOAT64, NULL, .help = "Curve on the x axis"},
    {"y_column", "vs", MR_FLOAT64, NULL, .help = "Curve on the y axis"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_crossplot", MR_BOOL, NULL, .help = "Farther off than the tolerance"},
    {"residual_column", "residual", MR_FLOAT64, "difference y", .help = "Distance from the line"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "flag_crossplot", MR_BOOL, NULL, .help = "Farther off than the tolerance"},
    {"residual_column", "residual", MR_FLOAT64, "as y", .help = "Distance from the line"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    const double *restrict y = in[1];
    double *restrict result = out[0];
    double *restrict residual = out[1];

    for (size_t i = 0; i < n; i++) {
        double r = y[i] - (p.slope * x[i] + p.intercept);
        residual[i] = r;
        result[i] = mr_flag(fabs(r) > p.tolerance, r);
    }
}

#define OPERATOR                                                                                   \
    .id = "flag_crossplot", .family = "flags", .category = MR_QUALITY,                             \
    .title = "Flag samples away from a linear relation between two curves",                        \
    .help = "Samples farther from a straight line in a crossplot than a tolerance.",               \
    .formula = "residual=y-(slope*x+intercept); flag abs(residual)>tolerance",                     \
    .edge = "null gives a null flag and residual",                                                 \
    .source = "Theys 1999; Castagna et al. 1985 (default line)", .inputs = inputs,                 \
    .params = params, .params_size = sizeof(struct params), .extension = true, .map = map

const mr_operator mr_operator_flag_crossplot = {
    OPERATOR,
    .version = "2.0.0",
    .outputs = outputs,
};

const mr_operator mr_operator_flag_crossplot_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "gives the residual in the unit of a difference",
    .migrate = mr_migrate_as_is,
};
