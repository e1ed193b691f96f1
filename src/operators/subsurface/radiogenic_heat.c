// Radiogenic heat production.
// Source: Rybach 1986, Amount and significance of radioactive heat sources in sediments.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"potassium_column", "pota", MR_FLOAT64, "%", .help = "Potassium"},
    {"uranium_column", "uran", MR_FLOAT64, "ppm", .help = "Uranium"},
    {"thorium_column", "thor", MR_FLOAT64, "ppm", .help = "Thorium"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "heat", MR_FLOAT64, "uW/m3", .help = "Heat production"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict rhob = in[0];
    const double *restrict potassium = in[1];
    const double *restrict uranium = in[2];
    const double *restrict thorium = in[3];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = 1e-2 * rhob[i] * (9.52 * uranium[i] + 2.56 * thorium[i] + 3.48 * potassium[i]);
    }
}

const mr_operator mr_operator_radiogenic_heat = {
    .id = "radiogenic_heat",
    .version = "1.0.0",
    .family = "gamma_ray",
    .category = MR_SUBSURFACE,
    .title = "Radiogenic heat production",
    .help = "Heat that uranium, thorium and potassium give off, for heat flow.",
    .formula = "A=1e-2*RHOB*(9.52*U+2.56*Th+3.48*K)",
    .edge = "null in any used input gives null",
    .source = "Rybach 1986, Amount and significance of radioactive heat sources in sediments",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .map = map,
};
