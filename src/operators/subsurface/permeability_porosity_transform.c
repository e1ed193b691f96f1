// Permeability from a semi-log porosity transform.
// Source: Nelson 1994, Permeability-porosity relationships in sedimentary rocks.
#include "mudrock/operator.h"

struct params {
    double slope;
    double intercept;
    double maximum;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(slope, "Slope", NULL), .def = "20.0"},
    {MR_PARAM(intercept, "Intercept", NULL), .def = "-2.0"},
    {MR_PARAM(maximum, "Maximum", "mD"), .def = "10000.0", .range = "(0,)"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "cap the result at maximum"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "perm", MR_FLOAT64, "mD", .quantity = "permeability", .help = "Permeability"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phie = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = mr_exp10(p.slope * phie[i] + p.intercept);
        result[i] = mr_limit(p.limit, v, 0, p.maximum);
    }
}

const mr_operator mr_operator_permeability_porosity_transform = {
    .id = "permeability_porosity_transform",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability from a semi-log porosity transform",
    .help =
        "Permeability from a straight line through core data, log permeability against porosity.",
    .formula = "K=10^(slope*PHIE+intercept); if limit capped at maximum",
    .edge = "null in any used input gives null",
    .source = "Nelson 1994, Permeability-porosity relationships in sedimentary rocks",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
