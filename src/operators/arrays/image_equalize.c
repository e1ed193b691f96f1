// Rank equalisation of an image row.
// Source: Serra 1989, Formation MicroScanner Image Interpretation; Gonzalez & Woods 2008.
#include "mudrock/operator.h"

#include "lists.h"

static const mr_port inputs[] = {
    {"array_column", "image", MR_LIST_FLOAT64, "ohm.m", .help = "Button values of one depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "image_eq", MR_LIST_FLOAT64, NULL, .help = "Ranks from 0 to 1"},
    {0},
};

// How many of the sorted values are less than x.
static size_t lower_bound(const double *sorted, size_t n, double x)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    (void)params_;
    (void)n_many;
    (void)err;

    if (in[0].null)
        return MR_OK;
    const double *x = in[0].list;
    mr_values sorted = mr_list_values(&in[0], arena);
    mr_sort(sorted.at, sorted.n);
    double *y = mr_list_new(in[0].n, arena);
    for (size_t i = 0; i < in[0].n; i++) {
        if (isnan(x[i]))
            continue;
        // Average rank of equal values: (number below) + (number equal + 1) / 2.
        size_t below = lower_bound(sorted.at, sorted.n, x[i]), equal = 0;
        while (below + equal < sorted.n && sorted.at[below + equal] <= x[i])
            equal++;
        y[i] = ((double)below + ((double)equal + 1) / 2 - 0.5) / (double)sorted.n;
    }
    out[0] = mr_cell_list(y, in[0].n);
    return MR_OK;
}

const mr_operator mr_operator_image_equalize = {
    .id = "image_equalize",
    .version = "1.0.0",
    .family = "image",
    .category = MR_ARRAYS,
    .title = "Rank equalisation of an image row",
    .help = "Spreads the contrast of an image over its whole range, row by row, so that bedding "
            "shows in faint intervals.",
    .formula = "y_i=(r_i-0.5)/n with r_i the average rank (1..n, ties averaged) among the n non-"
               "null elements",
    .edge = "a null list gives null; null elements stay null; an empty list stays empty",
    .source = "Serra 1989, Formation MicroScanner Image Interpretation; Gonzalez & Woods 2008",
    .inputs = inputs,
    .outputs = outputs,
    .extension = true,
    .each = each,
};
