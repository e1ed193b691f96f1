// Lambda-rho and mu-rho attributes.
// Source: Goodway, Chen & Downton 1997, Improved AVO fluid detection and lithology discrimination.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"vs_column", "vs", MR_FLOAT64, "m/s", .help = "Shear velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "lambda_rho", MR_FLOAT64, "GPa.g/cm3", .help = "Lambda-rho"},
    {"mu_rho_column", "mu_rho", MR_FLOAT64, "GPa.g/cm3", .help = "Mu-rho"},
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
    double *restrict mu_rho = out[1];

    for (size_t i = 0; i < n; i++) {
        bool valid = vs[i] >= 0 && vp[i] > 0;
        double zp = valid ? rhob[i] * vp[i] / 1000 : MR_NAN;
        double zs = valid ? rhob[i] * vs[i] / 1000 : MR_NAN;
        result[i] = zp * zp - 2 * zs * zs;
        mu_rho[i] = zs * zs;
    }
}

const mr_operator mr_operator_lambda_mu_rho = {
    .id = "lambda_mu_rho",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Lambda-rho and mu-rho attributes",
    .help = "Two seismic attributes that part fluid from rock frame.",
    .formula = "Zp=RHOB*VP/1000; Zs=RHOB*VS/1000; lambda_rho=Zp^2-2*Zs^2; mu_rho=Zs^2",
    .edge = "null input or Vs<0 or Vp<=0 gives null",
    .source = "Goodway, Chen & Downton 1997, Improved AVO fluid detection and lithology "
              "discrimination",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .map = map,
};
