// Hashin-Shtrikman bulk and shear bounds of a two-phase mixture.
// Source: Hashin & Shtrikman 1963, A variational approach to the elastic behavior of multiphase
// materials; Mavko et al. 2009.
#include "mudrock/operator.h"

struct params {
    double k1;
    double g1;
    double k2;
    double g2;
};

static const mr_param params[] = {
    {MR_PARAM(k1, "Bulk modulus of phase 1", "GPa"), .def = "37.0", .range = "(0,)"},
    {MR_PARAM(g1, "Shear modulus of phase 1", "GPa"), .def = "44.0", .range = "(0,)"},
    {MR_PARAM(k2, "Bulk modulus of phase 2", "GPa"), .def = "21.0", .range = "(0,)"},
    {MR_PARAM(g2, "Shear modulus of phase 2", "GPa"), .def = "7.0", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"fraction_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume",
     .help = "Volume fraction of phase 2"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "k_hs_upper", MR_FLOAT64, "GPa", .help = "Upper bound of the bulk modulus"},
    {"k_lower_column", "k_hs_lower", MR_FLOAT64, "GPa", .help = "Lower bound of the bulk modulus"},
    {"g_upper_column", "g_hs_upper", MR_FLOAT64, "GPa", .help = "Upper bound of the shear modulus"},
    {"g_lower_column", "g_hs_lower", MR_FLOAT64, "GPa", .help = "Lower bound of the shear modulus"},
    {0},
};

// A bound with phase a as the host: a + fb / (contrast + fa host), fa and fb the shares. Equal
// phases have an infinite contrast, which leaves a.
typedef struct bound {
    double a, contrast, host;
} bound;

static bound bulk_bound(double ka, double ga, double kb)
{
    return (bound){ka, 1 / (kb - ka), 1 / (ka + 4 * ga / 3)};
}

static bound shear_bound(double ka, double ga, double gb)
{
    return (bound){ga, 1 / (gb - ga), 2 * (ka + 2 * ga) / (5 * ga * (ka + 4 * ga / 3))};
}

MR_INLINE double bound_at(bound b, double fa, double fb)
{
    return b.a + fb / (b.contrast + fa * b.host);
}

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict fraction = in[0];
    double *restrict result = out[0];
    double *restrict k_lower = out[1];
    double *restrict g_upper = out[2];
    double *restrict g_lower = out[3];
    const bound k1 = bulk_bound(p.k1, p.g1, p.k2), k2 = bulk_bound(p.k2, p.g2, p.k1);
    const bound g1 = shear_bound(p.k1, p.g1, p.g2), g2 = shear_bound(p.k2, p.g2, p.g1);

    for (size_t i = 0; i < n; i++) {
        double f = fraction[i] >= 0 && fraction[i] <= 1 ? fraction[i] : MR_NAN;
        double ka = bound_at(k1, 1 - f, f), kb = bound_at(k2, f, 1 - f);
        double ga = bound_at(g1, 1 - f, f), gb = bound_at(g2, f, 1 - f);
        result[i] = ka > kb ? ka : kb;
        k_lower[i] = ka > kb ? kb : ka;
        g_upper[i] = ga > gb ? ga : gb;
        g_lower[i] = ga > gb ? gb : ga;
    }
}

const mr_operator mr_operator_hashin_shtrikman = {
    .id = "hashin_shtrikman",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Hashin-Shtrikman bulk and shear bounds of a two-phase mixture",
    .help = "The narrowest bounds on the moduli of two mixed phases whose geometry is unknown.",
    .formula = "f1=1-f, f2=f; HS(K;a,b): Ka+fb/(1/(Kb-Ka)+fa/(Ka+4*Ga/3)); HS(G;a,b): "
               "Ga+fb/(1/(Gb-Ga)+2*fa*(Ka+2*Ga)/(5*Ga*(Ka+4*Ga/3))); each is evaluated with "
               "(a,b)=(1,2) and (2,1); upper is the larger, lower the smaller; when Kb=Ka "
               "(Gb=Ga) the value is Ka (Ga)",
    .edge = "null input or f outside 0..1 gives null",
    .source = "Hashin & Shtrikman 1963, A variational approach to the elastic behavior of "
              "multiphase materials; Mavko et al. 2009",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
