// Bulk volumes of water and hydrocarbon.
// Source: Buckles 1965, Correlating and averaging connate water saturation data.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", .quantity = "water_saturation",
     .help = "Water saturation"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "bvw", MR_FLOAT64, "v/v", .quantity = "bulk_volume_water",
     .help = "Bulk volume of water"},
    {"bvh_column", "bvh", MR_FLOAT64, "v/v", .quantity = "bulk_volume_hydrocarbon",
     .help = "Bulk volume of hydrocarbon"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict phie = in[0];
    const double *restrict sw = in[1];
    double *restrict result = out[0];
    double *restrict bvh = out[1];

    for (size_t i = 0; i < n; i++) {
        result[i] = phie[i] * sw[i];
        bvh[i] = phie[i] * (1 - sw[i]);
    }
}

const mr_operator mr_operator_bulk_volume_water = {
    .id = "bulk_volume_water",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Bulk volumes of water and hydrocarbon",
    .help = "Share of the rock that is water, and share that is hydrocarbon.",
    .formula = "BVW=PHIE*SW; BVH=PHIE*(1-SW)",
    .edge = "null in any used input gives null",
    .source = "Buckles 1965, Correlating and averaging connate water saturation data",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
