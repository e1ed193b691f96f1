// Water saturation, resistivity ratio method.
// Source: Tixier 1949; Schlumberger 1989, Log Interpretation Principles/Applications.
#include "mudrock/operator.h"

struct params {
    double rw;
    double rmf;
    double exponent;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rw, "Formation water resistivity", "ohm.m"), .def = "0.05", .range = "(0,)",
     .help = "formation water resistivity at formation temperature"},
    {MR_PARAM(rmf, "Mud filtrate resistivity", "ohm.m"), .def = "0.5", .range = "(0,)"},
    {MR_PARAM(exponent, "5/8 by default", NULL), .def = "0.625", .range = "[0.1, 2]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"rxo_column", "rxo", MR_FLOAT64, "ohm.m", .help = "Flushed-zone resistivity"},
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
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
    const double *restrict rxo = in[0];
    const double *restrict rt = in[1];
    const double *restrict rw = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = mr_pow(rxo[i] / rt[i] / (p.rmf / rw[i]), p.exponent);
        result[i] = rxo[i] > 0 && rt[i] > 0 ? mr_limit(p.limit, v, 0, 1) : MR_NAN;
    }
}

const mr_operator mr_operator_saturation_ratio = {
    .id = "saturation_ratio",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Water saturation, resistivity ratio method",
    .help = "Water saturation from two resistivities, without porosity.",
    .formula = "SW=((RXO/RT)/(rmf/rw))^exponent; if limit clipped to 0..1",
    .edge = "null input, RXO<=0 or RT<=0 gives null",
    .source = "Tixier 1949; Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
