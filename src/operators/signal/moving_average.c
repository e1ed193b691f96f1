// Centred moving average, uniform or triangular.
// Source: Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int weights;
    int64_t min_samples;
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
    {"output_column", "filtered", MR_FLOAT64, "as input", NULL, "Filtered curve"},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length in samples (odd; an even value acts as the next odd one)",
              "samples"),
     .def = "5", .range = "[1, 9999]"},
    {MR_PARAM(weights, "Weights", NULL), .def = "\"uniform\"", .choices = "uniform,triangular"},
    {MR_PARAM(min_samples, "Fewest non-null samples for a result", "samples"), .def = "1",
     .range = "[1,)"},
    {0},
};

enum weights { UNIFORM, TRIANGULAR };

static MR_VECTOR void divide(size_t n, const double *restrict x, const double *restrict sum,
                             const double *restrict weight, const double *restrict count,
                             double fewest, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double mean = sum[i] / weight[i];
        out[i] = isnan(x[i]) || count[i] < fewest ? MR_NAN : mean;
    }
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const mr_window window = {s->in[0], s->n, (size_t)p->window / 2};
    const size_t most = mr_window_rows(window.half);
    double *room = mr_arena_alloc(s->arena, mr_window_room(window.half) * sizeof *room);
    double *sum = MR_ARENA_ARRAY(s->arena, double, 3 * most), *count = sum + most;
    double *weight = p->weights == TRIANGULAR ? count + most : count;

    (void)err;
    for (size_t first = 0; first < s->n && !mr_stopped(s->watch); first += most) {
        const size_t rows = s->n - first < most ? s->n - first : most;
        mr_window_sums(&window, first, rows, sum, count, room);
        if (p->weights == TRIANGULAR)
            mr_window_weighted(&window, first, rows, sum, weight, room);
        divide(rows, window.x + first, sum, weight, count, (double)p->min_samples,
               s->out[0] + first);
    }
    return MR_OK;
}

#define EDGE "A null sample gives null; fewer than min_samples values give null"
#define OPERATOR                                                                                   \
    .id = "moving_average", .family = "smoothing", .category = MR_SIGNAL,                          \
    .title = "Moving average", .help = "Mean of a centred window, cut at the ends of the well.",   \
    .formula = "y = sum(w x) / sum(w) over the window; w = 1, or half + 1 - abs(k) for offset k",  \
    .source = "Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing",       \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_moving_average = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_MEAN,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_moving_average_v1 = {
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
