// Flag rough hole from the running deviation of the caliper.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    double threshold;
};

static const mr_param params[] = {
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

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *cali = series->in[0];
    double *result = series->out[0];
    double *rugosity = series->out[1];
    (void)err;

    const size_t half = (size_t)p->window / 2;
    double *room = mr_arena_alloc(series->arena, mr_sliding_room(series->n, half) * sizeof *room);
    mr_sliding sliding;
    mr_sliding_init(&sliding, cali, series->n, half, room);
    for (size_t i = 0; i < series->n; i++) {
        mr_sliding_to(&sliding, i);
        if (isnan(cali[i]))
            continue;
        rugosity[i] = mr_std(sliding.sorted, sliding.count, 1);
        result[i] = mr_flag(rugosity[i] > p->threshold, rugosity[i]);
    }
    return MR_OK;
}

const mr_operator mr_operator_flag_rugosity = {
    .id = "flag_rugosity",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Flag rough hole from the running deviation of the caliper",
    .help = "Where the wall of the hole is rough over the length of a pad tool.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; rugosity=standard "
               "deviation dividing by n-1; flag rugosity>threshold",
    .edge = "null gives a null flag; fewer than 2 values gives null",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
