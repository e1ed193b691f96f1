// Percentile of an array.
// Source: Hyndman & Fan 1996, Sample quantiles in statistical packages.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double percentile;
};

static const mr_param params[] = {
    {MR_PARAM(percentile, "Percentile", "%"), .def = "50.0", .range = "[0, 100]"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "percentile_value", MR_FLOAT64, "as input", .help = "The percentile"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    mr_values v = mr_list_values(&in[0], arena);
    if (in[0].null)
        return MR_OK;
    mr_sort(v.at, v.n);
    out[0] = mr_cell_real(mr_percentile_sorted(v.at, v.n, p->percentile));
    return MR_OK;
}

const mr_operator mr_operator_array_percentile = {
    .id = "array_percentile",
    .version = "1.0.0",
    .family = "reduce",
    .category = MR_ARRAYS,
    .title = "Percentile of an array",
    .help = "The value below which a given share of the elements lies.",
    .formula = "type-7 percentile of the non-null elements",
    .edge = "a null list gives null; null elements are skipped; a list with no value gives null",
    .source = "Hyndman & Fan 1996, Sample quantiles in statistical packages",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
