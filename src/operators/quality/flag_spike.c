// Flag spikes against the local median.
// Source: Hampel 1974; Pearson 2002, Outliers in process modeling and identification.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    double threshold;
    double min_amplitude;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "7", .range = "[1,)",
     .help = "samples (odd; even acts as the next odd)"},
    {MR_PARAM(threshold, "Scaled median absolute deviations", NULL), .def = "3.0", .range = "[0,)"},
    {MR_PARAM(min_amplitude, "Least distance from the median", "as input"), .def = "0.0",
     .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_spike", MR_BOOL, NULL, .help = "A spike"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t half = (size_t)p->window / 2;
    double *room = mr_arena_alloc(series->arena, mr_sliding_room(series->n, half) * sizeof *room);
    mr_sliding sliding;
    mr_sliding_init(&sliding, x, series->n, half, room);
    for (size_t i = 0; i < series->n; i++) {
        mr_sliding_to(&sliding, i);
        double median = mr_median_sorted(sliding.sorted, sliding.count);
        double scale = 1.4826 * mr_mad_sorted(sliding.sorted, sliding.count, median);
        double off = fabs(x[i] - median);
        result[i] = mr_flag(off > p->threshold * scale && off >= p->min_amplitude, x[i]);
    }
    return MR_OK;
}

const mr_operator mr_operator_flag_spike = {
    .id = "flag_spike",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Flag spikes against the local median",
    .help = "Single samples that stand out from the median of their neighbours.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; m=median, "
               "s=1.4826*median(abs(x-m)); flag abs(x_i-m)>threshold*s and "
               "abs(x_i-m)>=min_amplitude",
    .edge = "null gives a null flag",
    .source = "Hampel 1974; Pearson 2002, Outliers in process modeling and identification",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
