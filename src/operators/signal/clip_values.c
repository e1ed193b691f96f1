// Limit a curve to a range.
// Source: Definition: clipping to an interval.
#include "mudrock/operator.h"

struct params {
    double minimum;
    double maximum;
    int action; // clip, null
};

static const mr_param params[] = {
    {MR_PARAM(minimum, "Minimum", "as input"), .def = "0.0"},
    {MR_PARAM(maximum, "Maximum", "as input"), .def = "150.0"},
    {MR_PARAM(action, "Action", NULL), .def = "\"clip\"", .choices = "clip,null"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "clipped", MR_FLOAT64, "as input", .help = "Limited values"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];
    const double low = p.action == 0 ? p.minimum : MR_NAN; // clip, null
    const double high = p.action == 0 ? p.maximum : MR_NAN;

    for (size_t i = 0; i < n; i++) {
        double v = x[i];
        v = v < p.minimum ? low : v;
        result[i] = x[i] > p.maximum ? high : v;
    }
}

const mr_operator mr_operator_clip_values = {
    .id = "clip_values",
    .version = "1.0.0",
    .family = "pointwise",
    .category = MR_SIGNAL,
    .title = "Limit a curve to a range",
    .help = "Values beyond a limit take the limit, or become null.",
    .formula = "x<minimum becomes minimum (or null), x>maximum becomes maximum (or null)",
    .edge = "null in any used input gives null",
    .source = "Definition: clipping to an interval",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
