// Sonic porosity, Raymer-Hunt-Gardner: the smaller root of 1/DT = (1 - PHI)^2 / dt_matrix + PHI /
// dt_fluid.
// Source: Raymer, Hunt & Gardner 1980, An improved sonic transit time-to-porosity transform.
#include "mudrock/operator.h"

struct params {
    double dt_matrix, dt_fluid;
    bool limit;
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", "compressional_slowness", "Compressional slowness"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "phis", MR_FLOAT64, "v/v", "sonic_porosity", "Sonic porosity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(dt_matrix, "Matrix slowness", "us/ft"), .def = "55.5", .range = "[30, 100]"},
    {MR_PARAM(dt_fluid, "Fluid slowness", "us/ft"), .def = "189", .range = "[100, 300]"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *dt = in[0];
    double *restrict phis = out[0];
    const double b = p.dt_matrix / p.dt_fluid - 2;

    for (size_t i = 0; i < n; i++) {
        double c = dt[i] > 0 ? 1 - p.dt_matrix / dt[i] : MR_NAN;
        phis[i] = mr_limit(p.limit, (-b - sqrt(b * b - 4 * c)) / 2, 0, 1);
    }
}

const mr_operator mr_operator_porosity_sonic_raymer_hunt_gardner = {
    .id = "porosity_sonic_raymer_hunt_gardner",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Sonic porosity, Raymer-Hunt-Gardner",
    .help = "Porosity from slowness by the quadratic transform, without a compaction factor.",
    .formula =
        "b = dt_matrix / dt_fluid - 2; c = 1 - dt_matrix / DT; PHI = (-b - sqrt(b^2 - 4 c)) / 2",
    .edge = "A null input, DT <= 0 or a negative radicand gives null",
    .source = "Raymer, Hunt & Gardner 1980, An improved sonic transit time-to-porosity transform",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
