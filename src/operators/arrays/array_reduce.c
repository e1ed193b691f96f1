// One number from an array: sum, mean, extremes, spread, ends.
// Source: Definition: sum, mean, extremes and sample standard deviation.
#include "mudrock/operator.h"

struct params {
    int statistic;
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64,
     "by statistic: absolute, -, -, -, -, -, -, absolute, absolute, absolute, -, -, -", NULL,
     "Array"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, NULL, "Array"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "reduced", MR_FLOAT64,
     "by statistic: as input, as input, as input, as input, as input, difference, difference, as "
     "input, as input, as input, -, as input, as input",
     NULL, "Statistic"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "reduced", MR_FLOAT64, NULL, NULL, "Statistic"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"mean\"",
     .choices =
         "sum,mean,min,max,median,std,range,rms,geometric_mean,harmonic_mean,count,first,last"},
    {0},
};

enum statistic {
    SUM,
    MEAN,
    MIN,
    MAX,
    MEDIAN,
    STD,
    RANGE,
    RMS,
    GEOMETRIC,
    HARMONIC,
    COUNT,
    FIRST,
    LAST
};

// Sum of f(x): infinite terms make the result null, though dividing by them would not.
static double sum_of(const double *x, size_t n, double (*f)(double x))
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += mr_finite(f(x[i]));
    return sum;
}

static double square(double x)
{
    return x * x;
}

static double inverse(double x)
{
    return 1 / x;
}

static double reduce(enum statistic statistic, double *x, size_t n)
{
    switch (statistic) {
    case SUM: return mr_sum(x, n);
    case MEAN: return mr_mean(x, n);
    case MIN: return mr_min(x, n);
    case MAX: return mr_max(x, n);
    case MEDIAN: mr_sort(x, n); return mr_median_sorted(x, n);
    case STD: return mr_std(x, n, 1);
    case RANGE: return mr_max(x, n) - mr_min(x, n);
    case RMS: return sqrt(sum_of(x, n, square) / (double)n);
    case GEOMETRIC: return exp(sum_of(x, n, log) / (double)n);
    case HARMONIC: return (double)n / sum_of(x, n, inverse);
    case COUNT: break; // also of none
    case FIRST: return x[0];
    case LAST: return x[n - 1];
    }
    return (double)n;
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    double *x = MR_ARENA_ARRAY(arena, double, in[0].n + 1);
    const size_t n = mr_compact(in[0].list, in[0].n, x);

    (void)n_many, (void)err;
    if (n > 0 || p->statistic == COUNT)
        out[0] = mr_cell_real(reduce((enum statistic)p->statistic, x, n));
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_reduce", .family = "reduce", .category = MR_ARRAYS, .title = "Reduce an array",   \
    .help = "One statistic of the values of an array.",                                            \
    .formula = "statistic of the elements that are not null; std divides by n - 1",                \
    .edge = "A null list, or one without values, gives null (count gives 0); null elements are "   \
            "skipped; a domain error gives null",                                                  \
    .source = "Definition: sum, mean, extremes and sample standard deviation", .params = params,   \
    .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_array_reduce = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_array_reduce_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "says the unit that the statistic has",
    .migrate = mr_migrate_as_is,
};
