// Effective porosity from total porosity and shale volume.
// Source: Juhasz 1988, Porosity systems and petrophysical models; Crain 2012, Crain's
// Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double phit_shale;
    bool limit;
};

static const mr_port inputs[] = {
    {"phit_column", "phit", MR_FLOAT64, "v/v", "total_porosity", "Total porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(phit_shale, "Total porosity of shale", "v/v"), .def = "0.1", .range = "[0, 1]"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *phit = in[0], *vsh = in[1];
    double *restrict phie = out[0];

    for (size_t i = 0; i < n; i++)
        phie[i] = mr_limit(p.limit, phit[i] - vsh[i] * p.phit_shale, 0, 1);
}

const mr_operator mr_operator_porosity_effective = {
    .id = "porosity_effective",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Effective porosity",
    .help = "Total porosity less the porosity of its shale.",
    .formula = "PHIE = PHIT - VSH phit_shale",
    .edge = "A null in any used input gives null",
    .source = "Juhasz 1988, Porosity systems and petrophysical models; Crain 2012, Crain's "
              "Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
