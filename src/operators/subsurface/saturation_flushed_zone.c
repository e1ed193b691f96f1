// Flushed-zone water saturation and movable hydrocarbon index.
// Source: Archie 1942; Schlumberger 1989, Log Interpretation Principles/Applications.
#include "mudrock/operator.h"

struct params {
    double rmf;
    double a;
    double m;
    double n;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rmf, "Mud filtrate resistivity", "ohm.m"), .def = "0.5", .range = "(0,)"},
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
    {"rxo_column", "rxo", MR_FLOAT64, "ohm.m", .help = "Flushed-zone resistivity"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", .quantity = "water_saturation",
     .help = "Water saturation"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sxo", MR_FLOAT64, "v/v", .quantity = "flushed_zone_saturation",
     .help = "Saturation of the flushed zone"},
    {"mhi_column", "mhi", MR_FLOAT64, NULL, .help = "Movable hydrocarbon index"},
    {"bvmh_column", "bvmh", MR_FLOAT64, "v/v", .help = "Bulk volume of movable hydrocarbon"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rxo = in[0];
    const double *restrict phie = in[1];
    const double *restrict sw = in[2];
    double *restrict result = out[0];
    double *restrict mhi = out[1];
    double *restrict bvmh = out[2];
    const double least = p.limit ? 0 : -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        bool valid = rxo[i] > 0 && phie[i] > 0;
        double raw =
            valid ? mr_pow_positive(p.a * p.rmf / (mr_pow_positive(phie[i], p.m) * rxo[i]), 1 / p.n)
                  : MR_NAN;
        double sxo = mr_limit(p.limit, raw, 0, 1);
        double movable = phie[i] * (sxo - sw[i]);
        double known = sw[i] - sw[i]; // 0, or NaN when the saturation is null
        result[i] = sxo + known;
        mhi[i] = sw[i] / sxo;
        bvmh[i] = movable < least ? least : movable;
    }
}

const mr_operator mr_operator_saturation_flushed_zone = {
    .id = "saturation_flushed_zone",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Flushed-zone water saturation and movable hydrocarbon index",
    .help = "Saturation near the hole, and how much of the hydrocarbon the filtrate moved.",
    .formula = "SXO=(a*rmf/(PHIE^m*RXO))^(1/n), clipped to 0..1 if limit; MHI=SW/SXO; movable "
               "hydrocarbon bulk volume BVMH=PHIE*(SXO-SW), negative set to 0 if limit",
    .edge = "null input, RXO<=0 or PHIE<=0 gives null",
    .source = "Archie 1942; Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
