// Vp/Vs ratio from slownesses.
// Source: Definition; Pickett 1963, Acoustic character logs and their applications.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {"dts_column", "dts", MR_FLOAT64, "us/ft", .quantity = "shear_slowness",
     .help = "Shear slowness"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vpvs", MR_FLOAT64, NULL, .quantity = "velocity_ratio",
     .help = "Ratio of the velocities"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict dt = in[0];
    const double *restrict dts = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = dt[i] > 0 && dts[i] > 0 ? dts[i] / dt[i] : MR_NAN;
    }
}

const mr_operator mr_operator_vp_vs_ratio = {
    .id = "vp_vs_ratio",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Vp/Vs ratio from slownesses",
    .help = "Tells gas and lithology by how much slower shear waves are.",
    .formula = "VPVS=DTS/DT; DT<=0 or DTS<=0 gives null",
    .edge = "null in any used input gives null",
    .source =
        "Pickett 1963, Acoustic character logs and their applications in formation evaluation",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
