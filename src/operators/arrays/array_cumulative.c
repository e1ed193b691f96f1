// Cumulative sum of an array.
// Source: Definition: cumulative sum.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    bool normalized;
};

static const mr_param params[] = {
    {MR_PARAM(normalized, "Divide by the total", NULL), .def = "false"},
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
    {"output_column", "cumulative", MR_LIST_FLOAT64, "by normalized: as input, -",
     .help = "Running sums"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "cumulative", MR_LIST_FLOAT64, "as input", .help = "Running sums"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    if (in[0].null)
        return MR_OK;
    double *y = mr_list_new(in[0].n, arena), sum = 0;
    for (size_t i = 0; i < in[0].n; i++) {
        sum += isnan(in[0].list[i]) ? 0 : in[0].list[i];
        y[i] = sum;
    }
    if (p->normalized && in[0].n > 0 && sum == 0)
        return MR_OK;
    for (size_t i = 0; i < in[0].n && p->normalized; i++)
        y[i] /= sum;
    out[0] = mr_cell_list(y, in[0].n);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_cumulative", .family = "transform", .category = MR_ARRAYS,                        \
    .title = "Cumulative sum of an array",                                                         \
    .help = "The running sum along each list, as it stands or as a share of the whole.",           \
    .formula = "c_k=sum of the non-null elements up to k (null elements repeat the previous sum,"  \
               " 0 at the start); normalized: c_k/c_last",                                         \
    .edge = "a null list gives null; a zero total when normalized gives null; an empty list "      \
            "stays empty",                                                                         \
    .source = "Definition: cumulative sum", .params = params,                                      \
    .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_array_cumulative = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_array_cumulative_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
