// Autocorrelation of a curve per well and lag (replaces the rows).
// Source: Box & Jenkins 1976, Time Series Analysis: Forecasting and Control.
#include "mudrock/tabular.h"

struct params {
    int64_t max_lag;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(max_lag, "Largest lag", "samples"), .def = "10", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// What is paired along a well: rows, each with the end of the stretch without a gap that it is of.
typedef struct series {
    size_t n, *end;
    const double *x;
} series;

// In version 1 all rows are one stretch.
static series all_rows(const mr_call *call, const mr_group *well, const double *x)
{
    series s = {well->n, MR_ARENA_ARRAY(call->arena, size_t, well->n + 1), x};

    for (size_t i = 0; i < s.n; i++)
        s.end[i] = s.n;
    return s;
}

// Samples and what is missing between them, as windows get them.
static series series_of(const mr_call *call, const mr_group *well)
{
    const struct params *p = call->args->params;
    const mr_column *column = mr_call_column(call, "column");
    const double *x = mr_group_reals(well, column, call->arena);

    if (call->args->op->replacement_version)
        return all_rows(call, well, x);
    const mr_group samples = mr_group_samples(well, &x, 1, call->arena);
    const mr_rows_of rows = mr_rows_of_series(samples.depth, samples.n, p->max_gap, call->arena);
    const double *values = mr_group_reals(&samples, column, call->arena);
    double *padded = MR_ARENA_ARRAY(call->arena, double, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        padded[i] = rows.at[i] == MR_NO_ROW ? MR_NAN : values[rows.at[i]];
    return (series){rows.n, rows.end, padded};
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const series s = series_of(call, well);
    const double *x = s.x;
    const size_t n = s.n;
    double *valid = MR_ARENA_ARRAY(call->arena, double, n + 1);
    const size_t count = mr_compact(x, n, valid);
    const double mean = mr_mean(valid, count), c0 = mr_sum_squares(valid, count);

    for (size_t lag = 0; lag < n && (int64_t)lag <= p->max_lag; lag++) {
        if (mr_call_stop(call, lag, n))
            break;
        double sum = 0;
        int64_t pairs = 0;
        for (size_t i = 0; i + lag < n; i++) {
            if (i + lag >= s.end[i])
                continue;
            double product = (x[i] - mean) * (x[i + lag] - mean);
            bool both = !isnan(product);
            sum += both ? product : 0;
            pairs += both;
        }
        mr_rows_well(rows, well->name);
        mr_rows_int(rows, (int64_t)lag);
        mr_rows_real(rows, pairs > 0 && c0 > 0 ? sum / c0 : MR_NAN);
        mr_rows_int(rows, pairs);
    }
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "lag", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "autocorrelation", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "pairs", MR_INT64, NULL, NULL, err));
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "autocorrelation", .family = "correlation", .category = MR_SIGNAL,                       \
    .title = "Autocorrelation of a curve per well and lag (replaces the rows)",                    \
    .help =                                                                                        \
        "How alike a curve is to itself some samples further on; what repeats shows as a peak.",   \
    .edge = "r is null for zero spread or pairs=0; wells in order of first appearance",            \
    .source = "Box & Jenkins 1976, Time Series Analysis: Forecasting and Control",                 \
    .inputs = inputs, .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, \
    .table = table

const mr_operator mr_operator_autocorrelation = {
    OPERATOR,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
    .formula = "m=mean of the non-null samples of the well, c0=sum((x-m)^2); for lag "
               "k=0..min(max_lag,n-1), n=rows from sample to sample of the well, those left out of "
               "a regular step too: r_k=sum((x_i-m)*(x_(i+k)-m))/c0 over "
               "pairs with no gap between them; pairs=their number",
    .params = params,
};

const mr_operator mr_operator_autocorrelation_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula =
        "m=mean of the non-null samples of the well, c0=sum((x-m)^2); for lag "
        "k=0..min(max_lag,n-1), n=rows of the well with a depth: r_k=sum((x_i-m)*(x_(i+k)-m))/c0 "
        "over pairs where both are non-null; pairs=their number",
    .params = params + 1,
    .replacement_version = "2.0.0",
    .plain = true,
    .change = "pairs no samples across a gap, and refuses classes and directions",
    .migrate = mr_migrate_as_is,
};
