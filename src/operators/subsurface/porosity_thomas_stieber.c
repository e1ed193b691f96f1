// Thomas-Stieber laminated sand: laminar shale volume and sand porosity with dispersed shale.
// Source: Thomas & Stieber 1975, The distribution of shale in sandstones and its effect upon
// porosity.
#include "mudrock/operator.h"

struct params {
    double phi_sand;
    double phi_shale;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(phi_sand, "Clean sand total porosity", "v/v"), .def = "0.33", .range = "[0.01, 0.6]"},
    {MR_PARAM(phi_shale, "Shale total porosity", "v/v"), .def = "0.12", .range = "[0, 0.6]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"phit_column", "phit", MR_FLOAT64, "v/v", .quantity = "total_porosity",
     .help = "Total porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vlam", MR_FLOAT64, "v/v", .help = "Laminar shale volume"},
    {"vdis_column", "vdis", MR_FLOAT64, "v/v", .help = "Dispersed shale volume"},
    {"phis_column", "phi_sd", MR_FLOAT64, "v/v", .help = "Porosity of the sand"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phit = in[0];
    const double *restrict vsh = in[1];
    double *restrict result = out[0];
    double *restrict vdis = out[1];
    double *restrict phis = out[2];

    for (size_t i = 0; i < n; i++) {
        double shale = p.limit && vsh[i] < 0 ? 0 : vsh[i];
        double lam = (phit[i] - p.phi_sand + shale * (1 - p.phi_shale)) / (1 - p.phi_sand);
        if (p.limit)
            lam = mr_clamp(lam, 0, shale);
        double known = phit[i] + vsh[i] - (phit[i] + vsh[i]); // 0, or NaN when an input is null
        result[i] = lam + known;
        vdis[i] = shale - lam + known;
        phis[i] = (phit[i] - lam * p.phi_shale) / (1 - lam);
    }
}

const mr_operator mr_operator_porosity_thomas_stieber = {
    .id = "porosity_thomas_stieber",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Thomas-Stieber laminated sand: laminar shale volume and sand porosity with "
             "dispersed shale",
    .help =
        "Whether shale lies in laminae or in the pores of the sand, and how porous the sand is.",
    .formula = "solve PHIT=phi_sand-Vlam*(phi_sand-phi_shale)-Vdis*(1-phi_shale) and "
               "VSH=Vlam+Vdis: Vlam=(PHIT-phi_sand+VSH*(1-phi_shale))/(1-phi_sand); Vdis=VSH-"
               "Vlam; if limit Vlam is clipped to 0..VSH before Vdis (a negative VSH first "
               "becomes 0); PHISD=(PHIT-Vlam*phi_shale)/(1-Vlam)",
    .edge = "null in any used input gives null",
    .source = "Thomas & Stieber 1975, The distribution of shale in sandstones and its effect "
              "upon porosity",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
