// Autocorrelation of a curve per well and lag (replaces the rows).
// Source: Box & Jenkins 1976, Time Series Analysis: Forecasting and Control.
#include "mudrock/tabular.h"

struct params {
    int64_t max_lag;
};

static const mr_param params[] = {
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

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double *x = mr_group_reals(well, mr_call_column(call, "column"), call->arena);
    const size_t n = well->n;
    double *valid = MR_ARENA_ARRAY(call->arena, double, n + 1);
    const size_t count = mr_compact(x, n, valid);
    const double mean = mr_mean(valid, count), c0 = mr_sum_squares(valid, count);

    for (size_t lag = 0; lag < n && (int64_t)lag <= p->max_lag; lag++) {
        double sum = 0;
        int64_t pairs = 0;
        for (size_t i = 0; i + lag < n; i++) {
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

    for (size_t w = 0; w < wells.n; w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define SHARED                                                                                     \
    .id = "autocorrelation", .family = "correlation", .category = MR_SIGNAL,                       \
    .title = "Autocorrelation of a curve per well and lag (replaces the rows)",                    \
    .help =                                                                                        \
        "How alike a curve is to itself some samples further on; what repeats shows as a peak.",   \
    .formula = "m=mean of the non-null samples of the well, c0=sum((x-m)^2); for lag "             \
               "k=0..min(max_lag,n-1), n=rows of the well with a depth: "                          \
               "r_k=sum((x_i-m)*(x_(i+k)-m))/c0 over pairs where both are non-null; pairs=their "  \
               "number",                                                                           \
    .edge = "r is null for zero spread or pairs=0; wells in order of first appearance",            \
    .source = "Box & Jenkins 1976, Time Series Analysis: Forecasting and Control",                 \
    .inputs = inputs, .params = params, .params_size = sizeof(struct params),                      \
    .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_autocorrelation = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_autocorrelation_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
