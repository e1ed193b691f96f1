// Permeability, Wyllie-Rose general form (Morris-Biggs constants).
// Source: Wyllie & Rose 1950, Some theoretical considerations related to the quantitative
// evaluation of the physical characteristics of reservoir rock; Morris & Biggs 1967.
#include "mudrock/operator.h"

struct params {
    int fluid; // oil, gas
    double constant;
    double porosity_exponent;
};

static const mr_param params[] = {
    {MR_PARAM(fluid, "Fluid", NULL), .def = "\"oil\"", .choices = "oil,gas"},
    {MR_PARAM(constant, "Overrides C", NULL), .def = "null", .range = "[0,)", .nullable = true},
    {MR_PARAM(porosity_exponent, "Porosity exponent", NULL), .def = "3.0"},
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
    const double c = !isnan(p.constant) ? p.constant : p.fluid == 0 ? 250 : 79; // oil, gas

    for (size_t i = 0; i < n; i++) {
        double v = c * mr_pow_positive(phie[i], p.porosity_exponent) / swirr[i];
        result[i] = phie[i] >= 0 && swirr[i] > 0 ? v * v : MR_NAN;
    }
}

const mr_operator mr_operator_permeability_wyllie_rose = {
    .id = "permeability_wyllie_rose",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Wyllie-Rose general form (Morris-Biggs constants)",
    .help = "Permeability from porosity and irreducible water saturation, with constants for oil "
            "or gas.",
    .formula = "K=(C*PHIE^porosity_exponent/SWIRR)^2; C=250 for oil, 79 for gas, or `constant` "
               "when it is not null",
    .edge = "null input, PHIE<0 or SWIRR<=0 gives null",
    .source = "Wyllie & Rose 1950, Some theoretical considerations related to the quantitative "
              "evaluation of the physical characteristics of reservoir rock; Morris & Biggs "
              "1967",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
