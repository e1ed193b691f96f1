// Hampel despike: outliers against the local median are replaced.
// Source: Hampel 1974, The influence curve and its role in robust estimation; Pearson 2002.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    double threshold;
    int replace;
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
    {MR_PARAM(window, "Window length in samples (odd; an even value acts as the next odd one)",
              "samples"),
     .def = "7", .range = "[1, 9999]"},
    {MR_PARAM(threshold, "Number of scaled median absolute deviations", NULL), .def = "3",
     .range = "[0,)"},
    {MR_PARAM(replace, "Replace", NULL), .def = "\"median\"", .choices = "median,null"},
    {0},
};

enum replace { MEDIAN, BLANK };

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *x = s->in[0];
    const size_t half = (size_t)p->window / 2;
    mr_sliding window;

    (void)err;
    mr_sliding_init(&window, x, s->n, half,
                    MR_ARENA_ARRAY(s->arena, double, mr_sliding_room(s->n, half) + 1));
    for (size_t i = 0; i < s->n; i++) {
        mr_sliding_to(&window, i);
        if (isnan(x[i]))
            continue;
        const double median = mr_median_sorted(window.sorted, window.count);
        const double scale = 1.4826 * mr_mad_sorted(window.sorted, window.count, median);
        const bool spike = fabs(x[i] - median) > p->threshold * scale;
        s->out[0][i] = !spike ? x[i] : p->replace == MEDIAN ? median : MR_NAN;
        s->out[1][i] = spike;
    }
    return MR_OK;
}

const mr_operator mr_operator_despike_hampel = {
    .id = "despike_hampel",
    .version = "1.0.0",
    .family = "despike",
    .category = MR_SIGNAL,
    .title = "Despike, Hampel",
    .help = "Samples far from the median of their window, in units of its median absolute "
            "deviation, are replaced.",
    .formula = "m = median, s = 1.4826 median(abs(x - m)) of the window; spike when abs(x - m) > "
               "threshold s",
    .edge = "A null sample gives null in both outputs",
    .source = "Hampel 1974, The influence curve and its role in robust estimation; Pearson 2002",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
