// Permeability, Tixier.
// Source: Tixier 1949, Evaluation of permeability from electric-log resistivity gradients;
// Schlumberger 1989.
#include "mudrock/operator.h"

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
    (void)params_;
    const double *restrict phie = in[0];
    const double *restrict swirr = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = 250 * phie[i] * phie[i] * phie[i] / swirr[i];
        result[i] = phie[i] >= 0 && swirr[i] > 0 ? v * v : MR_NAN;
    }
}

const mr_operator mr_operator_permeability_tixier = {
    .id = "permeability_tixier",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Tixier",
    .help = "Permeability from porosity and irreducible water saturation.",
    .formula = "K=(250*PHIE^3/SWIRR)^2",
    .edge = "null input, PHIE<0 or SWIRR<=0 gives null",
    .source = "Tixier 1949, Evaluation of permeability from electric-log resistivity gradients;"
              " Schlumberger 1989",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
