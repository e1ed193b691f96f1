// Values of a column become columns.
// Source: definition (Codd, Codd and Salley, 1993: pivoting).
#include "named.h"

#include <string.h>

struct params {
    mr_texts index, values;
    int function;
    const char *prefix;
};

static const mr_param params[] = {
    {MR_PARAM(index, "Rows", NULL), .def = "[\"well_id\"]", .columns = true,
     .help = "rows equal in these columns become one"},
    {MR_PARAM(values, "Values that become columns", NULL), .def = "[]",
     .help =
         "named here, so that the columns are known before a row is read; other values are left "
         "out"},
    {MR_PARAM(function, "Aggregate", NULL), .def = "\"mean\"", .choices = MR_AGGREGATES,
     .help = "of the rows that meet in one cell"},
    {MR_PARAM(prefix, "Prefix of the columns", NULL), .def = "\"\""},
    {0},
};

static const mr_port inputs[] = {
    {"name_column", "zone", MR_UTF8, NULL, .help = "Its values become columns"},
    {"value_column", "gr", MR_ANY, NULL, .help = "What stands in them"},
    {0},
};

static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return !mr_texts_have(&p->index, "well_id");
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;

    (void)arena;
    return p->index;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_field *value = mr_infer_input(in, "value_column");

    out->fields = MR_ARENA_ARRAY(in->arena, mr_field, p->index.n + p->values.n + MR_INFER_ROOM);
    if (p->index.n + p->values.n == 0)
        return mr_fail(err, MR_EPARAM, "/index", "names no column, and no value becomes one");
    MR_TRY(mr_infer_groups(in, &p->index, "index", out, err));
    for (size_t i = 0; i < p->values.n; i++) {
        const char *name = mr_arena_printf(in->arena, "%s%s", p->prefix, p->values.at[i]);
        mr_field made = {.name = name};
        MR_TRY(mr_aggregate_field(in, p->function, value, "/value_column", &made, err));
        MR_TRY(mr_put_new(out, made, "/values", err));
    }
    return MR_OK;
}

static void put_quoted(mr_buf *sql, const char *text)
{
    mr_buf_putc(sql, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            mr_buf_putc(sql, '\'');
        mr_buf_putc(sql, *text);
    }
    mr_buf_putc(sql, '\'');
}

static void write_query(const mr_call *call, mr_buf *sql)
{
    const struct params *p = call->args->params;
    const mr_table *input = call->inputs[0];
    const size_t name = mr_place_of(input, call->args->inputs[0]);

    mr_select_groups(sql, input, &p->index);
    for (size_t i = 0; i < p->values.n; i++) {
        mr_buf filter = {0};
        mr_buf_printf(&filter, "t%zu = ", name);
        put_quoted(&filter, p->values.at[i]);
        mr_buf_puts(sql, i + p->index.n ? ", " : "");
        const mr_field *made = &call->schema->fields[p->index.n + i];
        const mr_aggregated of = mr_call_aggregated(call, p->function, call->args->inputs[1], made);
        mr_aggregate_sql(sql, &of, filter.at);
        mr_buf_printf(sql, " AS a%zu", i);
        mr_buf_clear(&filter);
    }
    mr_grouped_by(sql, input, &p->index);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_buf sql = {0};

    write_query(call, &sql);
    const mr_status st = mr_call_grouped(call, sql.at, out, err);
    mr_buf_clear(&sql);
    return st;
}

#define SHARED                                                                                     \
    .id = "pivot", .family = "table", .category = MR_WELLS, .title = "Turn values into columns",   \
    .help = "One row for each value of the rows' columns, one column for each value named, an "    \
            "aggregate in each cell.",                                                             \
    .formula = "cell = aggregate of value_column over the rows where name_column is the value",    \
    .edge =                                                                                        \
        "A cell without rows is null, or 0 where rows are counted; rows in the order of their "    \
        "first rows; aggregates as in `aggregate`",                                                \
    .source = "Codd, Codd & Salley 1993, Providing OLAP to user-analysts", .inputs = inputs,       \
    .params = params, .params_size = sizeof(struct params), .replaces_rows = true,                 \
    .is_across = is_across, .infer = infer, .uses = uses, .table = table

const mr_operator mr_operator_pivot = {
    SHARED,
    .version = "2.0.0",
};
// Classes and angles as numbers on a line, everything in the column's own unit.
const mr_operator mr_operator_pivot_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
