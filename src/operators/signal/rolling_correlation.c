// Centred running Pearson correlation of two curves.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "7", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(min_samples, "Fewest pairs", "samples"), .def = "3", .range = "[2,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"other_column", "rhob", MR_FLOAT64, NULL, .help = "The other curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "correlation", MR_FLOAT64, NULL, .help = "Correlation"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    const double *other = series->in[1];
    double *result = series->out[0];
    (void)err;

    const size_t half = (size_t)p->window / 2;
    double *room = mr_arena_alloc(
        series->arena, 2 * (2 * half + 1 < series->n ? 2 * half + 1 : series->n) * sizeof *room);
    for (size_t i = 0; i < series->n; i++) {
        size_t first = i > half ? i - half : 0,
               end = i + half + 1 < series->n ? i + half + 1 : series->n;
        double *a = room, *b = room + (end - first);
        size_t pairs = 0;
        for (size_t j = first; j < end; j++) {
            if (isnan(x[j]) || isnan(other[j]))
                continue;
            a[pairs] = x[j];
            b[pairs++] = other[j];
        }
        if (!isnan(x[i]) && !isnan(other[i]) && (int64_t)pairs >= p->min_samples)
            result[i] = mr_pearson(a, b, pairs);
    }
    return MR_OK;
}

const mr_operator mr_operator_rolling_correlation = {
    .id = "rolling_correlation",
    .version = "1.0.0",
    .family = "rolling",
    .category = MR_SIGNAL,
    .title = "Centred running Pearson correlation of two curves",
    .help = "Whether two curves move together, along the hole.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; pairs with both non-"
               "null; r=Sab/sqrt(Saa*Sbb)",
    .edge = "null where either centre sample is null, with fewer than min_samples pairs or "
            "zero variance",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
