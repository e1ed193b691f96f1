// Top-cut (cap) of high grades.
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/operator.h"

struct params {
    int method;
    double cap, percentile;
};

static const mr_port inputs[] = {
    {"grade_column", "au", MR_FLOAT64, "g/t", NULL, "Grade"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "au_cut", MR_FLOAT64, "g/t", NULL, "Grade, capped"},
    {"flag_column", "is_cut", MR_BOOL, NULL, NULL, "Capped"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(method, "Method", NULL), .def = "\"value\"", .choices = "value,percentile"},
    {MR_PARAM(cap, "Cap for method value", "g/t"), .def = "5"},
    {MR_PARAM(percentile, "For method percentile, over all rows", "%"), .def = "97.5",
     .range = "[0, 100]"},
    {0},
};

enum method { VALUE, PERCENTILE };

static double cap_of(const struct params *p, const mr_series *s)
{
    double *sorted = MR_ARENA_ARRAY(s->arena, double, s->n + 1);
    const size_t n = mr_compact(s->in[0], s->n, sorted);

    if (p->method == VALUE)
        return p->cap;
    mr_sort(sorted, n);
    return mr_percentile_sorted(sorted, n, p->percentile);
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const double *grade = s->in[0], cap = cap_of(params_, s);

    (void)err;
    for (size_t i = 0; i < s->n; i++) {
        s->out[0][i] = grade[i] > cap ? cap : grade[i];
        s->out[1][i] = mr_flag(grade[i] > cap, grade[i]);
    }
    return MR_OK;
}

static bool is_across(const void *params_)
{
    return ((const struct params *)params_)->method == PERCENTILE;
}

const mr_operator mr_operator_top_cut = {
    .id = "top_cut",
    .version = "1.0.0",
    .family = "grade",
    .kind = "aggregate",
    .category = MR_MINING,
    .title = "Top-cut",
    .help = "Caps high grades at a value or at a percentile of all rows.",
    .formula = "c = cap, or the percentile of all grades; y = min(g, c); flag: g > c",
    .edge = "A null grade gives null in both outputs",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .is_across = is_across,
    .well = well,
};
