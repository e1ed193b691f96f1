// Best lag between two curves by normalised cross-correlation.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/tabular.h"

struct params {
    int64_t max_lag;
    int64_t min_overlap;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
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

// Two curves row by row; rows of different stretches are not paired.
typedef struct pairing {
    size_t n, *end;
    const double *reference, *x;
    double *a, *b; // room for pairs
} pairing;

static double correlation_at(const pairing *p, int64_t lag, int64_t min_overlap)
{
    size_t pairs = 0;

    for (size_t i = 0; i < p->n; i++) {
        const int64_t j = (int64_t)i + lag;
        if (j < 0 || j >= (int64_t)p->n || isnan(p->reference[i]) || isnan(p->x[j]) ||
            p->end[i] != p->end[j])
            continue;
        p->a[pairs] = p->reference[i];
        p->b[pairs++] = p->x[j];
    }
    return (int64_t)pairs >= min_overlap ? mr_pearson(p->a, p->b, pairs) : MR_NAN;
}

static void correlate(const struct params *p, const pairing *of, const mr_series *series)
{
    double best = MR_NAN;
    int64_t best_lag = 0;
    const int64_t n = (int64_t)of->n, most = p->max_lag < n ? p->max_lag : n; // further, no pairs

    // 0, -1, 1, -2, 2, ...: of equal correlations the first found is the one wanted.
    for (int64_t step = 0; step <= 2 * most; step++) {
        if (mr_stop(series->watch, (size_t)step, of->n))
            break;
        const int64_t lag = step % 2 ? -(step + 1) / 2 : step / 2;
        const double r = correlation_at(of, lag, p->min_overlap);
        if (r > best || (isnan(best) && !isnan(r))) {
            best = r;
            best_lag = lag;
        }
    }
    for (size_t i = 0; i < series->n && !isnan(best); i++) {
        series->out[0][i] = (double)best_lag;
        series->out[1][i] = best;
    }
}

static pairing pairing_of(const mr_series *series)
{
    const size_t n = series->n;
    pairing p = {n,
                 MR_ARENA_ARRAY(series->arena, size_t, n + 1),
                 series->in[0],
                 series->in[1],
                 MR_ARENA_ARRAY(series->arena, double, n + 1),
                 MR_ARENA_ARRAY(series->arena, double, n + 1)};

    for (size_t i = 0; i < n; i++)
        p.end[i] = n;
    return p;
}

static mr_status well_v1(const void *params_, const mr_series *series, mr_error *err)
{
    const pairing all = pairing_of(series);

    (void)err;
    correlate(params_, &all, series);
    return MR_OK;
}

// Of rows where one of the two has a value, and what is missing between them.
static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const mr_group all = {.n = series->n, .depth = series->depth, .rows = series->rows};
    const mr_group samples = mr_group_samples(&all, series->in, 2, series->arena);
    const mr_rows_of rows = mr_rows_of_series(samples.depth, samples.n, p->max_gap, series->arena);
    mr_series padded = {.n = rows.n, .arena = series->arena};
    const double *in[2];
    size_t *place = MR_ARENA_ARRAY(series->arena, size_t, series->n + 1), n = 0;

    (void)err;
    for (size_t i = 0; i < series->n; i++)
        if (!isnan(series->in[0][i]) || !isnan(series->in[1][i]))
            place[n++] = i;
    for (int c = 0; c < 2; c++) {
        double *values = MR_ARENA_ARRAY(series->arena, double, rows.n + 1);
        for (size_t i = 0; i < rows.n; i++)
            values[i] = rows.at[i] == MR_NO_ROW ? MR_NAN : series->in[c][place[rows.at[i]]];
        in[c] = values;
    }
    padded.in = in;
    pairing of = pairing_of(&padded);
    of.end = rows.end;
    correlate(p, &of, series);
    return MR_OK;
}

#define OPERATOR                                                                                   \
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
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_cross_correlation = {
    OPERATOR, .version = "2.0.0", .sense = MR_AS_LINE, .params = params, .well = well,
};

const mr_operator mr_operator_cross_correlation_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params + 1,
    .well = well_v1,
    .replacement_version = "2.0.0",
    .plain = true,
    .change = "pairs no samples across a gap, and refuses classes and directions",
    .migrate = mr_migrate_as_is,
};
