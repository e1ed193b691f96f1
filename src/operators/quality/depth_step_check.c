// Flag irregular depth steps.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    double expected_step;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(expected_step, "Null = median step of the well", "depth unit"), .def = "null",
     .range = "(0,)", .nullable = true},
    {MR_PARAM(tolerance, "Relative tolerance", NULL), .def = "0.01", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_step", MR_BOOL, NULL, .help = "Step differs from the usual one"},
    {"step_column", "depth_step", MR_FLOAT64, "depth unit", .help = "Step from the row before"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    double *result = series->out[0];
    double *step = series->out[1];
    (void)err;

    const double *z = series->depth;
    double *sorted = mr_arena_alloc(series->arena, (series->n + 1) * sizeof *sorted);
    for (size_t i = 1; i < series->n; i++)
        sorted[i - 1] = step[i] = z[i] - z[i - 1];
    const size_t n = series->n > 0 ? series->n - 1 : 0;
    mr_sort(sorted, n);
    const double expected =
        isnan(p->expected_step) ? mr_median_sorted(sorted, n) : p->expected_step;
    for (size_t i = 1; i < series->n; i++)
        result[i] = fabs(step[i] - expected) > p->tolerance * expected;
    return MR_OK;
}

const mr_operator mr_operator_depth_step_check = {
    .id = "depth_step_check",
    .version = "1.0.0",
    .family = "depth",
    .kind = "aggregate",
    .category = MR_QUALITY,
    .title = "Flag irregular depth steps",
    .help = "Finds where the sampling of a well changes or breaks.",
    .formula = "in depth order inside the well: step_i=z_i-z_(i-1); e=expected_step or the "
               "median of the steps; flag abs(step-e)>tolerance*e",
    .edge = "the first row of a well gives null in both outputs",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
