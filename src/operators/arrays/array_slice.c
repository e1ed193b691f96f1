// Part of an array.
// Source: Definition: half-open slice of a sequence.
#include "mudrock/operator.h"

struct params {
    int64_t start;
    int64_t stop;
};

static const mr_param params[] = {
    {MR_PARAM(start, "First index, negative counts from the end", NULL), .def = "0"},
    {MR_PARAM(stop, "Stop", NULL), .def = "null", .nullable = true,
     .help = "index after the last, negative counts from the end; null = end"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sliced", MR_LIST_FLOAT64, "as input", .help = "Part of the list"},
    {0},
};

// An index that may count from the end, held to 0..n.
static int64_t within(int64_t index, int64_t n)
{
    int64_t k = index < 0 ? index + n : index;
    return k < 0 ? 0 : k > n ? n : k;
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    int64_t n = (int64_t)in[0].n;
    if (in[0].null)
        return MR_OK;
    int64_t start = within(p->start, n), stop = p->stop == MR_INT_NULL ? n : within(p->stop, n);
    size_t count = start < stop ? (size_t)(stop - start) : 0;
    out[0] = mr_cell_list(in[0].list + (count ? start : 0), count);
    return MR_OK;
}

const mr_operator mr_operator_array_slice = {
    .id = "array_slice",
    .version = "1.0.0",
    .family = "reshape",
    .category = MR_ARRAYS,
    .title = "Part of an array",
    .help = "Cuts a stretch out of each list by the places where it starts and stops.",
    .formula = "x[start:stop] with both ends clipped to 0..n (negative values add n first); "
               "start>=stop gives an empty list",
    .edge = "a null list gives null; null elements stay null; an empty list stays empty",
    .source = "Definition: half-open slice of a sequence",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
