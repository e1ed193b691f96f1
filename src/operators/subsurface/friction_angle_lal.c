// Internal friction angle of shale (Lal).
// Source: Lal 1999, Shale stability; Chang, Zoback & Khaksar 2006.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "fang", MR_FLOAT64, "deg", .help = "Internal friction angle"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict vp = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = vp[i] / 1000;
        result[i] = v > 0 ? mr_degrees(mr_asin((v - 1) / (v + 1))) : MR_NAN;
    }
}

const mr_operator mr_operator_friction_angle_lal = {
    .id = "friction_angle_lal",
    .version = "1.0.0",
    .family = "geomechanics",
    .category = MR_SUBSURFACE,
    .title = "Internal friction angle of shale (Lal)",
    .help = "Strength of shale for the stability of the hole, from velocity.",
    .formula = "FANG=asin((v-1)/(v+1)) in degrees, v=VP in km/s; VP<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Lal 1999, Shale stability; Chang, Zoback & Khaksar 2006",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .map = map,
};
