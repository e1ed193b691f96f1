// Velocity from slowness.
// Source: Definition: reciprocal of slowness, 1 ft = 0.3048 m.
#include "mudrock/operator.h"

struct params {
    int dt_unit; // us/ft, us/m
};

static const mr_param params[] = {
    {MR_PARAM(dt_unit, "Unit of slowness", NULL), .def = "\"us/ft\"", .choices = "us/ft,us/m"},
    {0},
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "by dt_unit", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
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
    const double *restrict dt = in[0];
    double *restrict result = out[0];
    const double scale = p.dt_unit == 0 ? 304800 : 1e6; // us/ft, us/m

    for (size_t i = 0; i < n; i++) {
        result[i] = dt[i] > 0 ? scale / dt[i] : MR_NAN;
    }
}

#define OPERATOR                                                                                   \
    .id = "velocity_from_slowness", .family = "rock_physics", .category = MR_SUBSURFACE,           \
    .title = "Velocity from slowness", .help = "The same wave as a length per time.",              \
    .formula = "V=304800/DT for us/ft, 1000000/DT for us/m; DT<=0 gives null",                     \
    .edge = "null in any used input gives null",                                                   \
    .source = "Definition: reciprocal of slowness, 1 ft = 0.3048 m", .outputs = outputs,           \
    .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_velocity_from_slowness = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_velocity_from_slowness_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes the slowness in the unit that dt_unit says",
    .migrate = mr_migrate_as_is,
};
