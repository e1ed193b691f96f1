// Core recovery.
// Source: ISRM 2007, The Complete ISRM Suggested Methods.
#include "mudrock/operator.h"

struct params {
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip to 0..100"},
    {0},
};

static const mr_port inputs[] = {
    {"recovered_column", "recovered", MR_FLOAT64, "m", .help = "Length of core recovered"},
    {"from_column", "depth_from", MR_FLOAT64, "m", .help = "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", .help = "End of the interval along the hole"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "recovery", MR_FLOAT64, "%", .quantity = "core_recovery",
     .help = "Core recovery"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict recovered = in[0];
    const double *restrict from = in[1];
    const double *restrict to = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double run = to[i] - from[i];
        result[i] = run > 0 ? mr_limit(p.limit, 100 * recovered[i] / run, 0, 100) : MR_NAN;
    }
}

const mr_operator mr_operator_core_recovery = {
    .id = "core_recovery",
    .version = "1.0.0",
    .family = "geotechnics",
    .category = MR_MINING,
    .title = "Core recovery",
    .help = "Length of core brought up, as a share of the length drilled.",
    .formula = "R=100*recovered/(to-from); if limit clipped to 0..100; to<=from gives null",
    .edge = "null in any used input gives null",
    .source = "ISRM 2007, The Complete ISRM Suggested Methods",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
