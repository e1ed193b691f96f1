// Limit or blank array elements outside a range.
// Source: Definition: clipping to an interval.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double minimum;
    double maximum;
    int action; // clip, null
};

static const mr_param params[] = {
    {MR_PARAM(minimum, "Minimum", "as input"), .def = "0.0"},
    {MR_PARAM(maximum, "Maximum", "as input"), .def = "30.0"},
    {MR_PARAM(action, "Action", NULL), .def = "\"clip\"", .choices = "clip,null"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "clipped", MR_LIST_FLOAT64, "as input", .help = "Limited values"},
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
    const double low = p->action == 0 ? p->minimum : MR_NAN; // clip, null
    const double high = p->action == 0 ? p->maximum : MR_NAN;
    double *y = mr_list_new(in[0].n, arena);
    for (size_t i = 0; i < in[0].n; i++) {
        double x = in[0].list[i];
        y[i] = x < p->minimum ? low : x;
        y[i] = x > p->maximum ? high : y[i];
    }
    out[0] = mr_cell_list(y, in[0].n);
    return MR_OK;
}

const mr_operator mr_operator_array_clip = {
    .id = "array_clip",
    .version = "1.0.0",
    .family = "transform",
    .category = MR_ARRAYS,
    .title = "Limit or blank array elements outside a range",
    .help = "Elements below or above a limit take the limit, or become null.",
    .formula = "x<minimum becomes minimum (or null), x>maximum becomes maximum (or null)",
    .edge = "a null list gives null; null elements stay null; an empty list stays empty",
    .source = "Definition: clipping to an interval",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .each = each,
};
