// Velocity from density (inverse Gardner).
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
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vp_gardner", MR_FLOAT64, "m/s", .help = "Velocity from density"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rhob = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = rhob[i] > 0 ? mr_pow_positive(rhob[i] / p.alpha, 1 / p.beta) : MR_NAN;
    }
}

const mr_operator mr_operator_velocity_gardner_inverse = {
    .id = "velocity_gardner_inverse",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Velocity from density (inverse Gardner)",
    .help = "A velocity where none was logged, from density.",
    .formula = "VP=(RHOB/alpha)^(1/beta); RHOB<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Gardner, Gardner & Gregory 1974, Formation velocity and density",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
