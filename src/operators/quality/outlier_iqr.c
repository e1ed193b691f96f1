// Outliers by the inter-quartile range.
// Source: Tukey 1977, Exploratory Data Analysis.
#include "mudrock/operator.h"

struct params {
    double threshold;
    int scope; // well, all
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Multiple of the inter-quartile range", NULL), .def = "1.5",
     .range = "[0,)"},
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

    double *sorted = mr_arena_alloc(series->arena, series->n * sizeof *sorted);
    const size_t n = mr_compact(x, series->n, sorted);
    mr_sort(sorted, n);
    const double q1 = mr_percentile_sorted(sorted, n, 25), q3 = mr_percentile_sorted(sorted, n, 75);
    const double range = q3 > q1 ? q3 - q1 : MR_NAN;
    for (size_t i = 0; i < series->n; i++) {
        double beyond = x[i] > q3 ? x[i] - q3 : x[i] < q1 ? x[i] - q1 : 0 * x[i];
        score[i] = mr_finite(beyond / range);
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
    .id = "outlier_iqr", .family = "outliers", .kind = "aggregate", .category = MR_QUALITY,        \
    .title = "Outliers by the inter-quartile range",                                               \
    .help = "Values outside the fences that are drawn at a multiple of the inter-quartile range, " \
            "by well or over all.",                                                                \
    .formula = "Q1,Q3 type-7 quartiles, IQR=Q3-Q1; score=(x-Q3)/IQR above Q3, (x-Q1)/IQR below "   \
               "Q1, else 0; outlier abs(score)>threshold",                                         \
    .edge = "null gives a null flag and score; a zero or missing spread gives null",               \
    .source = "Tukey 1977, Exploratory Data Analysis", .inputs = inputs, .outputs = outputs,       \
    .params = params, .params_size = sizeof(struct params), .is_across = is_across, .well = well

const mr_operator mr_operator_outlier_iqr = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_outlier_iqr_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
