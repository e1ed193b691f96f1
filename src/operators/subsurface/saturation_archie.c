// Water saturation, Archie.
// Source: Archie (1942), The electrical resistivity log as an aid in determining some reservoir
// characteristics.
#include "mudrock/operator.h"

struct params {
    double rw, a, m, n;
    bool limit;
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", "deep_resistivity", "Deep resistivity"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
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
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *rt = in[0], *phie = in[1], *rw = in[2];
    double *restrict sw = out[0];

    for (size_t i = 0; i < n; i++) {
        double conducting =
            rt[i] > 0 && phie[i] > 0 ? mr_pow_positive(phie[i], p.m) * rt[i] : MR_NAN;
        double ratio = p.a * rw[i] / mr_finite(conducting);
        sw[i] = mr_limit(p.limit, mr_pow(mr_finite(ratio), 1 / p.n), 0, 1);
    }
}

const mr_operator mr_operator_saturation_archie = {
    .id = "saturation_archie",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, Archie",
    .help = "Water saturation of clean rock from resistivity and porosity.",
    .formula = "SW = (a rw / (PHIE^m RT))^(1/n)",
    .edge = "A null input, RT <= 0 or porosity <= 0 gives null",
    .source = "Archie 1942, The electrical resistivity log as an aid in determining some reservoir "
              "characteristics",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
