// Neutron-density porosity, gas-corrected root mean square.
// Source: Asquith & Krygowski 2004, Basic Well Log Analysis; Gaymard & Poupon 1968.
#include "mudrock/operator.h"

struct params {
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"phin_column", "nphi", MR_FLOAT64, "v/v", .quantity = "neutron_porosity",
     .help = "Neutron porosity in the same matrix units as the density porosity"},
    {"phid_column", "phid", MR_FLOAT64, "v/v", .help = "Density porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "phind", MR_FLOAT64, "v/v", .quantity = "total_porosity",
     .help = "Total porosity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phin = in[0];
    const double *restrict phid = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = mr_limit(p.limit, sqrt((phin[i] * phin[i] + phid[i] * phid[i]) / 2), 0, 1);
    }
}

const mr_operator mr_operator_porosity_neutron_density_gas = {
    .id = "porosity_neutron_density_gas",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Neutron-density porosity, gas-corrected root mean square",
    .help = "Root mean square of neutron and density porosity, in gas.",
    .formula = "PHI=sqrt((PHIN^2+PHID^2)/2); if limit clipped to 0..1",
    .edge = "null in any used input gives null",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis; Gaymard & Poupon 1968",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
