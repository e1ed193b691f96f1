// Operator cases as data: tables in JSON, one run, comparison as the catalogue says. For the tests
// of operators.
#pragma once

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mudrock/door.h"
#include "mudrock/operator.h"
#include "mudrock/sql.h"
#include "mudrock/units.h"

#include "../../operators/case_table.h"

// NULL when there is no such file.
static inline json_t *load_json(const char *path)
{
    char full[1024];
    const char *root = getenv("SOURCE_ROOT");

    snprintf(full, sizeof full, "%s/%s", root ? root : ".", path);
    return json_load_file(full, 0, NULL);
}

// What operators may ask for, made when first wanted and kept until the program ends.
typedef struct helpers {
    mr_units *units;
    mr_sql *sql;
} helpers;

static helpers helpers_kept;

static inline void drop_helpers(void)
{
    mr_sql_free(helpers_kept.sql);
    mr_units_close(helpers_kept.units);
}

static inline const helpers *get_helpers(void)
{
    if (!helpers_kept.sql) {
        assert_int_equal(mr_units_open(&helpers_kept.units, NULL), MR_OK);
        helpers_kept.sql = mr_sql_new(0);
        assert_int_equal(atexit(drop_helpers), 0);
    }
    return &helpers_kept;
}

static inline mr_table *table_of_json(const json_t *json)
{
    mr_table *table = NULL;

    assert_int_equal(case_table(json, 1, &table, NULL), MR_OK);
    return table;
}

static inline void print_problem(void *context, const char *code, const char *pointer,
                                 const char *message, const char *hint)
{
    snprintf(context, 512, "%s %s: %s (%s)", code, pointer, message, hint ? hint : "");
}

// Through the door, as the executor does it.
static inline mr_status apply_operator(const mr_args *args, mr_table *const *inputs,
                                       size_t n_inputs, mr_arena *arena, mr_table **out,
                                       mr_error *err)
{
    const mr_apply_options options = {.units = get_helpers()->units, .sql = get_helpers()->sql};
    const mr_schema **schemas = MR_ARENA_ARRAY(arena, const mr_schema *, n_inputs);
    size_t n;

    for (size_t i = 0; i < n_inputs; i++) {
        mr_schema *schema = MR_ARENA_NEW(arena, mr_schema);
        if (inputs[i])
            mr_table_schema(inputs[i], arena, schema);
        schemas[i] = inputs[i] ? schema : NULL;
    }
    const mr_infer in = {args, n_inputs, schemas, NULL, options.units, options.sql, arena};
    const mr_entries entries = mr_door_plan(&in);
    const mr_conversion *conversions = mr_door_conversions(&entries, arena, &n);
    return mr_door_apply(args, conversions, n, inputs, n_inputs, &options, out, err);
}

// NULL on failure, with *err filled.
static inline mr_table *run_operator(const mr_operator *op, json_t *params, mr_table *const *inputs,
                                     size_t n_inputs, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_args *args;
    mr_table *out = NULL;

    err->message[0] = err->where[0] = 0;
    if (mr_args_read(op, params, arena, &args, print_problem, err->message) == MR_OK)
        apply_operator(args, inputs, n_inputs, arena, &out, err);
    mr_arena_free(arena);
    return out;
}

static inline bool close_enough(double got, double want, double tolerance)
{
    if (isnan(got) || isnan(want))
        return isnan(got) && isnan(want);
    return fabs(got - want) <= tolerance + tolerance * fabs(want);
}

static inline bool same_list(const mr_column *column, int64_t row, const json_t *want,
                             double tolerance)
{
    size_t n;
    const double *got = mr_column_list(column, row, &n);

    if (n != json_array_size(want))
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(want, i);
        if (!close_enough(got[i], json_is_null(item) ? (double)NAN : json_number_value(item),
                          tolerance))
            return false;
    }
    return true;
}

static inline bool same_value(const mr_column *column, int64_t row, const json_t *want,
                              double tolerance)
{
    if (json_is_null(want) || !mr_valid(column, row))
        return json_is_null(want) && !mr_valid(column, row);
    switch ((int)column->field.type) {
    case MR_FLOAT64:
        return close_enough(mr_column_real(column, row), json_number_value(want), tolerance);
    case MR_INT64:
        return json_is_number(want) &&
               (double)mr_column_int(column, row) == json_number_value(want);
    case MR_BOOL: return mr_column_truth(column, row) == json_is_true(want);
    case MR_UTF8: return mr_str_eq(mr_column_text(column, row), mr_str_of(json_string_value(want)));
    case MR_LIST_FLOAT64: return same_list(column, row, want, tolerance);
    default: return false;
    }
}

static inline void check_column(const char *what, const mr_column *column, const json_t *table,
                                size_t c, double tolerance)
{
    const json_t *rows = json_object_get(table, "rows");

    for (size_t r = 0; r < json_array_size(rows); r++) {
        const json_t *want = json_array_get(json_array_get(rows, r), c);
        if (same_value(column, (int64_t)r, want, tolerance))
            continue;
        char *text = json_dumps(want, JSON_ENCODE_ANY);
        fail_msg("%s: row %zu of `%s`: got %.17g, want %s", what, r, column->field.name,
                 column->field.type == MR_FLOAT64 ? mr_column_real(column, (int64_t)r) : 0, text);
    }
}

// Where the case says what unit a column has (null: none), it has it.
static inline void check_unit(const char *what, const mr_field *field, const json_t *column)
{
    const json_t *unit = json_object_get(column, "unit");
    const char *want = json_string_value(unit);

    if (unit && (want ? !field->unit || strcmp(field->unit, want) != 0 : field->unit != NULL))
        fail_msg("%s: `%s` is in %s, want %s", what, field->name,
                 field->unit ? field->unit : "no unit", want ? want : "none");
}

// Every column of `want` is in `got`, of its type, with its values.
static inline void check_table(const char *what, const mr_table *got, const json_t *want,
                               double tolerance)
{
    const json_t *columns = json_object_get(want, "columns");

    if (got->rows != (int64_t)json_array_size(json_object_get(want, "rows")))
        fail_msg("%s: %lld rows, want %zu", what, (long long)got->rows,
                 json_array_size(json_object_get(want, "rows")));
    for (size_t c = 0; c < json_array_size(columns); c++) {
        const json_t *column = json_array_get(columns, c);
        const char *name = json_string_value(json_object_get(column, "name"));
        const char *type = json_string_value(json_object_get(column, "type"));
        const mr_column *have = mr_table_find(got, name);
        if (!have)
            fail_msg("%s: no column `%s`", what, name);
        else if (strcmp(mr_type_name(have->field.type), type) != 0)
            fail_msg("%s: `%s` is %s, want %s", what, name, mr_type_name(have->field.type), type);
        else {
            check_unit(what, &have->field, column);
            check_column(what, have, want, c, tolerance);
        }
    }
}
