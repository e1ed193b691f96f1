// Keep rows inside a depth interval (drops rows).
// Source: Definition: rows inside a closed interval.
#include "mudrock/tabular.h"

struct params {
    double top;
    double base;
};

static const mr_param params[] = {
    {MR_PARAM(top, "Top of the interval", "m"), .def = "1000.4"},
    {MR_PARAM(base, "Base of the interval", "m"), .def = "1001.6"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
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
    int64_t *kept = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)call->inputs[0]->rows + 1);
    int64_t n = 0;

    for (int64_t i = 0; i < depth->length; i++) {
        const double z = mr_column_real(depth, i);
        if (z >= p->top && z <= p->base)
            kept[n++] = i;
    }
    return mr_table_take(call->inputs[0], kept, n, out, err);
}

const mr_operator mr_operator_filter_depth_interval = {
    .id = "filter_depth_interval",
    .version = "1.0.0",
    .family = "rows",
    .category = MR_WELLS,
    .title = "Keep rows inside a depth interval (drops rows)",
    .help = "Cuts wells to an interval.",
    .formula = "keep top<=DEPTH<=base, input order",
    .edge = "rows with null depth are dropped",
    .source = "Definition: rows inside a closed interval",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .infer = infer,
    .table = table,
};
