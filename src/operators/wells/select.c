// Some of the columns, in an order of choice.
// Source: definition (Codd, 1970: projection).
#include "named.h"

struct params {
    mr_texts columns, drop;
};

static const mr_param params[] = {
    {MR_PARAM(columns, "Columns", NULL), .def = "[]", .columns = true,
     .help = "the columns of the result, in order; none = all"},
    {MR_PARAM(drop, "Left out", NULL), .def = "[]", .columns = true,
     .help = "columns that go, whatever else is said"},
    {0},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    for (size_t i = 0; i < p->columns.n; i++) {
        const mr_texts before = {i, p->columns.at};
        if (mr_texts_have(&before, p->columns.at[i]))
            return mr_fail(err, MR_EPARAM, "columns", "names `%s` twice", p->columns.at[i]);
    }
    return MR_OK;
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;

    (void)arena;
    return p->columns;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_schema *all = in->inputs[0];
    const mr_field *field;

    // A column to leave out may be gone already where nobody needs it.
    for (size_t i = 0; i < p->columns.n; i++) {
        MR_TRY(mr_named_field(in, 0, p->columns.at[i], &field, err, "/columns/%zu", i));
        if (!mr_texts_have(&p->drop, field->name))
            mr_schema_put(out, *field);
    }
    for (size_t i = 0; p->columns.n == 0 && i < all->n; i++)
        if (!mr_texts_have(&p->drop, all->fields[i].name))
            mr_schema_put(out, all->fields[i]);
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_table *made = mr_table_new(call->inputs[0]->rows);

    (void)err;
    for (size_t i = 0; i < call->schema->n; i++)
        mr_table_put(made,
                     mr_column_ref(mr_table_find(call->inputs[0], call->schema->fields[i].name)));
    *out = made;
    return MR_OK;
}

const mr_operator mr_operator_select = {
    .id = "select",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Choose columns",
    .help = "The named columns in the order named, or all but some.",
    .formula = "result = columns without those left out",
    .edge = "Rows, units and quantities stay",
    .source = "Codd 1970, A relational model of data for large shared data banks",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .check = check,
    .infer = infer,
    .uses = uses,
    .table = table,
};
