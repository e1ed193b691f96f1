// Resample an array to a number of elements.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    int64_t count;
};

static const mr_param params[] = {
    {MR_PARAM(count, "Elements of the result", "elements"), .def = "8", .range = "[1, 65536]"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "resampled", MR_LIST_FLOAT64, "as input", .help = "List of the new length"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    const double *x = in[0].list;
    const size_t n = in[0].n, count = (size_t)p->count;
    if (in[0].null || n == 0)
        return MR_OK;
    double *y = mr_list_new(count, arena);
    for (size_t i = 0; i < count; i++) {
        double u = count > 1 ? (double)i * (double)(n - 1) / (double)(count - 1) : 0;
        size_t k = n > 1 && (size_t)u > n - 2 ? n - 2 : (size_t)u;
        double f = u - (double)k;
        y[i] = n == 1 || f <= 0 ? x[n == 1 ? 0 : k]
               : f >= 1         ? x[k + 1]
                                : x[k] + f * (x[k + 1] - x[k]);
    }
    out[0] = mr_cell_list(y, count);
    return MR_OK;
}

const mr_operator mr_operator_array_resample = {
    .id = "array_resample",
    .version = "1.0.0",
    .family = "transform",
    .category = MR_ARRAYS,
    .title = "Resample an array to a number of elements",
    .help = "Gives all lists one length, by linear interpolation along the list.",
    .formula = "n elements at positions 0..n-1; result i at u=i*(n-1)/(count-1) (0 when "
               "count=1); k=min(floor(u), n-2), x_k+(u-k)*(x_(k+1)-x_k); n=1 repeats the value; "
               "where u-k is 0 or 1 the element itself is taken",
    .edge = "a null or empty list gives null; a null neighbour that is needed gives a null element",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
