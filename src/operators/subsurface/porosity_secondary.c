// Secondary porosity index.
// Source: Schlumberger 1989, Log Interpretation Principles/Applications.
#include "mudrock/operator.h"

struct params {
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip negative results to 0"},
    {0},
};

static const mr_port inputs[] = {
    {"phit_column", "phit", MR_FLOAT64, "v/v", .quantity = "total_porosity",
     .help = "Total porosity"},
    {"phis_column", "phis", MR_FLOAT64, "v/v", .help = "Sonic porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "spi", MR_FLOAT64, "v/v", .quantity = "secondary_porosity",
     .help = "Secondary porosity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phit = in[0];
    const double *restrict phis = in[1];
    double *restrict result = out[0];
    const double least = p.limit ? 0 : -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        double v = phit[i] - phis[i];
        result[i] = v < least ? least : v;
    }
}

const mr_operator mr_operator_porosity_secondary = {
    .id = "porosity_secondary",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Secondary porosity index",
    .help = "Vugs and fractures: the porosity that the sonic log passes by.",
    .formula = "SPI=PHIT-PHIS; if limit negative values become 0",
    .edge = "null in any used input gives null",
    .source = "Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
