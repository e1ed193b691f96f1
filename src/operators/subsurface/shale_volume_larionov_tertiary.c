// Shale volume from gamma ray, Larionov, Tertiary rocks.
// Source: Larionov (1969), Borehole Radiometry.
#include "gamma_ray_index.h"

// 0.083 (2^(3.7 index) - 1)
static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    double *restrict vsh = out[0];

    for (size_t i = 0; i < n; i++) {
        double index = gamma_ray_index(&p, in, i);
        vsh[i] = mr_limit(p.limit, 0.083 * (mr_exp2(3.7 * index) - 1), 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_larionov_tertiary = {
    .id = "shale_volume_larionov_tertiary",
    .aliases = "shale_volume_larionov",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume, Larionov, Tertiary rocks",
    .help = "Shale volume from the gamma-ray index for young, unconsolidated rocks.",
    .formula = "I = (GR - gr_min) / (gr_max - gr_min); Vsh = 0.083 (2^(3.7 I) - 1)",
    .edge = "A null in any used input gives null; gr_max = gr_min gives null",
    .source = "Larionov 1969, Borehole Radiometry",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
