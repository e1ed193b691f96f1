// Blocking at jumps larger than a threshold.
// Source: Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice).
#include "mudrock/operator.h"

#include <string.h>

struct params {
    double threshold;
    int statistic; // mean, median, min, max
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Threshold", "as input"), .def = "15.0", .range = "[0,)"},
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"mean\"", .choices = "mean,median,min,max"},
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
    {"output_column", "blocked", MR_FLOAT64, "as input", .help = "Squared curve"},
    {"block_column", "block", MR_INT64, NULL, .help = "Number of the bed, from 1 at the top"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    double *block = series->out[1];
    (void)err;

    enum { MEAN, MEDIAN, MIN, MAX };
    const size_t n = series->n;
    double *valid = mr_arena_alloc(series->arena, (2 * n + 1) * sizeof *valid), *sorted = valid + n;
    size_t *row = mr_arena_alloc(series->arena, (n + 1) * sizeof *row);
    size_t count = 0, blocks = 0, end;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        row[count] = i;
        valid[count++] = x[i];
    }
    for (size_t first = 0; first < count; first = end) {
        for (end = first + 1;
             end < count &&
             !(fabs(mr_turn_short(valid[end] - valid[end - 1], series->turn)) > p->threshold);)
            end++;
        memcpy(sorted, valid + first, (end - first) * sizeof *sorted);
        const double centre =
            series->turn > 0 ? mr_turn_about(sorted, end - first, series->turn) : 0;
        mr_sort(sorted, end - first);
        double value = p->statistic == MEAN     ? mr_mean(sorted, end - first)
                       : p->statistic == MEDIAN ? mr_median_sorted(sorted, end - first)
                       : p->statistic == MIN    ? sorted[0]
                                                : sorted[end - first - 1];
        if (series->turn > 0) // the mean of distances from the mean direction is about 0, not quite
            value = mr_turn_wrap(centre + (p->statistic == MEAN ? 0 : value), series->turn);
        blocks++;
        for (size_t k = first; k < end; k++) {
            result[row[k]] = value;
            block[row[k]] = (double)blocks;
        }
    }
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "block_threshold", .family = "blocking", .category = MR_SIGNAL,                          \
    .title = "Blocking at jumps larger than a threshold",                                          \
    .help = "Cuts a curve into beds wherever it jumps, and squares it to one value a bed.",        \
    .formula = "non-null samples in depth order; a new block starts at sample k when abs(x_k-"     \
               "x_(k-1))>threshold (previous non-null sample); y=statistic of the block; blocks "  \
               "are numbered from 1 downward",                                                     \
    .edge = "a null sample gives null in both outputs",                                            \
    .source = "Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice)",       \
    .inputs = inputs, .outputs = outputs, .params = params, .params_size = sizeof(struct params),  \
    .well = well

const mr_operator mr_operator_block_threshold = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CIRCLE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_block_threshold_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
