// Apparent water resistivity.
// Source: Archie 1942; Schlumberger 1989, Log Interpretation Principles/Applications.
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
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rwa", MR_FLOAT64, "ohm.m", .help = "Apparent water resistivity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict phie = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = rt[i] > 0 && phie[i] > 0 ? rt[i] * mr_pow_positive(phie[i], p.m) / p.a : MR_NAN;
    }
}

const mr_operator mr_operator_rwa_apparent = {
    .id = "rwa_apparent",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Apparent water resistivity",
    .help = "The water resistivity that would make the rock water-bearing: its least values are "
            "those of water sands.",
    .formula = "RWA=RT*PHIE^m/a; RT<=0 or PHIE<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Archie 1942; Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
