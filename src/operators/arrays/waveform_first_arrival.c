// First arrival time by amplitude threshold.
// Source: Mari, Coppens & Gavin 1994, Full Waveform Acoustic Data Processing.
#include "mudrock/operator.h"

struct params {
    double threshold;
    double sample_interval;
    double start_time;
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Share of the greatest absolute amplitude", NULL), .def = "0.3",
     .range = "[0, 1]"},
    {MR_PARAM(sample_interval, "Sample interval", "us"), .def = "10.0", .range = "(0,)"},
    {MR_PARAM(start_time, "Start time", "us"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "waveform", MR_LIST_FLOAT64, "absolute", .help = "Waveform"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "waveform", MR_LIST_FLOAT64, NULL, .help = "Waveform"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "t_first", MR_FLOAT64, "us", .help = "Time of the first arrival"},
    {"index_column", "i_first", MR_INT64, NULL, .help = "Index of the first arrival, from 0"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    const double *x = in[0].list;
    double peak = 0;
    for (size_t k = 0; k < in[0].n; k++)
        peak = fabs(x[k]) > peak ? fabs(x[k]) : peak;
    if (in[0].null || !(peak > 0))
        return MR_OK;
    for (size_t k = 0; k < in[0].n; k++) {
        if (!(fabs(x[k]) >= p->threshold * peak))
            continue;
        out[0] = mr_cell_real(p->start_time + (double)k * p->sample_interval);
        out[1] = mr_cell_real((double)k);
        break;
    }
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "waveform_first_arrival", .family = "acoustic", .category = MR_ARRAYS,                   \
    .title = "First arrival time by amplitude threshold",                                          \
    .help = "Picks the first sample whose amplitude exceeds a share of the greatest one.",         \
    .formula = "first index k with abs(x_k)>=threshold*max(abs(x)); "                              \
               "time=start_time+k*sample_interval",                                                \
    .edge = "a null list gives null; null elements never qualify; an all-zero or empty list "      \
            "gives null",                                                                          \
    .source = "Mari, Coppens & Gavin 1994, Full Waveform Acoustic Data Processing",                \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_waveform_first_arrival = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_waveform_first_arrival_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
