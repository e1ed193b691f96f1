// Completeness of curves by well.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/tabular.h"

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, NULL, "Curves", .many = true},
    {0},
};

static void add_curve(const mr_call *call, const mr_group *well, size_t c, mr_rows *rows)
{
    const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena), *z = well->depth;
    double top = MR_NAN, base = MR_NAN;
    int64_t valid = 0, inside = 0;

    for (size_t i = 0; i < well->n; i++) {
        if (isnan(x[i]))
            continue;
        top = valid++ ? top : z[i];
        base = z[i];
    }
    for (size_t i = 0; i < well->n; i++)
        inside += z[i] >= top && z[i] <= base;
    mr_rows_well(rows, well->name);
    mr_rows_text(rows, call->args->columns[c]);
    mr_rows_int(rows, (int64_t)well->n);
    mr_rows_int(rows, valid);
    mr_rows_real(rows, (double)valid / (double)well->n);
    mr_rows_real(rows, (double)valid / (double)inside);
    mr_rows_real(rows, top);
    mr_rows_real(rows, base);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n; w++)
        for (size_t c = 0; c < call->args->n_columns; c++)
            add_curve(call, &wells.at[w], c, rows);
    return mr_rows_finish(rows, out, err);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *depth = mr_infer_input(in, "depth_column");
    const char *unit = depth ? depth->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "rows", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "valid", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "completeness", MR_FLOAT64, "v/v", NULL, err));
    MR_TRY(mr_infer_add(out, "inside_completeness", MR_FLOAT64, "v/v", NULL, err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, "depth", err));
    return mr_infer_add(out, "base", MR_FLOAT64, unit, "depth", err);
}

const mr_operator mr_operator_completeness_score = {
    .id = "completeness_score",
    .version = "1.0.0",
    .family = "completeness",
    .category = MR_QUALITY,
    .title = "Completeness score",
    .help =
        "How much of each curve has values, over the well and between its first and last value.",
    .formula =
        "completeness = valid / rows; inside_completeness = valid / rows with top <= depth <= base",
    .edge = "A curve without values has completeness 0 and null top, base and inside_completeness",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
