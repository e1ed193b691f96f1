// Gaussian smoothing.
// Source: Gonzalez & Woods 2008, Digital Image Processing.
#include "mudrock/operator.h"

struct params {
    double sigma;
    double truncate;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(sigma, "Sigma", "samples"), .def = "1.5", .range = "(0,)"},
    {MR_PARAM(truncate, "Half width in sigmas", NULL), .def = "4.0", .range = "[1, 10]"},
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
    {"output_column", "filtered", MR_FLOAT64, "as input", .help = "Filtered curve"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const double reach = floor(p->truncate * p->sigma + 0.5);
    const size_t half = reach < (double)series->n ? (size_t)reach : series->n;
    double *weight = mr_arena_alloc(series->arena, (half + 1) * sizeof *weight);
    for (size_t k = 0; k <= half; k++)
        weight[k] = exp(-0.5 * ((double)k / p->sigma) * ((double)k / p->sigma));
    for (size_t i = 0; i < series->n; i++) {
        if (mr_stop(series->watch, i, 2 * half))
            break;
        size_t first = i > half ? i - half : 0,
               last = i + half < series->n ? i + half : series->n - 1;
        double sum = 0, total = 0;
        for (size_t j = first; j <= last; j++) {
            double wj = isnan(x[j]) ? 0 : weight[j > i ? j - i : i - j];
            sum += wj > 0 ? wj * x[j] : 0;
            total += wj;
        }
        result[i] = isnan(x[i]) ? MR_NAN : sum / total;
    }
    return MR_OK;
}

#define EDGE "a null sample gives null"
#define OPERATOR                                                                                   \
    .id = "gaussian_filter", .family = "smoothing", .category = MR_SIGNAL,                         \
    .title = "Gaussian smoothing",                                                                 \
    .help = "Smooths with a bell of given width; nothing rings at bed boundaries.",                \
    .formula = "half=floor(truncate*sigma+0.5); w_k=exp(-k^2/(2*sigma^2)); "                       \
               "y_i=sum(w_k*x_(i+k))/sum(w_k) over the non-null samples with -half<=k<=half "      \
               "inside the well",                                                                  \
    .source = "Gonzalez & Woods 2008, Digital Image Processing", .inputs = inputs,                 \
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_gaussian_filter = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_MEAN,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_gaussian_filter_v1 = {
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
