// Position and value of the greatest element on an axis.
// Source: Definition: place and value of the maximum.
#include "mudrock/operator.h"

struct params {
    double axis_min;
    double axis_max;
    int axis; // linear, log
};

static const mr_param params[] = {
    {MR_PARAM(axis_min, "Axis value of the first element", NULL), .def = "0.0"},
    {MR_PARAM(axis_max, "Axis value of the last element", NULL), .def = "1.0"},
    {MR_PARAM(axis, "Axis", NULL), .def = "\"linear\"", .choices = "linear,log"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "peak_position", MR_FLOAT64, NULL,
     .help = "Position of the greatest element on the axis"},
    {"value_column", "peak_value", MR_FLOAT64, "as input", .help = "The greatest element"},
    {"index_column", "peak_index", MR_INT64, NULL, .help = "Its index, from 0"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    const double *x = in[0].list;
    size_t k = in[0].n, n = in[0].n; // the greatest so far; n = none
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]) && (k == n || x[i] > x[k]))
            k = i;
    if (in[0].null || k == n)
        return MR_OK;
    double share = n > 1 ? (double)k / (double)(n - 1) : 0;
    double linear = p->axis_min + (p->axis_max - p->axis_min) * share;
    double logarithmic = p->axis_min > 0 && p->axis_max > 0
                             ? p->axis_min * pow(p->axis_max / p->axis_min, share)
                             : MR_NAN;
    out[0] = mr_cell_real(p->axis == 0 ? linear : logarithmic);
    out[1] = mr_cell_real(x[k]);
    out[2] = mr_cell_real((double)k);
    return MR_OK;
}

const mr_operator mr_operator_array_peak = {
    .id = "array_peak",
    .version = "1.0.0",
    .family = "reduce",
    .category = MR_ARRAYS,
    .title = "Position and value of the greatest element on an axis",
    .help =
        "Where a distribution has its mode, on a linear or logarithmic axis, and how high it is.",
    .formula = "k=index of the greatest non-null element (first of equals); linear "
               "axis_min+(axis_max-axis_min)*k/(n-1); log axis_min*(axis_max/axis_min)^(k/(n-1))"
               " (null unless both axis ends>0); axis_min when n=1",
    .edge = "a null list gives null; null elements are skipped; a list with no value gives null",
    .source = "Definition: place and value of the maximum",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
