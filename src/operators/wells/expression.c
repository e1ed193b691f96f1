// New columns from formulas over the columns of a row, with units.
// Source: definition; dimensional analysis after ISO 80000-1 (2009).
#include "../formula/formula.h"
#include "mudrock/tabular.h"
#include "mudrock/units.h"

#include <string.h>

typedef struct column {
    const char *name, *expression, *unit, *quantity;
} column;

struct params {
    mr_records columns, constants;
};

static const mr_param column_fields[] = {
    {MR_PARAM_OF(column, name, "Column", NULL)},
    {MR_PARAM_OF(column, expression, "Formula", NULL)},
    {MR_PARAM_OF(column, unit, "Unit of the result", NULL), .def = "null", .nullable = true},
    {MR_PARAM_OF(column, quantity, "What it measures", NULL), .def = "null", .nullable = true},
    {0},
};
static const mr_param constant_fields[] = {
    {MR_PARAM_OF(mr_formula_constant, name, "Name", NULL)},
    {MR_PARAM_OF(mr_formula_constant, value, "Value", NULL)},
    {MR_PARAM_OF(mr_formula_constant, unit, "Unit", NULL), .def = "null", .nullable = true},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(columns, "Columns", NULL), .def = "[]", .fields = column_fields,
     .item_size = sizeof(column), .inner = true,
     .help = "name = formula; a later formula may use the columns of earlier ones"},
    {MR_PARAM(constants, "Constants", NULL), .def = "[]", .fields = constant_fields,
     .item_size = sizeof(mr_formula_constant), .inner = true,
     .help = "numbers with a name and a unit; without unit a number takes that of what it meets"},
    {0},
};

static const column *columns_of(const struct params *p)
{
    return p->columns.at;
}

// Every formula reads, every column is made once.
static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;
    const column *c = columns_of(p);
    mr_arena *arena = mr_arena_new();
    mr_status st = MR_OK;

    for (size_t i = 0; st == MR_OK && i < p->columns.n; i++) {
        const mr_formula *formula;
        const char *where = mr_arena_printf(arena, "columns/%zu/expression", i);
        mr_error why;
        if (mr_formula_parse(c[i].expression, arena, &formula, &why) != MR_OK) {
            st = mr_fail(err, MR_EPARAM, where, "cannot be read: %s", why.message);
            break;
        }
        where = mr_arena_printf(arena, "columns/%zu/name", i);
        if (!*c[i].name)
            st = mr_fail(err, MR_EPARAM, where, "must not be empty");
        for (size_t k = 0; st == MR_OK && k < i; k++)
            if (strcmp(c[i].name, c[k].name) == 0)
                st = mr_fail(err, MR_EPARAM, where, "is made twice: `%s`", c[i].name);
    }
    mr_arena_free(arena);
    return st;
}

static mr_texts makes(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const char **at = MR_ARENA_ARRAY(arena, const char *, p->columns.n + 1);

    for (size_t i = 0; i < p->columns.n; i++)
        at[i] = columns_of(p)[i].name;
    return (mr_texts){p->columns.n, at};
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    mr_texts *each = MR_ARENA_ARRAY(arena, mr_texts, p->columns.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < p->columns.n; i++) {
        const mr_formula *formula;
        if (mr_formula_parse(columns_of(p)[i].expression, arena, &formula, NULL) == MR_OK)
            each[i] = mr_formula_names(formula, arena);
        n += each[i].n;
    }
    const char **at = MR_ARENA_ARRAY(arena, const char *, n + 1);
    mr_texts all = {.at = at};
    for (size_t i = 0; i < p->columns.n; i++)
        for (size_t k = 0; k < each[i].n; k++)
            at[all.n++] = each[i].at[k];
    return all;
}

// The unit the user declares is what the result is brought into.
static mr_status declare(const mr_formula_scope *scope, const column *c, const mr_bound **bound,
                         mr_error *err)
{
    const char *given = (*bound)->unit;

    if (c->quantity && !mr_quantity_title(c->quantity))
        return mr_fail(err, MR_EPARAM, "quantity", "there is no quantity `%s`", c->quantity);
    if (!c->unit)
        return MR_OK;
    if ((*bound)->type != MR_T_NUMBER && (*bound)->type != MR_T_NOTHING)
        return mr_fail(err, MR_EPARAM, "unit", "only a number has a unit");
    if (scope->units && !mr_unit_known(scope->units, c->unit))
        return mr_fail(err, MR_EPARAM, "unit", "the unit `%s` is not understood", c->unit);
    if (mr_bound_convert(scope, *bound, c->unit, bound))
        return MR_OK;
    if (scope->units && !mr_unit_known(scope->units, given))
        return mr_fail(err, MR_EPARAM, "unit",
                       "`%s` comes out in `%s`, a unit that is not understood", c->name, given);
    return mr_fail(err, MR_EPARAM, "unit", "`%s` comes out in %s, which does not convert to %s",
                   c->name, given, c->unit);
}

// Binds the i-th formula against the schema and puts its column there.
static mr_status bind_one(const mr_formula_scope *scope, const column *c, mr_schema *schema,
                          const mr_bound **bound, mr_error *err)
{
    const mr_formula *formula;

    mr_status st = mr_formula_parse(c->expression, scope->arena, &formula, err);
    if (st == MR_OK)
        st = mr_formula_bind(formula, c->expression, scope, bound, err);
    if (st != MR_OK)
        return mr_fail_in(err, st, "expression");
    MR_TRY(declare(scope, c, bound, err));
    mr_schema_put(schema, (mr_field){
                              .name = c->name,
                              .type = mr_bound_column_type(*bound),
                              .nullable = true,
                              .unit = (*bound)->bare ? NULL : (*bound)->unit,
                              .quantity = c->quantity ? c->quantity : (*bound)->quantity,
                              .description = c->expression,
                              .origin = -1,
                          });
    return MR_OK;
}

// bounds[i] of all formulas; the schema has room for their columns.
static mr_status bind_all(const struct params *p, mr_schema *schema, const mr_units *units,
                          mr_arena *arena, const mr_bound **bounds, mr_error *err)
{
    const mr_formula_scope scope = {schema, &p->constants, units, arena};

    for (size_t i = 0; i < p->columns.n; i++) {
        const mr_status st = bind_one(&scope, &columns_of(p)[i], schema, &bounds[i], err);
        if (st != MR_OK)
            return mr_fail_in(err, st, "/columns/%zu/", i);
    }
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_bound **bounds = MR_ARENA_ARRAY(in->arena, const mr_bound *, p->columns.n + 1);

    MR_TRY(mr_infer_same(in, out, err));
    // What the columns point to must not move: an overwritten field is another one.
    mr_schema *schema = mr_schema_copy(in->arena, out, p->columns.n);
    MR_TRY(bind_all(p, schema, in->units, in->arena, bounds, err));
    *out = *schema;
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_bound **bounds = MR_ARENA_ARRAY(call->arena, const mr_bound *, p->columns.n + 1);
    mr_table *working = mr_table_copy(call->inputs[0]), *made = mr_table_new(working->rows);
    mr_schema schema;

    mr_table_schema(working, call->arena, &schema);
    mr_status st = bind_all(p, mr_schema_copy(call->arena, &schema, p->columns.n), call->units,
                            call->arena, bounds, err);
    for (size_t i = 0; st == MR_OK && i < p->columns.n; i++) {
        const mr_column *values = NULL;
        st = mr_bound_eval(bounds[i], working, &call->schema->fields[i], &values, err);
        if (st != MR_OK)
            break;
        mr_table_put(made, mr_column_ref(values));
        mr_table_put(working, values);
    }
    mr_table_unref(working);
    if (st == MR_OK)
        *out = made;
    else
        mr_table_unref(made);
    return st;
}

const mr_operator mr_operator_expression = {
    .id = "expression",
    .version = "1.0.0",
    .family = "table",
    .kind = "scalar",
    .category = MR_WELLS,
    .title = "Columns from formulas",
    .help = "Computes columns by formulas over the columns of a row, and checks their units: "
            "`rhob + dt` is refused, `rhob - rho_fluid` brings the constant into the column's "
            "unit. A number without unit is in the unit of what it meets; 1.65[g/cm3] has its own.",
    .formula = "name = formula, with + - * / ^, == != < <= > >=, and or not, if(c, a, b), "
               "coalesce(a, b), isnull(x), abs sqrt exp ln log10 min max round floor ceil clip "
               "sin cos tan pow",
    .edge = "A null gives null, but in and, or, if, coalesce and isnull; what is not finite is "
            "null at once; angles without unit are radians",
    .source = "ISO 80000-1:2009, Quantities and units",
    .params = params,
    .params_size = sizeof(struct params),
    .check = check,
    .infer = infer,
    .uses = uses,
    .makes = makes,
    .table = table,
};
