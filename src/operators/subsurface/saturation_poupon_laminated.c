// Water saturation of laminated sand (Poupon).
// Source: Poupon, Loy & Tixier 1954, A contribution to electrical log interpretation in shaly
// sands.
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
    {"phi_sand_column", "phi_sd", MR_FLOAT64, "v/v", .help = "Porosity of the sand laminae"},
    {"vlam_column", "vlam", MR_FLOAT64, "v/v", .help = "Laminar shale volume"},
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
    const double *restrict phi_sand = in[1];
    const double *restrict vlam = in[2];
    const double *restrict rw = in[3];
    double *restrict result = out[0];
    const double alone = p.n == 1 ? 1 : MR_NAN; // of numbers below 0 only the first power

    for (size_t i = 0; i < n; i++) {
        double sand = (1 / rt[i] - vlam[i] / p.rsh) / (1 - vlam[i]); // conductivity of the sand
        double share = p.a * rw[i] * sand / mr_pow_positive(phi_sand[i], p.m);
        double power = mr_pow_positive(share, 1 / p.n), v = share < 0 ? share * alone : power;
        bool valid = (rt[i] > 0) & (phi_sand[i] > 0) & (vlam[i] < 1) & (sand >= 0);
        result[i] = mr_limit(p.limit, valid ? v : MR_NAN, 0, 1);
    }
}

const mr_operator mr_operator_saturation_poupon_laminated = {
    .id = "saturation_poupon_laminated",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation of laminated sand (Poupon)",
    .help = "Water saturation of the sand between laminae of shale.",
    .formula = "Cs=(1/RT-Vlam/rsh)/(1-Vlam); SW=(a*rw*Cs/PHI^m)^(1/n); Cs<0 gives null; if limit"
               " clipped to 0..1",
    .edge = "null input, or RT<=0 or porosity<=0 gives null; Vlam>=1 gives null",
    .source = "Poupon, Loy & Tixier 1954, A contribution to electrical log interpretation in "
              "shaly sands",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
