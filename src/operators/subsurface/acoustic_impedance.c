// Acoustic impedance.
// Source: Sheriff & Geldart 1995, Exploration Seismology.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ai", MR_FLOAT64, "g/cm3.m/s", .quantity = "acoustic_impedance",
     .help = "Acoustic impedance"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict rhob = in[0];
    const double *restrict vp = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = rhob[i] * vp[i];
    }
}

const mr_operator mr_operator_acoustic_impedance = {
    .id = "acoustic_impedance",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Acoustic impedance",
    .help = "Product of density and velocity: what seismic reflections come from.",
    .formula = "AI=RHOB*VP",
    .edge = "null in any used input gives null",
    .source = "Sheriff & Geldart 1995, Exploration Seismology",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
