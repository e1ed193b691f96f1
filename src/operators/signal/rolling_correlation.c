// Centred running Pearson correlation of two curves.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
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

static MR_VECTOR void correlate(size_t n, const double *restrict a, const double *restrict b,
                                const mr_moments *m_, double fewest, double *restrict out)
{
    const mr_moments m = *m_;

    for (size_t i = 0; i < n; i++) {
        const double r = m.ab[i] / sqrt(m.aa[i] * m.bb[i]);
        const bool valid = !isnan(a[i] + 0 * b[i]) & (m.count[i] >= fewest);
        out[i] = valid ? r : MR_NAN;
    }
}

// Windows that may have no spread by the catalogue: the sum of squares is at most 1e-20 n max(x^2),
// and max(x^2) at most twice mean^2 + squares.
static MR_VECTOR size_t doubtful(size_t n, const double *restrict count,
                                 const double *restrict mean, const double *restrict squares)
{
    uint64_t rows = 0;

    for (size_t i = 0; i < n; i++)
        rows += (uint64_t) !(squares[i] > 2e-20 * count[i] * (mean[i] * mean[i] + squares[i]));
    return rows;
}

// Of the pairs of a window.
static double greatest_square(const mr_window *w, const double *other, size_t i)
{
    const size_t first = i > w->half ? i - w->half : 0;
    const size_t end = w->n - i > w->half ? i + w->half + 1 : w->n;
    double most = 0;

    for (size_t k = first; k < end; k++) {
        const double square = w->x[k] * w->x[k] + 0 * other[k];
        most = square > most ? square : most;
    }
    return most;
}

static void blank_without_spread(const mr_window *w, const double *other, size_t first, size_t n,
                                 const double *count, const double *squares, double *out)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(out[i]) &&
            !(squares[i] > 1e-20 * count[i] * greatest_square(w, other, first + i)))
            out[i] = MR_NAN;
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const size_t n = series->n, half = (size_t)p->window / 2, most = mr_window_rows(half);
    double *rows = MR_ARENA_ARRAY(series->arena, double, 6 * most);
    double *room = MR_ARENA_ARRAY(series->arena, double, mr_window_room(half));
    const mr_moments m = {
        rows, rows + most, rows + 2 * most, rows + 3 * most, rows + 4 * most, rows + 5 * most};
    const mr_window a = {series->in[0], n, half}, b = {series->in[1], n, half};

    (void)err;
    for (size_t first = 0; first < n && !mr_stopped(series->watch); first += most) {
        const size_t length = n - first < most ? n - first : most;
        double *out = series->out[0] + first;
        mr_window_moments(&a, b.x, first, length, &m, room);
        correlate(length, a.x + first, b.x + first, &m, (double)p->min_samples, out);
        if (doubtful(length, m.count, m.mean_a, m.aa))
            blank_without_spread(&a, b.x, first, length, m.count, m.aa, out);
        if (doubtful(length, m.count, m.mean_b, m.bb))
            blank_without_spread(&b, a.x, first, length, m.count, m.bb, out);
    }
    return MR_OK;
}

#define EDGE                                                                                       \
    "null where either centre sample is null, with fewer than min_samples pairs or zero variance"
#define OPERATOR                                                                                   \
    .id = "rolling_correlation", .family = "rolling", .category = MR_SIGNAL,                       \
    .title = "Centred running Pearson correlation of two curves",                                  \
    .help = "Whether two curves move together, along the hole.",                                   \
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"  \
               " same well, cut at the well ends; nulls in it are skipped; pairs with both non-"   \
               "null; r=Sab/sqrt(Saa*Sbb)",                                                        \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_rolling_correlation = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_LINE,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_rolling_correlation_v1 = {
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
