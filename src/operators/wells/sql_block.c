// One SELECT over the inputs, in a sandbox that knows the row-wise operators by their ids.
// Source: ISO/IEC 9075:2023, Database languages SQL.
#include "named.h"

struct params {
    const char *query;
    mr_texts names;
};

static const mr_param params[] = {
    {MR_PARAM(query, "Query", NULL), .def = "\"SELECT * FROM input\"",
     .help = "one SELECT; operators are functions: shale_volume_linear(gr, 20, 120)"},
    {MR_PARAM(names, "Names of the inputs", NULL), .def = "[\"input\"]",
     .help = "in the order of the connections; further ones are input2, input3, ..."},
    {0},
};

static const char *name_of(const struct params *p, size_t k, mr_arena *arena)
{
    return k < p->names.n ? p->names.at[k] : mr_arena_printf(arena, "input%zu", k + 1);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    mr_duck_input_schema *inputs =
        MR_ARENA_ARRAY(in->arena, mr_duck_input_schema, in->n_inputs + 1);

    if (!in->sql)
        return mr_fail(err, MR_EFAIL, "/query", "needs the SQL engine, and there is none");
    for (size_t k = 0; k < in->n_inputs; k++)
        inputs[k] = (mr_duck_input_schema){name_of(p, k, in->arena), in->inputs[k]};
    mr_status st =
        mr_sql_describe(in->sql, p->query, inputs, in->n_inputs, in->units, in->arena, out, err);
    if (st != MR_OK && err)
        err->where[0] = 0; // a name of the engine's
    return st == MR_OK ? MR_OK : mr_fail_in(err, st, "/query");
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_duck_input *inputs = MR_ARENA_ARRAY(call->arena, mr_duck_input, call->n_inputs + 1);

    for (size_t k = 0; k < call->n_inputs; k++)
        inputs[k] = (mr_duck_input){name_of(p, k, call->arena), call->inputs[k]};
    return mr_call_sql(call, p->query, inputs, call->n_inputs, true, out, err);
}

const mr_operator mr_operator_sql_block = {
    .id = "sql_block",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "SQL",
    .help =
        "One SELECT over the inputs by their names, with every row-wise operator as a function: "
        "columns first, then parameters. It reaches nothing but its inputs: no files, "
        "network, settings, clock or chance.",
    .formula = "rows of the query; without an ORDER BY of its own they are sorted by well_id and "
               "depth, as far as it has them",
    .edge = "SQL's own rules for nulls; 1/0, ln(0) and whatever else is no finite number is null "
            "there and then, as in `expression`; a column that passes unchanged keeps its unit, an "
            "operator's result has its own, anything else has none. A query that joins or "
            "aggregates should say ORDER BY.",
    .source = "ISO/IEC 9075:2023, Database languages SQL",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .across = true,
    .input_names = "input",
    .min_inputs = 1,
    .max_inputs = -1,
    .infer = infer,
    .table = table,
};
