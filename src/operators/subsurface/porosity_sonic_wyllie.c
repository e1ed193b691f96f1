// Sonic porosity, Wyllie time average with compaction factor.
// Source: Wyllie, Gregory & Gardner (1956), Elastic wave velocities in heterogeneous and porous
// media.
#include "mudrock/operator.h"

struct params {
    double dt_matrix, dt_fluid, compaction;
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
    {MR_PARAM(compaction, "Compaction factor Cp", NULL), .def = "1", .range = "[1, 2]"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *dt = in[0];
    double *restrict phis = out[0];
    const double span = p.dt_fluid - p.dt_matrix;

    for (size_t i = 0; i < n; i++)
        phis[i] = mr_limit(p.limit, (dt[i] - p.dt_matrix) / span / p.compaction, 0, 1);
}

const mr_operator mr_operator_porosity_sonic_wyllie = {
    .id = "porosity_sonic_wyllie",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Sonic porosity, Wyllie",
    .help =
        "Porosity from slowness as a time average of matrix and fluid, with a compaction factor.",
    .formula = "PHIS = (DT - dt_matrix) / (dt_fluid - dt_matrix) / compaction",
    .edge = "A null in any used input gives null",
    .source =
        "Wyllie, Gregory & Gardner 1956, Elastic wave velocities in heterogeneous and porous media",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
