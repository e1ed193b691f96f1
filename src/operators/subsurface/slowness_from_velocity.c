// Slowness from velocity.
// Source: Definition: reciprocal of velocity, 1 ft = 0.3048 m.
#include "mudrock/operator.h"

struct params {
    int dt_unit; // us/ft, us/m
};

static const mr_param params[] = {
    {MR_PARAM(dt_unit, "Unit of slowness", NULL), .def = "\"us/ft\"", .choices = "us/ft,us/m"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "dt", MR_FLOAT64, "by dt_unit", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    double *restrict result = out[0];
    const double scale = p.dt_unit == 0 ? 304800 : 1e6; // us/ft, us/m

    for (size_t i = 0; i < n; i++) {
        result[i] = vp[i] > 0 ? scale / vp[i] : MR_NAN;
    }
}

#define OPERATOR                                                                                   \
    .id = "slowness_from_velocity", .family = "rock_physics", .category = MR_SUBSURFACE,           \
    .title = "Slowness from velocity", .help = "The same wave as a time per length.",              \
    .formula = "DT=304800/V for us/ft, 1000000/V for us/m; V<=0 gives null",                       \
    .edge = "null in any used input gives null",                                                   \
    .source = "Definition: reciprocal of velocity, 1 ft = 0.3048 m", .inputs = inputs,             \
    .params = params, .params_size = sizeof(struct params), .extension = true, .map = map

const mr_operator mr_operator_slowness_from_velocity = {
    OPERATOR,
    .version = "2.0.0",
    .outputs = outputs,
};

const mr_operator mr_operator_slowness_from_velocity_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "says the unit that the numbers have",
    .migrate = mr_migrate_as_is,
};
