// Permeability, Timur.
// Source: Timur (1968), An investigation of permeability, porosity and residual water saturation
// relationships.
#include "mudrock/operator.h"

struct params {
    double coefficient, porosity_exponent, saturation_exponent;
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"swirr_column", "swirr", MR_FLOAT64, "v/v", "irreducible_water_saturation",
     "Irreducible water saturation"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "perm", MR_FLOAT64, "mD", "permeability", "Permeability"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(coefficient, "Coefficient", NULL), .def = "0.136", .range = "[0,)"},
    {MR_PARAM(porosity_exponent, "Porosity exponent", NULL), .def = "4.4"},
    {MR_PARAM(saturation_exponent, "Saturation exponent", NULL), .def = "2"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *phie = in[0], *swirr = in[1];
    double *restrict perm = out[0];

    for (size_t i = 0; i < n; i++) {
        double pores = phie[i] >= 0 ? mr_pow_positive(100 * phie[i], p.porosity_exponent) : MR_NAN;
        double water =
            swirr[i] > 0 ? mr_pow_positive(100 * swirr[i], p.saturation_exponent) : MR_NAN;
        perm[i] = p.coefficient * mr_finite(pores) / mr_finite(water);
    }
}

const mr_operator mr_operator_permeability_timur = {
    .id = "permeability_timur",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Timur",
    .help = "Permeability from porosity and irreducible water saturation.",
    .formula = "K = coefficient (100 PHIE)^porosity_exponent / (100 SWIRR)^saturation_exponent",
    .edge = "A null input, PHIE < 0 or SWIRR <= 0 gives null",
    .source = "Timur 1968, An investigation of permeability, porosity and residual water "
              "saturation relationships",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
