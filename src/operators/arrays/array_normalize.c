// Normalise an array.
// Source: Han, Kamber & Pei 2011, Data Mining.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    int method; // sum, max, l2, minmax, zscore
};

static const mr_param params[] = {
    {MR_PARAM(method, "Method", NULL), .def = "\"sum\"", .choices = "sum,max,l2,minmax,zscore"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, "by method: absolute, absolute, absolute, -, -",
     .help = "Array"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "normalized", MR_LIST_FLOAT64, NULL, .help = "Normalised values"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    enum { SUM, MAX, L2, MINMAX, ZSCORE };
    mr_values v = mr_list_values(&in[0], arena);
    if (in[0].null || v.n == 0)
        return MR_OK;
    double low = 0, scale = 0;
    switch (p->method) {
    case SUM: scale = mr_sum(v.at, v.n); break;
    case MAX: scale = mr_max(v.at, v.n); break;
    case L2:
        for (size_t i = 0; i < v.n; i++)
            scale += v.at[i] * v.at[i];
        scale = sqrt(scale);
        break;
    case MINMAX:
        low = mr_min(v.at, v.n);
        scale = mr_max(v.at, v.n) - low;
        break;
    default:
        low = mr_mean(v.at, v.n);
        scale = mr_std(v.at, v.n, 1);
        break;
    }
    if (scale == 0 || !isfinite(scale))
        return MR_OK;
    double *y = mr_list_new(in[0].n, arena);
    for (size_t i = 0; i < in[0].n; i++)
        y[i] = (in[0].list[i] - low) / scale;
    out[0] = mr_cell_list(y, in[0].n);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_normalize", .family = "transform", .category = MR_ARRAYS,                         \
    .title = "Normalise an array",                                                                 \
    .help =                                                                                        \
        "Brings every list to a common size, by its maximum, its sum, its length or its spread.",  \
    .formula = "over non-null elements: sum x/sum(x); max x/max(x); l2 x/sqrt(sum(x^2)); minmax "  \
               "(x-min)/(max-min); zscore (x-mean)/std, std dividing by n-1",                      \
    .edge = "a null list, a list with no value, or a zero divisor gives null; null elements "      \
            "stay null",                                                                           \
    .source = "Han, Kamber & Pei 2011, Data Mining", .outputs = outputs, .params = params,         \
    .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_array_normalize = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_array_normalize_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K, where it divides by them",
    .migrate = mr_migrate_as_is,
};
