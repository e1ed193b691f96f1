// Density porosity corrected for shale.
// Source: Dewan 1983, Essentials of Modern Open-Hole Log Interpretation.
#include "mudrock/operator.h"

struct params {
    double rhob_matrix;
    double rhob_fluid;
    double rhob_shale;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rhob_matrix, "Matrix density", "g/cm3"), .def = "2.65", .range = "[1, 4]"},
    {MR_PARAM(rhob_fluid, "Fluid density", "g/cm3"), .def = "1.0", .range = "[0.05, 1.5]"},
    {MR_PARAM(rhob_shale, "Shale density", "g/cm3"), .def = "2.5", .range = "[1, 4]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "phide", MR_FLOAT64, "v/v", .help = "Density porosity without shale"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rhob = in[0];
    const double *restrict vsh = in[1];
    double *restrict result = out[0];
    const double range = p.rhob_matrix - p.rhob_fluid;
    const double shale = (p.rhob_matrix - p.rhob_shale) / range;

    for (size_t i = 0; i < n; i++) {
        double v = (p.rhob_matrix - rhob[i]) / range - vsh[i] * shale;
        result[i] = mr_limit(p.limit, v, 0, 1);
    }
}

const mr_operator mr_operator_porosity_density_shale_corrected = {
    .id = "porosity_density_shale_corrected",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Density porosity corrected for shale",
    .help = "Density porosity less what the shale adds to it.",
    .formula = "PHI=(rhob_matrix-RHOB)/(rhob_matrix-rhob_fluid)-VSH*(rhob_matrix-"
               "rhob_shale)/(rhob_matrix-rhob_fluid); if limit clipped to 0..1",
    .edge = "null in any used input gives null",
    .source = "Dewan 1983, Essentials of Modern Open-Hole Log Interpretation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
