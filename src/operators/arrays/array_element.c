// One element of an array.
// Source: Definition: element of a sequence, counted from either end.
#include "mudrock/operator.h"

struct params {
    int64_t index;
};

static const mr_param params[] = {
    {MR_PARAM(index, "Index", NULL), .def = "0", .help = "0-based; negative counts from the end"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "element", MR_FLOAT64, "as input", .help = "The element"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    int64_t n = (int64_t)in[0].n, k = p->index < 0 ? n + p->index : p->index;
    if (!in[0].null && k >= 0 && k < n)
        out[0] = mr_cell_real(in[0].list[k]);
    return MR_OK;
}

const mr_operator mr_operator_array_element = {
    .id = "array_element",
    .version = "1.0.0",
    .family = "reduce",
    .category = MR_ARRAYS,
    .title = "One element of an array",
    .help = "Picks one element of each list by its place, from either end.",
    .formula = "x[index], x[n+index] for a negative index",
    .edge = "a null list, an index outside the list or a null element gives null",
    .source = "Definition: element of a sequence, counted from either end",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
