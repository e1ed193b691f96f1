// Rows as JSON and as single values.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "store.h"

// Columns that are JSON or a truth value in every table that has them.
static const char *const json_columns[] = {
    "columns",
    "content",
    "dag_definition",
    "dependencies",
    "detail",
    "document",
    "engine_versions",
    "execution_hints",
    "execution_log",
    "header",
    "input_parameters",
    "input_schema",
    "input_snapshots",
    "last_execution",
    "metadata",
    "metrics",
    "node_config",
    "objects",
    "output_schema",
    "parameters_schema",
    "resolved_operators",
    "result_summary",
    "tags",
    "transformation_config",
    "units",
};
static const char *const truth_columns[] = {
    "is_active", "is_builtin",        "is_definitive", "is_latest",
    "is_public", "schema_compatible", "units_differ",
};

static bool among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}
#define AMONG(name, names) among(name, names, sizeof(names) / sizeof(names)[0])

static json_t *cell_to_json(const mr_cursor *rows, size_t i)
{
    const char *name = mr_cursor_name(rows, i);

    switch (mr_cursor_kind(rows, i)) {
    case MR_VALUE_INT:
        return AMONG(name, truth_columns) ? json_boolean(mr_cursor_int(rows, i))
                                          : json_integer(mr_cursor_int(rows, i));
    case MR_VALUE_REAL: return json_real(mr_cursor_real(rows, i));
    case MR_VALUE_TEXT: {
        const char *text = mr_cursor_text(rows, i);
        size_t n = mr_cursor_text_n(rows, i);
        return AMONG(name, json_columns)
                   ? json_loadb(text, n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL)
                   : json_stringn(text, n);
    }
    case MR_VALUE_JSON:
    case MR_VALUE_NULL: break;
    }
    return json_null();
}

json_t *mr_cursor_to_json(const mr_cursor *rows)
{
    json_t *object = json_object();

    for (size_t i = 0; i < mr_cursor_width(rows); i++) {
        json_t *value = cell_to_json(rows, i);
        json_object_set_new(object, mr_cursor_name(rows, i), value ? value : json_null());
    }
    return object;
}

mr_status mr_store_list(mr_store *store, const char *sql, mr_values values, json_t **out,
                        mr_error *err)
{
    mr_cursor *rows = NULL;
    json_t *list = json_array();
    bool more = true;

    mr_status st = mr_store_begin(store, MR_READ, err);
    if (st != MR_OK) {
        json_decref(list);
        return st;
    }
    st = mr_store_query(store, sql, values, &rows, err);
    while (st == MR_OK && more) {
        st = mr_cursor_next(rows, &more, err);
        if (st == MR_OK && more)
            json_array_append_new(list, mr_cursor_to_json(rows));
    }
    mr_cursor_free(rows);
    st = mr_store_end(store, st, err);
    if (st == MR_OK)
        *out = list;
    else
        json_decref(list);
    return st;
}

typedef void take_row(const mr_cursor *rows, void *context);

// Gives the first row to `take`.
static mr_status first_row(mr_store *store, const char *sql, mr_values values, take_row *take,
                           void *context, mr_error *err)
{
    mr_cursor *rows = NULL;
    bool found = false;

    MR_TRY(mr_store_begin(store, MR_READ, err));
    mr_status st = mr_store_query(store, sql, values, &rows, err);
    if (st == MR_OK)
        st = mr_cursor_next(rows, &found, err);
    if (st == MR_OK && found)
        take(rows, context);
    mr_cursor_free(rows);
    // Ends well also when there is no row: that is an answer, and undoes nothing.
    st = mr_store_end(store, st, err);
    return st == MR_OK && !found ? MR_ENOTFOUND : st;
}

static void take_json(const mr_cursor *rows, void *context)
{
    *(json_t **)context = mr_cursor_to_json(rows);
}

mr_status mr_store_get(mr_store *store, const char *sql, mr_values values, json_t **out,
                       mr_error *err)
{
    return first_row(store, sql, values, take_json, out, err);
}

struct text {
    char *at;
    size_t size;
    bool null;
};

static void take_text(const mr_cursor *rows, void *context)
{
    struct text *text = context;
    const char *value = mr_cursor_text(rows, 0);

    text->null = !value;
    snprintf(text->at, text->size, "%s", value ? value : "");
}

mr_status mr_store_text(mr_store *store, const char *sql, mr_values values, char *out, size_t size,
                        mr_error *err)
{
    struct text text = {out, size, false};

    MR_TRY(first_row(store, sql, values, take_text, &text, err));
    return text.null ? MR_ENOTFOUND : MR_OK;
}

static void take_int(const mr_cursor *rows, void *context)
{
    *(int64_t *)context = mr_cursor_int(rows, 0);
}

mr_status mr_store_int(mr_store *store, const char *sql, mr_values values, int64_t *out,
                       mr_error *err)
{
    return first_row(store, sql, values, take_int, out, err);
}
