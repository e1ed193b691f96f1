// Centred running statistic.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int statistic; // std, variance, min, max, range, sum, cv, percentile
    double percentile;
    int64_t min_samples;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"std\"",
     .choices = "std,variance,min,max,range,sum,cv,percentile"},
    {MR_PARAM(percentile, "Used by statistic percentile", "%"), .def = "50.0", .range = "[0, 100]"},
    {MR_PARAM(min_samples, "Fewest non-null samples", "samples"), .def = "1", .range = "[1,)"},
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
    {"output_column", "rolling", MR_FLOAT64, "as input", .help = "The statistic"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    enum { STD, VARIANCE, MIN, MAX, RANGE, SUM, CV, PERCENTILE };
    const size_t half = (size_t)p->window / 2;
    double *room = mr_arena_alloc(series->arena, mr_sliding_room(series->n, half) * sizeof *room);
    mr_sliding sliding;
    mr_sliding_init(&sliding, x, series->n, half, room);
    for (size_t i = 0; i < series->n; i++) {
        mr_sliding_to(&sliding, i);
        const double *v = sliding.sorted;
        const size_t n = sliding.count;
        if (isnan(x[i]) || (int64_t)n < p->min_samples)
            continue;
        double s = p->statistic == STD || p->statistic == CV ? mr_std(v, n, 1) : MR_NAN;
        switch (p->statistic) {
        case STD: result[i] = s; break;
        case VARIANCE: result[i] = mr_sum_squares(v, n) / (double)(n - 1); break;
        case MIN: result[i] = v[0]; break;
        case MAX: result[i] = v[n - 1]; break;
        case RANGE: result[i] = v[n - 1] - v[0]; break;
        case SUM: result[i] = mr_sum(v, n); break;
        case CV: result[i] = s / mr_mean(v, n); break;
        default: result[i] = mr_percentile_sorted(v, n, p->percentile); break;
        }
    }
    return MR_OK;
}

const mr_operator mr_operator_rolling_statistic = {
    .id = "rolling_statistic",
    .version = "1.0.0",
    .family = "rolling",
    .category = MR_SIGNAL,
    .title = "Centred running statistic",
    .help = "Spread, extremes, sum or a percentile over the neighbours of each sample.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; std and variance "
               "divide by n-1; cv=std/mean; percentile is type 7",
    .edge = "a null sample gives null; fewer than min_samples, or n<2 for std, variance and "
            "cv, gives null",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
