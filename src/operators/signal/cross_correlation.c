// Best lag between two curves by normalised cross-correlation.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t max_lag;
    int64_t min_overlap;
};

static const mr_param params[] = {
    {MR_PARAM(max_lag, "Largest lag tried", "samples"), .def = "5", .range = "[0,)"},
    {MR_PARAM(min_overlap, "Fewest pairs for a lag to count", "samples"), .def = "3",
     .range = "[2,)"},
    {0},
};

static const mr_port inputs[] = {
    {"reference_column", "gr", MR_FLOAT64, NULL, .help = "Curve that stays"},
    {"column", "gr_run2", MR_FLOAT64, NULL, .help = "Curve that is looked for"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "lag", MR_INT64, "samples",
     .help = "Lag, positive when the curve lies deeper"},
    {"correlation_column", "lag_corr", MR_FLOAT64, NULL, .help = "Correlation at that lag"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *reference = series->in[0];
    const double *x = series->in[1];
    double *result = series->out[0];
    double *correlation = series->out[1];
    (void)err;

    const size_t n = series->n;
    double *a = mr_arena_alloc(series->arena, 2 * n * sizeof *a), *b = a + n;
    double best = MR_NAN;
    int64_t best_lag = 0;
    const int64_t most = p->max_lag < (int64_t)n ? p->max_lag : (int64_t)n; // further, no pairs
    // 0, -1, 1, -2, 2, ...: of equal correlations the first found is the one wanted.
    for (int64_t step = 0; step <= 2 * most; step++) {
        int64_t lag = step % 2 ? -(step + 1) / 2 : step / 2;
        size_t pairs = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t j = (int64_t)i + lag;
            if (j < 0 || j >= (int64_t)n || isnan(reference[i]) || isnan(x[j]))
                continue;
            a[pairs] = reference[i];
            b[pairs++] = x[j];
        }
        double r = (int64_t)pairs >= p->min_overlap ? mr_pearson(a, b, pairs) : MR_NAN;
        if (r > best || (isnan(best) && !isnan(r))) {
            best = r;
            best_lag = lag;
        }
    }
    for (size_t i = 0; i < n && !isnan(best); i++) {
        result[i] = (double)best_lag;
        correlation[i] = best;
    }
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "cross_correlation", .family = "correlation", .kind = "aggregate",                       \
    .category = MR_SIGNAL, .title = "Best lag between two curves by normalised cross-correlation", \
    .help =                                                                                        \
        "By how many samples one curve lies deeper than another, found where they agree best.",    \
    .formula = "per well, lag k in -max_lag..max_lag: r(k)=Pearson correlation of reference_i "    \
               "with curve_(i+k) over pairs where both are non-null; lags with fewer than "        \
               "min_overlap pairs or zero variance are skipped; the lag of greatest r wins (tie:"  \
               " smaller abs(k), then negative); both results are written on every row of the "    \
               "well",                                                                             \
    .edge = "null when no lag qualifies; positive lag means the curve lies deeper than the "       \
            "reference",                                                                           \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .well = well

const mr_operator mr_operator_cross_correlation = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_cross_correlation_v1 = {SHARED, .version = "1.0.0",
                                                      MR_OLDER("2.0.0")};
