// Fracture pressure with a matrix stress coefficient.
// Source: Matthews & Kelly 1967, How to predict formation pressure and fracture gradient.
#include "mudrock/operator.h"

struct params {
    double k0;
};

static const mr_param params[] = {
    {MR_PARAM(k0, "Matrix stress coefficient", NULL), .def = "0.7", .range = "[0, 2]"},
    {0},
};

static const mr_port inputs[] = {
    {"sv_column", "sv", MR_FLOAT64, "MPa", .help = "Vertical stress"},
    {"pp_column", "pp", MR_FLOAT64, "MPa", .help = "Pore pressure"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "pfrac", MR_FLOAT64, "MPa", .quantity = "fracture_pressure",
     .help = "Fracture pressure"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict sv = in[0];
    const double *restrict pp = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = p.k0 * (sv[i] - pp[i]) + pp[i];
    }
}

const mr_operator mr_operator_fracture_pressure_matthews_kelly = {
    .id = "fracture_pressure_matthews_kelly",
    .version = "1.0.0",
    .family = "geomechanics",
    .category = MR_SUBSURFACE,
    .title = "Fracture pressure with a matrix stress coefficient",
    .help = "Pressure at which mud is lost into fractures.",
    .formula = "PFRAC=k0*(SV-PP)+PP",
    .edge = "null in any used input gives null",
    .source = "Matthews & Kelly 1967, How to predict formation pressure and fracture gradient",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
