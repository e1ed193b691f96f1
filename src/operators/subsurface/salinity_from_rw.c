// NaCl salinity from water resistivity and temperature.
// Source: Bateman & Konen 1977, The log analyst and the programmable pocket calculator; Arps 1953.
#include "mudrock/operator.h"

static const mr_port inputs[] = {
    {"rw_column", "rw", MR_FLOAT64, "ohm.m", .help = "Water resistivity"},
    {"temp_column", "temp", MR_FLOAT64, "degC", .help = "Formation temperature"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "salinity", MR_FLOAT64, "ppm", .quantity = "salinity",
     .help = "Salinity, NaCl equivalent"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict rw = in[0];
    const double *restrict temp = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double at75 = rw[i] * (1.8 * temp[i] + 32 + 6.77) / (75 + 6.77);
        result[i] = at75 > 0.0123 ? mr_pow_positive(3647.5 / (at75 - 0.0123), 1 / 0.955) : MR_NAN;
    }
}

const mr_operator mr_operator_salinity_from_rw = {
    .id = "salinity_from_rw",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "NaCl salinity from water resistivity and temperature",
    .help = "Salt content of a water from its resistivity.",
    .formula = "TF=1.8*T+32; R75=RW*(TF+6.77)/(75+6.77); S=(3647.5/(R75-0.0123))^(1/0.955); "
               "R75<=0.0123 gives null",
    .edge = "null in any used input gives null",
    .source = "Bateman & Konen 1977, The log analyst and the programmable pocket calculator; "
              "Arps 1953",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .map = map,
};
