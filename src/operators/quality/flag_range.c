// Values outside a valid range.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    double minimum, maximum;
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", NULL, "Curve"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "flag_range", MR_BOOL, NULL, NULL, "Outside the range"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(minimum, "Minimum", "as input"), .def = "0"},
    {MR_PARAM(maximum, "Maximum", "as input"), .def = "200"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *x = in[0];
    double *restrict flag = out[0];

    for (size_t i = 0; i < n; i++)
        flag[i] = mr_flag(x[i] < p.minimum || x[i] > p.maximum, x[i]);
}

const mr_operator mr_operator_flag_range = {
    .id = "flag_range",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Range flag",
    .help = "Flags values below a minimum or above a maximum.",
    .formula = "x < minimum or x > maximum",
    .edge = "A null gives a null flag",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
