// Centred running least-squares slope against depth.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
};

static const mr_param params[] = {
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

static MR_VECTOR void blank_depth(size_t n, const double *restrict z, const double *restrict x,
                                  double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = z[i] + 0 * x[i];
}

static MR_VECTOR void divide(size_t n, const double *restrict sum, const double *restrict count,
                             double *restrict mean)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = sum[i] / count[i];
}

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
    double *depth = MR_ARENA_ARRAY(series->arena, double, n + 1);
    double *sum = MR_ARENA_ARRAY(series->arena, double, 6 * most), *count = sum + most;
    double *mean_x = count + most, *mean_z = mean_x + most, *zx = mean_z + most, *zz = zx + most;
    double *room = mr_arena_alloc(series->arena, mr_window_room(half) * sizeof *room);
    const mr_window x = {series->in[0], n, half}, z = {depth, n, half};

    (void)err;
    blank_depth(n, series->depth, x.x, depth);
    for (size_t first = 0; first < n; first += most) {
        const size_t m = n - first < most ? n - first : most;
        mr_window_sums(&x, first, m, sum, count, room);
        divide(m, sum, count, mean_x);
        mr_window_sums(&z, first, m, sum, count, room);
        divide(m, sum, count, mean_z);
        mr_window_products(&z, &x, first, m, mean_z, mean_x, zx, room);
        mr_window_products(&z, &z, first, m, mean_z, mean_z, zz, room);
        slope(m, x.x + first, zx, zz, count, mean_z, (double)p->min_samples,
              series->out[0] + first);
    }
    return MR_OK;
}

const mr_operator mr_operator_rolling_slope = {
    .id = "rolling_slope",
    .version = "1.0.0",
    .family = "rolling",
    .category = MR_SIGNAL,
    .title = "Centred running least-squares slope against depth",
    .help = "Local trend of a curve with depth.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; "
               "slope=sum((z-mz)*(x-mx))/sum((z-mz)^2) over non-null samples",
    .edge = "a null sample gives null; fewer than min_samples or equal depths gives null",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
