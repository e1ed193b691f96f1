// Z-score normalisation, by well or over all wells.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t ddof;
    int scope;
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, NULL, "Curve"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "normalized", MR_FLOAT64, NULL, NULL, "Normalised curve"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(ddof, "1 = sample, 0 = population deviation", NULL), .def = "1", .range = "[0, 1]"},
    {MR_PARAM(scope, "Statistics per well or over all wells", NULL), .def = "\"well\"",
     .choices = "well,all"},
    {0},
};

enum scope { WELL, ALL };

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    double *values = MR_ARENA_ARRAY(s->arena, double, s->n + 1);
    const size_t n = mr_compact(s->in[0], s->n, values);

    (void)err;
    if (mr_no_spread(values, n))
        return MR_OK;
    const double mean = mr_mean(values, n), std = mr_std(values, n, (size_t)p->ddof);
    for (size_t i = 0; i < s->n; i++)
        s->out[0][i] = (s->in[0][i] - mean) / std;
    return MR_OK;
}

static bool is_across(const void *params_)
{
    return ((const struct params *)params_)->scope == ALL;
}

#define SHARED                                                                                     \
    .id = "normalize_zscore", .family = "normalise", .kind = "aggregate", .category = MR_SIGNAL,   \
    .title = "Normalise, z-score",                                                                 \
    .help = "Distance from the mean in standard deviations, of the well or of all wells.",         \
    .formula = "y = (x - mean) / std, std dividing by n - ddof",                                   \
    .edge = "A null sample gives null; zero deviation or too few samples give null",               \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params),                    \
    .is_across = is_across, .well = well

const mr_operator mr_operator_normalize_zscore = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_normalize_zscore_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
