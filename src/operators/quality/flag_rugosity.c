// Flag rough hole from the running deviation of the caliper.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    double threshold;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1,)",
     .help = "samples (odd; even acts as the next odd)"},
    {MR_PARAM(threshold, "Threshold", "in"), .def = "0.4", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"cali_column", "cali", MR_FLOAT64, "in", .quantity = "caliper", .help = "Caliper"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_rugosity", MR_BOOL, NULL, .help = "Rough hole"},
    {"rugosity_column", "rugosity", MR_FLOAT64, "in", .help = "Running deviation of the caliper"},
    {0},
};

static MR_VECTOR void judge(size_t n, const double *restrict cali, const double *restrict squares,
                            const double *restrict count, double threshold,
                            double *restrict rugosity, double *restrict flag)
{
    for (size_t i = 0; i < n; i++) {
        const double spread = sqrt(squares[i] / (count[i] - 1));
        rugosity[i] = isnan(cali[i]) || count[i] < 2 ? MR_NAN : spread;
        flag[i] = mr_flag(rugosity[i] > threshold, rugosity[i]);
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const size_t n = series->n, wanted = (size_t)p->window / 2, half = wanted < n ? wanted : n;
    const size_t most = mr_window_rows(half);
    double *count = MR_ARENA_ARRAY(series->arena, double, 3 * most);
    double *room = MR_ARENA_ARRAY(series->arena, double, mr_window_room(half));
    const mr_moments moments = {.count = count, .mean_a = count + most, .aa = count + 2 * most};
    const mr_window cali = {series->in[0], n, half};

    (void)err;
    for (size_t first = 0; first < n && !mr_stopped(series->watch); first += most) {
        const size_t m = n - first < most ? n - first : most;
        mr_window_moments(&cali, NULL, first, m, &moments, room);
        judge(m, cali.x + first, moments.aa, count, p->threshold, series->out[1] + first,
              series->out[0] + first);
    }
    return MR_OK;
}

#define EDGE "null gives a null flag; fewer than 2 values gives null"
#define OPERATOR                                                                                   \
    .id = "flag_rugosity", .family = "flags", .category = MR_QUALITY,                              \
    .title = "Flag rough hole from the running deviation of the caliper",                          \
    .help = "Where the wall of the hole is rough over the length of a pad tool.",                  \
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"  \
               " same well, cut at the well ends; nulls in it are skipped; rugosity=standard "     \
               "deviation dividing by n-1; flag rugosity>threshold",                               \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_flag_rugosity = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_flag_rugosity_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps",
    .migrate = mr_migrate_as_is,
    .well = well,
};
