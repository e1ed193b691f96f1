// Neutron-density porosity, weighted mean of the two.
// Source: Asquith & Krygowski (2004), Basic Well Log Analysis.
#include "mudrock/operator.h"

struct params {
    double weight;
    bool limit;
};

static const mr_port inputs[] = {
    {"phin_column", "nphi", MR_FLOAT64, "v/v", "neutron_porosity",
     "Neutron porosity, in the matrix of the density porosity"},
    {"phid_column", "phid", MR_FLOAT64, "v/v", "density_porosity", "Density porosity"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "phind", MR_FLOAT64, "v/v", "total_porosity", "Total porosity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(weight, "Weight of the neutron porosity", NULL), .def = "0.5", .range = "[0, 1]"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *phin = in[0], *phid = in[1];
    double *restrict phi = out[0];

    for (size_t i = 0; i < n; i++)
        phi[i] = mr_limit(p.limit, p.weight * phin[i] + (1 - p.weight) * phid[i], 0, 1);
}

const mr_operator mr_operator_porosity_neutron_density = {
    .id = "porosity_neutron_density",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Neutron-density porosity",
    .help = "Weighted mean of neutron and density porosity.",
    .formula = "PHI = weight PHIN + (1 - weight) PHID",
    .edge = "A null in any used input gives null",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
