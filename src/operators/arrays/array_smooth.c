// Centred moving average along an array.
// Source: Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    int64_t window;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "elements"), .def = "3", .range = "[1,)",
     .help = "elements (odd; an even value acts as the next odd one)"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "smoothed", MR_LIST_FLOAT64, "as input", .help = "Smoothed list"},
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
    const size_t n = in[0].n, half = (size_t)p->window / 2;
    double *y = mr_list_new(n, arena);
    for (size_t i = 0; i < n; i++) {
        double sum = 0, count = 0;
        for (size_t k = i > half ? i - half : 0; k < n && k <= i + half; k++) {
            sum += isnan(x[k]) ? 0 : x[k];
            count += !isnan(x[k]);
        }
        y[i] = isnan(x[i]) ? MR_NAN : sum / count;
    }
    out[0] = mr_cell_list(y, n);
    return MR_OK;
}

const mr_operator mr_operator_array_smooth = {
    .id = "array_smooth",
    .version = "1.0.0",
    .family = "transform",
    .category = MR_ARRAYS,
    .title = "Centred moving average along an array",
    .help = "Takes noise out of each list by itself; nothing is shared between rows.",
    .formula = "half=floor(window/2); mean of the non-null elements k-half..k+half inside the "
               "list; null elements stay null",
    .edge = "a null list gives null; null elements stay null; an empty list stays empty",
    .source = "Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
