// Sort rows by well and depth (reorders rows).
// Source: Definition: stable sort by two keys.
#include "mudrock/tabular.h"

struct params {
    int order; // ascending, descending
};

static const mr_param params[] = {
    {MR_PARAM(order, "Order", NULL), .def = "\"ascending\"", .choices = "ascending,descending"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return mr_infer_same(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *depth = mr_call_column(call, "depth_column");
    const int64_t rows = call->inputs[0]->rows;
    const mr_groups wells =
        mr_groups_wells(rows, mr_call_column(call, "well_column"), NULL, call->arena);
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)rows + 1);
    int64_t *scratch = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)rows + 1);
    double *keys = MR_ARENA_ARRAY(call->arena, double, (size_t)rows + 1);
    size_t n = 0;

    for (int64_t i = 0; i < rows; i++)
        keys[i] =
            (p->order == 1 ? -1 : 1) * mr_column_real(depth, i); // descending: by the negative
    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++) {
        const mr_group *well = &wells.at[w];
        const size_t first = n;
        for (size_t i = 0; i < well->n; i++)
            if (!isnan(keys[well->rows[i]]))
                order[n++] = well->rows[i];
        mr_sort_rows(keys, order + first, n - first, scratch);
        for (size_t i = 0; i < well->n; i++)
            if (isnan(keys[well->rows[i]]))
                order[n++] = well->rows[i];
    }
    return mr_table_take(call->inputs[0], order, (int64_t)n, out, err);
}

const mr_operator mr_operator_sort_by_depth = {
    .id = "sort_by_depth",
    .version = "1.0.0",
    .family = "rows",
    .category = MR_WELLS,
    .title = "Sort rows by well and depth (reorders rows)",
    .help = "Rows in the order of depth within each well.",
    .formula = "wells stay in order of first appearance; inside a well a stable sort by depth; "
               "rows with null depth come last in input order",
    .edge = "",
    .source = "Definition: stable sort by two keys",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .infer = infer,
    .table = table,
};
