// Shannon entropy of a non-negative array.
// Source: Shannon 1948, A mathematical theory of communication.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    bool normalized;
};

static const mr_param params[] = {
    {MR_PARAM(normalized, "Normalized", NULL), .def = "false",
     .help = "divide by ln(n) with n elements above zero"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "t2_dist", MR_LIST_FLOAT64, "absolute", .help = "List of numbers"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "t2_dist", MR_LIST_FLOAT64, NULL, .help = "List of numbers"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "entropy", MR_FLOAT64, "nat", .help = "Entropy in nats"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    mr_values v = mr_list_values(&in[0], arena);
    double total = mr_sum(v.at, v.n), entropy = 0;
    if (in[0].null || !(total > 0) || mr_min(v.at, v.n) < 0)
        return MR_OK;
    for (size_t i = 0; i < v.n; i++) {
        double share = v.at[i] / total;
        entropy -= share > 0 ? share * log(share) : 0;
    }
    if (p->normalized)
        entropy = v.n > 1 ? entropy / log((double)v.n) : 0;
    out[0] = mr_cell_real(entropy);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_entropy", .family = "reduce", .category = MR_ARRAYS,                              \
    .title = "Shannon entropy of a non-negative array",                                            \
    .help = "How evenly a distribution is spread: 0 when one element holds all, the logarithm of " \
            "the length when all are equal.",                                                      \
    .formula = "p_i=x_i/sum(x) over elements>0; H=-sum(p*ln(p)); normalized: H/ln(n), 0 when n=1", \
    .edge = "a null list gives null; null elements are skipped; a list with no value gives "       \
            "null; a negative element or zero sum gives null",                                     \
    .source = "Shannon 1948, A mathematical theory of communication", .outputs = outputs,          \
    .params = params, .params_size = sizeof(struct params), .extension = true, .each = each

const mr_operator mr_operator_array_entropy = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_array_entropy_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
