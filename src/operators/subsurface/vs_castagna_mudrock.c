// Shear velocity from the mudrock line.
// Source: Castagna, Batzle & Eastwood 1985, Relationships between compressional-wave and shear-
// wave velocities in clastic silicate rocks.
#include "mudrock/operator.h"

struct params {
    double slope;
    double intercept;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(slope, "Slope", NULL), .def = "0.8621"},
    {MR_PARAM(intercept, "Intercept", "m/s"), .def = "-1172.4"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip negative results to 0"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vs", MR_FLOAT64, "m/s", .quantity = "shear_velocity",
     .help = "Shear velocity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    double *restrict result = out[0];
    const double least = p.limit ? 0 : -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        double v = p.slope * vp[i] + p.intercept;
        result[i] = v < least ? least : v;
    }
}

const mr_operator mr_operator_vs_castagna_mudrock = {
    .id = "vs_castagna_mudrock",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Shear velocity from the mudrock line",
    .help = "A shear velocity where none was logged, for water-bearing clastic rock.",
    .formula = "VS=slope*VP+intercept; if limit negative results become 0",
    .edge = "null in any used input gives null",
    .source = "Castagna, Batzle & Eastwood 1985, Relationships between compressional-wave and "
              "shear-wave velocities in clastic silicate rocks",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
