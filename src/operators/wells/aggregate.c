// Rows of a group to one row.
// Source: Kahan (1965) for sums; Hyndman and Fan (1996), type 7, for percentiles.
#include "named.h"

#include <string.h>

typedef struct item {
    const char *column;
    int function;
    const char *name;
} item;

struct params {
    mr_texts group_by;
    mr_records aggregates;
};

static const mr_param fields[] = {
    {MR_PARAM_OF(item, column, "Column", NULL), .columns = true},
    {MR_PARAM_OF(item, function, "Aggregate", NULL), .def = "\"mean\"", .choices = MR_AGGREGATES},
    {MR_PARAM_OF(item, name, "Name of the result", NULL), .def = "null", .nullable = true},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(group_by, "Groups", NULL), .def = "[\"well_id\"]", .columns = true,
     .help = "rows equal in these columns are a group; none = all rows are one"},
    {MR_PARAM(aggregates, "Aggregates", NULL), .def = "[]", .fields = fields,
     .item_size = sizeof(item), .inner = true,
     .help = "without a name the result is column_aggregate"},
    {0},
};

static const item *items_of(const mr_args *args)
{
    const struct params *p = args->params;

    return p->aggregates.at;
}

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    return p->group_by.n == 0 && p->aggregates.n == 0
               ? mr_fail(err, MR_EPARAM, "group_by", "names no column, and nothing is aggregated")
               : MR_OK;
}

// Groups that are apart in every well are made well by well.
static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return !mr_texts_have(&p->group_by, "well_id");
}

static mr_texts uses(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const char **at = MR_ARENA_ARRAY(arena, const char *, p->group_by.n + p->aggregates.n + 1);
    mr_texts all = {.at = at};

    for (size_t i = 0; i < p->group_by.n; i++)
        at[all.n++] = p->group_by.at[i];
    for (size_t i = 0; i < p->aggregates.n; i++)
        at[all.n++] = items_of(args)[i].column;
    return all;
}

static const char *function_name(int function, mr_arena *arena)
{
    const char *at = MR_AGGREGATES;

    for (; function > 0; function--)
        at = strchr(at, ',') + 1;
    return mr_arena_strndup(arena, at, strcspn(at, ","));
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_field *field;

    // As many as are named, of which some may be one column.
    out->fields =
        MR_ARENA_ARRAY(in->arena, mr_field, p->group_by.n + p->aggregates.n + MR_INFER_ROOM);
    MR_TRY(mr_infer_groups(in, &p->group_by, "group_by", out, err));
    for (size_t i = 0; i < p->aggregates.n; i++) {
        const item *a = &items_of(in->args)[i];
        const char *where = mr_arena_printf(in->arena, "/aggregates/%zu/column", i);
        const char *name = a->name ? a->name
                                   : mr_arena_printf(in->arena, "%s_%s", a->column,
                                                     function_name(a->function, in->arena));
        mr_field made = {.name = name};
        MR_TRY(mr_named_field(in, 0, a->column, &field, err, "%s", where));
        MR_TRY(mr_aggregate_field(in, a->function, field, where, &made, err));
        MR_TRY(mr_put_new(out, made, where, err));
    }
    return MR_OK;
}

static void write_query(const mr_call *call, mr_buf *sql)
{
    const struct params *p = call->args->params;
    const mr_table *input = call->inputs[0];

    mr_select_groups(sql, input, &p->group_by);
    for (size_t i = 0; i < p->aggregates.n; i++) {
        mr_buf_puts(sql, i + p->group_by.n ? ", " : "");
        const item *a = &items_of(call->args)[i];
        const mr_field *made = &call->schema->fields[p->group_by.n + i];
        const mr_aggregated of = mr_call_aggregated(call, a->function, a->column, made);
        mr_aggregate_sql(sql, &of, NULL);
        mr_buf_printf(sql, " AS a%zu", i);
    }
    mr_grouped_by(sql, input, &p->group_by);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_buf sql = {0};

    write_query(call, &sql);
    const mr_status st = mr_call_grouped(call, sql.at, out, err);
    mr_buf_clear(&sql);
    return st;
}

#define FORMULA                                                                                    \
    "result = aggregates of the rows equal in the groups' columns; std divides by n - 1; p10, "    \
    "p50 "                                                                                         \
    "and p90 are percentiles of type 7; sums are compensated"
#define SHARED                                                                                     \
    .id = "aggregate", .family = "table", .category = MR_WELLS,                                    \
    .title = "Aggregate rows by group",                                                            \
    .help = "One row a group: means, sums, extremes, percentiles, counts, first and last values.", \
    .edge = "Nulls take no part, and of none of them a count is 0 and all else null; null in a "   \
            "group's column is a group of its own; groups in the order of their first rows",       \
    .source = "Kahan 1965; Hyndman & Fan 1996", .params = params,                                  \
    .params_size = sizeof(struct params), .replaces_rows = true, .is_across = is_across,           \
    .check = check, .infer = infer, .uses = uses, .table = table

const mr_operator mr_operator_aggregate = {
    SHARED,
    .version = "2.0.0",
    .formula =
        FORMULA ", and count temperatures and gauge pressures from nothing, in K and Pa; std "
                "is in the unit of a difference",
};
// Classes and angles as numbers on a line, everything in the column's own unit.
const mr_operator mr_operator_aggregate_v1 = {SHARED, .version = "1.0.0", .formula = FORMULA,
                                              MR_OLDER("2.0.0")};
