// Dynamic Poisson's ratio.
// Source: Mavko, Mukerji & Dvorkin 2009, The Rock Physics Handbook.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"vs_column", "vs", MR_FLOAT64, "m/s", .help = "Shear velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "pr", MR_FLOAT64, NULL, .quantity = "poisson_ratio",
     .help = "Poisson's ratio"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict vp = in[0];
    const double *restrict vs = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        bool valid = vs[i] >= 0 && vp[i] > 0;
        double p2 = vp[i] * vp[i], s2 = vs[i] * vs[i];
        result[i] = valid ? (p2 - 2 * s2) / (2 * (p2 - s2)) : MR_NAN;
    }
}

const mr_operator mr_operator_poisson_ratio = {
    .id = "poisson_ratio",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Dynamic Poisson's ratio",
    .help = "Ratio of sideways to lengthwise strain, from the two velocities.",
    .formula = "PR=(VP^2-2*VS^2)/(2*(VP^2-VS^2))",
    .edge = "null input or Vs<0 or Vp<=0 gives null",
    .source = "Mavko, Mukerji & Dvorkin 2009, The Rock Physics Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
