// Water resistivity from NaCl salinity and temperature.
// Source: Bateman & Konen 1977, The log analyst and the programmable pocket calculator; Arps 1953.
#include "mudrock/operator.h"

struct params {
    double salinity;
};

static const mr_param params[] = {
    {MR_PARAM(salinity, "Salinity", "ppm"), .def = "35000", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"temp_column", "temp", MR_FLOAT64, "degC", .help = "Formation temperature"},
    {"salinity_column", NULL, MR_FLOAT64, "ppm", .replaces = "salinity", .optional = true,
     .help = "Salinity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rw", MR_FLOAT64, "ohm.m", .quantity = "water_resistivity",
     .help = "Water resistivity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict temp = in[0];
    const double *restrict salinity = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double at75 = 0.0123 + 3647.5 / mr_pow_positive(salinity[i], 0.955); // ohm.m at 75 degF
        result[i] = at75 * (75 + 6.77) / (1.8 * temp[i] + 32 + 6.77);
    }
}

const mr_operator mr_operator_rw_from_salinity = {
    .id = "rw_from_salinity",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Water resistivity from NaCl salinity and temperature",
    .help = "Resistivity of a brine from what is dissolved in it.",
    .formula = "R75=0.0123+3647.5/salinity^0.955 (ohm.m at 75 degF); TF=1.8*T+32; "
               "RW=R75*(75+6.77)/(TF+6.77)",
    .edge = "null in any used input gives null",
    .source = "Bateman & Konen 1977, The log analyst and the programmable pocket calculator; "
              "Arps 1953",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
