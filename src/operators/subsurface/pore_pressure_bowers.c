// Pore pressure from velocity (Bowers loading or unloading curve).
// Source: Bowers 1995, Pore pressure estimation from velocity data.
#include "mudrock/operator.h"

struct params {
    double v0;
    double a;
    double b;
    double vmax;
    double u;
};

static const mr_param params[] = {
    {MR_PARAM(v0, "Velocity at zero effective stress", "m/s"), .def = "1524.0"},
    {MR_PARAM(a, "A", NULL), .def = "160.0", .range = "(0,)",
     .help = "loading coefficient for m/s and MPa, to be calibrated (about 14 for ft/s and psi)"},
    {MR_PARAM(b, "B", NULL), .def = "0.724", .range = "(0,)",
     .help = "loading exponent, to be calibrated"},
    {MR_PARAM(vmax, "Vmax", "m/s"), .def = "null", .nullable = true,
     .help = "velocity at the onset of unloading; null = loading curve only"},
    {MR_PARAM(u, "Unloading parameter", NULL), .def = "3.13", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "pp", MR_FLOAT64, "MPa", .quantity = "pore_pressure",
     .help = "Pore pressure"},
    {"ves_column", "ves", MR_FLOAT64, "MPa", .help = "Effective vertical stress"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    const double *restrict sv = in[1];
    double *restrict result = out[0];
    double *restrict ves = out[1];
    for (size_t i = 0; i < n; i++) {
        double e = vp[i] >= p.v0 ? mr_pow_positive((vp[i] - p.v0) / p.a, 1 / p.b) : MR_NAN;
        ves[i] = e + (sv[i] - sv[i]);
        result[i] = sv[i] - e;
    }
    if (isnan(p.vmax))
        return;
    // Effective stress at the onset of unloading.
    const double top = pow((p.vmax - p.v0) / p.a, 1 / p.b), scale = pow(top, 1 - p.u);
    for (size_t i = 0; i < n; i++) {
        double e = scale * mr_pow_positive(ves[i], p.u);
        bool below = vp[i] < p.vmax;
        ves[i] = below ? e : ves[i];
        result[i] = below ? sv[i] - e : result[i];
    }
}

const mr_operator mr_operator_pore_pressure_bowers = {
    .id = "pore_pressure_bowers",
    .version = "1.0.0",
    .family = "pressure",
    .category = MR_SUBSURFACE,
    .title = "Pore pressure from velocity (Bowers loading or unloading curve)",
    .help = "Pore pressure from effective stress, which velocity shows; the unloading curve for "
            "fluids that expanded.",
    .formula = "e=((VP-v0)/a)^(1/b); if vmax is not null and VP<vmax: emax=((vmax-v0)/a)^(1/b), "
               "e=emax^(1-u)*e^u; VES=e; PP=SV-VES",
    .edge = "null input or VP<v0 gives null in both outputs",
    .source = "Bowers 1995, Pore pressure estimation from velocity data",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
