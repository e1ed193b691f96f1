// Shale volume from deep resistivity on a logarithmic scale.
// Source: Crain 2012, Crain's Petrophysical Handbook (shale volume from deep resistivity).
#include "mudrock/operator.h"

struct params {
    double rt_shale;
    double rt_clean;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rt_shale, "Resistivity of shale", "ohm.m"), .def = "2.0", .range = "(0,)"},
    {MR_PARAM(rt_clean, "Resistivity of clean rock", "ohm.m"), .def = "50.0", .range = "(0,)"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    double *restrict result = out[0];
    const double clean = log10(p.rt_clean);
    const double range = log10(p.rt_shale) - clean;

    for (size_t i = 0; i < n; i++) {
        result[i] = mr_limit(p.limit, (mr_log10(rt[i]) - clean) / range, 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_resistivity = {
    .id = "shale_volume_resistivity",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume from deep resistivity on a logarithmic scale",
    .help = "Shale volume in hydrocarbon-bearing sands, where shale is the least resistive.",
    .formula = "Vsh=(log10(RT)-log10(rt_clean))/(log10(rt_shale)-log10(rt_clean)); if limit "
               "clipped to 0..1",
    .edge = "null or RT<=0 gives null",
    .source = "Crain 2012, Crain's Petrophysical Handbook (shale volume from deep resistivity)",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
