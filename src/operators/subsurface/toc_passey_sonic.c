// Total organic carbon, Passey delta-log-R with sonic.
// Source: Passey et al. 1990, A practical model for organic richness from porosity and resistivity
// logs.
#include "mudrock/operator.h"

struct params {
    double rt_baseline;
    double dt_baseline;
    double lom;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rt_baseline, "Base-line resistivity", "ohm.m"), .def = "3.0", .range = "(0,)"},
    {MR_PARAM(dt_baseline, "Baseline slowness", "us/ft"), .def = "80.0"},
    {MR_PARAM(lom, "Level of organic metamorphism", NULL), .def = "10.6", .range = "[5, 14]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip negative results to 0"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "toc", MR_FLOAT64, "wt%", .quantity = "toc", .help = "Total organic carbon"},
    {"dlogr_column", "dlogr", MR_FLOAT64, NULL, .help = "Separation in decades of resistivity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict dt = in[1];
    double *restrict result = out[0];
    double *restrict dlogr = out[1];
    const double scale = pow(10, 2.297 - 0.1688 * p.lom);
    const double least = p.limit ? 0 : -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        dlogr[i] =
            rt[i] > 0 ? mr_log10(rt[i] / p.rt_baseline) + 0.02 * (dt[i] - p.dt_baseline) : MR_NAN;
        double v = dlogr[i] * scale;
        result[i] = v < least ? least : v;
    }
}

const mr_operator mr_operator_toc_passey_sonic = {
    .id = "toc_passey_sonic",
    .version = "1.0.0",
    .family = "toc",
    .category = MR_SUBSURFACE,
    .title = "Total organic carbon, Passey delta-log-R with sonic",
    .help = "Organic carbon where resistivity and sonic part against a base line in lean shale.",
    .formula = "dlogR=log10(RT/rt_baseline)+0.02*(DT-dt_baseline); "
               "TOC=dlogR*10^(2.297-0.1688*lom); if limit negative TOC becomes 0 (dlogR is never"
               " clipped)",
    .edge = "null input or RT<=0 gives null",
    .source = "Passey et al. 1990, A practical model for organic richness from porosity and "
              "resistivity logs",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
