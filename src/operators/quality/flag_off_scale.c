// Flag readings at or beyond the tool limits.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    double low_limit;
    double high_limit;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(low_limit, "Low limit", "as input"), .def = "0.2"},
    {MR_PARAM(high_limit, "High limit", "as input"), .def = "2000.0"},
    {MR_PARAM(tolerance, "Relative margin", NULL), .def = "0.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "rt", MR_FLOAT64, "as input", .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "off_scale", MR_UTF8, NULL, .labels = "low,high,ok",
     .help = "At or beyond a limit"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];
    const double low = p.low_limit + p.tolerance * fabs(p.low_limit);
    const double high = p.high_limit - p.tolerance * fabs(p.high_limit);

    for (size_t i = 0; i < n; i++) {
        double v = x[i] <= low ? 0 : x[i] >= high ? 1 : 2;
        result[i] = v + 0 * x[i];
    }
}

const mr_operator mr_operator_flag_off_scale = {
    .id = "flag_off_scale",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Flag readings at or beyond the tool limits",
    .help = "Readings at the end of the tool's range say only that the value is beyond.",
    .formula = "'low' when x<=low_limit+tolerance*abs(low_limit), 'high' when x>=high_limit-"
               "tolerance*abs(high_limit), else 'ok'; low is tested first",
    .edge = "null gives null",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
