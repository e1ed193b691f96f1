// Sonic porosity, simplified Raymer-Hunt-Gardner ratio form.
// Source: Raymer, Hunt & Gardner 1980; Schlumberger 1989, Log Interpretation
// Principles/Applications.
#include "mudrock/operator.h"

struct params {
    double dt_matrix;
    double constant;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(dt_matrix, "Matrix slowness", "us/ft"), .def = "55.5", .range = "[30, 100]"},
    {MR_PARAM(constant, "Transform constant C", NULL), .def = "0.67", .range = "[0.4, 1]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "phis", MR_FLOAT64, "v/v", .quantity = "sonic_porosity",
     .help = "Sonic porosity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict dt = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = mr_limit(p.limit, p.constant * (dt[i] - p.dt_matrix) / dt[i], 0, 1);
    }
}

const mr_operator mr_operator_porosity_sonic_rhg_simplified = {
    .id = "porosity_sonic_rhg_simplified",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Sonic porosity, simplified Raymer-Hunt-Gardner ratio form",
    .help = "Sonic porosity without a fluid slowness, from one ratio.",
    .formula = "PHIS=constant*(DT-dt_matrix)/DT; if limit clipped to 0..1",
    .edge = "null in any used input gives null",
    .source = "Raymer, Hunt & Gardner 1980; Schlumberger 1989, Log Interpretation "
              "Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
