// Density from velocity (Gardner).
// Source: Gardner, Gardner & Gregory 1974, Formation velocity and density.
#include "mudrock/operator.h"

struct params {
    double alpha;
    double beta;
};

static const mr_param params[] = {
    {MR_PARAM(alpha, "Coefficient", NULL), .def = "0.31", .range = "(0,)"},
    {MR_PARAM(beta, "Exponent", NULL), .def = "0.25", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rhob_gardner", MR_FLOAT64, "g/cm3", .help = "Density from velocity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = vp[i] > 0 ? p.alpha * mr_pow_positive(vp[i], p.beta) : MR_NAN;
    }
}

const mr_operator mr_operator_density_gardner = {
    .id = "density_gardner",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Density from velocity (Gardner)",
    .help = "A density where none was logged, from velocity.",
    .formula = "RHO=alpha*VP^beta (VP in m/s; alpha is 0.23 for ft/s); VP<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Gardner, Gardner & Gregory 1974, Formation velocity and density",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
