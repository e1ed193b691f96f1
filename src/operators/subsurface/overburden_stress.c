// Vertical stress by integrating bulk density.
// Source: Zoback 2007, Reservoir Geomechanics.
#include "mudrock/operator.h"

struct params {
    double surface_density;
    double water_depth;
    double water_density;
    double gravity;
};

static const mr_param params[] = {
    {MR_PARAM(surface_density, "Average density above the first sample", "g/cm3"), .def = "2.0",
     .range = "[0, 3.5]"},
    {MR_PARAM(water_depth, "Water depth", "m"), .def = "0.0", .range = "[0,)"},
    {MR_PARAM(water_density, "Water density", "g/cm3"), .def = "1.03", .range = "[0, 1.3]"},
    {MR_PARAM(gravity, "Acceleration of gravity", "m/s2"), .def = "9.80665", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"tvd_column", "tvd", MR_FLOAT64, "m", .help = "True vertical depth"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sv", MR_FLOAT64, "MPa", .quantity = "overburden_stress",
     .help = "Vertical stress"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *rhob = series->in[0];
    const double *tvd = series->in[1];
    double *result = series->out[0];
    (void)err;

    const double g = 1e-3 * p->gravity; // g/cm3 times m in MPa
    double stress = 0;
    size_t before = series->n; // the valid sample above; n = none yet
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(rhob[i]) || isnan(tvd[i]))
            continue;
        if (before < series->n) {
            stress += g * (rhob[before] + rhob[i]) / 2 * (tvd[i] - tvd[before]);
        } else {
            double water = tvd[i] < p->water_depth ? tvd[i] : p->water_depth;
            double rock = tvd[i] > p->water_depth ? tvd[i] - p->water_depth : 0;
            stress = g * (p->water_density * water + p->surface_density * rock);
        }
        result[i] = stress;
        before = i;
    }
    return MR_OK;
}

const mr_operator mr_operator_overburden_stress = {
    .id = "overburden_stress",
    .version = "1.0.0",
    .family = "pressure",
    .category = MR_SUBSURFACE,
    .title = "Vertical stress by integrating bulk density",
    .help = "Weight of the rock and water above.",
    .formula = "rows of the well with a null RHOB or TVD take no part and get null; others in "
               "depth order: "
               "SV[0]=1e-3*gravity*(water_density*min(water_depth,TVD[0])+surface_density*max(TVD["
               "0]-water_depth,0));"
               " SV[i]=SV[i-1]+1e-3*gravity*(RHOB[i-1]+RHOB[i])/2*(TVD[i]-TVD[i-1])",
    .edge = "null rows are bridged by the trapezoid between valid neighbours",
    .source = "Zoback 2007, Reservoir Geomechanics",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
