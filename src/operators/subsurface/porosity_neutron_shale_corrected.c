// Neutron porosity corrected for shale.
// Source: Dewan 1983, Essentials of Modern Open-Hole Log Interpretation.
#include "mudrock/operator.h"

struct params {
    double nphi_shale;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(nphi_shale, "Neutron porosity of shale", "v/v"), .def = "0.4", .range = "[0, 1]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"nphi_column", "nphi", MR_FLOAT64, "v/v", .quantity = "neutron_porosity",
     .help = "Neutron porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "phine", MR_FLOAT64, "v/v", .help = "Neutron porosity without shale"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict nphi = in[0];
    const double *restrict vsh = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = mr_limit(p.limit, nphi[i] - vsh[i] * p.nphi_shale, 0, 1);
    }
}

const mr_operator mr_operator_porosity_neutron_shale_corrected = {
    .id = "porosity_neutron_shale_corrected",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Neutron porosity corrected for shale",
    .help = "Neutron porosity less what the shale adds to it.",
    .formula = "PHI=NPHI-VSH*nphi_shale; if limit clipped to 0..1",
    .edge = "null in any used input gives null",
    .source = "Dewan 1983, Essentials of Modern Open-Hole Log Interpretation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
