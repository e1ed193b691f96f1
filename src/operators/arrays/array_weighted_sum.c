// Weighted sum of an array.
// Source: Definition: weighted sum and weighted mean.
#include "mudrock/operator.h"

struct params {
    mr_reals weights;
    bool normalized;
};

static const mr_param params[] = {
    {MR_PARAM(weights, "Weights", NULL), .def = "[1.0, 0.5, 0.25]"},
    {MR_PARAM(normalized, "Divide by the sum of the weights used", NULL), .def = "false"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, "absolute", .help = "Array"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "weighted", MR_FLOAT64, "as input", .help = "Weighted sum or mean"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    size_t n = in[0].n < p->weights.n ? in[0].n : p->weights.n, used = 0;
    double sum = 0, total = 0;
    for (size_t k = 0; k < n; k++) {
        if (isnan(in[0].list[k]))
            continue;
        sum += p->weights.at[k] * in[0].list[k];
        total += p->weights.at[k];
        used++;
    }
    if (!in[0].null && used > 0)
        out[0] = mr_cell_real(p->normalized ? sum / total : sum);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_weighted_sum", .family = "reduce", .category = MR_ARRAYS,                         \
    .title = "Weighted sum of an array",                                                           \
    .help =                                                                                        \
        "One number from a list and fixed weights, such as an axis, a taper or a calibration.",    \
    .formula = "sum(w_k*x_k) over k<min(length, number of weights) with non-null x_k; divided by"  \
               " sum(w_k) of those if normalized",                                                 \
    .edge = "a null list gives null; null elements are skipped; a list with no value gives "       \
            "null; zero weight sum when normalized gives null",                                    \
    .source = "Definition: weighted sum and weighted mean", .outputs = outputs, .params = params,  \
    .params_size = sizeof(struct params), .extension = true, .each = each

const mr_operator mr_operator_array_weighted_sum = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_array_weighted_sum_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
