// Centred running statistic.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include <string.h>

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

enum statistic { STD, VARIANCE, MIN, MAX, RANGE, SUM, CV, PERCENTILE };

static void percentiles(const struct params *p, const mr_series *series)
{
    const double *x = series->in[0];
    const size_t half = (size_t)p->window / 2;
    mr_sliding sliding;

    mr_sliding_init(
        &sliding, x, series->n, half,
        mr_arena_alloc(series->arena, mr_sliding_room(series->n, half) * sizeof(double)));
    for (size_t i = 0; i < series->n; i++) {
        mr_sliding_to(&sliding, i);
        if (!isnan(x[i]) && (int64_t)sliding.count >= p->min_samples)
            series->out[0][i] = mr_percentile_sorted(sliding.sorted, sliding.count, p->percentile);
    }
}

// Of a block of rows.
typedef struct block {
    mr_window window, turned; // the series, and the same with its sign turned
    size_t first, rows;
    double *sum, *count, *mean, *spread, *room;
} block;

static MR_VECTOR void divide(size_t n, const double *restrict a, const double *restrict b,
                             double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] / b[i];
}

static MR_VECTOR void finish_spread(size_t n, int statistic, const double *restrict squares,
                                    const double *restrict count, const double *restrict mean,
                                    double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double variance = count[i] > 1 ? squares[i] / (count[i] - 1) : MR_NAN;
        out[i] = statistic == VARIANCE ? variance : sqrt(variance);
    }
    for (size_t i = 0; i < n && statistic == CV; i++)
        out[i] /= mean[i];
}

static MR_VECTOR void blank(size_t n, const double *restrict x, const double *restrict count,
                            double fewest, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = isnan(x[i]) || count[i] < fewest ? MR_NAN : out[i];
}

static void extremes(int statistic, const block *b, double *out)
{
    double *most = b->spread;

    mr_window_least(&b->window, b->first, b->rows, out, b->room);
    if (statistic == MIN)
        return;
    mr_window_least(&b->turned, b->first, b->rows, most, b->room);
    for (size_t i = 0; i < b->rows; i++)
        out[i] = statistic == MAX ? -most[i] : -most[i] - out[i];
}

static void statistic_of(int statistic, const block *b, double *out)
{
    if (statistic == MIN || statistic == MAX || statistic == RANGE)
        extremes(statistic, b, out);
    else if (statistic == SUM)
        memcpy(out, b->sum, b->rows * sizeof *out);
    else {
        divide(b->rows, b->sum, b->count, b->mean);
        mr_window_products(&b->window, &b->window, b->first, b->rows, b->mean, b->mean, b->spread,
                           b->room);
        finish_spread(b->rows, statistic, b->spread, b->count, b->mean, out);
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    const size_t n = series->n, half = (size_t)p->window / 2, most = mr_window_rows(half);

    (void)err;
    if (p->statistic == PERCENTILE) {
        percentiles(p, series);
        return MR_OK;
    }
    double *turned = MR_ARENA_ARRAY(series->arena, double, n + 1);
    double *rows = MR_ARENA_ARRAY(series->arena, double, 4 * most);
    block b = {
        .window = {x, n, half},
        .turned = {turned, n, half},
        .sum = rows,
        .count = rows + most,
        .mean = rows + 2 * most,
        .spread = rows + 3 * most,
        .room = mr_arena_alloc(series->arena, mr_window_room(half) * sizeof(double)),
    };
    for (size_t i = 0; i < n && (p->statistic == MAX || p->statistic == RANGE); i++)
        turned[i] = -x[i];
    for (; b.first < n; b.first += most) {
        double *out = series->out[0] + b.first;
        b.rows = n - b.first < most ? n - b.first : most;
        mr_window_sums(&b.window, b.first, b.rows, b.sum, b.count, b.room);
        statistic_of(p->statistic, &b, out);
        blank(b.rows, x + b.first, b.count, (double)p->min_samples, out);
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
