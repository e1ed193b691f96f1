// M and N lithology indicators.
// Source: Burke, Campbell & Schmidt 1969, The litho-porosity cross plot.
#include "mudrock/operator.h"

struct params {
    double dt_fluid;
    double rhob_fluid;
    double nphi_fluid;
};

static const mr_param params[] = {
    {MR_PARAM(dt_fluid, "Fluid slowness", "us/ft"), .def = "189.0"},
    {MR_PARAM(rhob_fluid, "Fluid density", "g/cm3"), .def = "1.0", .range = "[0.05, 1.5]"},
    {MR_PARAM(nphi_fluid, "Neutron porosity of the fluid", "v/v"), .def = "1.0"},
    {0},
};

static const mr_port inputs[] = {
    {"dt_column", "dt", MR_FLOAT64, "us/ft", .quantity = "compressional_slowness",
     .help = "Compressional slowness"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"nphi_column", "nphi", MR_FLOAT64, "v/v", .quantity = "neutron_porosity",
     .help = "Neutron porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "m_lith", MR_FLOAT64, NULL, .help = "M"},
    {"n_column", "n_lith", MR_FLOAT64, NULL, .help = "N"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict dt = in[0];
    const double *restrict rhob = in[1];
    const double *restrict nphi = in[2];
    double *restrict result = out[0];
    double *restrict n_ = out[1];

    for (size_t i = 0; i < n; i++) {
        result[i] = 0.01 * (p.dt_fluid - dt[i]) / (rhob[i] - p.rhob_fluid) + 0 * nphi[i];
        n_[i] = (p.nphi_fluid - nphi[i]) / (rhob[i] - p.rhob_fluid) + 0 * dt[i];
    }
}

const mr_operator mr_operator_lithology_mn = {
    .id = "lithology_mn",
    .version = "1.0.0",
    .family = "lithology",
    .category = MR_SUBSURFACE,
    .title = "M and N lithology indicators",
    .help = "Slopes of the sonic-density and neutron-density crossplots, nearly free of porosity.",
    .formula = "M=0.01*(dt_fluid-DT)/(RHOB-rhob_fluid); N=(nphi_fluid-NPHI)/(RHOB-rhob_fluid)",
    .edge = "null in any used input gives null",
    .source = "Burke, Campbell & Schmidt 1969, The litho-porosity cross plot",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
