// Keep the rows of which a formula is true.
// Source: Definition: restriction of a relation by a condition.
#include "../formula/formula.h"
#include "mudrock/tabular.h"

struct params {
    const char *condition;
    mr_records constants;
};

static const mr_param constant_fields[] = {
    {MR_PARAM_OF(mr_formula_constant, name, "Name", NULL)},
    {MR_PARAM_OF(mr_formula_constant, value, "Value", NULL)},
    {MR_PARAM_OF(mr_formula_constant, unit, "Unit", NULL), .def = "null", .nullable = true},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(condition, "Condition", NULL), .def = "\"true\"",
     .help = "as in `expression`: vsh < 0.4 and zone == 'sand'"},
    {MR_PARAM(constants, "Constants", NULL), .def = "[]", .fields = constant_fields,
     .item_size = sizeof(mr_formula_constant), .inner = true},
    {0},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;
    mr_arena *arena = mr_arena_new();
    const mr_formula *formula;

    mr_error why;
    mr_status st = mr_formula_parse(p->condition, arena, &formula, &why);
    mr_arena_free(arena);
    return st == MR_OK ? MR_OK : mr_fail(err, st, "condition", "cannot be read: %s", why.message);
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const mr_formula *formula;

    if (mr_formula_parse(p->condition, arena, &formula, NULL) != MR_OK)
        return (mr_texts){0};
    return mr_formula_names(formula, arena);
}

static mr_status bind(const struct params *p, const mr_schema *columns, const mr_units *units,
                      mr_arena *arena, const mr_bound **out, mr_error *err)
{
    const mr_formula_scope scope = {columns, &p->constants, units, arena};
    const mr_formula *formula;

    mr_status st = mr_formula_parse(p->condition, arena, &formula, err);
    if (st == MR_OK)
        st = mr_formula_bind(formula, p->condition, &scope, out, err);
    if (st == MR_OK && (*out)->type != MR_T_TRUTH)
        st = mr_fail(err, MR_EPARAM, NULL, "must be true or false, and is %s",
                     (*out)->type == MR_T_NUMBER ? "a number"
                     : (*out)->type == MR_T_TEXT ? "a text"
                                                 : "null");
    return st == MR_OK ? MR_OK : mr_fail_in(err, st, "/condition");
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_bound *bound;

    MR_TRY(bind(in->args->params, in->inputs[0], in->units, in->arena, &bound, err));
    return mr_infer_same(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_table *input = call->inputs[0];
    int64_t *rows = MR_ARENA_ARRAY(call->arena, int64_t, (size_t)input->rows + 1);
    const mr_bound *bound;
    mr_schema schema;
    int64_t n = 0;

    mr_table_schema(input, call->arena, &schema);
    MR_TRY(bind(call->args->params, &schema, call->units, call->arena, &bound, err));
    MR_TRY(mr_bound_select(bound, input, rows, &n, err));
    return mr_table_take(input, rows, n, out, err);
}

const mr_operator mr_operator_filter = {
    .id = "filter",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Keep the rows that meet a condition",
    .help = "Keeps the rows of which a formula over their columns is true, and checks its units: "
            "depth > 1000[m] means the same in a project in feet.",
    .formula = "keep a row when the condition is true",
    .edge = "A condition that is null, because of a null it reads, keeps no row; input order",
    .source = "Definition: restriction of a relation by a condition",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .check = check,
    .infer = infer,
    .uses = uses,
    .table = table,
};
