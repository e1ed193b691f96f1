// Water saturation, dual-water model.
// Source: Clavier, Coates & Dumanoir 1984, Theoretical and experimental bases for the dual-water
// model.
#include "mudrock/operator.h"

struct params {
    double rw;
    double rwb;
    double a;
    double m;
    double n;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity", "ohm.m"), .def = "0.05", .range = "(0,)",
     .help = "formation water resistivity at formation temperature"},
    {MR_PARAM(rwb, "Bound-water resistivity", "ohm.m"), .def = "0.12", .range = "(0,)"},
    {MR_PARAM(a, "Tortuosity factor a", NULL), .def = "1.0", .range = "[0.1, 3]",
     .help = "tortuosity factor"},
    {MR_PARAM(m, "Cementation exponent m", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "cementation exponent"},
    {MR_PARAM(n, "Saturation exponent n", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "saturation exponent"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"phit_column", "phit", MR_FLOAT64, "v/v", .quantity = "total_porosity",
     .help = "Total porosity"},
    {"swb_column", "swb", MR_FLOAT64, "v/v", .help = "Clay-bound water saturation"},
    {"rw_column", NULL, MR_FLOAT64, "ohm.m", .replaces = "rw", .optional = true,
     .help = "Water resistivity, by row"},
    {"rwb_column", NULL, MR_FLOAT64, "ohm.m", .replaces = "rwb", .optional = true,
     .help = "Resistivity of bound water, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "swt", MR_FLOAT64, "v/v", .help = "Total water saturation"},
    {"swe_column", "swe", MR_FLOAT64, "v/v", .help = "Effective water saturation"},
    {0},
};

// The largest root of e = c s^n + d s^(n - 1), c > 0; d is negative when the bound water is fresher
// than the free water.
static double root_of(double c, double d, double e, double n)
{
    if (n == 1)
        return e > d ? (e - d) / c : MR_NAN;
    if (d >= 0)
        return mr_two_power_root(c, n, d, n - 1, e);
    // c s^(n-1) (s + d/c) = e has one root beyond -d/c, where the left side increases.
    double low = -d / c, high = 2 * low + pow(e / c, 1 / n) + 1;
    for (int k = 0; k < 200 && low < high; k++) {
        const double s = low + (high - low) / 2;
        if (s <= low || s >= high)
            break;
        if (pow(s, n - 1) * (c * s + d) < e)
            low = s;
        else
            high = s;
    }
    return low + (high - low) / 2;
}

// Of 1 / rt = c s^n + d s^(n - 1).
typedef struct terms {
    double c, d;
    bool valid;
} terms;

MR_INLINE terms terms_of(const struct params *p, double rt, double phit, double bound, double rw,
                         double rwb)
{
    const double f = mr_pow_positive(phit, p->m);
    const double c = f / (p->a * rw), d = f * bound * (1 / rwb - 1 / rw) / p->a;

    return (terms){c, d, (rt > 0) & (phit > 0) & (c > 0) & isfinite(c) & isfinite(d)};
}

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict phit = in[1];
    const double *restrict swb = in[2];
    const double *restrict rw = in[3];
    const double *restrict rwb = in[4];
    double *restrict result = out[0];
    double *restrict swe = out[1];

    for (size_t i = 0; i < n && p.n == 2; i++) {
        const terms t = terms_of(&p, rt[i], phit[i], mr_not_negative(swb[i]), rw[i], rwb[i]);
        const double e = 1 / rt[i], root = sqrt(t.d * t.d + 4 * t.c * e);
        // Without the difference of two near numbers.
        const double s = (t.d > 0 ? 2 * e : root - t.d) / (t.d > 0 ? root + t.d : 2 * t.c);
        result[i] = mr_limit(p.limit, t.valid ? s : MR_NAN, 0, 1);
    }
    for (size_t i = 0; i < n && p.n != 2; i++) {
        const terms t = terms_of(&p, rt[i], phit[i], mr_not_negative(swb[i]), rw[i], rwb[i]);
        const double s = t.valid ? root_of(t.c, t.d, 1 / rt[i], p.n) : MR_NAN;
        result[i] = mr_limit(p.limit, s, 0, 1);
    }
    for (size_t i = 0; i < n; i++) {
        const double bound = mr_not_negative(swb[i]);
        const double s = mr_limit(p.limit, (result[i] - bound) / (1 - bound), 0, 1);
        swe[i] = bound < 1 ? s : MR_NAN;
    }
}

const mr_operator mr_operator_saturation_dual_water = {
    .id = "saturation_dual_water",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, dual-water model",
    .help = "Water saturation where clay binds water of its own conductivity.",
    .formula = "1/RT=PHIT^m*Swt^n/a*(1/rw+(Swb/Swt)*(1/rwb-1/rw)); n=2: C=PHIT^m/(a*rw), "
               "D=PHIT^m*Swb*(1/rwb-1/rw)/a, Swt=(sqrt(D^2+4*C/RT)-D)/(2*C); other n: the "
               "largest root Swt>0 to full double precision, null if there is none (possible "
               "only for n=1); if limit Swt is clipped to 0..1; SWE=(Swt-Swb)/(1-Swb), clipped "
               "to 0..1 if limit, null when Swb>=1",
    .edge = "null input, or RT<=0 or porosity<=0 gives null; a negative Swb is taken as 0",
    .source = "Clavier, Coates & Dumanoir 1984, Theoretical and experimental bases for the "
              "dual-water model",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
