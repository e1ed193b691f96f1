// Flag stuck-tool (flat-line) intervals.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    int64_t min_samples;
    double tolerance;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(min_samples, "Fewest samples of a flat run", "samples"), .def = "4", .range = "[2,)"},
    {MR_PARAM(tolerance, "Largest change between neighbours", "as input"), .def = "0.0",
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
    {"output_column", "flag_flatline", MR_BOOL, NULL, .help = "In a run of equal readings"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    size_t end;
    for (size_t first = 0; first < series->n; first = end) {
        end = first + 1;
        while (end < series->n && fabs(x[end] - x[end - 1]) <= p->tolerance) // false at a null
            end++;
        bool flat = (int64_t)(end - first) >= p->min_samples;
        for (size_t i = first; i < end; i++)
            result[i] = mr_flag(flat, x[i]);
    }
    return MR_OK;
}

#define EDGE "null gives a null flag; a null ends the run"
#define OPERATOR                                                                                   \
    .id = "flag_flatline", .family = "flags", .category = MR_QUALITY,                              \
    .title = "Flag stuck-tool (flat-line) intervals",                                              \
    .help = "Runs of equal readings, as a stuck or dead tool gives them.",                         \
    .formula = "in depth order inside the well, a run is a maximal sequence of non-null samples "  \
               "each within tolerance (abs difference<=tolerance) of the one before; all samples"  \
               " of a run with at least min_samples are flagged",                                  \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_flag_flatline = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_flag_flatline_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps",
    .migrate = mr_migrate_as_is,
    .well = well,
};
