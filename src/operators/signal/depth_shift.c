// Shifts one curve in depth and resamples it on the original depths.
// Source: Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice).
#include "mudrock/operator.h"

struct params {
    double shift;
    int method;
    double max_gap;
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, NULL, "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "shifted", MR_FLOAT64, "as input", NULL, "Shifted curve"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(shift, "Positive moves the curve down", "depth unit"), .def = "0.5"},
    {MR_PARAM(method, "Interpolation of numeric columns", NULL), .def = "\"linear\"",
     .choices = "linear,nearest,previous"},
    {MR_PARAM(max_gap,
              "Largest distance between the two bounding valid samples that is bridged; null = any",
              "depth unit"),
     .def = "null", .range = "[0,)", .nullable = true},
    {0},
};

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    mr_knots knots = mr_knots_make(s->depth, s->in[0], s->n, //
                                   MR_ARENA_ARRAY(s->arena, double, s->n + 1),
                                   MR_ARENA_ARRAY(s->arena, double, s->n + 1));
    size_t near = 0;

    (void)err;
    knots.turn = s->turn;
    for (size_t i = 0; i < s->n; i++)
        s->out[0][i] = mr_knots_at(&knots, mr_interpolation_of(p->method, s->classes), p->max_gap,
                                   s->depth[i] - p->shift, &near);
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "depth_shift", .family = "sampling", .category = MR_SIGNAL, .title = "Depth shift",      \
    .help = "Moves one curve down (positive) or up against the others.",                           \
    .formula = "y(z) = x(z - shift), interpolated between the valid samples above and below",      \
    .edge =                                                                                        \
        "Null outside the shifted range, and where the bounding samples lie further apart than "   \
        "max_gap",                                                                                 \
    .source = "Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice)",       \
    .inputs = inputs, .outputs = outputs, .params = params, .params_size = sizeof(struct params),  \
    .well = well

const mr_operator mr_operator_depth_shift = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_depth_shift_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
