// Compressional velocity from resistivity and depth (Faust).
// Source: Faust 1953, A velocity function including lithologic variation; Sheriff 2002,
// Encyclopedic Dictionary of Applied Geophysics.
#include "mudrock/operator.h"

struct params {
    double constant;
    double exponent;
};

static const mr_param params[] = {
    {MR_PARAM(constant, "Constant", "ft/s"), .def = "2000.0", .range = "(0,)"},
    {MR_PARAM(exponent, "Exponent", NULL), .def = "0.16666666666666666", .range = "[0.05, 0.5]"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vp", MR_FLOAT64, "m/s", .quantity = "compressional_velocity",
     .help = "Compressional velocity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict depth = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        const bool valid = (rt[i] > 0) & (depth[i] > 0);
        const double v = mr_pow_positive(depth[i] * rt[i] / (0.3048 * 0.3048), p.exponent);
        result[i] = valid ? 0.3048 * p.constant * v : MR_NAN;
    }
}

const mr_operator mr_operator_vp_faust = {
    .id = "vp_faust",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Compressional velocity from resistivity and depth (Faust)",
    .help = "A velocity where none was logged, from resistivity and depth.",
    .formula = "VP=0.3048*constant*((DEPTH/0.3048)*(RT/0.3048))^exponent: depth in ft, "
               "resistivity in ohm.ft",
    .edge = "null input, RT<=0 or DEPTH<=0 gives null",
    .source = "Faust 1953, A velocity function including lithologic variation; Sheriff 2002, "
              "Encyclopedic Dictionary of Applied Geophysics",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
