// Water saturation, Simandoux: the root of 1/RT = PHIE^m Sw^n / (a rw) + Vsh Sw / rsh.
// Source: Simandoux (1963), Dielectric measurements in porous media.
#include "mudrock/operator.h"

struct params {
    double rw, a, m, n, rsh;
    bool limit;
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", "deep_resistivity", "Deep resistivity"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {"rw_column", NULL, MR_FLOAT64, "ohm.m", "water_resistivity", "Water resistivity, by row",
     .optional = true, .replaces = "rw"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "sw", MR_FLOAT64, "v/v", "water_saturation", "Water saturation"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity at formation temperature", "ohm.m"), .def = "0.05",
     .range = "(0,)"},
    {MR_PARAM(a, "Tortuosity factor", NULL), .def = "1", .range = "[0.1, 3]"},
    {MR_PARAM(m, "Cementation exponent", NULL), .def = "2", .range = "[1, 4]"},
    {MR_PARAM(n, "Saturation exponent", NULL), .def = "2", .range = "[1, 4]"},
    {MR_PARAM(rsh, "Resistivity of shale", "ohm.m"), .def = "4", .range = "(0,)"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

// The closed form for n = 2 is written without the difference of two near numbers that a shaly sand
// would make.
static double saturation(const struct params *p, double rt, double phie, double vsh, double rw)
{
    const double c = pow(phie, p->m) / (p->a * rw), d = mr_clamp(vsh, 0, HUGE_VAL) / p->rsh;

    if (!(rt > 0) || !(phie > 0) || !isfinite(c) || !isfinite(d))
        return MR_NAN;
    if (p->n == 2)
        return 2 / rt / (sqrt(d * d + 4 * c / rt) + d);
    return c > 0 ? mr_two_power_root(c, p->n, d, 1, 1 / rt) : MR_NAN;
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    const struct params *p = params_;
    const double *rt = in[0], *phie = in[1], *vsh = in[2], *rw = in[3];

    for (size_t i = 0; i < n; i++)
        out[0][i] = mr_limit(p->limit, saturation(p, rt[i], phie[i], vsh[i], rw[i]), 0, 1);
}

const mr_operator mr_operator_saturation_simandoux = {
    .id = "saturation_simandoux",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, Simandoux",
    .help = "Water saturation of shaly sand, shale conducting beside the water.",
    .formula = "1/RT = PHIE^m Sw^n / (a rw) + Vsh Sw / rsh; the one root Sw > 0",
    .edge = "A null input, RT <= 0 or porosity <= 0 gives null; a negative Vsh counts as 0",
    .source = "Simandoux 1963, Dielectric measurements in porous media",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
