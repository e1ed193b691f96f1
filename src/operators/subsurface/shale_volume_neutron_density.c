// Shale volume from the separation of neutron and density porosity.
// Source: Bateman 1985, Open-Hole Log Analysis and Formation Evaluation; Crain 2012, Crain's
// Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double rhob_matrix, rhob_fluid, nphi_shale, rhob_shale;
    bool limit;
};

static const mr_port inputs[] = {
    {"nphi_column", "nphi", MR_FLOAT64, "v/v", "neutron_porosity", "Neutron porosity"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", "bulk_density", "Bulk density"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(rhob_matrix, "Matrix density", "g/cm3"), .def = "2.65", .range = "[1, 4]"},
    {MR_PARAM(rhob_fluid, "Fluid density", "g/cm3"), .def = "1", .range = "[0.1, 1.5]"},
    {MR_PARAM(nphi_shale, "Neutron porosity of shale", "v/v"), .def = "0.4"},
    {MR_PARAM(rhob_shale, "Density of shale", "g/cm3"), .def = "2.5"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *nphi = in[0], *rhob = in[1];
    double *restrict vsh = out[0];
    const double span = p.rhob_matrix - p.rhob_fluid;
    const double phid_shale = (p.rhob_matrix - p.rhob_shale) / span;

    for (size_t i = 0; i < n; i++) {
        double phid = (p.rhob_matrix - rhob[i]) / span;
        vsh[i] = mr_limit(p.limit, (nphi[i] - phid) / (p.nphi_shale - phid_shale), 0, 1);
    }
}

const mr_operator mr_operator_shale_volume_neutron_density = {
    .id = "shale_volume_neutron_density",
    .version = "1.0.0",
    .family = "vshale",
    .category = MR_SUBSURFACE,
    .title = "Shale volume, neutron-density",
    .help = "Shale volume from how far neutron porosity lies above density porosity, against that "
            "of shale.",
    .formula = "PHID = (rhob_matrix - RHOB) / (rhob_matrix - rhob_fluid); PHIDsh likewise from "
               "rhob_shale; Vsh = (NPHI - PHID) / (nphi_shale - PHIDsh)",
    .edge = "A null in any used input gives null",
    .source = "Bateman 1985, Open-Hole Log Analysis and Formation Evaluation; Crain 2012, Crain's "
              "Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
