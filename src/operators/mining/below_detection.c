// Replace below-detection codes (negative grades).
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/operator.h"

struct params {
    int replacement; // half, limit, zero, null
};

static const mr_param params[] = {
    {MR_PARAM(replacement, "Replacement", NULL), .def = "\"half\"",
     .choices = "half,limit,zero,null"},
    {0},
};

static const mr_port inputs[] = {
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "au_clean", MR_FLOAT64, "g/t", .help = "Grade without negative codes"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict grade = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double limit = -grade[i];
        double value = p.replacement == 0   ? limit / 2
                       : p.replacement == 1 ? limit
                       : p.replacement == 2 ? 0
                                            : MR_NAN;
        result[i] = grade[i] < 0 ? value : grade[i];
    }
}

const mr_operator mr_operator_below_detection = {
    .id = "below_detection",
    .version = "1.0.0",
    .family = "grade",
    .category = MR_MINING,
    .title = "Replace below-detection codes (negative grades)",
    .help = "Laboratories report less than the detection limit as a negative number; here it "
            "becomes a share of the limit.",
    .formula = "g>=0 stays; g<0 means below the limit abs(g): half abs(g)/2, limit abs(g), zero "
               "0 or null",
    .edge = "null in any used input gives null",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
