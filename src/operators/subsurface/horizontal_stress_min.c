// Minimum horizontal stress, uniaxial strain with Biot coefficient and tectonic term.
// Source: Eaton 1969, Fracture gradient prediction; Zoback 2007, Reservoir Geomechanics.
#include "mudrock/operator.h"

struct params {
    double biot;
    double tectonic;
};

static const mr_param params[] = {
    {MR_PARAM(biot, "Biot coefficient", NULL), .def = "1.0", .range = "[0, 1]"},
    {MR_PARAM(tectonic, "Tectonic stress", "MPa"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {"pp_column", "pp", MR_FLOAT64, "MPa", .help = "Pore pressure"},
    {"pr_column", "pr", MR_FLOAT64, "1", .help = "Poisson's ratio"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {"pp_column", "pp", MR_FLOAT64, "MPa", .help = "Pore pressure"},
    {"pr_column", "pr", MR_FLOAT64, NULL, .help = "Poisson's ratio"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "shmin", MR_FLOAT64, "MPa", .help = "Least horizontal stress"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict sv = in[0];
    const double *restrict pp = in[1];
    const double *restrict pr = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = pr[i] / (1 - pr[i]) * (sv[i] - p.biot * pp[i]) + p.biot * pp[i] + p.tectonic;
    }
}

#define OPERATOR                                                                                   \
    .id = "horizontal_stress_min", .family = "geomechanics", .category = MR_SUBSURFACE,            \
    .title = "Minimum horizontal stress, uniaxial strain with Biot coefficient and tectonic term", \
    .help = "Least horizontal stress for fracture design and mud weight.",                         \
    .formula = "SHMIN=PR/(1-PR)*(SV-biot*PP)+biot*PP+tectonic",                                    \
    .edge = "null in any used input gives null",                                                   \
    .source = "Eaton 1969, Fracture gradient prediction; Zoback 2007, Reservoir Geomechanics",     \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_horizontal_stress_min = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_horizontal_stress_min_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "refuses what is no plain number",
    .migrate = mr_migrate_as_is,
};
