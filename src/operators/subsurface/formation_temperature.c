// Formation temperature from a linear gradient.
// Source: Asquith & Krygowski 2004, Basic Well Log Analysis.
#include "mudrock/operator.h"

struct params {
    double surface_temperature;
    double gradient;
};

static const mr_param params[] = {
    {MR_PARAM(surface_temperature, "Surface temperature", "degC"), .def = "15.0",
     .range = "[-50, 60]"},
    {MR_PARAM(gradient, "Geothermal gradient", "degC/m"), .def = "0.03", .range = "[0, 1]"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth",
     .help = "True vertical or measured depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "temp", MR_FLOAT64, "degC", .quantity = "temperature", .help = "Temperature"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict depth = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = p.surface_temperature + p.gradient * depth[i];
    }
}

const mr_operator mr_operator_formation_temperature = {
    .id = "formation_temperature",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Formation temperature from a linear gradient",
    .help = "Temperature at depth from that at the surface and a gradient.",
    .formula = "T=surface_temperature+gradient*DEPTH",
    .edge = "null in any used input gives null",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
