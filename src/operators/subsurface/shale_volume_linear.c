// Shale volume, the gamma-ray index itself.
// Source: Asquith & Krygowski (2004), Basic Well Log Analysis.
#include "gamma_ray_index.h"

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    double *restrict vsh = out[0];

    for (size_t i = 0; i < n; i++)
        vsh[i] = gamma_ray_index(&p, in, i);
}

const mr_operator mr_operator_shale_volume_linear = {
    .id = "shale_volume_linear",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume, linear",
    .help = "How far the gamma ray lies between a clean and a shale reading, as a share of rock.",
    .formula = "Vsh = (GR - gr_min) / (gr_max - gr_min)",
    .edge = "A null in any used input gives null; gr_max = gr_min gives null",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
