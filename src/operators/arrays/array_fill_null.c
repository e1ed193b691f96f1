// Fill null elements by linear interpolation along the array.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    bool extend;
};

static const mr_param params[] = {
    {MR_PARAM(extend, "Repeat the first and last value outwards", NULL), .def = "false"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "List of numbers"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "filled", MR_LIST_FLOAT64, "as input", .help = "Values with the gaps closed"},
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
    const double *x = in[0].list;
    const size_t n = in[0].n;
    double *y = mr_list_new(n, arena);
    size_t before = n; // the last valid item; n = none yet
    for (size_t i = 0; i < n; i++) {
        y[i] = x[i];
        if (isnan(x[i]))
            continue;
        for (size_t k = before == n ? i : before + 1; k < i; k++)
            y[k] = x[before] + (x[i] - x[before]) * (double)(k - before) / (double)(i - before);
        for (size_t k = 0; before == n && p->extend && k < i; k++)
            y[k] = x[i];
        before = i;
    }
    for (size_t k = before + 1; before < n && p->extend && k < n; k++)
        y[k] = x[before];
    out[0] = mr_cell_list(y, n);
    return MR_OK;
}

const mr_operator mr_operator_array_fill_null = {
    .id = "array_fill_null",
    .version = "1.0.0",
    .family = "transform",
    .category = MR_ARRAYS,
    .title = "Fill null elements by linear interpolation along the array",
    .help = "Closes gaps inside a list from the valid elements on either side.",
    .formula = "null elements between two valid ones are interpolated in index; leading and "
               "trailing ones stay null, or take the nearest valid value if extend",
    .edge = "a null list gives null; no valid element leaves the list as it is",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .each = each,
};
