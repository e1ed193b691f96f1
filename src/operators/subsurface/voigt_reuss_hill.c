// Voigt, Reuss and Hill bulk modulus of two minerals.
// Source: Hill 1952, The elastic behaviour of a crystalline aggregate.
#include "mudrock/operator.h"

struct params {
    double modulus_1;
    double modulus_2;
};

static const mr_param params[] = {
    {MR_PARAM(modulus_1, "Modulus of phase 1", "GPa"), .def = "37.0", .range = "(0,)"},
    {MR_PARAM(modulus_2, "Modulus of phase 2", "GPa"), .def = "21.0", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"fraction_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume",
     .help = "Volume fraction of mineral 2"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "k_hill", MR_FLOAT64, "GPa", .help = "Mean of the two bounds"},
    {"voigt_column", "k_voigt", MR_FLOAT64, "GPa", .help = "Upper (Voigt) bound"},
    {"reuss_column", "k_reuss", MR_FLOAT64, "GPa", .help = "Lower (Reuss) bound"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict fraction = in[0];
    double *restrict result = out[0];
    double *restrict voigt = out[1];
    double *restrict reuss = out[2];

    for (size_t i = 0; i < n; i++) {
        bool valid = fraction[i] >= 0 && fraction[i] <= 1;
        double f = valid ? fraction[i] : MR_NAN;
        voigt[i] = (1 - f) * p.modulus_1 + f * p.modulus_2;
        reuss[i] = 1 / ((1 - f) / p.modulus_1 + f / p.modulus_2);
        result[i] = (voigt[i] + reuss[i]) / 2;
    }
}

const mr_operator mr_operator_voigt_reuss_hill = {
    .id = "voigt_reuss_hill",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Voigt, Reuss and Hill bulk modulus of two minerals",
    .help = "The stiffest and the softest mixture of two minerals, and the mean of the two.",
    .formula = "KV=(1-f)*modulus_1+f*modulus_2; KR=1/((1-f)/modulus_1+f/modulus_2); KH=(KV+KR)/2",
    .edge = "null input or f outside 0..1 gives null",
    .source = "Hill 1952, The elastic behaviour of a crystalline aggregate",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
