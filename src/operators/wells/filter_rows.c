// Keep rows that meet a numeric condition (drops rows).
// Source: Definition: restriction of a relation by a comparison.
#include "mudrock/tabular.h"

struct params {
    int condition; // <, <=, >, >=, ==, !=, is_null, not_null
    double value;
};

static const mr_param params[] = {
    {MR_PARAM(condition, "Condition", NULL), .def = "\"<=\"",
     .choices = "<,<=,>,>=,==,!=,is_null,not_null"},
    {MR_PARAM(value, "Value", "as input"), .def = "75.0"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {0},
};

// A null (NaN) meets no comparison.
static bool holds(int condition, double x, double value)
{
    switch (condition) {
    case 0: return x < value;
    case 1: return x <= value;
    case 2: return x > value;
    case 3: return x >= value;
    case 4: return x >= value && x <= value; // ==, exactly
    case 5: return x < value || x > value;   // !=
    case 6: return isnan(x);
    default: return !isnan(x);
    }
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return mr_infer_same(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *column = mr_call_column(call, "column");
    int64_t *kept = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)call->inputs[0]->rows + 1);
    int64_t n = 0;

    for (int64_t i = 0; i < column->length; i++)
        if (holds(p->condition, mr_column_real(column, i), p->value))
            kept[n++] = i;
    return mr_table_take(call->inputs[0], kept, n, out, err);
}

const mr_operator mr_operator_filter_rows = {
    .id = "filter_rows",
    .version = "1.0.0",
    .family = "rows",
    .category = MR_WELLS,
    .title = "Keep rows that meet a numeric condition (drops rows)",
    .help = "Keeps what lies above, below or at a value.",
    .formula = "keep the row when `column condition value` holds; is_null and not_null ignore "
               "value",
    .edge = "a null value meets only is_null; input order",
    .source = "Definition: restriction of a relation by a comparison",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .infer = infer,
    .table = table,
};
