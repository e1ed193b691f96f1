// Centred running least-squares slope against depth.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(min_samples, "Fewest samples", "samples"), .def = "3", .range = "[2,)"},
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
    {"output_column", "slope", MR_FLOAT64, "per depth unit", .help = "Slope against depth"},
    {0},
};

// Null where all depths are equal, which the rounding of their mean must not hide.
static MR_VECTOR void slope(size_t n, const double *restrict x, const double *restrict products,
                            const double *restrict squares, const double *restrict count,
                            const double *restrict mean_z, double fewest, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double v = products[i] / squares[i];
        const bool spread = squares[i] > 1e-28 * count[i] * mean_z[i] * mean_z[i];
        const bool valid = spread & !isnan(x[i]) & (count[i] >= fewest);
        out[i] = valid ? v : MR_NAN;
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const size_t n = series->n, half = (size_t)p->window / 2, most = mr_window_rows(half);
    double *rows = MR_ARENA_ARRAY(series->arena, double, 5 * most);
    double *room = MR_ARENA_ARRAY(series->arena, double, mr_window_room(half));
    const mr_moments m = {.count = rows,
                          .mean_a = rows + most,
                          .mean_b = rows + 2 * most,
                          .aa = rows + 3 * most,
                          .ab = rows + 4 * most};
    const mr_window z = {series->depth, n, half};

    (void)err;
    for (size_t first = 0; first < n && !mr_stopped(series->watch); first += most) {
        const size_t length = n - first < most ? n - first : most;
        mr_window_moments(&z, series->in[0], first, length, &m, room);
        slope(length, series->in[0] + first, m.ab, m.aa, m.count, m.mean_a, (double)p->min_samples,
              series->out[0] + first);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    const struct params *p = params_;

    return (size_t)p->window / 2;
}

#define EDGE "a null sample gives null; fewer than min_samples or equal depths gives null"
#define OPERATOR                                                                                   \
    .id = "rolling_slope", .family = "rolling", .category = MR_SIGNAL,                             \
    .title = "Centred running least-squares slope against depth",                                  \
    .help = "Local trend of a curve with depth.",                                                  \
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"  \
               " same well, cut at the well ends; nulls in it are skipped; "                       \
               "slope=sum((z-mz)*(x-mx))/sum((z-mz)^2) over non-null samples",                     \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_rolling_slope = {
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
const mr_operator mr_operator_rolling_slope_v1 = {
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
