// Normal-incidence reflection coefficient at the interface below each sample.
// Source: Sheriff & Geldart 1995, Exploration Seismology.
#include "mudrock/operator.h"

struct params {
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {0},
};

static const mr_port inputs[] = {
    {"ai_column", "ai", MR_FLOAT64, "g/cm3.m/s", .help = "Acoustic impedance"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rc", MR_FLOAT64, NULL, .help = "Reflection coefficient"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    (void)params_;
    const double *ai = series->in[0];
    double *result = series->out[0];
    (void)err;

    for (size_t i = 0; i + 1 < series->n; i++)
        result[i] = (ai[i + 1] - ai[i]) / (ai[i + 1] + ai[i]);
    return MR_OK;
}

#define EDGE "null if either sample is null or the sum is 0"
#define OPERATOR                                                                                   \
    .id = "reflection_coefficient", .family = "rock_physics", .category = MR_SUBSURFACE,           \
    .title = "Normal-incidence reflection coefficient at the interface below each sample",         \
    .help = "Share of amplitude that an interface throws back.",                                   \
    .formula = "RC[i]=(AI[i+1]-AI[i])/(AI[i+1]+AI[i]) inside the well in depth order; the last "   \
               "sample is null",                                                                   \
    .source = "Sheriff & Geldart 1995, Exploration Seismology", .inputs = inputs,                  \
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_reflection_coefficient = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_reflection_coefficient_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps",
    .migrate = mr_migrate_as_is,
    .well = well,
};
