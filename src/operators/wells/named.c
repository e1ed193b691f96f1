// Columns that parameters name; queries to the engine; aggregates.
#include "named.h"

#include "mudrock/door.h"
#include "mudrock/kind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../kinds.h"

static const char *nearest(const mr_schema *schema, const char *name)
{
    const char *best = NULL;
    size_t least = 4;

    for (size_t i = 0; i < schema->n; i++) {
        const size_t distance = mr_edit_distance(name, schema->fields[i].name, least);
        if (distance < least) {
            least = distance;
            best = schema->fields[i].name;
        }
    }
    return best;
}

mr_status mr_named_field(const mr_infer *in, size_t k, const char *name, const mr_field **out,
                         mr_error *err, const char *where, ...)
{
    char pointer[128];
    va_list args;

    *out = mr_schema_find(in->inputs[k], name);
    if (*out)
        return MR_OK;
    va_start(args, where);
    vsnprintf(pointer, sizeof pointer, where, args);
    va_end(args);
    const char *near = nearest(in->inputs[k], name);
    return mr_fail(err, MR_ENOTFOUND, pointer, "there is no column `%s`%s%s%s", name,
                   near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
}

bool mr_texts_have(const mr_texts *texts, const char *name)
{
    for (size_t i = 0; i < texts->n; i++)
        if (strcmp(texts->at[i], name) == 0)
            return true;
    return false;
}

mr_field mr_field_named(mr_field field, const char *name)
{
    field.name = name;
    field.nullable = true;
    field.origin = -1;
    return field;
}

// --- the engine ---

static mr_status number_rows(int64_t rows, const mr_column **out, mr_error *err)
{
    mr_builder *builder = mr_builder_new(&(mr_field){.name = "n", .type = MR_INT64, .origin = -1});

    for (int64_t i = 0; i < rows; i++)
        mr_builder_int(builder, i);
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

mr_status mr_numbered(const mr_table *table, char letter, mr_arena *arena, mr_table **out,
                      mr_error *err)
{
    const mr_column *numbers = NULL;
    mr_table *made = mr_table_new(table->rows);

    for (size_t i = 0; i < table->n; i++) {
        const mr_field field =
            mr_field_named(table->columns[i]->field, mr_arena_printf(arena, "%c%zu", letter, i));
        mr_table_put(made, mr_column_with_field(table->columns[i], &field));
    }
    mr_status st = number_rows(table->rows, &numbers, err);
    if (st != MR_OK) {
        mr_table_unref(made);
        return st;
    }
    mr_table_put(made, numbers);
    *out = made;
    return MR_OK;
}

static mr_status fit(const mr_table *result, const mr_schema *schema, mr_table **out, mr_error *err)
{
    mr_table *made = mr_table_new(result->rows);

    for (size_t i = 0; i < schema->n; i++) {
        const mr_column *column = i < result->n ? result->columns[i] : NULL;
        if (!column || column->field.type != schema->fields[i].type) {
            mr_table_unref(made);
            return mr_fail(err, MR_EFAIL, NULL, "`%s` came out as %s, not %s",
                           schema->fields[i].name,
                           column ? mr_type_name(column->field.type) : "nothing",
                           mr_type_name(schema->fields[i].type));
        }
        mr_table_put(made, mr_column_with_field(column, &schema->fields[i]));
    }
    *out = made;
    return MR_OK;
}

mr_status mr_call_sql(const mr_call *call, const char *query, const mr_duck_input *inputs, size_t n,
                      bool sort, mr_table **out, mr_error *err)
{
    mr_table *result = NULL;

    if (!call->sql)
        return mr_fail(err, MR_EFAIL, NULL, "%s needs the SQL engine, and there is none",
                       call->args->op->id);
    if (!query)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a query");
    const mr_sql_job job = {query, inputs, n, sort, call->cancelled, call->context};
    MR_TRY(mr_sql_query(call->sql, &job, &result, err));
    mr_status st = fit(result, call->schema, out, err);
    mr_table_unref(result);
    return st;
}

// --- aggregates ---

enum { MEAN, SUM, MIN, MAX, MEDIAN, STD, P10, P50, P90, COUNT, COUNT_DISTINCT, FIRST, LAST };

static bool is_count(int aggregate)
{
    return aggregate == COUNT || aggregate == COUNT_DISTINCT;
}

// One of the values, of any type that has an order.
static bool is_one_of_them(int aggregate)
{
    return aggregate == MIN || aggregate == MAX || aggregate == FIRST || aggregate == LAST;
}

// The aggregate means something of the column: classes are not averaged, angles have a mean
// direction and no sum or percentile. Older versions take any.
static mr_status suits(const mr_infer *in, int aggregate, const mr_field *column, const char *where,
                       mr_error *err)
{
    const mr_kind kind = mr_field_kind(column);
    char room[80];

    if (in->args->op->plain || kind == MR_NUMBER || column->type == MR_UTF8)
        return MR_OK;
    if (kind == MR_CLASS && !is_one_of_them(aggregate) && aggregate != SUM)
        return mr_fail(err, MR_EPARAM, where,
                       "`%s` is %s, of which there are counts, sums, the first and the last, the "
                       "least and the greatest, but no means; %s",
                       column->name, mr_class_reason(column, room), mr_class_way_out(column));
    if (kind == MR_ANGLE && aggregate != MEAN && aggregate != FIRST && aggregate != LAST)
        return mr_fail(err, MR_EPARAM, where,
                       "`%s` is a direction, which goes round (%s): it has a mean, a first and a "
                       "last value; well_statistics knows its spread and percentiles",
                       column->name, column->quantity);
    return MR_OK;
}

// A spread is a difference of two values; a sum of points on a scale counts from that scale's
// nothing. Older versions say the column's unit.
static const char *unit_of(const mr_infer *in, int aggregate, const mr_field *column)
{
    const char *unit = aggregate == STD   ? mr_unit_of_field(in, "difference", column)
                       : aggregate == SUM ? mr_unit_of_field(in, "absolute", column)
                                          : NULL;

    return in->args->op->plain || !unit ? column->unit : unit;
}

mr_status mr_aggregate_field(const mr_infer *in, int aggregate, const mr_field *column,
                             const char *where, mr_field *out, mr_error *err)
{
    *out = mr_field_named(*column, out->name);
    if (is_count(aggregate)) {
        out->type = MR_INT64;
        out->unit = out->quantity = NULL;
        return MR_OK;
    }
    MR_TRY(suits(in, aggregate, column, where, err));
    if (column->type == MR_LIST_FLOAT64)
        return mr_fail(err, MR_EPARAM, where, "`%s` is a list, of which only counts are known",
                       column->name);
    if (is_one_of_them(aggregate))
        return MR_OK;
    if (!mr_type_is_number(column->type) && column->type != MR_BOOL)
        return mr_fail(err, MR_EPARAM, where, "`%s` is %s, of which there is no such aggregate",
                       column->name, mr_type_name(column->type));
    out->type = MR_FLOAT64;
    out->unit = unit_of(in, aggregate, column);
    if (aggregate == SUM || aggregate == STD)
        out->quantity = NULL;
    return MR_OK;
}

mr_aggregated mr_call_aggregated(const mr_call *call, int aggregate, const char *column,
                                 const mr_field *made)
{
    mr_aggregated a = {.aggregate = aggregate, .place = mr_place_of(call->inputs[0], column)};
    const mr_field *field = &call->inputs[0]->columns[a.place]->field;

    a.turn = call->args->op->plain ? 0 : mr_field_turn(call->units, field);
    a.scale = 1;
    if (aggregate == SUM && call->units && field->unit && made->unit)
        mr_unit_convert(call->units, field->unit, made->unit, &a.scale, &a.offset);
    return a;
}

// The direction of the mean vector, in 0 .. turn; null where that is nothing.
static void mean_direction_sql(mr_buf *sql, size_t i, double turn, const char *filter)
{
    const double to_radians = 6.28318530717958647692 / turn;
    mr_buf c = {0}, s = {0};

    mr_buf_printf(&c, "(favg(cos(CAST(t%zu AS DOUBLE) * %.17g)) FILTER (WHERE %s))", i, to_radians,
                  filter ? filter : "true");
    mr_buf_printf(&s, "(favg(sin(CAST(t%zu AS DOUBLE) * %.17g)) FILTER (WHERE %s))", i, to_radians,
                  filter ? filter : "true");
    mr_buf_printf(sql,
                  "CASE WHEN %s * %s + %s * %s > 1e-24 THEN (atan2(%s, %s) * %.17g + %.17g) %% "
                  "%.17g END",
                  c.at, c.at, s.at, s.at, s.at, c.at, 1 / to_radians, turn, turn);
    mr_buf_clear(&c);
    mr_buf_clear(&s);
}

// What is counted: the column, a number of it, in the unit of the sum.
static void value_sql(const mr_aggregated *a, char *text, size_t size)
{
    const bool plain = is_count(a->aggregate) || is_one_of_them(a->aggregate);
    const bool same = !(a->scale < 1 || a->scale > 1 || a->offset < 0 || a->offset > 0);

    if (plain)
        (void)snprintf(text, size, "t%zu", a->place);
    else if (same)
        (void)snprintf(text, size, "CAST(t%zu AS DOUBLE)", a->place);
    else
        (void)snprintf(text, size, "CAST(t%zu AS DOUBLE) * %.17g + %.17g", a->place, a->scale,
                       a->offset);
}

void mr_aggregate_sql(mr_buf *sql, const mr_aggregated *a, const char *filter)
{
    static const char *const calls[] = {
        [MEAN] = "favg(%s)",
        [SUM] = "fsum(%s)",
        [MIN] = "min(%s)",
        [MAX] = "max(%s)",
        [MEDIAN] = "median(%s)",
        [STD] = "stddev_samp(%s)",
        [P10] = "quantile_cont(%s, 0.1)",
        [P50] = "quantile_cont(%s, 0.5)",
        [P90] = "quantile_cont(%s, 0.9)",
        [COUNT] = "count(%s)",
        [COUNT_DISTINCT] = "count(DISTINCT %s)",
        [FIRST] = "arg_min(%s, n)",
        [LAST] = "arg_max(%s, n)",
    };
    const char *form = calls[a->aggregate], *hole = strstr(form, "%s");
    char value[128];

    if (a->turn > 0 && a->aggregate == MEAN) {
        mean_direction_sql(sql, a->place, a->turn, filter);
        return;
    }
    value_sql(a, value, sizeof value);
    mr_buf_put(sql, form, (size_t)(hole - form));
    mr_buf_puts(sql, value);
    mr_buf_puts(sql, hole + 2);
    if (filter)
        mr_buf_printf(sql, " FILTER (WHERE %s)", filter);
}

// --- groups ---

mr_status mr_put_new(mr_schema *out, mr_field field, const char *where, mr_error *err)
{
    if (mr_schema_find(out, field.name))
        return mr_fail(err, MR_EPARAM, where, "the result would have two columns `%s`", field.name);
    mr_schema_put(out, field);
    return MR_OK;
}

mr_status mr_infer_groups(const mr_infer *in, const mr_texts *names, const char *param,
                          mr_schema *out, mr_error *err)
{
    for (size_t i = 0; i < names->n; i++) {
        const char *where = mr_arena_printf(in->arena, "/%s/%zu", param, i);
        const mr_field *field;
        MR_TRY(mr_named_field(in, 0, names->at[i], &field, err, "%s", where));
        if (field->type == MR_LIST_FLOAT64)
            return mr_fail(err, MR_EPARAM, where, "`%s` is a list, which makes no groups",
                           field->name);
        MR_TRY(mr_put_new(out, *field, where, err));
    }
    return MR_OK;
}

size_t mr_place_of(const mr_table *table, const char *name)
{
    size_t i = 0;

    while (strcmp(table->columns[i]->field.name, name) != 0)
        i++;
    return i;
}

void mr_select_groups(mr_buf *sql, const mr_table *input, const mr_texts *names)
{
    mr_buf_puts(sql, "SELECT ");
    for (size_t i = 0; i < names->n; i++)
        mr_buf_printf(sql, "%st%zu AS g%zu", i ? ", " : "", mr_place_of(input, names->at[i]), i);
}

void mr_grouped_by(mr_buf *sql, const mr_table *input, const mr_texts *names)
{
    mr_buf_puts(sql, " FROM t");
    for (size_t i = 0; i < names->n; i++)
        mr_buf_printf(sql, "%s t%zu", i ? "," : " GROUP BY", mr_place_of(input, names->at[i]));
    if (names->n > 0)
        mr_buf_puts(sql, " ORDER BY min(n)");
}

mr_status mr_call_grouped(const mr_call *call, const char *query, mr_table **out, mr_error *err)
{
    mr_table *numbered = NULL;

    MR_TRY(mr_numbered(call->inputs[0], 't', call->arena, &numbered, err));
    const mr_status st =
        mr_call_sql(call, query, &(mr_duck_input){"t", numbered}, 1, false, out, err);
    mr_table_unref(numbered);
    return st;
}
