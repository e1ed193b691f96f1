// Shale volume from gamma ray, Clavier.
// Source: Clavier, Hoyle & Meunier (1971), Quantitative interpretation of TDT logs.
#include "gamma_ray_index.h"

// 1.7 - sqrt(3.38 - (index + 0.7)^2); the root of a negative number is a NaN
static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    double *restrict vsh = out[0];

    for (size_t i = 0; i < n; i++) {
        double index = gamma_ray_index(&p, in, i);
        vsh[i] = mr_limit(p.limit, 1.7 - sqrt(3.38 - (index + 0.7) * (index + 0.7)), 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_clavier = {
    .id = "shale_volume_clavier",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume, Clavier",
    .help = "Shale volume from the gamma-ray index, between the two Larionov curves.",
    .formula = "I = (GR - gr_min) / (gr_max - gr_min); Vsh = 1.7 - sqrt(3.38 - (I + 0.7)^2)",
    .edge = "A null in any used input gives null; gr_max = gr_min gives null; so does a negative "
            "radicand",
    .source = "Clavier, Hoyle & Meunier 1971, Quantitative interpretation of TDT logs",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
