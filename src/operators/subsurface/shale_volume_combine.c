// Combine several shale-volume indicators.
// Source: Bateman 1985, Open-Hole Log Analysis; Hodges & Lehmann 1963.
#include "mudrock/operator.h"

struct params {
    int method; // minimum, mean, median, maximum, hodges_lehmann
};

static const mr_param params[] = {
    {MR_PARAM(method, "Method", NULL), .def = "\"minimum\"",
     .choices = "minimum,mean,median,maximum,hodges_lehmann"},
    {0},
};

static const mr_port inputs[] = {
    {"columns", "vsh_gr,vsh_nd", MR_FLOAT64, "v/v", .many = true,
     .help = "Shale-volume columns to combine"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"columns", "vsh_gr,vsh_nd", MR_FLOAT64, NULL, .many = true,
     .help = "Shale-volume columns to combine"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

// Median of the means of all pairs, each value with itself included (Hodges and Lehmann 1963).
static double hodges_lehmann(const double *v, size_t n, mr_arena *arena)
{
    double *means = mr_arena_alloc(arena, (n * (n + 1) / 2 + 1) * sizeof *means);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++)
            means[count++] = (v[i] + v[j]) / 2;
    mr_sort(means, count);
    return mr_median_sorted(means, count);
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)err;

    enum { MINIMUM, MEAN, MEDIAN, MAXIMUM, HODGES_LEHMANN };
    double *v = mr_arena_alloc(arena, (n_many + 1) * sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < n_many; i++)
        if (!in[1 + i].null)
            v[n++] = in[1 + i].real;
    mr_sort(v, n);
    double result = MR_NAN;
    switch (p->method) {
    case MINIMUM: result = n ? v[0] : MR_NAN; break;
    case MEAN: result = mr_mean(v, n); break;
    case MEDIAN: result = mr_median_sorted(v, n); break;
    case MAXIMUM: result = n ? v[n - 1] : MR_NAN; break;
    default: result = hodges_lehmann(v, n, arena); break;
    }
    out[0] = mr_cell_real(result);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "shale_volume_combine", .family = "vshale", .category = MR_SUBSURFACE,                   \
    .title = "Combine several shale-volume indicators",                                            \
    .help = "One shale volume from several indicators; the least one is the usual choice.",        \
    .formula = "statistic of the non-null values of the row; hodges_lehmann = median of all "      \
               "pairwise means (Vi+Vj)/2 for i<=j",                                                \
    .edge = "nulls are skipped; a row with no value gives null",                                   \
    .source = "Bateman 1985, Open-Hole Log Analysis; Hodges & Lehmann 1963", .outputs = outputs,   \
    .params = params, .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_shale_volume_combine = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_shale_volume_combine_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes shares of one",
    .migrate = mr_migrate_as_is,
};
