// Despike of isolated samples by an absolute difference from both neighbours.
// Source: Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice).
#include "mudrock/operator.h"

struct params {
    double threshold;
    int replace;
    double max_gap;
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, NULL, "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "despiked", MR_FLOAT64, "as input", NULL, "Despiked curve"},
    {"flag_column", "spike", MR_BOOL, NULL, NULL, "Spike"},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(threshold, "Threshold", "as input"), .def = "20", .range = "[0,)"},
    {MR_PARAM(replace, "Replace", NULL), .def = "\"interpolate\"", .choices = "interpolate,null"},
    {0},
};

enum replace { INTERPOLATE, BLANK };

// Between null or no neighbours nothing is a spike: a comparison with NaN is false.
static bool is_spike(const double *x, size_t n, size_t i, double threshold)
{
    if (i == 0 || i + 1 >= n)
        return false;
    const double up = x[i] - x[i - 1], down = x[i] - x[i + 1];
    return (up > threshold && down > threshold) || (-up > threshold && -down > threshold);
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *x = s->in[0], *z = s->depth;

    (void)err;
    for (size_t i = 0; i < s->n; i++) {
        const bool spike = is_spike(x, s->n, i, p->threshold);
        s->out[0][i] = x[i];
        s->out[1][i] = mr_flag(spike, x[i]);
        if (spike && p->replace == BLANK)
            s->out[0][i] = MR_NAN;
        else if (spike)
            s->out[0][i] =
                x[i - 1] + (x[i + 1] - x[i - 1]) * (z[i] - z[i - 1]) / (z[i + 1] - z[i - 1]);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    (void)params_;
    return 1;
}

#define EDGE "A null sample gives null in both outputs; the first and last samples are never spikes"
#define OPERATOR                                                                                   \
    .id = "despike_threshold", .aliases = "despike", .family = "despike", .category = MR_SIGNAL,   \
    .title = "Despike, threshold",                                                                 \
    .help = "Single samples that stick out from both neighbours by more than a threshold are "     \
            "replaced.",                                                                           \
    .formula =                                                                                     \
        "spike when x - above and x - below have the same sign and both exceed the threshold",     \
    .source = "Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice)",       \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_despike_threshold = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_WINDOW,
    .half = half,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_despike_threshold_v1 = {
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
