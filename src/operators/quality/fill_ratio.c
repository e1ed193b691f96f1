// Share of valid samples in a centred window.
// Source: Definition: share of valid samples in a window.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1,)",
     .help = "samples (odd; even acts as the next odd)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "fill_ratio", MR_FLOAT64, "v/v", .help = "Share of valid samples"},
    {0},
};

// Places of the samples among all of the well, those left out too; one more for the end of it.
static size_t *places_of(const struct params *p, const mr_series *series)
{
    size_t *place = MR_ARENA_ARRAY(series->arena, size_t, series->n + 1);
    double *room = MR_ARENA_ARRAY(series->arena, double, series->n + 1);
    const double *z = series->depth;
    const mr_usual_rows usual = mr_usual_rows_of(z, series->n, p->max_gap, room);

    for (size_t i = 1; i < series->n; i++)
        place[i] = place[i - 1] + 1 + mr_rows_between(&usual, z[i] - z[i - 1]);
    place[series->n] = series->n ? place[series->n - 1] + 1 : 0;
    return place;
}

static void fill(const struct params *p, const mr_series *series, const size_t *place)
{
    const double *x = series->in[0];
    double *result = series->out[0];
    const size_t half = (size_t)p->window / 2, n = series->n;
    size_t valid = 0, first = 0, end = 0; // of the window first .. end - 1

    for (size_t i = 0; i < n && !mr_stop(series->watch, i, 1); i++) {
        const size_t top = place[i] > half ? place[i] - half : 0;
        const size_t base = place[i] + half < place[n] ? place[i] + half + 1 : place[n];
        for (; end < n && place[end] < base; end++)
            valid += isnan(x[end]) ? 0 : 1;
        for (; place[first] < top; first++)
            valid -= isnan(x[first]) ? 0 : 1;
        result[i] = (double)valid / (double)(base - top);
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    (void)err;
    fill(params_, series, places_of(params_, series));
    return MR_OK;
}

// Of the rows that are there.
static mr_status well_v1(const void *params_, const mr_series *series, mr_error *err)
{
    size_t *place = MR_ARENA_ARRAY(series->arena, size_t, series->n + 1);

    (void)err;
    for (size_t i = 0; i <= series->n; i++)
        place[i] = i;
    fill(params_, series, place);
    return MR_OK;
}

#define FORMULA                                                                                    \
    "half=floor(window/2); non-null samples divided by all samples of i-half..i+half inside the "  \
    "well"
#define OPERATOR                                                                                   \
    .id = "fill_ratio", .family = "completeness", .category = MR_QUALITY,                          \
    .title = "Share of valid samples in a centred window",                                         \
    .help = "How much of the neighbourhood of a sample is there at all.",                          \
    .edge = "never null except for null depth",                                                    \
    .source = "Definition: share of valid samples in a window", .inputs = inputs,                  \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_fill_ratio = {
    OPERATOR,
    .version = "2.0.0",
    .formula = FORMULA "; rows left out are null samples: where the step is regular, as many as "
                       "fit in; else between rows further apart than max_gap, as many as the usual "
                       "step makes of it",
    .params = params,
    .well = well,
};

const mr_operator mr_operator_fill_ratio_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = FORMULA,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "counts rows that were left out as missing",
    .migrate = mr_migrate_as_is,
    .well = well_v1,
};
