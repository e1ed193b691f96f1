// Leverett J value from capillary pressure.
// Source: Leverett 1941, Capillary behavior in porous solids.
#include "mudrock/operator.h"

struct params {
    double ift;
    double contact_angle;
};

static const mr_param params[] = {
    {MR_PARAM(ift, "Interfacial tension", "dyn/cm"), .def = "26.0", .range = "(0,)"},
    {MR_PARAM(contact_angle, "Contact angle", "deg"), .def = "30.0", .range = "[0, 180]"},
    {0},
};

static const mr_port inputs[] = {
    {"pc_column", "pc", MR_FLOAT64, "psi", .help = "Capillary pressure"},
    {"perm_column", "perm", MR_FLOAT64, "mD", .quantity = "permeability", .help = "Permeability"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "j", MR_FLOAT64, NULL, .help = "Leverett J"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict pc = in[0];
    const double *restrict perm = in[1];
    const double *restrict phie = in[2];
    double *restrict result = out[0];
    const double tension = p.ift * fabs(cos(mr_radians(p.contact_angle)));

    for (size_t i = 0; i < n; i++) {
        result[i] = perm[i] >= 0 && phie[i] > 0
                        ? 0.21645 * pc[i] * sqrt(perm[i] / phie[i]) / tension
                        : MR_NAN;
    }
}

const mr_operator mr_operator_capillary_leverett_j = {
    .id = "capillary_leverett_j",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Leverett J value from capillary pressure",
    .help = "Capillary pressure freed of pore size, so that samples of one rock type fall on one "
            "curve.",
    .formula = "J=0.21645*PC*sqrt(K/PHIE)/(ift*abs(cos(contact_angle)))",
    .edge = "null input, K<0 or PHIE<=0 gives null",
    .source = "Leverett 1941, Capillary behavior in porous solids",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
