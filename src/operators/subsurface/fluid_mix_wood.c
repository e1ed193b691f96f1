// Effective fluid modulus and density of a water-oil-gas mixture.
// Source: Wood 1955, A Textbook of Sound; Brie et al. 1995, Shear sonic interpretation in gas-
// bearing sands.
#include "mudrock/operator.h"

struct params {
    double gas_fraction;
    double k_water;
    double k_oil;
    double k_gas;
    double rho_water;
    double rho_oil;
    double rho_gas;
    int mixing; // reuss, brie
    double brie_exponent;
};

static const mr_param params[] = {
    {MR_PARAM(gas_fraction, "Gas share of the hydrocarbon phase", "v/v"), .def = "0.0",
     .range = "[0, 1]"},
    {MR_PARAM(k_water, "Bulk modulus of water", "GPa"), .def = "2.6", .range = "(0,)"},
    {MR_PARAM(k_oil, "Bulk modulus of oil", "GPa"), .def = "1.2", .range = "(0,)"},
    {MR_PARAM(k_gas, "Bulk modulus of gas", "GPa"), .def = "0.05", .range = "(0,)"},
    {MR_PARAM(rho_water, "Water density", "g/cm3"), .def = "1.05", .range = "[0,)"},
    {MR_PARAM(rho_oil, "Oil density", "g/cm3"), .def = "0.8", .range = "[0,)"},
    {MR_PARAM(rho_gas, "Gas density", "g/cm3"), .def = "0.2", .range = "[0,)"},
    {MR_PARAM(mixing, "Mixing", NULL), .def = "\"reuss\"", .choices = "reuss,brie"},
    {MR_PARAM(brie_exponent, "Brie exponent", NULL), .def = "3.0", .range = "[1, 40]"},
    {0},
};

static const mr_port inputs[] = {
    {"sw_column", "sw", MR_FLOAT64, "v/v", .quantity = "water_saturation",
     .help = "Water saturation"},
    {"gas_fraction_column", NULL, MR_FLOAT64, "v/v", .replaces = "gas_fraction", .optional = true,
     .help = "Share of gas in the hydrocarbon, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "k_fluid", MR_FLOAT64, "GPa", .help = "Bulk modulus of the fluid"},
    {"rho_fluid_column", "rho_fluid", MR_FLOAT64, "g/cm3", .help = "Density of the fluid"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict sw = in[0];
    const double *restrict gas_fraction = in[1];
    double *restrict result = out[0];
    double *restrict rho_fluid = out[1];

    for (size_t i = 0; i < n; i++) {
        double oil = (1 - sw[i]) * (1 - gas_fraction[i]), gas = (1 - sw[i]) * gas_fraction[i];
        double compliance = sw[i] / p.k_water + oil / p.k_oil;
        result[i] = 1 / (compliance + gas / p.k_gas); // reuss
        rho_fluid[i] = sw[i] * p.rho_water + oil * p.rho_oil + gas * p.rho_gas;
    }
    for (size_t i = 0; i < n && p.mixing != 0; i++) { // brie
        double oil = (1 - sw[i]) * (1 - gas_fraction[i]), gas = (1 - sw[i]) * gas_fraction[i];
        double compliance = sw[i] / p.k_water + oil / p.k_oil;
        double liquid = (sw[i] + oil) / compliance; // NaN when there is no liquid
        result[i] = (liquid - p.k_gas) * mr_pow(1 - gas, p.brie_exponent) + p.k_gas;
    }
}

const mr_operator mr_operator_fluid_mix_wood = {
    .id = "fluid_mix_wood",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Effective fluid modulus and density of a water-oil-gas mixture",
    .help = "Stiffness and density of the pore fluid, for fluid substitution.",
    .formula = "So=(1-SW)*(1-gas_fraction); Sg=(1-SW)*gas_fraction; reuss: "
               "1/K=SW/k_water+So/k_oil+Sg/k_gas; brie: Kl=(SW+So)/(SW/k_water+So/k_oil) (null "
               "if SW+So=0), K=(Kl-k_gas)*(1-Sg)^brie_exponent+k_gas; "
               "rho=SW*rho_water+So*rho_oil+Sg*rho_gas",
    .edge = "null in any used input gives null",
    .source = "Wood 1955, A Textbook of Sound; Brie et al. 1995, Shear sonic interpretation in "
              "gas-bearing sands",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
