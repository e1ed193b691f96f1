// Share of valid samples in a centred window.
// Source: Definition: share of valid samples in a window.
#include "mudrock/operator.h"

struct params {
    int64_t window;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1,)",
     .help = "samples (odd; even acts as the next odd)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "fill_ratio", MR_FLOAT64, "v/v", .help = "Share of valid samples"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t half = (size_t)p->window / 2, n = series->n;
    size_t valid = 0, first = 0, end = 0; // of the window first .. end - 1
    for (size_t i = 0; i < n; i++) {
        for (; end < n && end <= i + half; end++)
            valid += isnan(x[end]) ? 0 : 1;
        for (; first + half < i; first++)
            valid -= isnan(x[first]) ? 0 : 1;
        result[i] = (double)valid / (double)(end - first);
    }
    return MR_OK;
}

const mr_operator mr_operator_fill_ratio = {
    .id = "fill_ratio",
    .version = "1.0.0",
    .family = "completeness",
    .category = MR_QUALITY,
    .title = "Share of valid samples in a centred window",
    .help = "How much of the neighbourhood of a sample is there at all.",
    .formula = "half=floor(window/2); non-null samples divided by all samples of i-half..i+half "
               "inside the well",
    .edge = "never null except for null depth",
    .source = "Definition: share of valid samples in a window",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
