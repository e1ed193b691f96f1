// Linear transform of a curve.
// Source: Definition: linear function of one variable.
#include "mudrock/operator.h"

struct params {
    double multiplier;
    double offset;
};

static const mr_param params[] = {
    {MR_PARAM(multiplier, "Multiplier", NULL), .def = "1.0"},
    {MR_PARAM(offset, "Offset", NULL), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "transformed", MR_FLOAT64, "as input", .help = "Transformed values"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = p.multiplier * x[i] + p.offset;
    }
}

const mr_operator mr_operator_linear_transform = {
    .id = "linear_transform",
    .version = "1.0.0",
    .family = "pointwise",
    .category = MR_SIGNAL,
    .title = "Linear transform of a curve",
    .help = "Scales and shifts a curve, as for recalibration.",
    .formula = "y=multiplier*x+offset",
    .edge = "null in any used input gives null",
    .source = "Definition: linear function of one variable",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
