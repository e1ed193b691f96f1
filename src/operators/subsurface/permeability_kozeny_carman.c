// Permeability, Kozeny-Carman from grain diameter.
// Source: Carman 1937, Fluid flow through granular beds; Mavko, Mukerji & Dvorkin 2009, The Rock
// Physics Handbook.
#include "mudrock/operator.h"

struct params {
    double grain_diameter;
    double kozeny_constant;
    double percolation_porosity;
};

static const mr_param params[] = {
    {MR_PARAM(grain_diameter, "Grain diameter", "um"), .def = "150.0", .range = "(0,)"},
    {MR_PARAM(kozeny_constant, "Kozeny constant", NULL), .def = "180.0", .range = "(0,)"},
    {MR_PARAM(percolation_porosity, "Percolation porosity", "v/v"), .def = "0.0",
     .range = "[0, 0.3]"},
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
    const double d = p.grain_diameter * 1e-6; // m

    for (size_t i = 0; i < n; i++) {
        double e = phie[i] - p.percolation_porosity;
        double v =
            d * d * e * e * e / (p.kozeny_constant * (1 - e) * (1 - e)) / 9.869233e-16; // m2 in mD
        result[i] = e >= 0 ? v : MR_NAN;
    }
}

const mr_operator mr_operator_permeability_kozeny_carman = {
    .id = "permeability_kozeny_carman",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Kozeny-Carman from grain diameter",
    .help = "Permeability of a pack of grains from porosity and grain size.",
    .formula = "e=PHIE-percolation_porosity; "
               "K=(d_m^2*e^3/(kozeny_constant*(1-e)^2))/9.869233e-16 with "
               "d_m=grain_diameter*1e-6; e<0 gives null",
    .edge = "null in any used input gives null",
    .source = "Carman 1937, Fluid flow through granular beds; Mavko, Mukerji & Dvorkin 2009, "
              "The Rock Physics Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
