// Turn sentinel values into null.
// Source: CWLS 1992, LAS 2.0 file standard.
#include "mudrock/operator.h"

struct params {
    mr_reals sentinels;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(sentinels, "Values that mean absent", "as input"),
     .def = "[-999.25, -999.0, -9999.0]"},
    {MR_PARAM(tolerance, "Tolerance", "as input"), .def = "0.001", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "cleaned", MR_FLOAT64, "as input", .help = "Values without sentinels"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++)
        result[i] = x[i];
    for (size_t s = 0; s < p.sentinels.n; s++) {
        const double sentinel = p.sentinels.at[s];
        for (size_t i = 0; i < n; i++)
            result[i] = fabs(x[i] - sentinel) <= p.tolerance ? MR_NAN : result[i];
    }
}

const mr_operator mr_operator_null_sentinels = {
    .id = "null_sentinels",
    .version = "1.0.0",
    .family = "repair",
    .category = MR_QUALITY,
    .title = "Turn sentinel values into null",
    .help = "Numbers such as -999.25 that were meant as absent become null.",
    .formula = "null when abs(x-s)<=tolerance for any sentinel, else x",
    .edge = "null in any used input gives null",
    .source = "CWLS 1992, LAS 2.0 file standard",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
