// Unconfined compressive strength from sonic slowness.
// Source: Chang, Zoback & Khaksar 2006, Empirical relations between rock strength and physical
// properties (McNally 1987; Horsrud 2001; Lal 1999; Militzer & Stoll 1973).
#include "mudrock/operator.h"

struct params {
    int method; // mcnally, horsrud, lal, militzer_stoll
};

static const mr_param params[] = {
    {MR_PARAM(method, "Method", NULL), .def = "\"horsrud\"",
     .choices = "mcnally,horsrud,lal,militzer_stoll"},
    {0},
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ucs", MR_FLOAT64, "MPa", .quantity = "unconfined_strength",
     .help = "Unconfined compressive strength"},
    {0},
};

// The loop stands in every branch, so that each is vector code of its own.
#define EACH(value)                                                                                \
    for (size_t i = 0; i < n; i++)                                                                 \
        result[i] = dt[i] > 0 ? (value) : MR_NAN;                                                  \
    break

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict dt = in[0];
    double *restrict result = out[0];

    switch (p.method) {
    case 0: EACH(1200 * mr_exp(-0.036 * dt[i]));               // mcnally, sandstone
    case 1: EACH(0.77 * mr_pow_positive(304.8 / dt[i], 2.93)); // horsrud, shale
    case 2: EACH(10 * (304.8 / dt[i] - 1));                    // lal, shale
    default: EACH(mr_pow_positive(7682 / dt[i], 1.82) / 145);  // militzer_stoll, carbonate
    }
}

const mr_operator mr_operator_ucs_from_sonic = {
    .id = "ucs_from_sonic",
    .version = "1.0.0",
    .family = "geomechanics",
    .category = MR_SUBSURFACE,
    .title = "Unconfined compressive strength from sonic slowness",
    .help = "Strength of rock from slowness, by one of several published lines.",
    .formula = "mcnally (sandstone): 1200*exp(-0.036*DT); horsrud (shale): 0.77*(304.8/DT)^2.93;"
               " lal (shale): 10*(304.8/DT-1); militzer_stoll (carbonate): (7682/DT)^1.82/145",
    .edge = "null input or DT<=0 gives null",
    .source = "Chang, Zoback & Khaksar 2006, Empirical relations between rock strength and "
              "physical properties (McNally 1987; Horsrud 2001; Lal 1999; Militzer & Stoll "
              "1973)",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
