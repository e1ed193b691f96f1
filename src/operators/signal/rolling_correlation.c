// Centred running Pearson correlation of two curves.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "7", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(min_samples, "Fewest pairs", "samples"), .def = "3", .range = "[2,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"other_column", "rhob", MR_FLOAT64, NULL, .help = "The other curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "correlation", MR_FLOAT64, NULL, .help = "Correlation"},
    {0},
};

// Both curves, null where one is, so that windows hold pairs alone.
static MR_VECTOR void pair(size_t n, const double *restrict x, const double *restrict other,
                           double *restrict a, double *restrict b, double *restrict squares_a,
                           double *restrict squares_b)
{
    for (size_t i = 0; i < n; i++) {
        a[i] = x[i] + 0 * other[i];
        b[i] = other[i] + 0 * x[i];
        squares_a[i] = -(a[i] * a[i]);
        squares_b[i] = -(b[i] * b[i]);
    }
}

static MR_VECTOR void divide(size_t n, const double *restrict sum, const double *restrict count,
                             double *restrict mean)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = sum[i] / count[i];
}

// Of a block of rows.
typedef struct sums {
    double *count, *mean_a, *mean_b, *aa, *bb, *ab, *most_a, *most_b; // most: -max(x^2)
} sums;

// No spread by the catalogue: the sum of squares is at most 1e-20 n max(x^2).
static MR_VECTOR void correlate(size_t n, const double *restrict a, const sums *s_, double fewest,
                                double *restrict out)
{
    const sums s = *s_;

    for (size_t i = 0; i < n; i++) {
        const double least = -1e-20 * s.count[i];
        const bool spread = (s.aa[i] > least * s.most_a[i]) & (s.bb[i] > least * s.most_b[i]);
        const double r = s.ab[i] / sqrt(s.aa[i] * s.bb[i]);
        const bool valid = spread & !isnan(a[i]) & (s.count[i] >= fewest);
        out[i] = valid ? r : MR_NAN;
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const size_t n = series->n, half = (size_t)p->window / 2, most = mr_window_rows(half);
    double *made = MR_ARENA_ARRAY(series->arena, double, 4 * n + 1);
    double *rows = MR_ARENA_ARRAY(series->arena, double, 9 * most), *sum = rows + 8 * most;
    double *room = mr_arena_alloc(series->arena, mr_window_room(half) * sizeof *room);
    const sums s = {rows,
                    rows + most,
                    rows + 2 * most,
                    rows + 3 * most,
                    rows + 4 * most,
                    rows + 5 * most,
                    rows + 6 * most,
                    rows + 7 * most};
    const mr_window a = {made, n, half}, b = {made + n, n, half};
    const mr_window aa = {made + 2 * n, n, half}, bb = {made + 3 * n, n, half};

    (void)err;
    pair(n, series->in[0], series->in[1], made, made + n, made + 2 * n, made + 3 * n);
    for (size_t first = 0; first < n; first += most) {
        const size_t m = n - first < most ? n - first : most;
        mr_window_sums(&a, first, m, sum, s.count, room);
        divide(m, sum, s.count, s.mean_a);
        mr_window_sums(&b, first, m, sum, s.count, room);
        divide(m, sum, s.count, s.mean_b);
        mr_window_products(&a, &a, first, m, s.mean_a, s.mean_a, s.aa, room);
        mr_window_products(&b, &b, first, m, s.mean_b, s.mean_b, s.bb, room);
        mr_window_products(&a, &b, first, m, s.mean_a, s.mean_b, s.ab, room);
        mr_window_least(&aa, first, m, s.most_a, room);
        mr_window_least(&bb, first, m, s.most_b, room);
        correlate(m, made + first, &s, (double)p->min_samples, series->out[0] + first);
    }
    return MR_OK;
}

const mr_operator mr_operator_rolling_correlation = {
    .id = "rolling_correlation",
    .version = "1.0.0",
    .family = "rolling",
    .category = MR_SIGNAL,
    .title = "Centred running Pearson correlation of two curves",
    .help = "Whether two curves move together, along the hole.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; pairs with both non-"
               "null; r=Sab/sqrt(Saa*Sbb)",
    .edge = "null where either centre sample is null, with fewer than min_samples pairs or "
            "zero variance",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
