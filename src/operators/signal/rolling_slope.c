// Centred running least-squares slope against depth.
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/operator.h"

struct params {
    int64_t window;
    int64_t min_samples;
};

static const mr_param params[] = {
    {MR_PARAM(window, "Window length", "samples"), .def = "5", .range = "[1, 9999]",
     .help = "window length in samples (odd; an even value acts as the next odd one)"},
    {MR_PARAM(min_samples, "Fewest samples", "samples"), .def = "3", .range = "[2,)"},
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
    {"output_column", "slope", MR_FLOAT64, "per depth unit", .help = "Slope against depth"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t half = (size_t)p->window / 2;
    const double *z = series->depth;
    for (size_t i = 0; i < series->n; i++) {
        size_t first = i > half ? i - half : 0,
               end = i + half + 1 < series->n ? i + half + 1 : series->n;
        double count = 0, mz = 0, mx = 0, szx = 0, szz = 0;
        for (size_t j = first; j < end; j++) {
            bool valid = !isnan(x[j]);
            count += valid;
            mz += valid ? z[j] - z[i] : 0;
            mx += valid ? x[j] : 0;
        }
        if (isnan(x[i]) || count < (double)p->min_samples)
            continue;
        mz /= count;
        mx /= count;
        for (size_t j = first; j < end; j++) {
            double dz = isnan(x[j]) ? 0 : z[j] - z[i] - mz;
            szx += dz * (isnan(x[j]) ? 0 : x[j] - mx);
            szz += dz * dz;
        }
        result[i] = szx / szz; // null when all depths are equal
    }
    return MR_OK;
}

const mr_operator mr_operator_rolling_slope = {
    .id = "rolling_slope",
    .version = "1.0.0",
    .family = "rolling",
    .category = MR_SIGNAL,
    .title = "Centred running least-squares slope against depth",
    .help = "Local trend of a curve with depth.",
    .formula = "half=floor(window/2); the window of sample i holds samples i-half..i+half of the"
               " same well, cut at the well ends; nulls in it are skipped; "
               "slope=sum((z-mz)*(x-mx))/sum((z-mz)^2) over non-null samples",
    .edge = "a null sample gives null; fewer than min_samples or equal depths gives null",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
