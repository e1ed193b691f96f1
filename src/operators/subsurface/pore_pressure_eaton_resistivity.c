// Pore pressure from shale resistivity (Eaton) with an exponential normal trend.
// Source: Eaton 1975, The equation for geopressure prediction from well logs; Zhang 2011.
#include "mudrock/operator.h"

struct params {
    double rt_mudline;
    double trend;
    double exponent;
};

static const mr_param params[] = {
    {MR_PARAM(rt_mudline, "Resistivity at the mudline", "ohm.m"), .def = "0.8", .range = "(0,)"},
    {MR_PARAM(trend, "Trend", "1/m"), .def = "0.0002"},
    {MR_PARAM(exponent, "Exponent", NULL), .def = "1.2", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"rt_column", "rt", MR_FLOAT64, "ohm.m", .quantity = "deep_resistivity",
     .help = "Deep resistivity"},
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {"ph_column", "ph", MR_FLOAT64, "MPa", .help = "Hydrostatic pressure"},
    {"tvd_column", "tvd", MR_FLOAT64, "m",
     .help = "True vertical depth below the datum of the stress model"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "pp", MR_FLOAT64, "MPa", .quantity = "pore_pressure",
     .help = "Pore pressure"},
    {"rtn_column", "rt_normal", MR_FLOAT64, "ohm.m", .help = "Resistivity of the normal trend"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rt = in[0];
    const double *restrict sv = in[1];
    const double *restrict ph = in[2];
    const double *restrict tvd = in[3];
    double *restrict result = out[0];
    double *restrict rtn = out[1];

    for (size_t i = 0; i < n; i++) {
        double normal = p.rt_mudline * mr_exp(p.trend * tvd[i]);
        double known =
            sv[i] + ph[i] + rt[i] - (sv[i] + ph[i] + rt[i]); // 0, or NaN when an input is null
        rtn[i] = rt[i] > 0 ? normal + known : MR_NAN;
        result[i] = sv[i] - (sv[i] - ph[i]) * mr_pow_positive(rt[i] / rtn[i], p.exponent);
    }
}

const mr_operator mr_operator_pore_pressure_eaton_resistivity = {
    .id = "pore_pressure_eaton_resistivity",
    .version = "1.0.0",
    .family = "pressure",
    .category = MR_SUBSURFACE,
    .title = "Pore pressure from shale resistivity (Eaton) with an exponential normal trend",
    .help = "Pore pressure where shale resistivity falls below its normal trend.",
    .formula = "RN=rt_mudline*exp(trend*TVD); PP=SV-(SV-PH)*(RT/RN)^exponent",
    .edge = "null input or RT<=0 gives null in both outputs",
    .source = "Eaton 1975, The equation for geopressure prediction from well logs; Zhang 2011",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
