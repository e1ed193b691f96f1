// Remove or return a least-squares polynomial depth trend per well.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t degree;
    int output; // residual, trend
};

static const mr_param params[] = {
    {MR_PARAM(degree, "Polynomial degree", NULL), .def = "1", .range = "[0, 3]"},
    {MR_PARAM(output, "Output", NULL), .def = "\"residual\"", .choices = "residual,trend"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "detrended", MR_FLOAT64, "by output: difference, as input",
     .help = "Curve without its trend, or the trend"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "detrended", MR_FLOAT64, "as input",
     .help = "Curve without its trend, or the trend"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t n = series->n, order = (size_t)p->degree;
    double *points = mr_arena_alloc(series->arena, 4 * n * sizeof *points);
    double *y = points + n, *room = y + n;
    size_t valid = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        points[valid] = series->depth[i];
        y[valid++] = x[i];
    }
    mr_poly poly;
    if (!mr_poly_make(&poly, points, valid, order, room))
        return MR_OK; // null: fewer distinct depths than degree + 1
    double coefficients[MR_POLY_MAX], at[MR_POLY_MAX];
    mr_poly_fit(&poly, points, y, valid, coefficients);
    for (size_t i = 0; i < n; i++) {
        mr_poly_eval(&poly, series->depth[i], 0, at);
        double trend = 0;
        for (size_t k = 0; k <= order; k++)
            trend += coefficients[k] * at[k];
        result[i] = p->output == 0 ? x[i] - trend : trend; // residual, trend
    }
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "detrend", .family = "calculus", .category = MR_SIGNAL,                                  \
    .title = "Remove or return a least-squares polynomial depth trend per well",                   \
    .help = "Takes compaction or drift out of a curve, or shows it.",                              \
    .formula = "least-squares polynomial in depth through the non-null samples of the well "       \
               "(centre and scale depth before solving, raw powers of depth lose the last "        \
               "digits); residual=x-trend",                                                        \
    .edge = "trend is given at every sample, residual is null at null samples; fewer distinct"     \
            " depths than degree+1 gives null",                                                    \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .inputs = inputs,             \
    .params = params, .params_size = sizeof(struct params), .extension = true, .well = well

const mr_operator mr_operator_detrend = {
    OPERATOR,
    .version = "2.0.0",
    .outputs = outputs,
    .sense = MR_AS_LINE,
};

const mr_operator mr_operator_detrend_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "says the unit that the numbers have",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
