// Shear velocity of mixed lithology, brine-saturated (Greenberg-Castagna).
// Source: Greenberg & Castagna 1992, Shear-wave velocity estimation in porous rocks.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"v_sand_column", "v_sand", MR_FLOAT64, "v/v", .help = "Share of sandstone"},
    {"v_lime_column", "v_lime", MR_FLOAT64, "v/v", .help = "Share of limestone"},
    {"v_dolo_column", "v_dolo", MR_FLOAT64, "v/v", .help = "Share of dolomite"},
    {"v_shale_column", "v_shale", MR_FLOAT64, "v/v", .help = "Share of shale"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vs", MR_FLOAT64, "m/s", .quantity = "shear_velocity",
     .help = "Shear velocity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict vp = in[0];
    const double *restrict v_sand = in[1];
    const double *restrict v_lime = in[2];
    const double *restrict v_dolo = in[3];
    const double *restrict v_shale = in[4];
    double *restrict result = out[0];
    // Vs = a Vp^2 + b Vp + c, km/s.
    static const struct {
        double a, b, c;
    } rocks[4] = {
        {0, 0.80416, -0.85588},        // sandstone
        {-0.05508, 1.01677, -1.03049}, // limestone
        {0, 0.58321, -0.07775},        // dolomite
        {0, 0.76969, -0.86735},        // shale
    };

    for (size_t i = 0; i < n; i++) {
        double v = vp[i] / 1000;
        const double share[4] = {v_sand[i], v_lime[i], v_dolo[i], v_shale[i]};
        double total = share[0] + share[1] + share[2] + share[3];
        double sum = 0, harmonic = 0;
        bool valid = total > 0;
        for (int r = 0; r < 4; r++) {
            double vs = (rocks[r].a * v + rocks[r].b) * v + rocks[r].c;
            valid &= (share[r] >= 0) & (vs > 0);
            sum += share[r] * vs;
            harmonic += share[r] / vs;
        }
        result[i] = valid ? 500 * (sum / total + total / harmonic) : MR_NAN; // m/s
    }
}

const mr_operator mr_operator_vs_greenberg_castagna = {
    .id = "vs_greenberg_castagna",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Shear velocity of mixed lithology, brine-saturated (Greenberg-Castagna)",
    .help = "A shear velocity where none was logged, from the minerals of the rock.",
    .formula = "fractions are divided by their sum; VP in km/s: Vs_i=a_i*VP^2+b_i*VP+c_i with "
               "(a,b,c) sandstone (0,0.80416,-0.85588), limestone (-0.05508,1.01677,-1.03049), "
               "dolomite (0,0.58321,-0.07775), shale (0,0.76969,-0.86735); "
               "VS=0.5*(sum(f_i*Vs_i)+1/sum(f_i/Vs_i)), result in m/s",
    .edge = "null input, a negative fraction, a zero sum or a non-positive Vs_i gives null",
    .source = "Greenberg & Castagna 1992, Shear-wave velocity estimation in porous rocks",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .map = map,
};
