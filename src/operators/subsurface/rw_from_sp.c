// Formation water resistivity from static SP (Bateman-Konen).
// Source: Bateman & Konen 1977, The log analyst and the programmable pocket calculator;
// Schlumberger 1989 (K).
#include "mudrock/operator.h"

struct params {
    double rmf;
    double rmf_temperature;
};

static const mr_param params[] = {
    {MR_PARAM(rmf, "Mud filtrate resistivity", "ohm.m"), .def = "0.8", .range = "(0,)",
     .help = "mud filtrate resistivity at rmf_temperature"},
    {MR_PARAM(rmf_temperature, "Temperature of the mud filtrate resistivity", "degC"),
     .def = "24.0", .range = "[-20, 200]"},
    {0},
};

static const mr_port inputs[] = {
    {"ssp_column", "ssp", MR_FLOAT64, "mV", .help = "Static SP, negative opposite fresher mud"},
    {"temp_column", "temp", MR_FLOAT64, "degC", .help = "Formation temperature"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rw", MR_FLOAT64, "ohm.m", .quantity = "water_resistivity",
     .help = "Water resistivity"},
    {"rwe_column", "rwe", MR_FLOAT64, "ohm.m", .help = "Equivalent water resistivity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict ssp = in[0];
    const double *restrict temp = in[1];
    double *restrict result = out[0];
    double *restrict rwe_ = out[1];
    const double rmf = p.rmf * (1.8 * p.rmf_temperature + 32 + 6.77) / 81.77; // at 75 degF
    const double rmfe = rmf > 0.1 ? 0.85 * rmf : (146 * rmf - 5) / (337 * rmf + 77);

    for (size_t i = 0; i < n; i++) {
        double f = 1.8 * temp[i] + 32;
        double ratio = mr_exp10(ssp[i] / (61 + 0.133 * f));
        double rwe = rmfe * ratio; // at 75 degF
        double rw =
            rwe > 0.12 ? -(0.58 - mr_exp10(0.69 * rwe - 0.24)) : (77 * rwe + 5) / (146 - 337 * rwe);
        double arps = 81.77 / (f + 6.77);
        result[i] = rw * arps > 0 ? rw * arps : MR_NAN;
        rwe_[i] = rwe * arps;
    }
}

const mr_operator mr_operator_rw_from_sp = {
    .id = "rw_from_sp",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Formation water resistivity from static SP (Bateman-Konen)",
    .help =
        "Water resistivity from the deflection of the spontaneous potential in a clean water sand.",
    .formula = "TF=1.8*T+32; T1=1.8*rmf_temperature+32; Rmf75=rmf*(T1+6.77)/81.77; "
               "Rmfe75=0.85*Rmf75 if Rmf75>0.1 else (146*Rmf75-5)/(337*Rmf75+77); K=61+0.133*TF;"
               " Rwe75=Rmfe75*10^(SSP/K); Rw75=-(0.58-10^(0.69*Rwe75-0.24)) if Rwe75>0.12 else "
               "(77*Rwe75+5)/(146-337*Rwe75); RW=Rw75*81.77/(TF+6.77); RWE=Rwe75*81.77/(TF+6.77)",
    .edge = "null input gives null; a non-positive RW gives null",
    .source = "Bateman & Konen 1977, The log analyst and the programmable pocket calculator; "
              "Schlumberger 1989 (K)",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
