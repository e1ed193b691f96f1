// Water saturation, Waxman-Smits: the root of 1/RT = PHIT^m (Swt^n / rw + B Qv Swt^(n-1)) / a, B by
// Juhasz.
// Source: Waxman & Smits 1968, Electrical conductivities in oil-bearing shaly sands; Juhasz
// 1981, Normalised Qv.
#include "mudrock/operator.h"

struct params {
    double rw, a, m, n, temperature, b;
    bool limit;
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", "deep_resistivity", "Deep resistivity"},
    {"phit_column", "phit", MR_FLOAT64, "v/v", "total_porosity", "Total porosity"},
    {"qv_column", "qv", MR_FLOAT64, "meq/cm3", "cation_exchange_volume",
     "Cation exchange capacity per pore volume"},
    {"rw_column", NULL, MR_FLOAT64, "ohm.m", "water_resistivity", "Water resistivity, by row",
     .optional = true, .replaces = "rw"},
    {"temperature_column", NULL, MR_FLOAT64, "degC", "temperature", "Formation temperature, by row",
     .optional = true, .replaces = "temperature"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "swt", MR_FLOAT64, "v/v", "water_saturation", "Total water saturation"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity at formation temperature", "ohm.m"), .def = "0.05",
     .range = "(0,)"},
    {MR_PARAM(a, "Tortuosity factor a*", NULL), .def = "1", .range = "[0.1, 3]"},
    {MR_PARAM(m, "Cementation exponent m*", NULL), .def = "2", .range = "[1, 4]"},
    {MR_PARAM(n, "Saturation exponent n*", NULL), .def = "2", .range = "[1, 4]"},
    {MR_PARAM(temperature, "Formation temperature", "degC"), .def = "80", .range = "[0, 300]"},
    {MR_PARAM(b, "Equivalent counter-ion conductance; null = Juhasz equation", "S.cm3/(m.meq)"),
     .def = "null", .range = "[0,)", .nullable = true},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

struct row {
    double rt, phit, qv, rw, temperature;
};

static double conductance(const struct params *p, double rw, double t)
{
    double b = p->b;

    if (isnan(b))
        b = (-1.28 + 0.225 * t - 0.0004059 * t * t) /
            mr_finite(1 + pow(rw, 1.23) * (0.045 * t - 0.27));
    return mr_clamp(mr_finite(b), 0, HUGE_VAL);
}

static double saturation(const struct params *p, const struct row *r)
{
    const double b = conductance(p, r->rw, r->temperature) + (r->temperature - r->temperature);
    const double f = pow(r->phit, p->m) / p->a;
    const double c = f / r->rw, d = f * b * mr_clamp(r->qv, 0, HUGE_VAL);

    if (!(r->rt > 0) || !(r->phit > 0) || !isfinite(c) || !isfinite(d))
        return MR_NAN;
    if (p->n == 2) // without the difference of two near numbers
        return 2 / r->rt / (sqrt(d * d + 4 * c / r->rt) + d);
    if (!(c > 0))
        return MR_NAN;
    if (p->n == 1)
        return 1 / r->rt > d ? (1 / r->rt - d) / c : MR_NAN;
    return mr_two_power_root(c, p->n, d, p->n - 1, 1 / r->rt);
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    const struct params *p = params_;

    for (size_t i = 0; i < n; i++) {
        const struct row row = {in[0][i], in[1][i], in[2][i], in[3][i], in[4][i]};
        out[0][i] = mr_limit(p->limit, saturation(p, &row), 0, 1);
    }
}

const mr_operator mr_operator_saturation_waxman_smits = {
    .id = "saturation_waxman_smits",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, Waxman-Smits",
    .help = "Total water saturation of shaly sand from its cation exchange capacity.",
    .formula = "1/RT = PHIT^m (Swt^n / rw + B Qv Swt^(n-1)) / a; B = b, or (-1.28 + 0.225 T - "
               "0.0004059 T^2) / (1 + rw^1.23 (0.045 T - 0.27)); the one root Swt > 0",
    .edge = "A null input, RT <= 0 or porosity <= 0 gives null; a negative Qv or B counts as 0",
    .source = "Waxman & Smits 1968, Electrical conductivities in oil-bearing shaly sands; Juhasz "
              "1981, Normalised Qv",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
