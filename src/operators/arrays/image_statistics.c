// Statistics of the button values of an image row.
// Source: Serra 1989, Formation MicroScanner Image Interpretation; Davis 2002.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double low_percentile;
    double high_percentile;
};

static const mr_param params[] = {
    {MR_PARAM(low_percentile, "Low percentile", "%"), .def = "5.0", .range = "[0, 100]"},
    {MR_PARAM(high_percentile, "High percentile", "%"), .def = "95.0", .range = "[0, 100]"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "image", MR_LIST_FLOAT64, "ohm.m", .help = "Button values of one depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "image_mean", MR_FLOAT64, "ohm.m", .help = "Mean"},
    {"std_column", "image_std", MR_FLOAT64, "ohm.m", .help = "Standard deviation"},
    {"median_column", "image_median", MR_FLOAT64, "ohm.m", .help = "Median"},
    {"contrast_column", "image_contrast", MR_FLOAT64, NULL,
     .help = "Contrast between the two percentiles"},
    {"skew_column", "image_skew", MR_FLOAT64, NULL, .help = "Skewness"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    mr_values v = mr_list_values(&in[0], arena);
    if (in[0].null || v.n == 0)
        return MR_OK;
    mr_sort(v.at, v.n);
    double mean = mr_mean(v.at, v.n), squares = mr_sum_squares(v.at, v.n), cubes = 0;
    for (size_t i = 0; i < v.n; i++)
        cubes += (v.at[i] - mean) * (v.at[i] - mean) * (v.at[i] - mean);
    double low = mr_percentile_sorted(v.at, v.n, p->low_percentile);
    double count = (double)v.n;
    out[0] = mr_cell_real(mean);
    out[1] = mr_cell_real(mr_std(v.at, v.n, 1));
    out[2] = mr_cell_real(mr_median_sorted(v.at, v.n));
    out[3] =
        mr_cell_real(low > 0 ? mr_percentile_sorted(v.at, v.n, p->high_percentile) / low : MR_NAN);
    out[4] =
        mr_cell_real(squares > 0 && v.n > 1 ? cubes / count / pow(squares / count, 1.5) : MR_NAN);
    return MR_OK;
}

const mr_operator mr_operator_image_statistics = {
    .id = "image_statistics",
    .version = "1.0.0",
    .family = "image",
    .category = MR_ARRAYS,
    .title = "Statistics of the button values of an image row",
    .help = "Mean, spread, median, contrast and skewness of the buttons at each depth of a "
            "borehole image.",
    .formula = "mean; std dividing by n-1; median; contrast=P(high)/P(low) (type 7, null when "
               "P(low)<=0); skew=(sum((x-mean)^3)/n)/(sum((x-mean)^2)/n)^1.5",
    .edge = "a null list gives null; null elements are skipped; a list with no value gives "
            "null; n<2 gives null std, zero variance null skew",
    .source = "Serra 1989, Formation MicroScanner Image Interpretation; Davis 2002",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
