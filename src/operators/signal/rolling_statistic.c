// Centred running statistic.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int statistic; // std, variance, min, max, range, sum, cv, percentile
    double percentile;
    int64_t min_samples;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"std\"",
     .choices = "std,variance,min,max,range,sum,cv,percentile"},
    {MR_PARAM(percentile, "Used by statistic percentile", "%"), .def = "50.0", .range = "[0, 100]"},
    {MR_PARAM(min_samples, "Fewest non-null samples", "samples"), .def = "1", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "by statistic: -, -, -, -, -, absolute, absolute, -",
     .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rolling", MR_FLOAT64,
     "by statistic: difference, variance, as input, as input, difference, as input, -, as input",
     .help = "The statistic"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "rolling", MR_FLOAT64, "as input", .help = "The statistic"},
    {0},
};

enum statistic { STD, VARIANCE, MIN, MAX, RANGE, SUM, CV, PERCENTILE };

// Of a block of rows.
typedef struct block {
    mr_window window;
    size_t first, rows;
    double *count, *mean, *squares, *room;
} block;

static MR_VECTOR void finish_spread(size_t n, int statistic, const block *b,
                                    const double *restrict x, double fewest, double *restrict out)
{
    const double *restrict squares = b->squares, *restrict count = b->count;
    const double *restrict mean = b->mean;

    for (size_t i = 0; i < n; i++) {
        const double variance = count[i] > 1 ? squares[i] / (count[i] - 1) : MR_NAN;
        const double spread = statistic == VARIANCE ? variance : sqrt(variance);
        out[i] = (isnan(x[i]) | (count[i] < fewest)) ? MR_NAN : spread;
    }
    for (size_t i = 0; i < n && statistic == CV; i++)
        out[i] /= mean[i];
}

static MR_VECTOR void finish_range(size_t n, const double *restrict least, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] -= least[i];
}

static MR_VECTOR void blank(size_t n, const double *restrict x, const double *restrict count,
                            double fewest, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = isnan(x[i]) || count[i] < fewest ? MR_NAN : out[i];
}

static void spread(const struct params *p, const block *b, double *out)
{
    const mr_moments moments = {.count = b->count, .mean_a = b->mean, .aa = b->squares};

    mr_window_moments(&b->window, NULL, b->first, b->rows, &moments, b->room);
    finish_spread(b->rows, p->statistic, b, b->window.x + b->first, (double)p->min_samples, out);
}

static void extremes(const struct params *p, const block *b, double *out)
{
    const bool both = p->statistic == RANGE;
    double *least = p->statistic == MIN ? out : both ? b->mean : NULL;

    mr_window_extremes(&b->window, b->first, b->rows, least, p->statistic == MIN ? NULL : out,
                       b->room);
    if (both)
        finish_range(b->rows, least, out);
}

static void statistic_of(const struct params *p, const block *b, double *out)
{
    if (p->statistic == STD || p->statistic == VARIANCE || p->statistic == CV) {
        spread(p, b, out);
        return;
    }
    mr_window_sums(&b->window, b->first, b->rows, out, b->count, b->room);
    if (p->statistic != SUM)
        extremes(p, b, out);
    blank(b->rows, b->window.x + b->first, b->count, (double)p->min_samples, out);
}

static void percentiles(const struct params *p, const mr_series *series, block *b)
{
    const size_t room = mr_sliding_room(series->n, b->window.half);
    const size_t most = mr_window_rows(b->window.half);
    mr_sliding sliding;

    mr_sliding_init(&sliding, b->window.x, series->n, b->window.half,
                    MR_ARENA_ARRAY(series->arena, double, room + 1));
    for (; b->first < series->n && !mr_stopped(series->watch); b->first += most) {
        double *out = series->out[0] + b->first;
        const mr_orders orders = {.count = b->count, .percentile = out, .q = p->percentile};
        b->rows = series->n - b->first < most ? series->n - b->first : most;
        mr_sliding_rows(&sliding, b->first, b->rows, &orders);
        blank(b->rows, b->window.x + b->first, b->count, (double)p->min_samples, out);
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    const size_t n = series->n, half = (size_t)p->window / 2, most = mr_window_rows(half);

    (void)err;
    double *rows = MR_ARENA_ARRAY(series->arena, double, 3 * most);
    block b = {
        .window = {x, n, half},
        .count = rows,
        .mean = rows + most,
        .squares = rows + 2 * most,
        .room = MR_ARENA_ARRAY(series->arena, double, mr_window_room(half)),
    };
    if (p->statistic == PERCENTILE)
        percentiles(p, series, &b);
    for (; b.first < n && !mr_stopped(series->watch); b.first += most) {
        double *out = series->out[0] + b.first;
        b.rows = n - b.first < most ? n - b.first : most;
        statistic_of(p, &b, out);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    const struct params *p = params_;

    return (size_t)p->window / 2;
}

static mr_sense sense(const void *params_)
{
    const struct params *p = params_;

    return p->statistic == SUM || p->statistic == CV ? MR_AS_LINE
           : p->statistic == MIN || p->statistic == MAX || p->statistic == PERCENTILE
               ? MR_AS_WINDOW
               : MR_AS_SPREAD;
}

#define EDGE                                                                                       \
    "a null sample gives null; fewer than min_samples, or n<2 for std, variance and cv, gives "    \
    "null"
#define OPERATOR                                                                                   \
    .id = "rolling_statistic", .family = "rolling", .category = MR_SIGNAL,                         \
    .title = "Centred running statistic",                                                          \
    .help = "Spread, extremes, sum or a percentile over the neighbours of each sample.",           \
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"  \
               " same well, cut at the well ends; nulls in it are skipped; std and variance "      \
               "divide by n-1; cv=std/mean; percentile is type 7",                                 \
    .source = "Davis 2002, Statistics and Data Analysis in Geology",                               \
    .params_size = sizeof(struct params)

const mr_operator mr_operator_rolling_statistic = {
    OPERATOR,
    .inputs = inputs,
    .outputs = outputs,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense_of = sense,
    .half = half,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_rolling_statistic_v1 = {
    OPERATOR,
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps; says the unit that the statistic has",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
