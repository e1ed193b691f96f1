// Dynamic Young's modulus.
// Source: Mavko, Mukerji & Dvorkin 2009, The Rock Physics Handbook.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"vs_column", "vs", MR_FLOAT64, "m/s", .help = "Shear velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ym", MR_FLOAT64, "GPa", .quantity = "young_modulus",
     .help = "Young's modulus"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict rhob = in[0];
    const double *restrict vp = in[1];
    const double *restrict vs = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        bool valid = vs[i] >= 0 && vp[i] > 0;
        double p2 = vp[i] * vp[i], s2 = vs[i] * vs[i];
        result[i] = valid ? 1e-6 * rhob[i] * s2 * (3 * p2 - 4 * s2) / (p2 - s2) : MR_NAN;
    }
}

const mr_operator mr_operator_young_modulus = {
    .id = "young_modulus",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Dynamic Young's modulus",
    .help = "Stiffness of rock along the pull, from density and the two velocities.",
    .formula = "E=1e-6*RHOB*VS^2*(3*VP^2-4*VS^2)/(VP^2-VS^2)",
    .edge = "null input or Vs<0 or Vp<=0 gives null",
    .source = "Mavko, Mukerji & Dvorkin 2009, The Rock Physics Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
