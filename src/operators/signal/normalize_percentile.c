// Percentile (histogram) normalisation of a curve to reference values.
// Source: Shier 2004, Well log normalization: methods and guidelines.
#include "mudrock/operator.h"

struct params {
    double low_percentile;
    double high_percentile;
    double target_low;
    double target_high;
    bool limit;
    int scope; // well, all
};

static const mr_param params[] = {
    {MR_PARAM(low_percentile, "Low percentile", "%"), .def = "5.0", .range = "[0, 100]"},
    {MR_PARAM(high_percentile, "High percentile", "%"), .def = "95.0", .range = "[0, 100]"},
    {MR_PARAM(target_low, "Target low", "as input"), .def = "20.0"},
    {MR_PARAM(target_high, "Target high", "as input"), .def = "120.0"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "false",
     .help = "clip the result to target_low..target_high"},
    {MR_PARAM(scope, "Statistics per well or over all wells", NULL), .def = "\"well\"",
     .choices = "well,all"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "normalized", MR_FLOAT64, "as input", .help = "Normalised values"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    double *sorted = mr_arena_alloc(series->arena, series->n * sizeof *sorted);
    const size_t valid = mr_compact(x, series->n, sorted);
    mr_sort(sorted, valid);
    const double low = mr_percentile_sorted(sorted, valid, p->low_percentile);
    const double high = mr_percentile_sorted(sorted, valid, p->high_percentile);
    const double least = p->target_low < p->target_high ? p->target_low : p->target_high;
    const double most = p->target_low < p->target_high ? p->target_high : p->target_low;
    for (size_t i = 0; i < series->n; i++) {
        double v = p->target_low + (x[i] - low) * (p->target_high - p->target_low) / (high - low);
        result[i] = mr_limit(p->limit, v, least, most);
    }
    return MR_OK;
}

static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return p->scope == 1; // all
}

#define SHARED                                                                                     \
    .id = "normalize_percentile", .family = "normalise", .kind = "aggregate",                      \
    .category = MR_SIGNAL,                                                                         \
    .title = "Percentile (histogram) normalisation of a curve to reference values",                \
    .help = "Makes wells comparable: two percentiles of each well are brought to the same two "    \
            "values.",                                                                             \
    .formula = "PL,PH=percentiles (type 7) of the scope; y=target_low+(x-PL)*(target_high-"        \
               "target_low)/(PH-PL); if limit clipped between target_low and target_high",         \
    .edge = "a null sample gives null; PH=PL gives null",                                          \
    .source = "Shier 2004, Well log normalization: methods and guidelines", .inputs = inputs,      \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params),                    \
    .is_across = is_across, .well = well

const mr_operator mr_operator_normalize_percentile = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_normalize_percentile_v1 = {SHARED, .version = "1.0.0",
                                                         MR_OLDER("2.0.0")};
