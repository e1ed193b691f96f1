// Exponential smoothing, one pass down or down and up.
// Source: Brown 1963, Smoothing, Forecasting and Prediction of Discrete Time Series.
#include "mudrock/operator.h"

struct params {
    double alpha;
    int passes; // down, both
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(alpha, "Weight of the new sample", NULL), .def = "0.3", .range = "[0.0001, 1]"},
    {MR_PARAM(passes, "Passes", NULL), .def = "\"down\"", .choices = "down,both"},
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
    {"output_column", "filtered", MR_FLOAT64, "as input", .help = "Filtered curve"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    double s = MR_NAN;
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(x[i]))
            continue;
        s = isnan(s) ? x[i] : p->alpha * x[i] + (1 - p->alpha) * s;
        result[i] = s;
    }
    if (p->passes == 0) // down
        return MR_OK;
    s = MR_NAN;
    for (size_t i = series->n; i-- > 0;) {
        if (isnan(x[i]))
            continue;
        s = isnan(s) ? result[i] : p->alpha * result[i] + (1 - p->alpha) * s;
        result[i] = s;
    }
    return MR_OK;
}

#define EDGE "a null sample gives null and is skipped"
#define OPERATOR                                                                                   \
    .id = "exponential_smoothing", .family = "smoothing", .category = MR_SIGNAL,                   \
    .title = "Exponential smoothing, one pass down or down and up",                                \
    .help = "Each sample leans on the one before; both ways, nothing is shifted.",                 \
    .formula = "non-null samples in depth order: s_first=x_first; "                                \
               "s_k=alpha*x_k+(1-alpha)*s_(k-1); both: the same recursion is run from the bottom"  \
               " on the first result",                                                             \
    .source = "Brown 1963, Smoothing, Forecasting and Prediction of Discrete Time Series",         \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_exponential_smoothing = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_MEAN,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_exponential_smoothing_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
