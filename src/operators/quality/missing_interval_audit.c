// Intervals of missing values per well and curve (replaces the rows).
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/tabular.h"

struct params {
    int64_t min_samples;
};

static const mr_param params[] = {
    {MR_PARAM(min_samples, "Shortest interval reported", "samples"), .def = "1", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, .many = true, .help = "Curves"},
    {0},
};

static void add_run(const mr_group *well, const char *curve, size_t first, size_t end,
                    mr_rows *rows)
{
    const char *position = first == 0 && end == well->n ? "all"
                           : first == 0                 ? "start"
                           : end == well->n             ? "end"
                                                        : "inside";

    mr_rows_well(rows, well->name);
    mr_rows_text(rows, curve);
    mr_rows_real(rows, well->depth[first]);
    mr_rows_real(rows, well->depth[end - 1]);
    mr_rows_int(rows, (int64_t)(end - first));
    mr_rows_real(rows, well->depth[end - 1] - well->depth[first]);
    mr_rows_text(rows, position);
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;

    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena);
        size_t end;
        for (size_t first = 0; first < well->n; first = end) {
            end = first + 1;
            while (end < well->n && isnan(x[end]) == isnan(x[first]))
                end++;
            if (isnan(x[first]) && (int64_t)(end - first) >= p->min_samples)
                add_run(well, call->args->columns[c], first, end, rows);
        }
    }
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, "depth_column");
    const char *unit = field ? field->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "base", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "samples", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "thickness", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "position", MR_UTF8, NULL, NULL, err));
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

const mr_operator mr_operator_missing_interval_audit = {
    .id = "missing_interval_audit",
    .version = "1.0.0",
    .family = "completeness",
    .category = MR_QUALITY,
    .title = "Intervals of missing values per well and curve (replaces the rows)",
    .help = "A list of the gaps of each curve: at the top, inside or at the base, and how long.",
    .formula = "per well (order of first appearance), listed curve and depth order: maximal runs"
               " of null samples; top,base=depth of the first and last null sample; "
               "thickness=base-top; position 'all' when the run is the whole well, 'start' when "
               "it holds the first row, 'end' the last, else 'inside'",
    .edge = "rows with null depth are dropped",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
