// Savitzky-Golay smoothing or derivative on evenly spaced segments.
// Source: Savitzky & Golay (1964), Smoothing and differentiation of data by simplified least
// squares procedures.
#include "mudrock/operator.h"

struct params {
    int64_t window, order, derivative;
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
    {"output_column", "filtered", MR_FLOAT64,
     "by derivative: as input, per depth unit, per depth unit squared", NULL, "Filtered curve"},
    {0},
};
static const mr_port outputs_v1[] = {
    {"output_column", "filtered", MR_FLOAT64, "as input", NULL, "Filtered curve"},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length in samples (odd; an even value acts as the next odd one)",
              "samples"),
     .def = "7", .range = "[1, 99]"},
    {MR_PARAM(order, "Polynomial order", NULL), .def = "2", .range = "[0, 6]"},
    {MR_PARAM(derivative, "Derivative order", NULL), .def = "0", .range = "[0, 2]"},
    {0},
};

// The fit's value at place `at` of a window is a fixed sum over it: weights[at * w + j].
struct weights {
    size_t w; // 0: not made yet
    double *at;
};

static void make_weights(const struct params *p, size_t w, struct weights *weights, mr_arena *arena)
{
    double *points = MR_ARENA_ARRAY(arena, double, w), *room = MR_ARENA_ARRAY(arena, double, 2 * w);
    double here[MR_POLY_MAX], there[MR_POLY_MAX];
    mr_poly poly;

    if (weights->w == w)
        return;
    *weights = (struct weights){w, MR_ARENA_ARRAY(arena, double, w *w)};
    for (size_t j = 0; j < w; j++)
        points[j] = (double)j;
    mr_poly_make(&poly, points, w, (size_t)p->order, room);
    for (size_t at = 0; at < w; at++) {
        mr_poly_eval(&poly, points[at], (unsigned)p->derivative, here);
        for (size_t j = 0; j < w; j++) {
            mr_poly_eval(&poly, points[j], 0, there);
            for (size_t k = 0; k <= poly.order; k++)
                weights->at[at * w + j] += here[k] * there[k];
        }
    }
}

// Centred windows; at both ends of the segment the outermost window serves for the samples it is
// not centred on.
static void filter(const struct weights *weights, const double *x, size_t n, double divisor,
                   double *out, const mr_watch *watch)
{
    const size_t w = weights->w, half = w / 2;

    for (size_t i = 0; i < n && !mr_stop(watch, i + 1, w); i++) {
        const size_t first = i < half ? 0 : i + half >= n ? n - w : i - half;
        const double *weight = weights->at + (i - first) * w;
        double sum = 0;
        for (size_t j = 0; j < w; j++)
            sum += weight[j] * x[first + j];
        out[i] = sum / divisor;
    }
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *x = s->in[0], *z = s->depth;
    struct weights weights = {0};

    (void)err;
    for (size_t first, end = 0; mr_segment_next(x, s->n, &first, &end) && !mr_stopped(s->watch);) {
        const size_t n = end - first, widest = 2 * ((size_t)p->window / 2) + 1;
        const size_t longest = n % 2 ? n : n - 1, w = widest < longest ? widest : longest;
        if (w <= (size_t)p->order || p->order < p->derivative)
            continue;
        make_weights(p, w, &weights, s->arena);
        const double step = (z[end - 1] - z[first]) / (double)(n - 1);
        const double divisor = p->derivative == 0 ? 1 : p->derivative == 1 ? step : step * step;
        filter(&weights, x + first, n, divisor, s->out[0] + first, s->watch);
    }
    return MR_OK;
}

static mr_sense sense(const void *params_)
{
    const struct params *p = params_;

    return p->derivative == 0 ? MR_AS_FILTER : MR_AS_LINE;
}

#define EDGE                                                                                       \
    "A null sample gives null and parts segments; a segment that cannot carry the order gives "    \
    "null"
#define OPERATOR                                                                                   \
    .id = "savitzky_golay", .family = "smoothing", .category = MR_SIGNAL,                          \
    .title = "Savitzky-Golay filter",                                                              \
    .help =                                                                                        \
        "Least-squares polynomial through a centred window: its value smooths, its derivative "    \
        "differentiates.",                                                                         \
    .formula = "y = value or derivative at the sample of the polynomial fitted to the window; "    \
               "derivatives are divided by the mean step of the segment",                          \
    .source = "Savitzky & Golay 1964, Smoothing and differentiation of data by simplified least "  \
              "squares procedures",                                                                \
    .inputs = inputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_savitzky_golay = {
    OPERATOR,           .version = "2.0.0",
    .outputs = outputs, .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,   .gap_steps = 10,
    .well = well,       .sense_of = sense,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_savitzky_golay_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .outputs = outputs_v1,
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps; a derivative has its own unit",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
