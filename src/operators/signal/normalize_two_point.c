// Two-point linear rescaling.
// Source: Shier 2004, Well log normalization: methods and guidelines.
#include "mudrock/operator.h"

struct params {
    double input_low;
    double input_high;
    double target_low;
    double target_high;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(input_low, "Input low", "as input"), .def = "15.0"},
    {MR_PARAM(input_high, "Input high", "as input"), .def = "140.0"},
    {MR_PARAM(target_low, "Target low", "as input"), .def = "20.0"},
    {MR_PARAM(target_high, "Target high", "as input"), .def = "120.0"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "false",
     .help = "clip the result to target_low..target_high"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "normalized", MR_FLOAT64, "as input", .help = "Normalised values"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];
    const double slope = (p.target_high - p.target_low) / (p.input_high - p.input_low);
    const double low = p.target_low < p.target_high ? p.target_low : p.target_high;
    const double high = p.target_low < p.target_high ? p.target_high : p.target_low;

    for (size_t i = 0; i < n; i++) {
        double v = p.target_low + (x[i] - p.input_low) * slope;
        result[i] = mr_limit(p.limit, v, low, high);
    }
}

const mr_operator mr_operator_normalize_two_point = {
    .id = "normalize_two_point",
    .version = "1.0.0",
    .family = "normalise",
    .category = MR_SIGNAL,
    .title = "Two-point linear rescaling",
    .help = "Recalibrates a curve so that two readings take the values they should have.",
    .formula = "y=target_low+(x-input_low)*(target_high-target_low)/(input_high-input_low); if "
               "limit clipped between the targets",
    .edge = "null in any used input gives null",
    .source = "Shier 2004, Well log normalization: methods and guidelines",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
