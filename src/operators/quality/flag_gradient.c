// Flag changes with depth that are too steep.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    double threshold;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(threshold, "Threshold", "per depth unit"), .def = "100.0", .range = "[0,)"},
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
    {"output_column", "flag_gradient", MR_BOOL, NULL, .help = "Too steep"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const double *z = series->depth;
    size_t before = series->n; // the valid sample above; n = none yet
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(x[i]))
            continue;
        // Equal depths: an infinite gradient when the values differ, none (0/0, not greater) when
        // they do not.
        double gradient = before < series->n
                              ? mr_turn_short(x[i] - x[before], series->turn) / (z[i] - z[before])
                              : 0;
        result[i] = fabs(gradient) > p->threshold;
        before = i;
    }
    return MR_OK;
}

#define EDGE                                                                                       \
    "null gives a null flag; the first valid sample is false; equal depths give true when the "    \
    "values differ, else false"
#define OPERATOR                                                                                   \
    .id = "flag_gradient", .family = "flags", .category = MR_QUALITY,                              \
    .title = "Flag changes with depth that are too steep",                                         \
    .help = "Changes from sample to sample that no rock makes.",                                   \
    .formula = "abs((x_i-x_(i-1))/(z_i-z_(i-1)))>threshold with the previous non-null sample of "  \
               "the well",                                                                         \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_flag_gradient = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_CIRCLE,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_flag_gradient_v1 = {
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
