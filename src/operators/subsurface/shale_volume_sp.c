// Shale volume from the spontaneous potential.
// Source: Asquith & Krygowski 2004, Basic Well Log Analysis.
#include "mudrock/operator.h"

struct params {
    double sp_clean;
    double sp_shale;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(sp_clean, "SP in a clean water sand", "mV"), .def = "-80"},
    {MR_PARAM(sp_shale, "SP shale base line", "mV"), .def = "0"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"sp_column", "sp", MR_FLOAT64, "mV", .help = "Spontaneous potential"},
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
    const double *restrict sp = in[0];
    double *restrict result = out[0];
    const double range = p.sp_shale - p.sp_clean;

    for (size_t i = 0; i < n; i++) {
        result[i] = mr_limit(p.limit, (sp[i] - p.sp_clean) / range, 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_sp = {
    .id = "shale_volume_sp",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume from the spontaneous potential",
    .help = "How far SP lies between its clean and its shale line.",
    .formula = "Vsh=(SP-sp_clean)/(sp_shale-sp_clean); if limit clipped to 0..1",
    .edge = "null in any used input gives null",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
