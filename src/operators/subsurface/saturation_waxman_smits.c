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

MR_INLINE double conductance(const struct params *p, double rw, double t)
{
    const double juhasz = (-1.28 + 0.225 * t - 0.0004059 * t * t) /
                          mr_finite(1 + mr_pow_positive(rw, 1.23) * (0.045 * t - 0.27));
    const double b = isnan(p->b) ? juhasz : p->b;

    return mr_clamp(mr_finite(b), 0, HUGE_VAL) + (t - t);
}

// The root of e = c s^n + d s^(n - 1), c > 0.
static double root_of(double c, double d, double e, double n)
{
    if (n == 1)
        return e > d ? (e - d) / c : MR_NAN;
    return mr_two_power_root(c, n, d, n - 1, e);
}

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict phit = in[1];
    const double *restrict qv = in[2];
    const double *restrict rw = in[3];
    const double *restrict temperature = in[4];
    double *restrict swt = out[0];

    for (size_t i = 0; i < n && p.n == 2; i++) {
        const double f = mr_pow_positive(phit[i], p.m) / p.a, c = f / rw[i];
        const double b = conductance(&p, rw[i], temperature[i]);
        const double d = f * b * mr_not_negative(qv[i]);
        // Without the difference of two near numbers.
        const double s = 2 / rt[i] / (sqrt(d * d + 4 * c / rt[i]) + d);
        const bool valid = (rt[i] > 0) & (phit[i] > 0) & isfinite(c) & isfinite(d);
        swt[i] = mr_limit(p.limit, valid ? s : MR_NAN, 0, 1);
    }
    for (size_t i = 0; i < n && p.n != 2; i++) {
        const double f = mr_pow_positive(phit[i], p.m) / p.a, c = f / rw[i];
        const double b = conductance(&p, rw[i], temperature[i]);
        const double d = f * b * mr_not_negative(qv[i]);
        const bool valid = (rt[i] > 0) & (phit[i] > 0) & (c > 0) & isfinite(c) & isfinite(d);
        swt[i] = mr_limit(p.limit, valid ? root_of(c, d, 1 / rt[i], p.n) : MR_NAN, 0, 1);
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
