// Thermal conductivity of porous rock: the geometric mean of its parts.
// Source: Woodside & Messmer 1961, Thermal conductivity of porous media; Brigaud & Vasseur 1989,
// Mineralogy, porosity and fluid control on thermal conductivity of sedimentary rocks (end points).
#include "mudrock/operator.h"

struct params {
    double quartz, clay, fluid;
};

static const mr_port inputs[] = {
    {"phit_column", "phit", MR_FLOAT64, "v/v", "total_porosity", "Total porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume, as share of the solid"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "tc", MR_FLOAT64, "W/(m.K)", .help = "Thermal conductivity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(quartz, "Conductivity of the clean solid", "W/(m.K)"), .def = "7.7", .range = "(0,)"},
    {MR_PARAM(clay, "Conductivity of shale", "W/(m.K)"), .def = "1.9", .range = "(0,)"},
    {MR_PARAM(fluid, "Conductivity of the fluid", "W/(m.K)"), .def = "0.6", .range = "(0,)"},
    {0},
};

static double share(double x)
{
    return x >= 0 && x <= 1 ? x : MR_NAN;
}

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *phit = in[0], *vsh = in[1];
    const double quartz = log(p.quartz), clay = log(p.clay), fluid = log(p.fluid);
    double *restrict tc = out[0];

    for (size_t i = 0; i < n; i++) {
        double pores = share(phit[i]), shale = share(vsh[i]);
        double solid = (1 - shale) * quartz + shale * clay;
        tc[i] = mr_exp((1 - pores) * solid + pores * fluid);
    }
}

const mr_operator mr_operator_thermal_conductivity = {
    .id = "thermal_conductivity",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Thermal conductivity",
    .help = "Conductivity of a sandstone or shale at room temperature, from porosity and shale "
            "volume: for heat flow and geothermal wells.",
    .formula = "TC = (quartz^(1 - VSH) clay^VSH)^(1 - PHIT) fluid^PHIT",
    .edge = "A null in any used input gives null; so does a share outside 0..1",
    .source = "Woodside & Messmer 1961, Thermal conductivity of porous media; Brigaud & Vasseur "
              "1989, Mineralogy, porosity and fluid control on thermal conductivity of sedimentary "
              "rocks",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
