// Water saturation, Fertl shaly-sand equation.
// Source: Fertl 1975, Shaly sand analysis in development wells; Crain 2012, Crain's
// Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double rw;
    double a;
    double m;
    double alpha;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity", "ohm.m"), .def = "0.05", .range = "(0,)",
     .help = "formation water resistivity at formation temperature"},
    {MR_PARAM(a, "Tortuosity factor a", NULL), .def = "1.0", .range = "[0.1, 3]",
     .help = "tortuosity factor"},
    {MR_PARAM(m, "Cementation exponent m", NULL), .def = "2.0", .range = "[1, 4]",
     .help = "cementation exponent"},
    {MR_PARAM(alpha, "Shale exponent factor", NULL), .def = "0.3", .range = "[0, 1]"},
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
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double half = p.alpha * vsh[i] / 2;
        double v =
            mr_pow_positive(phie[i], -p.m / 2) * (sqrt(p.a * rw[i] / rt[i] + half * half) - half);
        result[i] = rt[i] > 0 && phie[i] > 0 ? mr_limit(p.limit, v, 0, 1) : MR_NAN;
    }
}

const mr_operator mr_operator_saturation_fertl = {
    .id = "saturation_fertl",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, Fertl shaly-sand equation",
    .help = "Water saturation of shaly sand without a shale resistivity.",
    .formula = "SW=PHIE^(-m/2)*(sqrt(a*rw/RT+(alpha*Vsh/2)^2)-alpha*Vsh/2); if limit clipped to "
               "0..1",
    .edge = "null input, or RT<=0 or porosity<=0 gives null",
    .source = "Fertl 1975, Shaly sand analysis in development wells; Crain 2012, Crain's "
              "Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
