// Reservoir quality index and flow zone indicator.
// Source: Amaefule et al. 1993, Enhanced reservoir description.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"perm_column", "perm", MR_FLOAT64, "mD", .quantity = "permeability", .help = "Permeability"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "fzi", MR_FLOAT64, "um", .quantity = "flow_zone_indicator",
     .help = "Flow zone indicator"},
    {"rqi_column", "rqi", MR_FLOAT64, "um", .quantity = "reservoir_quality_index",
     .help = "Reservoir quality index"},
    {"phiz_column", "phiz", MR_FLOAT64, NULL, .help = "Pore-to-grain volume ratio"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict perm = in[0];
    const double *restrict phie = in[1];
    double *restrict result = out[0];
    double *restrict rqi = out[1];
    double *restrict phiz = out[2];

    for (size_t i = 0; i < n; i++) {
        bool valid = perm[i] >= 0 && phie[i] > 0 && phie[i] < 1;
        rqi[i] = valid ? 0.0314 * sqrt(perm[i] / phie[i]) : MR_NAN;
        phiz[i] = valid ? phie[i] / (1 - phie[i]) : MR_NAN;
        result[i] = rqi[i] / phiz[i];
    }
}

const mr_operator mr_operator_flow_zone_indicator = {
    .id = "flow_zone_indicator",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Reservoir quality index and flow zone indicator",
    .help = "Groups rock by the quality of its pores, from permeability and porosity.",
    .formula = "RQI=0.0314*sqrt(K/PHIE); PHIZ=PHIE/(1-PHIE); FZI=RQI/PHIZ",
    .edge = "null input, K<0 or PHIE<=0 or PHIE>=1 gives null",
    .source = "Amaefule et al. 1993, Enhanced reservoir description",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
