// Difference to the sample a given number of samples above.
// Source: Chatfield 2003, The Analysis of Time Series.
#include "mudrock/operator.h"

struct params {
    int64_t lag;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(lag, "Samples", "samples"), .def = "1", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "difference", MR_FLOAT64, "difference", .help = "Difference"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "difference", MR_FLOAT64, "as input", .help = "Difference"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t lag = (size_t)p->lag;
    for (size_t i = lag; i < series->n && !mr_stop(series->watch, i - lag, 1); i++)
        result[i] = x[i] - x[i - lag];
    return MR_OK;
}

#define EDGE "a null sample gives null; the first lag samples are null"
#define OPERATOR                                                                                   \
    .id = "difference", .family = "calculus", .category = MR_SIGNAL,                               \
    .title = "Difference to the sample a given number of samples above",                           \
    .help = "Change over a fixed number of samples.",                                              \
    .formula = "y_i=x_i-x_(i-lag) in depth order inside the well",                                 \
    .source = "Chatfield 2003, The Analysis of Time Series", .inputs = inputs,                     \
    .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_difference = {
    OPERATOR,           .outputs = outputs,
    .version = "2.0.0", .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,   .gap_steps = 10,
    .well = well,       .sense = MR_AS_APART,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_difference_v1 = {
    OPERATOR,
    .outputs = outputs_v1,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps; a difference of temperatures is no temperature",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
