// Sum array elements into wider bins (spectrum binning).
// Source: Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    mr_ints edges;
    int statistic; // sum, mean
};

static const mr_param params[] = {
    {MR_PARAM(edges, "Edges", NULL), .def = "[0, 3, 6, 12]", .range = "[0,)",
     .help = "ascending element indices: bin b holds edges[b]<=k<edges[b+1]"},
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"sum\"", .choices = "sum,mean"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "t2_dist", MR_LIST_FLOAT64, "by statistic: absolute, -",
     .help = "List of numbers"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "t2_dist", MR_LIST_FLOAT64, NULL, .help = "List of numbers"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "binned", MR_LIST_FLOAT64, "as input", .help = "Sums or means of the bins"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    if (in[0].null)
        return MR_OK;
    size_t bins = p->edges.n > 0 ? p->edges.n - 1 : 0;
    double *y = mr_list_new(bins, arena);
    for (size_t b = 0; b < bins; b++) {
        double sum = 0, count = 0;
        for (int64_t k = p->edges.at[b]; k < p->edges.at[b + 1] && k < (int64_t)in[0].n; k++) {
            bool valid = !isnan(in[0].list[k]);
            sum += valid ? in[0].list[k] : 0;
            count += valid;
        }
        y[b] = p->statistic == 0 ? sum : sum / count; // a mean of none is null
    }
    out[0] = mr_cell_list(y, bins);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_bin", .family = "reshape", .category = MR_ARRAYS,                                 \
    .title = "Sum array elements into wider bins (spectrum binning)",                              \
    .help = "Fewer, wider bins from a finely binned spectrum, as for a T2 distribution.",          \
    .formula = "per bin the sum (0 when it holds no element) or mean (null when it holds none) "   \
               "of its non-null elements that exist in the list",                                  \
    .edge = "a null list gives null; null elements are skipped",                                   \
    .source = "Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications",              \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_array_bin = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_array_bin_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "sums temperatures in K",
    .migrate = mr_migrate_as_is,
};
