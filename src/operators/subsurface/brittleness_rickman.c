// Brittleness index from Young's modulus and Poisson's ratio.
// Source: Rickman et al. 2008, A practical use of shale petrophysics for stimulation design
// optimization.
#include "mudrock/operator.h"

struct params {
    double ym_min;
    double ym_max;
    double pr_min;
    double pr_max;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(ym_min, "Least Young's modulus", "GPa"), .def = "6.894757"},
    {MR_PARAM(ym_max, "Greatest Young's modulus", "GPa"), .def = "55.158058"},
    {MR_PARAM(pr_min, "Least Poisson's ratio", NULL), .def = "0.15"},
    {MR_PARAM(pr_max, "Greatest Poisson's ratio", NULL), .def = "0.4"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip each term to 0..100"},
    {0},
};

static const mr_port inputs[] = {
    {"ym_column", "ym", MR_FLOAT64, "GPa", .help = "Young's modulus"},
    {"pr_column", "pr", MR_FLOAT64, "1", .help = "Poisson's ratio"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"ym_column", "ym", MR_FLOAT64, "GPa", .help = "Young's modulus"},
    {"pr_column", "pr", MR_FLOAT64, NULL, .help = "Poisson's ratio"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "brit", MR_FLOAT64, "%", .quantity = "brittleness", .help = "Brittleness"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict ym = in[0];
    const double *restrict pr = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double e = 100 * (ym[i] - p.ym_min) / (p.ym_max - p.ym_min);
        double r = 100 * (pr[i] - p.pr_max) / (p.pr_min - p.pr_max);
        result[i] = (mr_limit(p.limit, e, 0, 100) + mr_limit(p.limit, r, 0, 100)) / 2;
    }
}

#define OPERATOR                                                                                   \
    .id = "brittleness_rickman", .family = "geomechanics", .category = MR_SUBSURFACE,              \
    .title = "Brittleness index from Young's modulus and Poisson's ratio",                         \
    .help = "How readily a shale fractures, from its stiffness and its Poisson's ratio.",          \
    .formula = "BE=100*(E-ym_min)/(ym_max-ym_min); BP=100*(PR-pr_max)/(pr_min-pr_max); if limit "  \
               "each clipped to 0..100; BRIT=(BE+BP)/2",                                           \
    .edge = "null in any used input gives null",                                                   \
    .source = "Rickman et al. 2008, A practical use of shale petrophysics for stimulation "        \
              "design optimization",                                                               \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_brittleness_rickman = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_brittleness_rickman_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "refuses what is no plain number",
    .migrate = mr_migrate_as_is,
};
