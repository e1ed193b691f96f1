// Pore pressure from sonic (Eaton) with an exponential normal trend.
// Source: Eaton 1975, The equation for geopressure prediction from well logs; Zhang 2011, Pore
// pressure prediction from well logs.
#include "mudrock/operator.h"

struct params {
    double dt_matrix;
    double dt_mudline;
    double compaction_rate;
    double exponent;
};

static const mr_param params[] = {
    {MR_PARAM(dt_matrix, "Slowness at infinite depth", "us/ft"), .def = "60.0", .range = "(0,)"},
    {MR_PARAM(dt_mudline, "Slowness at the mudline", "us/ft"), .def = "200.0", .range = "(0,)"},
    {MR_PARAM(compaction_rate, "Compaction rate of the normal trend", "1/m"), .def = "0.0003",
     .range = "[0,)"},
    {MR_PARAM(exponent, "Exponent", NULL), .def = "3.0", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {"ph_column", "ph", MR_FLOAT64, "MPa", .help = "Hydrostatic pressure"},
    {"tvd_column", "tvd", MR_FLOAT64, "m",
     .help = "True vertical depth below the datum of the stress model"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "pp", MR_FLOAT64, "MPa", .quantity = "pore_pressure",
     .help = "Pore pressure"},
    {"dtn_column", "dt_normal", MR_FLOAT64, "us/ft", .help = "Slowness of the normal trend"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict dt = in[0];
    const double *restrict sv = in[1];
    const double *restrict ph = in[2];
    const double *restrict tvd = in[3];
    double *restrict result = out[0];
    double *restrict dtn = out[1];

    for (size_t i = 0; i < n; i++) {
        double normal =
            p.dt_matrix + (p.dt_mudline - p.dt_matrix) * mr_exp(-p.compaction_rate * tvd[i]);
        double known =
            sv[i] + ph[i] + dt[i] - (sv[i] + ph[i] + dt[i]); // 0, or NaN when an input is null
        dtn[i] = dt[i] > 0 ? normal + known : MR_NAN;
        result[i] = sv[i] - (sv[i] - ph[i]) * mr_pow(dtn[i] / dt[i], p.exponent);
    }
}

const mr_operator mr_operator_pore_pressure_eaton_sonic = {
    .id = "pore_pressure_eaton_sonic",
    .version = "1.0.0",
    .family = "pressure",
    .category = MR_SUBSURFACE,
    .title = "Pore pressure from sonic (Eaton) with an exponential normal trend",
    .help = "Pore pressure where shale slowness lies above its normal trend.",
    .formula = "DTN=dt_matrix+(dt_mudline-dt_matrix)*exp(-compaction_rate*TVD); PP=SV-(SV-"
               "PH)*(DTN/DT)^exponent",
    .edge = "null input or DT<=0 gives null in both outputs",
    .source = "Eaton 1975, The equation for geopressure prediction from well logs; Zhang 2011, "
              "Pore pressure prediction from well logs",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
