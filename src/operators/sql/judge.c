// Whether a query may run, by its syntax tree alone: what is not known to be harmless is refused.
#include <ctype.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sql.h"

// Names of common table expressions that can be seen.
typedef struct scope {
    const char *name;
    const struct scope *outer;
} scope;

typedef struct judging {
    const mr_sql_judge *judge;
    const char *query;
    char *run; // the query as it is run
    mr_error *err;
} judging;

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static bool same_name(const char *a, const char *b)
{
    return mr_str_ieq(mr_str_of(a), mr_str_of(b));
}

static bool is_one_of(const char *text, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same_name(text, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(text, names) is_one_of(text, names, sizeof(names) / sizeof *(names))

mr_status mr_sql_fail_at(const char *query, const json_t *element, mr_error *err,
                         const char *format, ...)
{
    const double offset = json_number_value(json_object_get(element, "query_location"));
    char message[600];
    int line, column;
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (offset > (double)strlen(query)) // not known
        return mr_fail(err, MR_EPARAM, NULL, "%s", message);
    mr_sql_place(query, (size_t)offset, &line, &column);
    return mr_fail(err, MR_EPARAM, NULL, "%s (line %d, column %d)", message, line, column);
}

static mr_status visit(judging *j, const json_t *value, const scope *seen);

static mr_status visit_members(judging *j, const json_t *object, const scope *seen)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)(uintptr_t)object, key, value) MR_TRY(visit(j, value, seen));
    return MR_OK;
}

// --- expressions ---

// The engine's own functions of these names would be called instead.
static bool is_the_engines(const char *name)
{
    static const char *const names[] = {"array_reduce", "array_slice"};

    return IS_ONE_OF(name, names);
}

// Under a name of its own, as long as the other, so that every place in the query stays.
static mr_status call_otherwise(judging *j, const json_t *call, const char *name, char *other,
                                size_t size)
{
    const double offset = json_number_value(json_object_get(call, "query_location"));
    const size_t n = strlen(name), length = strlen(j->query);
    size_t at = offset < (double)length ? (size_t)offset : length;

    at += j->query[at] == '"';
    if (n >= size || at + n > length || !mr_str_ieq((mr_str){j->query + at, n}, mr_str_of(name)))
        return mr_sql_fail_at(j->query, call, j->err, "write %s as %s(...)", name, name);
    snprintf(other, size, "mr_%s", name + 3);
    memcpy(j->run + at, other, n);
    return MR_OK;
}

static mr_status judge_operator(judging *j, const json_t *call, const mr_operator *op,
                                size_t output)
{
    const char *name = text_of(call, "function_name");
    char other[64];

    if (is_the_engines(name)) {
        MR_TRY(call_otherwise(j, call, name, other, sizeof other));
        name = other;
    }
    return j->judge->found(j->judge->context, op, output, name, j->err);
}

// Anything but literals: what cannot be worked out while the query is only being typed.
static bool mentions_column(const json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_array(value)) {
        json_array_foreach(value, i, item) if (mentions_column(item)) return true;
        return false;
    }
    const char *class = text_of(value, "class");
    if (strcmp(class, "LAMBDA") == 0) // its columns are its own
        return false;
    if (strcmp(class, "COLUMN_REF") == 0 || strcmp(class, "SUBQUERY") == 0)
        return true;
    json_object_foreach((json_t *)(uintptr_t)value, key,
                        item) if (mentions_column(item)) return true;
    return false;
}

// Of literals, one within another, these grow past all bounds in memory or time.
static bool grows(const char *name)
{
    static const char *const names[] = {
        "array_to_string",
        "array_transform",
        "concat_ws",
        "damerau_levenshtein",
        "editdist3",
        "hamming",
        "jaccard",
        "jaro_similarity",
        "jaro_winkler_similarity",
        "levenshtein",
        "list_apply",
        "list_reduce",
        "list_transform",
        "mismatches",
        "regexp_replace",
        "replace",
    };

    return IS_ONE_OF(name, names);
}

static mr_status judge_function(judging *j, const json_t *call)
{
    const char *name = text_of(call, "function_name"), *schema = text_of(call, "schema");
    size_t output;
    const mr_operator *op = mr_sql_operator(name, &output);

    if (*text_of(call, "catalog") || (*schema && strcmp(schema, "main") != 0))
        return mr_sql_fail_at(j->query, call, j->err, "functions are called by their bare names");
    if (op)
        return judge_operator(j, call, op, output);
    if (grows(name) && !mentions_column(json_object_get(call, "children")))
        return mr_sql_fail_at(j->query, call, j->err, "%s of nothing but literals is not allowed",
                              name);
    if (mr_sql_function_allowed(name))
        return MR_OK;
    return mr_sql_fail_at(j->query, call, j->err, "there is no function `%s` here", name);
}

static bool is_column(const mr_sql_judge *judge, const char *name)
{
    for (size_t i = 0; i < judge->n; i++)
        for (size_t k = 0; k < judge->schemas[i]->n; k++)
            if (same_name(judge->schemas[i]->fields[k].name, name))
                return true;
    return false;
}

// A bare name that no table has may be a question to the machine.
static mr_status judge_column(judging *j, const json_t *column)
{
    static const char *const questions[] = {
        "current_catalog",
        "current_database",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "localtime",
        "localtimestamp",
        "session_user",
        "today",
        "user",
        "get_current_time",
        "now",
    };
    const json_t *names = json_object_get(column, "column_names");
    const char *name = json_string_value(json_array_get(names, 0));

    if (json_array_size(names) == 1 && name && IS_ONE_OF(name, questions) &&
        !is_column(j->judge, name))
        return mr_sql_fail_at(j->query, column, j->err, "there is no `%s` here", name);
    return MR_OK;
}

static mr_status judge_expression(judging *j, const json_t *value, const scope *seen)
{
    static const char *const plain[] = {
        "BETWEEN",     "CASE",     "CAST",       "COLLATE",  "COMPARISON",
        "CONJUNCTION", "LAMBDA",   "LAMBDA_REF", "OPERATOR", "POSITIONAL_REFERENCE",
        "STAR",        "SUBQUERY",
    };
    const char *class = text_of(value, "class");

    if (strcmp(class, "CONSTANT") == 0)
        return MR_OK;
    if (strcmp(class, "COLUMN_REF") == 0)
        return judge_column(j, value);
    if (strcmp(class, "PARAMETER") == 0)
        return mr_sql_fail_at(j->query, value, j->err, "the SQL has an open parameter");
    if (strcmp(class, "FUNCTION") == 0 || strcmp(class, "WINDOW") == 0)
        MR_TRY(judge_function(j, value));
    else if (!IS_ONE_OF(class, plain))
        return mr_sql_fail_at(j->query, value, j->err, "%s is not allowed here", class);
    return visit_members(j, value, seen);
}

// --- tables ---

static mr_status judge_name(judging *j, const json_t *table, const scope *seen)
{
    const char *name = text_of(table, "table_name");
    char names[300] = "";

    if (*text_of(table, "catalog_name") || *text_of(table, "schema_name"))
        return mr_sql_fail_at(j->query, table, j->err, "inputs are named by their bare names");
    if (is_one_of(name, j->judge->inputs, j->judge->n))
        return MR_OK;
    for (; seen; seen = seen->outer)
        if (same_name(seen->name, name))
            return MR_OK;
    for (size_t i = 0, n = 0; i < j->judge->n && n < sizeof names; i++)
        n += (size_t)snprintf(names + n, sizeof names - n, "%s`%s`", i ? ", " : "",
                              j->judge->inputs[i]);
    return mr_sql_fail_at(j->query, table, j->err, "there is no input `%s`: there is %s", name,
                          *names ? names : "none");
}

// Rows out of nothing but the arguments.
static mr_status judge_table_function(judging *j, const json_t *table, const scope *seen)
{
    static const char *const allowed[] = {"unnest", "range", "generate_series"};
    const json_t *call = json_object_get(table, "function");
    const char *name = text_of(call, "function_name");

    if (!IS_ONE_OF(name, allowed) || *text_of(call, "schema") || *text_of(call, "catalog"))
        return mr_sql_fail_at(j->query, table, j->err, "there is no table function `%s` here",
                              name);
    return visit_members(j, call, seen);
}

static mr_status judge_table(judging *j, const json_t *table, const scope *seen)
{
    static const char *const plain[] = {"EMPTY", "EXPRESSION_LIST", "JOIN", "PIVOT", "SUBQUERY"};
    const char *type = text_of(table, "type");
    const json_t *sample = json_object_get(table, "sample");

    if (sample && !json_is_null(sample))
        return mr_sql_fail_at(j->query, table, j->err,
                              "a sample is not the same each time: it is not allowed here");
    if (strcmp(type, "TABLE_FUNCTION") == 0)
        return judge_table_function(j, table, seen);
    if (strcmp(type, "BASE_TABLE") == 0)
        return judge_name(j, table, seen);
    if (strcmp(type, "SHOW_REF") == 0)
        return mr_sql_fail_at(j->query, table, j->err,
                              "DESCRIBE, SHOW and SUMMARIZE are not allowed here");
    if (!IS_ONE_OF(type, plain))
        return mr_sql_fail_at(j->query, table, j->err, "%s is not allowed here", type);
    return visit_members(j, table, seen);
}

// --- queries ---

// A common table expression sees those before it; the query sees them all.
static mr_status judge_ctes(judging *j, const json_t *map, size_t i, const json_t *node,
                            const scope *seen)
{
    const json_t *entry = json_array_get(map, i);
    const char *key;
    json_t *value;

    if (entry) {
        const scope inner = {text_of(entry, "key"), seen};
        MR_TRY(visit(j, json_object_get(entry, "value"), seen));
        return judge_ctes(j, map, i + 1, node, &inner);
    }
    json_object_foreach((json_t *)(uintptr_t)node, key, value) if (strcmp(key, "cte_map") != 0)
        MR_TRY(visit(j, value, seen));
    return MR_OK;
}

static mr_status judge_node(judging *j, const json_t *node, const scope *seen)
{
    static const char *const plain[] = {"SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE"};
    const char *type = text_of(node, "type");
    const json_t *sample = json_object_get(node, "sample");

    if (strcmp(type, "RECURSIVE_CTE_NODE") == 0)
        return mr_fail(j->err, MR_EPARAM, NULL, "WITH RECURSIVE is not allowed here");
    if (!IS_ONE_OF(type, plain))
        return mr_fail(j->err, MR_EPARAM, NULL, "%s is not allowed here", type);
    if (sample && !json_is_null(sample))
        return mr_fail(j->err, MR_EPARAM, NULL,
                       "a sample is not the same each time: it is not allowed here");
    return judge_ctes(j, json_object_get(json_object_get(node, "cte_map"), "map"), 0, node, seen);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

// Any element of the tree.
static mr_status visit(judging *j, const json_t *value, const scope *seen)
{
    static const char *const plain[] = {
        "ORDER_MODIFIER",    "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER",
        "DISTINCT_MODIFIER", "ORDER_DEFAULT",  "ASCENDING",
        "DESCENDING",
    };
    json_t *item;
    size_t i;

    if (json_is_array(value)) {
        json_array_foreach(value, i, item) MR_TRY(visit(j, item, seen));
        return MR_OK;
    }
    if (!json_is_object(value))
        return MR_OK;
    const json_t *type = json_object_get(value, "type");
    if (json_is_string(json_object_get(value, "class")))
        return judge_expression(j, value, seen);
    if (!json_is_string(type))
        return visit_members(j, value, seen);
    if (ends_with(json_string_value(type), "_NODE"))
        return judge_node(j, value, seen);
    // What a type is made of.
    if (ends_with(json_string_value(type), "_TYPE_INFO"))
        return MR_OK;
    if (IS_ONE_OF(json_string_value(type), plain))
        return visit_members(j, value, seen);
    return judge_table(j, value, seen);
}

static bool orders(const json_t *node)
{
    const json_t *modifiers = json_object_get(node, "modifiers");

    for (size_t i = 0; i < json_array_size(modifiers); i++)
        if (strcmp(text_of(json_array_get(modifiers, i), "type"), "ORDER_MODIFIER") == 0)
            return true;
    return false;
}

mr_status mr_sql_judge_tree(const mr_sql_judge *judge, const char *query, json_t *tree,
                            mr_sql_text *out, mr_error *err)
{
    const json_t *statement = json_array_get(json_object_get(tree, "statements"), 0);
    judging j = {judge, query, mr_arena_strdup(judge->arena, query), err};

    *out = (mr_sql_text){query, j.run, tree, json_object_get(statement, "node"), false};
    if (!out->node)
        return mr_fail(err, MR_EPARAM, NULL, "the SQL cannot be read");
    out->ordered = orders(out->node);
    return visit(&j, statement, NULL);
}

void mr_sql_text_clear(mr_sql_text *text)
{
    json_decref(text->tree);
    *text = (mr_sql_text){0};
}
