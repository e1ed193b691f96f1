// Hampel despike: outliers against the local median are replaced.
// Source: Hampel 1974, The influence curve and its role in robust estimation; Pearson 2002.
#include "mudrock/operator.h"

enum { BLOCK = 512 };

struct params {
    int64_t window;
    double threshold;
    int replace;
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
    {"output_column", "despiked", MR_FLOAT64, "as input", NULL, "Despiked curve"},
    {"flag_column", "spike", MR_BOOL, NULL, NULL, "Spike"},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length in samples (odd; an even value acts as the next odd one)",
              "samples"),
     .def = "7", .range = "[1, 9999]"},
    {MR_PARAM(threshold, "Number of scaled median absolute deviations", NULL), .def = "3",
     .range = "[0,)"},
    {MR_PARAM(replace, "Replace", NULL), .def = "\"median\"", .choices = "median,null"},
    {0},
};

enum replace { MEDIAN, BLANK };

static MR_VECTOR void despike(size_t n, const struct params *p, const double *restrict x,
                              const double *restrict median, const double *restrict deviation,
                              double *restrict out, double *restrict spike)
{
    const double threshold = p->threshold, keep_null = p->replace == MEDIAN ? 0 : MR_NAN;

    for (size_t i = 0; i < n; i++) {
        const double scale = 1.4826 * deviation[i];
        const bool is_spike = fabs(x[i] - median[i]) > threshold * scale;
        const double value = is_spike ? median[i] + keep_null : x[i];
        out[i] = value;
        spike[i] = mr_flag(is_spike, x[i]);
    }
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *x = s->in[0];
    const size_t half = (size_t)p->window / 2;
    double count[BLOCK], median[BLOCK], deviation[BLOCK];
    const mr_orders orders = {.count = count, .median = median, .deviation = deviation};
    mr_sliding sliding;

    (void)err;
    mr_sliding_init(&sliding, x, s->n, half,
                    MR_ARENA_ARRAY(s->arena, double, mr_sliding_room(s->n, half) + 1));
    for (size_t first = 0; first < s->n && !mr_stopped(s->watch); first += BLOCK) {
        const size_t rows = s->n - first < BLOCK ? s->n - first : BLOCK;
        mr_sliding_rows(&sliding, first, rows, &orders);
        despike(rows, p, x + first, median, deviation, s->out[0] + first, s->out[1] + first);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    const struct params *p = params_;

    return (size_t)p->window / 2;
}

#define EDGE "A null sample gives null in both outputs"
#define OPERATOR                                                                                   \
    .id = "despike_hampel", .family = "despike", .category = MR_SIGNAL,                            \
    .title = "Despike, Hampel",                                                                    \
    .help = "Samples far from the median of their window, in units of its median absolute "        \
            "deviation, are replaced.",                                                            \
    .formula = "m = median, s = 1.4826 median(abs(x - m)) of the window; spike when abs(x - m) > " \
               "threshold s",                                                                      \
    .source = "Hampel 1974, The influence curve and its role in robust estimation; Pearson 2002",  \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_despike_hampel = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_WINDOW,
    .half = half,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_despike_hampel_v1 = {
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
