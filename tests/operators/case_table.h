// A table of an operator's case: {"columns": [{"name", "type", "unit", "quantity"}], "rows":
// [[...]]}, the last two fields when known. For the tests, the manual and the bench of operators.
#pragma once

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/operator.h"

static inline void put_list(mr_builder *builder, const json_t *value)
{
    const size_t n = json_array_size(value);
    double *items = mr_alloc((n + 1) * sizeof *items);

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(value, i);
        items[i] = json_is_number(item) ? json_number_value(item) : MR_NAN;
    }
    mr_builder_list(builder, items, n);
    free(items);
}

// `copy` is told apart by the names that it holds; 0 leaves them.
static inline void put_value(mr_builder *builder, mr_type type, const json_t *value, size_t copy)
{
    char name[256];

    if (json_is_null(value))
        mr_builder_null(builder);
    else if (type == MR_FLOAT64)
        mr_builder_real(builder, json_number_value(value));
    else if (type == MR_INT64)
        mr_builder_int(builder, json_integer_value(value));
    else if (type == MR_BOOL)
        mr_builder_truth(builder, json_is_true(value));
    else if (type != MR_UTF8)
        put_list(builder, value);
    else if (copy == 0)
        mr_builder_text(builder, mr_str_of(json_string_value(value)));
    else {
        snprintf(name, sizeof name, "%s %zu", json_string_value(value), copy);
        mr_builder_text(builder, mr_str_of(name));
    }
}

// The rows `copies` times below each other, those after the first with texts of their own: as many
// wells. 1 is the case itself.
static inline mr_status case_table(const json_t *json, size_t copies, mr_table **out, mr_error *err)
{
    const json_t *columns = json_object_get(json, "columns"), *rows = json_object_get(json, "rows");
    const size_t n = json_array_size(rows);
    mr_status st = MR_OK;

    *out = mr_table_new((int64_t)(n * copies));
    for (size_t c = 0; st == MR_OK && c < json_array_size(columns); c++) {
        const json_t *column = json_array_get(columns, c);
        mr_field field = {.name = json_string_value(json_object_get(column, "name")),
                          .nullable = true,
                          .unit = json_string_value(json_object_get(column, "unit")),
                          .quantity = json_string_value(json_object_get(column, "quantity")),
                          .origin = -1};
        const mr_column *made = NULL;
        if (!mr_type_parse(json_string_value(json_object_get(column, "type")), &field.type))
            return mr_fail(err, MR_EFORMAT, field.name, "has no known type");
        mr_builder *builder = mr_builder_new(&field);
        for (size_t k = 0; k < copies; k++)
            for (size_t r = 0; r < n; r++)
                put_value(builder, field.type, json_array_get(json_array_get(rows, r), c), k);
        st = mr_builder_finish(builder, &made, err);
        mr_builder_free(builder);
        if (st == MR_OK)
            mr_table_put(*out, made);
    }
    return st;
}

// The cases of an operator, tests/operators/<id>.json; those of an older version stand in
// <id>_v<major>.json or among the same: a case of one version only says its `version`. New
// reference, NULL when there is none.
static inline json_t *operator_cases(const char *root, const mr_operator *op)
{
    const bool newest = mr_operator_find(op->id, NULL) == op;
    json_t *all = NULL, *cases = json_array(), *test;
    char path[1024];
    size_t i;

    snprintf(path, sizeof path, "%s/tests/operators/%s_v%ld.json", root, op->id,
             strtol(op->version, NULL, 10));
    if (!newest)
        all = json_load_file(path, 0, NULL);
    snprintf(path, sizeof path, "%s/tests/operators/%s.json", root, op->id);
    if (!all)
        all = json_load_file(path, 0, NULL);
    json_array_foreach(all, i, test)
    {
        const char *version = json_string_value(json_object_get(test, "version"));
        if (!version || strcmp(version, op->version) == 0)
            json_array_append(cases, test);
    }
    json_decref(all);
    if (json_array_size(cases) > 0)
        return cases;
    json_decref(cases);
    return NULL;
}
