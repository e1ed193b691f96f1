// Carbonate permeability from interparticle porosity and rock-fabric number (Lucia).
// Source: Jennings & Lucia 2003, Predicting permeability from well logs in carbonates.
#include "mudrock/operator.h"

struct params {
    double rock_fabric_number;
};

static const mr_param params[] = {
    {MR_PARAM(rock_fabric_number, "Rock fabric number", NULL), .def = "2.0", .range = "[0.5, 4]"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"rock_fabric_number_column", NULL, MR_FLOAT64, "1", .replaces = "rock_fabric_number",
     .optional = true, .help = "Rock-fabric number, by row"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"rock_fabric_number_column", NULL, MR_FLOAT64, NULL, .replaces = "rock_fabric_number",
     .optional = true, .help = "Rock-fabric number, by row"},
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
    const double *restrict rock_fabric_number = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double fabric = mr_log10(rock_fabric_number[i]);
        bool valid = phie[i] > 0 && rock_fabric_number[i] > 0;
        double exponent =
            9.7982 - 12.0838 * fabric + (8.6711 - 8.2965 * fabric) * mr_log10(phie[i]);
        result[i] = valid ? mr_exp10(exponent) : MR_NAN;
    }
}

#define OPERATOR                                                                                   \
    .id = "permeability_lucia", .family = "permeability", .category = MR_SUBSURFACE,               \
    .title = "Carbonate permeability from interparticle porosity and rock-fabric number (Lucia)",  \
    .help = "Permeability of carbonates by the fabric of the rock.",                               \
    .formula = "log10(K)=(9.7982-12.0838*log10(RFN))+(8.6711-8.2965*log10(RFN))*log10(PHIE)",      \
    .edge = "null input, PHIE<=0 or RFN<=0 gives null",                                            \
    .source = "Jennings & Lucia 2003, Predicting permeability from well logs in carbonates",       \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .extension = true, \
    .map = map

const mr_operator mr_operator_permeability_lucia = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_permeability_lucia_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "refuses what is no plain number",
    .migrate = mr_migrate_as_is,
};
