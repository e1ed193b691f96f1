// Pore-throat radius at 35 percent mercury saturation (Winland).
// Source: Kolodzie 1980, Analysis of pore throat size and use of the Waxman-Smits equation
// (Winland).
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"perm_column", "perm", MR_FLOAT64, "mD", .quantity = "permeability", .help = "Permeability"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "r35", MR_FLOAT64, "um", .help = "Pore-throat radius"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict perm = in[0];
    const double *restrict phie = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        bool valid = perm[i] > 0 && phie[i] > 0;
        result[i] =
            valid ? mr_exp10(0.732 + 0.588 * mr_log10(perm[i]) - 0.864 * mr_log10(100 * phie[i]))
                  : MR_NAN;
    }
}

const mr_operator mr_operator_winland_r35 = {
    .id = "winland_r35",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Pore-throat radius at 35 percent mercury saturation (Winland)",
    .help = "Size of the pore throats that carry flow, from permeability and porosity.",
    .formula = "log10(R35)=0.732+0.588*log10(K)-0.864*log10(100*PHIE)",
    .edge = "null input, K<=0 or PHIE<=0 gives null",
    .source = "Kolodzie 1980, Analysis of pore throat size and use of the Waxman-Smits equation"
              " (Winland)",
    .inputs = inputs,
    .outputs = outputs,
    .map = map,
};
