// Permeability, Coates free-fluid form.
// Source: Coates & Denoo 1981, The producibility answer product; Schlumberger 1989.
#include "mudrock/operator.h"

struct params {
    double coefficient;
};

static const mr_param params[] = {
    {MR_PARAM(coefficient, "Coefficient", NULL), .def = "70.0", .range = "[0,)",
     .help = "70 in Schlumberger 1989, 100 in Coates & Denoo 1981"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"swirr_column", "swirr", MR_FLOAT64, "v/v", .help = "Irreducible water saturation"},
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
    const double *restrict swirr = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = p.coefficient * phie[i] * phie[i] * (1 - swirr[i]) / swirr[i];
        result[i] = phie[i] >= 0 && swirr[i] > 0 ? v * v : MR_NAN;
    }
}

const mr_operator mr_operator_permeability_coates = {
    .id = "permeability_coates",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Coates free-fluid form",
    .help = "Permeability from porosity and irreducible water saturation, nil where all water is "
            "bound.",
    .formula = "K=(coefficient*PHIE^2*(1-SWIRR)/SWIRR)^2",
    .edge = "null input, PHIE<0 or SWIRR<=0 gives null",
    .source = "Coates & Denoo 1981, The producibility answer product; Schlumberger 1989",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
