// Shale volume from gamma ray, Steiber.
// Source: Steiber (1970), Pulsed neutron capture log evaluation, Louisiana Gulf Coast.
#include "gamma_ray_index.h"

// index / (3 - 2 index)
static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    double *restrict vsh = out[0];

    for (size_t i = 0; i < n; i++) {
        double index = gamma_ray_index(&p, in, i);
        vsh[i] = mr_limit(p.limit, index / (3 - 2 * index), 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_steiber = {
    .id = "shale_volume_steiber",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume, Steiber",
    .help = "Shale volume from the gamma-ray index, for Tertiary rocks of the Gulf Coast.",
    .formula = "I = (GR - gr_min) / (gr_max - gr_min); Vsh = I / (3 - 2 I)",
    .edge = "A null in any used input gives null; gr_max = gr_min gives null; so does I = 1.5",
    .source = "Steiber 1970, Pulsed neutron capture log evaluation, Louisiana Gulf Coast",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
