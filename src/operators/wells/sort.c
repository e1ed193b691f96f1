// Rows in the order of columns.
// Source: definition; stable merge sort (Knuth, 1973).
#include "named.h"

typedef struct key {
    const char *column;
    int order; // ascending, descending
    int nulls; // last, first
} key;

struct params {
    mr_records keys;
};

static const mr_param fields[] = {
    {MR_PARAM_OF(key, column, "Column", NULL), .columns = true},
    {MR_PARAM_OF(key, order, "Order", NULL), .def = "\"ascending\"",
     .choices = "ascending,descending"},
    {MR_PARAM_OF(key, nulls, "Nulls", NULL), .def = "\"last\"", .choices = "last,first"},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(keys, "Keys", NULL), .def = "[]", .fields = fields, .item_size = sizeof(key),
     .inner = true, .help = "the first one first; rows equal in all of them stay as they are"},
    {0},
};

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const key *keys = p->keys.at;
    const char **at = MR_ARENA_ARRAY(arena, const char *, p->keys.n + 1);

    for (size_t i = 0; i < p->keys.n; i++)
        at[i] = keys[i].column;
    return (mr_texts){p->keys.n, at};
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const key *keys = p->keys.at;
    const mr_field *field;

    for (size_t i = 0; i < p->keys.n; i++) {
        MR_TRY(mr_named_field(in, 0, keys[i].column, &field, err, "/keys/%zu/column", i));
        if (field->type == MR_LIST_FLOAT64)
            return mr_fail(err, MR_EPARAM, "/keys", "`%s` is a list, which has no order",
                           field->name);
    }
    return mr_infer_same(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const key *keys = p->keys.at;
    mr_sort_key *by = MR_ARENA_ARRAY(call->arena, mr_sort_key, p->keys.n + 1);

    for (size_t i = 0; i < p->keys.n; i++)
        by[i] = (mr_sort_key){
            .column = mr_table_find(call->inputs[0], keys[i].column),
            .descending = keys[i].order == 1,
            .nulls_first = keys[i].nulls == 1,
        };
    return mr_table_sort(call->inputs[0], by, p->keys.n, out, err);
}

const mr_operator mr_operator_sort = {
    .id = "sort",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Sort rows",
    .help = "Rows in the order of some of their columns, over all wells.",
    .formula = "rows ordered by the keys, the first one first",
    .edge = "Stable; texts by their bytes; nulls last or first, in either direction",
    .source = "Knuth 1973, The Art of Computer Programming 3",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .keeps_cells = true,
    .across = true,
    .infer = infer,
    .uses = uses,
    .table = table,
};
