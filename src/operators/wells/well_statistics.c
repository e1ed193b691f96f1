// Statistics of curves per well (replaces the rows).
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/tabular.h"

static const mr_port inputs[] = {
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, .many = true, .help = "Curves"},
    {0},
};

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena);
        double *v = MR_ARENA_ARRAY(call->arena, double, well->n + 1);
        const size_t n = mr_compact(x, well->n, v);
        mr_sort(v, n);
        mr_rows_well(rows, well->name);
        mr_rows_text(rows, call->args->columns[c]);
        mr_rows_int(rows, (int64_t)n);
        mr_rows_int(rows, (int64_t)(well->n - n));
        mr_rows_real(rows, mr_min(v, n));
        mr_rows_real(rows, mr_max(v, n));
        mr_rows_real(rows, mr_mean(v, n));
        mr_rows_real(rows, mr_std(v, n, 1));
        mr_rows_real(rows, mr_percentile_sorted(v, n, 10));
        mr_rows_real(rows, mr_percentile_sorted(v, n, 50));
        mr_rows_real(rows, mr_percentile_sorted(v, n, 90));
    }
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "count", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "nulls", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "min", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "max", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "mean", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "std", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "p10", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "p50", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "p90", MR_FLOAT64, NULL, NULL, err));
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

const mr_operator mr_operator_well_statistics = {
    .id = "well_statistics",
    .version = "1.0.0",
    .family = "rows",
    .category = MR_WELLS,
    .title = "Statistics of curves per well (replaces the rows)",
    .help = "Count, extremes, mean, spread and percentiles of each curve of each well.",
    .formula = "per well (order of first appearance) and listed curve over non-null values; std "
               "divides by n-1; percentiles type 7 at 10, 50 and 90 percent",
    .edge = "no value gives null statistics; n=1 gives null std",
    .source = "Davis 2002, Statistics and Data Analysis in Geology",
    .inputs = inputs,
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
