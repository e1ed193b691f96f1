// Columns under other names.
// Source: definition (Codd, 1970).
#include "named.h"

#include "mudrock/kind.h"

#include <string.h>

typedef struct pair {
    const char *from, *to;
} pair;

struct params {
    mr_records columns;
};

static const mr_param fields[] = {
    {MR_PARAM_OF(pair, from, "Column", NULL), .columns = true},
    {MR_PARAM_OF(pair, to, "New name", NULL)},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(columns, "Columns", NULL), .def = "[]", .fields = fields, .item_size = sizeof(pair),
     .inner = true},
    {0},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;
    const pair *pairs = p->columns.at;

    for (size_t i = 0; i < p->columns.n; i++) {
        if (!*pairs[i].to)
            return mr_fail(err, MR_EPARAM, "columns", "gives `%s` an empty name", pairs[i].from);
        for (size_t k = 0; k < i; k++)
            if (strcmp(pairs[i].from, pairs[k].from) == 0)
                return mr_fail(err, MR_EPARAM, "columns", "renames `%s` twice", pairs[i].from);
    }
    return MR_OK;
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const pair *pairs = p->columns.at;
    const char **at = MR_ARENA_ARRAY(arena, const char *, p->columns.n + 1);

    for (size_t i = 0; i < p->columns.n; i++)
        at[i] = pairs[i].from;
    return (mr_texts){p->columns.n, at};
}

static const char *new_name(const struct params *p, const char *name)
{
    const pair *pairs = p->columns.at;

    for (size_t i = 0; i < p->columns.n; i++)
        if (strcmp(pairs[i].from, name) == 0)
            return pairs[i].to;
    return name;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const pair *pairs = p->columns.at;
    const mr_field *field;

    for (size_t i = 0; i < p->columns.n; i++)
        MR_TRY(mr_named_field(in, 0, pairs[i].from, &field, err, "/columns/%zu/from", i));
    for (size_t i = 0; i < in->inputs[0]->n; i++) {
        mr_field renamed = in->inputs[0]->fields[i];
        const mr_field *key = mr_schema_key_like(in->inputs[0], new_name(p, renamed.name));
        if (key && key != &in->inputs[0]->fields[i])
            return mr_fail(
                err, MR_EPARAM, "/columns",
                "would call `%s` by the name of the key `%s`, which tells the rows apart",
                renamed.name, key->name);
        renamed.name = new_name(p, renamed.name);
        if (mr_schema_find(out, renamed.name))
            return mr_fail(err, MR_EPARAM, "/columns", "would give two columns `%s`", renamed.name);
        mr_schema_put(out, renamed);
    }
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_table *made = mr_table_new(call->inputs[0]->rows);

    (void)err;
    for (size_t i = 0; i < call->schema->n; i++)
        mr_table_put(made,
                     mr_column_with_field(call->inputs[0]->columns[i], &call->schema->fields[i]));
    *out = made;
    return MR_OK;
}

const mr_operator mr_operator_rename = {
    .id = "rename",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Rename columns",
    .help = "Gives columns other names; two may change places.",
    .formula = "result = input with `from` called `to`",
    .edge = "Rows, units, quantities and the order of the columns stay",
    .source = "Codd 1970, A relational model of data for large shared data banks",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .check = check,
    .infer = infer,
    .uses = uses,
    .table = table,
};
