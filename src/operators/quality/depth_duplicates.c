// Flag rows that share well and depth with another row.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    bool keep_first;
};

static const mr_param params[] = {
    {MR_PARAM(keep_first, "Do not flag the first row of each group", NULL), .def = "true"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_duplicate", MR_BOOL, NULL, .help = "Shares its depth with another row"},
    {"count_column", "depth_count", MR_INT64, NULL, .help = "Rows of that depth"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    double *result = series->out[0];
    double *count = series->out[1];
    (void)err;

    // The samples come by depth, equal depths in input order.
    const double *z = series->depth;
    size_t end;
    for (size_t first = 0; first < series->n; first = end) {
        for (end = first + 1; end < series->n && z[end] <= z[first];)
            end++;
        for (size_t i = first; i < end; i++) {
            count[i] = (double)(end - first);
            result[i] = end - first > 1 && !(p->keep_first && i == first);
        }
    }
    return MR_OK;
}

const mr_operator mr_operator_depth_duplicates = {
    .id = "depth_duplicates",
    .version = "1.0.0",
    .family = "depth",
    .kind = "aggregate",
    .category = MR_QUALITY,
    .title = "Flag rows that share well and depth with another row",
    .help = "A depth should occur once a well; here are those that do not.",
    .formula = "count=rows of the well with exactly this depth; flag count>1 (and not the first "
               "of them in input order if keep_first)",
    .edge = "null depth gives null in both outputs",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
