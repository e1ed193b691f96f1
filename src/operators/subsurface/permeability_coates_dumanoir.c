// Permeability, Coates-Dumanoir.
// Source: Coates & Dumanoir 1974, A new approach to improved log-derived permeability.
#include "mudrock/operator.h"

struct params {
    double rw;
    double hc_density;
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity", "ohm.m"), .def = "0.05", .range = "(0,)",
     .help = "formation water resistivity at formation temperature"},
    {MR_PARAM(hc_density, "Hydrocarbon density", "g/cm3"), .def = "0.8", .range = "[0, 1.1]"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"rti_column", "rti", MR_FLOAT64, "ohm.m",
     .help = "Deep resistivity at irreducible water saturation"},
    {"rw_column", NULL, MR_FLOAT64, "ohm.m", .replaces = "rw", .optional = true,
     .help = "Water resistivity, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "perm", MR_FLOAT64, "mD", .quantity = "permeability", .help = "Permeability"},
    {"w_column", "w_exp", MR_FLOAT64, NULL,
     .help = "Common exponent of cementation and saturation"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phie = in[0];
    const double *restrict rti = in[1];
    const double *restrict rw = in[2];
    double *restrict result = out[0];
    double *restrict w = out[1];
    const double c = 23 + 465 * p.hc_density - 188 * p.hc_density * p.hc_density;

    for (size_t i = 0; i < n; i++) {
        bool valid = phie[i] >= 0 && rti[i] > 0;
        double ratio = rw[i] / rti[i];
        double x = mr_log10(ratio) + 2.2;
        double e = valid ? sqrt(3.75 - phie[i] + x * x / 2) : MR_NAN;
        double v = c * mr_pow_positive(phie[i], 2 * e) / (e * e * e * e * ratio);
        w[i] = e;
        result[i] = v * v;
    }
}

const mr_operator mr_operator_permeability_coates_dumanoir = {
    .id = "permeability_coates_dumanoir",
    .version = "1.0.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Coates-Dumanoir",
    .help = "Permeability with an exponent found from resistivity at irreducible saturation.",
    .formula = "C=23+465*hc_density-188*hc_density^2; W=sqrt(3.75-PHIE+(log10(rw/RTI)+2.2)^2/2);"
               " K=(C*PHIE^(2*W)/(W^4*(rw/RTI)))^2",
    .edge = "null input, PHIE<0 or RTI<=0 gives null",
    .source = "Coates & Dumanoir 1974, A new approach to improved log-derived permeability",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
