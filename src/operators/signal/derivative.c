// First derivative with respect to depth.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/operator.h"

struct params {
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, NULL, "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "derivative", MR_FLOAT64, "per depth unit", NULL, "Derivative"},
    {0},
};

static bool is_there(const double *x, size_t n, size_t i)
{
    return i < n && !isnan(x[i]); // one above the first wraps round, past the end
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const double *x = s->in[0], *z = s->depth;

    (void)params_, (void)err;
    for (size_t i = 0; i < s->n; i++) {
        const size_t a = is_there(x, s->n, i - 1) ? i - 1 : i;
        const size_t b = is_there(x, s->n, i + 1) ? i + 1 : i;
        if (!isnan(x[i]) && z[b] > z[a])
            s->out[0][i] = mr_turn_short(x[b] - x[a], s->turn) / (z[b] - z[a]);
    }
    return MR_OK;
}

#define EDGE "A null sample gives null; without a neighbour, or between equal depths, null"
#define OPERATOR                                                                                   \
    .id = "derivative", .family = "calculus", .category = MR_SIGNAL, .title = "Derivative",        \
    .help = "Change per unit of depth, between the neighbours where both have values.",            \
    .formula = "(x_below - x_above) / (z_below - z_above)",                                        \
    .source = "Press et al. 2007, Numerical Recipes", .inputs = inputs, .outputs = outputs,        \
    .params_size = sizeof(struct params)

const mr_operator mr_operator_derivative = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_CIRCLE,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_derivative_v1 = {
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
