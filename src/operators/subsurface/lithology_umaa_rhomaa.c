// Apparent matrix density and volumetric photoelectric factor.
// Source: Schlumberger 1989, Log Interpretation Principles/Applications; Doveton 1994, Geologic
// Log Analysis Using Computer Methods.
#include "mudrock/operator.h"

struct params {
    double rhob_fluid;
    double u_fluid;
};

static const mr_param params[] = {
    {MR_PARAM(rhob_fluid, "Fluid density", "g/cm3"), .def = "1.0", .range = "[0.05, 1.5]"},
    {MR_PARAM(u_fluid, "Volumetric cross section of the fluid", "b/cm3"), .def = "0.398"},
    {0},
};

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"pef_column", "pef", MR_FLOAT64, "b/e", .quantity = "photoelectric_factor",
     .help = "Photoelectric factor"},
    {"phi_column", "phit", MR_FLOAT64, "v/v", .quantity = "total_porosity",
     .help = "Apparent total porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rhomaa", MR_FLOAT64, "g/cm3", .help = "Apparent matrix density"},
    {"umaa_column", "umaa", MR_FLOAT64, "b/cm3",
     .help = "Apparent volumetric photoelectric factor of the matrix"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rhob = in[0];
    const double *restrict pef = in[1];
    const double *restrict phi = in[2];
    double *restrict result = out[0];
    double *restrict umaa = out[1];

    for (size_t i = 0; i < n; i++) {
        double u = pef[i] * (rhob[i] + 0.1883) / 1.0704;
        result[i] = (rhob[i] - phi[i] * p.rhob_fluid) / (1 - phi[i]) + 0 * pef[i];
        umaa[i] = (u - phi[i] * p.u_fluid) / (1 - phi[i]);
    }
}

const mr_operator mr_operator_lithology_umaa_rhomaa = {
    .id = "lithology_umaa_rhomaa",
    .version = "1.0.0",
    .family = "lithology",
    .category = MR_SUBSURFACE,
    .title = "Apparent matrix density and volumetric photoelectric factor",
    .help = "What the matrix would read without its pores, to tell minerals apart.",
    .formula = "RHOMAA=(RHOB-PHI*rhob_fluid)/(1-PHI); RHOE=(RHOB+0.1883)/1.0704; U=PEF*RHOE; "
               "UMAA=(U-PHI*u_fluid)/(1-PHI)",
    .edge = "null in any used input gives null",
    .source = "Schlumberger 1989, Log Interpretation Principles/Applications; Doveton 1994, "
              "Geologic Log Analysis Using Computer Methods",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
