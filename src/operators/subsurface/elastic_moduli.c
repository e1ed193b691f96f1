// Dynamic bulk, shear, P-wave and Lame moduli.
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
    {"output_column", "k_bulk", MR_FLOAT64, "GPa", .quantity = "bulk_modulus",
     .help = "Bulk modulus"},
    {"g_column", "g_shear", MR_FLOAT64, "GPa", .quantity = "shear_modulus",
     .help = "Shear modulus"},
    {"m_column", "m_pwave", MR_FLOAT64, "GPa", .help = "P-wave modulus"},
    {"lambda_column", "lambda", MR_FLOAT64, "GPa", .help = "Lame's first parameter"},
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
    double *restrict g = out[1];
    double *restrict m = out[2];
    double *restrict lambda = out[3];

    for (size_t i = 0; i < n; i++) {
        bool valid = vs[i] >= 0 && vp[i] > 0;
        double shear = valid ? 1e-6 * rhob[i] * vs[i] * vs[i] : MR_NAN;
        double pwave = valid ? 1e-6 * rhob[i] * vp[i] * vp[i] : MR_NAN;
        result[i] = pwave - 4 * shear / 3;
        g[i] = shear;
        m[i] = pwave;
        lambda[i] = pwave - 2 * shear;
    }
}

const mr_operator mr_operator_elastic_moduli = {
    .id = "elastic_moduli",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Dynamic bulk, shear, P-wave and Lame moduli",
    .help = "Stiffness of rock from density and the two velocities.",
    .formula = "G=1e-6*RHOB*VS^2; M=1e-6*RHOB*VP^2; K=M-4*G/3; lambda=M-2*G",
    .edge = "null input or Vs<0 or Vp<=0 gives null",
    .source = "Mavko, Mukerji & Dvorkin 2009, The Rock Physics Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
