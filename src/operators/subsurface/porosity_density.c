// Porosity from bulk density.
// Source: Schlumberger (1989), Log Interpretation Principles/Applications.
#include "mudrock/operator.h"

struct params {
    double rhob_matrix, rhob_fluid;
    bool limit;
};

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", "bulk_density", "Bulk density"},
    {"rhob_matrix_column", NULL, MR_FLOAT64, "g/cm3", NULL, "Matrix density, by row",
     .optional = true, .replaces = "rhob_matrix"},
    {"rhob_fluid_column", NULL, MR_FLOAT64, "g/cm3", NULL, "Fluid density, by row",
     .optional = true, .replaces = "rhob_fluid"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "phid", MR_FLOAT64, "v/v", "density_porosity", "Density porosity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(rhob_matrix, "Matrix density", "g/cm3"), .def = "2.65", .range = "[1, 4]"},
    {MR_PARAM(rhob_fluid, "Fluid density", "g/cm3"), .def = "1", .range = "[0.05, 1.5]"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *rhob = in[0], *matrix = in[1], *fluid = in[2];
    double *restrict phid = out[0];

    for (size_t i = 0; i < n; i++)
        phid[i] = mr_limit(p.limit, (matrix[i] - rhob[i]) / (matrix[i] - fluid[i]), 0, 1);
}

const mr_operator mr_operator_porosity_density = {
    .id = "porosity_density",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Density porosity",
    .help = "Share of pore space from bulk density, between matrix and fluid density.",
    .formula = "PHID = (rhob_matrix - RHOB) / (rhob_matrix - rhob_fluid)",
    .edge = "A null in any used input gives null",
    .source = "Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
