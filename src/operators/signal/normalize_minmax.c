// Min-max normalisation to a target range, by well or over all wells.
// Source: Han, Kamber & Pei 2011, Data Mining.
#include "mudrock/operator.h"

struct params {
    double target_min, target_max;
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
    {MR_PARAM(target_min, "Target min", NULL), .def = "0"},
    {MR_PARAM(target_max, "Target max", NULL), .def = "1"},
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
    const double low = mr_min(values, n), high = mr_max(values, n);

    (void)err;
    if (!(high > low))
        return MR_OK;
    for (size_t i = 0; i < s->n; i++)
        s->out[0][i] =
            p->target_min + (s->in[0][i] - low) * (p->target_max - p->target_min) / (high - low);
    return MR_OK;
}

static bool is_across(const void *params_)
{
    return ((const struct params *)params_)->scope == ALL;
}

#define SHARED                                                                                     \
    .id = "normalize_minmax", .family = "normalise", .kind = "aggregate", .category = MR_SIGNAL,   \
    .title = "Normalise, min-max",                                                                 \
    .help = "Linear rescaling of the least and greatest value, of the well or of all wells, to a " \
            "range.",                                                                              \
    .formula = "y = target_min + (x - min) (target_max - target_min) / (max - min)",               \
    .edge = "A null sample gives null; max = min gives null",                                      \
    .source = "Han, Kamber & Pei 2011, Data Mining", .inputs = inputs, .outputs = outputs,         \
    .params = params, .params_size = sizeof(struct params), .is_across = is_across, .well = well

const mr_operator mr_operator_normalize_minmax = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_normalize_minmax_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
