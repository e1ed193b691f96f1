// Water saturation, modified Simandoux with (1-Vsh) factor.
// Source: Bardon & Pied 1969, Formation water saturation in shaly sands; Schlumberger 1972.
#include "mudrock/operator.h"

struct params {
    double rw;
    double a;
    double m;
    double n;
    double rsh;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity", "ohm.m"), .def = "0.05", .range = "(0,)",
     .help = "formation water resistivity at formation temperature"},
    {MR_PARAM(a, "Tortuosity factor a", NULL), .def = "1.0", .range = "[0.1, 3]",
     .help = "tortuosity factor"},
    {MR_PARAM(m, "Cementation exponent m", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "cementation exponent"},
    {MR_PARAM(n, "Saturation exponent n", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "saturation exponent"},
    {MR_PARAM(rsh, "Shale resistivity", "ohm.m"), .def = "4.0", .range = "(0,)",
     .help = "resistivity of shale"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {"rw_column", NULL, MR_FLOAT64, "ohm.m", .replaces = "rw", .optional = true,
     .help = "Water resistivity, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sw", MR_FLOAT64, "v/v", .quantity = "water_saturation",
     .help = "Water saturation"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict phie = in[1];
    const double *restrict vsh = in[2];
    const double *restrict rw = in[3];
    double *restrict sw = out[0];

    for (size_t i = 0; i < n && p.n == 2; i++) {
        const double shale = mr_not_negative(vsh[i]);
        const double c = mr_pow_positive(phie[i], p.m) / (p.a * rw[i] * (1 - shale));
        const double d = shale / p.rsh;
        // For n = 2 without the difference of two near numbers.
        const double s = 2 / rt[i] / (sqrt(d * d + 4 * c / rt[i]) + d);
        const bool valid = (rt[i] > 0) & (phie[i] > 0) & (shale < 1) & isfinite(c) & isfinite(d);
        sw[i] = mr_limit(p.limit, valid ? s : MR_NAN, 0, 1);
    }
    for (size_t i = 0; i < n && p.n != 2; i++) {
        const double shale = mr_not_negative(vsh[i]);
        const double c = mr_pow_positive(phie[i], p.m) / (p.a * rw[i] * (1 - shale));
        const double d = shale / p.rsh;
        const bool valid =
            (rt[i] > 0) & (phie[i] > 0) & (shale < 1) & isfinite(c) & isfinite(d) & (c > 0);
        sw[i] =
            mr_limit(p.limit, valid ? mr_two_power_root(c, p.n, d, 1, 1 / rt[i]) : MR_NAN, 0, 1);
    }
}

const mr_operator mr_operator_saturation_simandoux_modified = {
    .id = "saturation_simandoux_modified",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, modified Simandoux with (1-Vsh) factor",
    .help = "Water saturation of shaly sand, the conductive part reduced to the sand.",
    .formula = "1/RT=PHIE^m*Sw^n/(a*rw*(1-Vsh))+Vsh*Sw/rsh; the left side increases with Sw, the"
               " unique root Sw>0 is taken to full double precision (closed form when n=2); if "
               "limit clipped to 0..1",
    .edge = "null input, or RT<=0 or porosity<=0 gives null; a negative Vsh is taken as 0; "
            "Vsh>=1 gives null",
    .source = "Bardon & Pied 1969, Formation water saturation in shaly sands; Schlumberger 1972",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
