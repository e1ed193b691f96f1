// Flag spikes against the local median.
// Source: Hampel 1974; Pearson 2002, Outliers in process modeling and identification.
#include "mudrock/operator.h"

enum { BLOCK = 512 };

struct params {
    int64_t window;
    double threshold;
    double min_amplitude;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length", "samples"), .def = "7", .range = "[1,)",
     .help = "samples (odd; even acts as the next odd)"},
    {MR_PARAM(threshold, "Scaled median absolute deviations", NULL), .def = "3.0", .range = "[0,)"},
    {MR_PARAM(min_amplitude, "Least distance from the median", "as input"), .def = "0.0",
     .range = "[0,)"},
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
    {"output_column", "flag_spike", MR_BOOL, NULL, .help = "A spike"},
    {0},
};

static MR_VECTOR void judge(size_t n, const struct params *p, const double *restrict x,
                            const double *restrict median, const double *restrict deviation,
                            double *restrict flag)
{
    const double threshold = p->threshold, least = p->min_amplitude;

    for (size_t i = 0; i < n; i++) {
        const double scale = 1.4826 * deviation[i], off = fabs(x[i] - median[i]);
        flag[i] = mr_flag((off > threshold * scale) & (off >= least), x[i]);
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    const size_t n = series->n, half = (size_t)p->window / 2;
    double count[BLOCK], median[BLOCK], deviation[BLOCK];
    const mr_orders orders = {.count = count, .median = median, .deviation = deviation};
    mr_sliding sliding;

    (void)err;
    mr_sliding_init(&sliding, x, n, half,
                    MR_ARENA_ARRAY(series->arena, double, mr_sliding_room(n, half) + 1));
    for (size_t first = 0; first < n && !mr_stopped(series->watch); first += BLOCK) {
        const size_t rows = n - first < BLOCK ? n - first : BLOCK;
        mr_sliding_rows(&sliding, first, rows, &orders);
        judge(rows, p, x + first, median, deviation, series->out[0] + first);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    const struct params *p = params_;

    return (size_t)p->window / 2;
}

#define EDGE "null gives a null flag"
#define OPERATOR                                                                                   \
    .id = "flag_spike", .family = "flags", .category = MR_QUALITY,                                 \
    .title = "Flag spikes against the local median",                                               \
    .help = "Single samples that stand out from the median of their neighbours.",                  \
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"  \
               " same well, cut at the well ends; nulls in it are skipped; m=median, "             \
               "s=1.4826*median(abs(x-m)); flag abs(x_i-m)>threshold*s and "                       \
               "abs(x_i-m)>=min_amplitude",                                                        \
    .source = "Hampel 1974; Pearson 2002, Outliers in process modeling and identification",        \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_flag_spike = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_SPREAD,
    .half = half,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_flag_spike_v1 = {
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
