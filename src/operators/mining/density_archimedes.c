// Specific gravity by water immersion.
// Source: ISRM 2007, The Complete ISRM Suggested Methods; Lipton & Horton 2014.
#include "mudrock/operator.h"

struct params {
    double water_density;
};

static const mr_param params[] = {
    {MR_PARAM(water_density, "Water density", "g/cm3"), .def = "0.9982", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"mass_air_column", "mass_air", MR_FLOAT64, "g", .help = "Mass in air"},
    {"mass_water_column", "mass_water", MR_FLOAT64, "g", .help = "Mass in water"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sg", MR_FLOAT64, "g/cm3", .help = "Density"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict mass_air = in[0];
    const double *restrict mass_water = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double buoyancy = mass_air[i] - mass_water[i];
        result[i] = buoyancy > 0 ? mass_air[i] * p.water_density / buoyancy : MR_NAN;
    }
}

const mr_operator mr_operator_density_archimedes = {
    .id = "density_archimedes",
    .version = "1.0.0",
    .family = "density",
    .category = MR_MINING,
    .title = "Specific gravity by water immersion",
    .help = "Specific gravity of a core piece that is weighed in air and in water.",
    .formula = "SG=Ma*water_density/(Ma-Mw); Ma<=Mw gives null",
    .edge = "null in any used input gives null",
    .source = "ISRM 2007, The Complete ISRM Suggested Methods; Lipton & Horton 2014",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
