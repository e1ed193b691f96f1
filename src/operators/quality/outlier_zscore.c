// Outliers by z-score.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    double threshold;
    int scope; // well, all
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Threshold", NULL), .def = "3.0", .range = "[0,)"},
    {MR_PARAM(scope, "Statistics per well or over all wells", NULL), .def = "\"well\"",
     .choices = "well,all"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "outlier", MR_BOOL, NULL, .help = "An outlier"},
    {"score_column", "score", MR_FLOAT64, NULL, .help = "How far out"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    double *score = series->out[1];
    (void)err;

    double *valid = mr_arena_alloc(series->arena, series->n * sizeof *valid);
    const size_t n = mr_compact(x, series->n, valid);
    const double mean = mr_mean(valid, n), spread = mr_std(valid, n, 1);
    for (size_t i = 0; i < series->n; i++) {
        score[i] = mr_finite((x[i] - mean) / spread);
        result[i] = mr_flag(fabs(score[i]) > p->threshold, score[i]);
    }
    return MR_OK;
}

static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return p->scope == 1; // all
}

#define SHARED                                                                                     \
    .id = "outlier_zscore", .family = "outliers", .kind = "aggregate", .category = MR_QUALITY,     \
    .title = "Outliers by z-score",                                                                \
    .help = "Values more than a number of standard deviations from the mean.",                     \
    .formula = "score=(x-mean)/std over the non-null values of the scope, std dividing by n-1; "   \
               "outlier abs(score)>threshold",                                                     \
    .edge = "null gives a null flag and score; a zero or missing spread gives null",               \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params),                    \
    .is_across = is_across, .well = well

const mr_operator mr_operator_outlier_zscore = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_outlier_zscore_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
