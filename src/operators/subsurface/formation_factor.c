// Archie formation resistivity factor.
// Source: Archie 1942, The electrical resistivity log as an aid in determining some reservoir
// characteristics.
#include "mudrock/operator.h"

struct params {
    double a;
    double m;
};

static const mr_param params[] = {
    {MR_PARAM(a, "Tortuosity factor a", NULL), .def = "1.0", .range = "[0.1, 3]",
     .help = "tortuosity factor"},
    {MR_PARAM(m, "Cementation exponent m", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "cementation exponent"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ff", MR_FLOAT64, NULL, .help = "Formation factor"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phie = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = phie[i] > 0 ? p.a / mr_pow_positive(phie[i], p.m) : MR_NAN;
    }
}

const mr_operator mr_operator_formation_factor = {
    .id = "formation_factor",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Archie formation resistivity factor",
    .help = "How much more the rock resists current than the water in it.",
    .formula = "F=a/PHIE^m; PHIE<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Archie 1942, The electrical resistivity log as an aid in determining some "
              "reservoir characteristics",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
