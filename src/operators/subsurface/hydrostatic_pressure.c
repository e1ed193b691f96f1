// Normal (hydrostatic) pore pressure.
// Source: Zoback 2007, Reservoir Geomechanics.
#include "mudrock/operator.h"

struct params {
    double fluid_density;
    double gravity;
};

static const mr_param params[] = {
    {MR_PARAM(fluid_density, "Fluid density", "g/cm3"), .def = "1.03", .range = "(0,)"},
    {MR_PARAM(gravity, "Acceleration of gravity", "m/s2"), .def = "9.80665", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"tvd_column", "tvd", MR_FLOAT64, "m",
     .help = "True vertical depth below the datum of the stress model"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ph", MR_FLOAT64, "MPa", .help = "Hydrostatic pressure"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict tvd = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = 1e-3 * p.fluid_density * p.gravity * tvd[i];
    }
}

const mr_operator mr_operator_hydrostatic_pressure = {
    .id = "hydrostatic_pressure",
    .version = "1.0.0",
    .family = "pressure",
    .category = MR_SUBSURFACE,
    .title = "Normal (hydrostatic) pore pressure",
    .help = "Pressure of a column of water down to the depth.",
    .formula = "PH=1e-3*fluid_density*gravity*TVD",
    .edge = "null in any used input gives null",
    .source = "Zoback 2007, Reservoir Geomechanics",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
