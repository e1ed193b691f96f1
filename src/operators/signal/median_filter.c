// Centred running median.
// Source: Tukey (1977), Exploratory Data Analysis.
#include "mudrock/operator.h"

enum { BLOCK = 512 };

struct params {
    int64_t window, min_samples;
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
    {MR_PARAM(min_samples, "Fewest non-null samples for a result", "samples"), .def = "1",
     .range = "[1,)"},
    {0},
};

static MR_VECTOR void blank(size_t n, const double *restrict x, const double *restrict count,
                            double fewest, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = isnan(x[i]) || count[i] < fewest ? MR_NAN : out[i];
}

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *x = s->in[0];
    const size_t half = (size_t)p->window / 2;
    double count[BLOCK];
    mr_sliding sliding;

    (void)err;
    mr_sliding_init(&sliding, x, s->n, half,
                    MR_ARENA_ARRAY(s->arena, double, mr_sliding_room(s->n, half) + 1));
    for (size_t first = 0; first < s->n && !mr_stopped(s->watch); first += BLOCK) {
        const size_t rows = s->n - first < BLOCK ? s->n - first : BLOCK;
        double *out = s->out[0] + first;
        mr_sliding_rows(&sliding, first, rows, &(mr_orders){.count = count, .median = out});
        blank(rows, x + first, count, (double)p->min_samples, out);
    }
    return MR_OK;
}

static size_t half(const void *params_)
{
    const struct params *p = params_;

    return (size_t)p->window / 2;
}

#define EDGE "A null sample gives null; fewer than min_samples values give null"
#define OPERATOR                                                                                   \
    .id = "median_filter", .family = "smoothing", .category = MR_SIGNAL, .title = "Median filter", \
    .help = "Median of a centred window, cut at the ends of the well.",                            \
    .formula = "y = median of the values in the window",                                           \
    .source = "Tukey 1977, Exploratory Data Analysis", .inputs = inputs, .outputs = outputs,       \
    .params_size = sizeof(struct params)

const mr_operator mr_operator_median_filter = {
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
const mr_operator mr_operator_median_filter_v1 = {
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
