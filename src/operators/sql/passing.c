// Units and quantities through a query: a column keeps them as far as it passes unchanged, by name,
// from the tables up through subqueries to the result. Where that cannot be told nothing is said.
#include <jansson.h>
#include <string.h>

#include "mudrock/kind.h"

#include "sql.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static bool same_name(const char *a, const char *b)
{
    return mr_str_ieq(mr_str_of(a), mr_str_of(b));
}

static bool has_items(const json_t *object, const char *key)
{
    return json_array_size(json_object_get(object, key)) > 0;
}

static const mr_field *in_result(const mr_sql_scope *scope, const json_t *node, const char *name,
                                 const mr_sql_ctes *ctes);

const mr_sql_ctes *mr_sql_ctes_of(const mr_sql_scope *scope, const json_t *node,
                                  const mr_sql_ctes *outer)
{
    const json_t *map = json_object_get(json_object_get(node, "cte_map"), "map");

    for (size_t i = 0; i < json_array_size(map); i++) {
        const json_t *entry = json_array_get(map, i), *value = json_object_get(entry, "value");
        mr_sql_ctes *made = MR_ARENA_NEW(scope->arena, mr_sql_ctes);
        *made = (mr_sql_ctes){
            .name = text_of(entry, "key"),
            .node = json_object_get(json_object_get(value, "query"), "node"),
            .outer = outer,
        };
        if (has_items(value, "aliases")) // its columns are called otherwise
            made->node = NULL;
        outer = made;
    }
    return outer;
}

// --- columns of tables ---

static const mr_field *in_schema(const mr_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n; i++)
        if (same_name(schema->fields[i].name, name))
            return &schema->fields[i];
    return NULL;
}

static const mr_field *in_named(const mr_sql_scope *scope, const char *table, const char *name,
                                const mr_sql_ctes *ctes)
{
    for (; ctes; ctes = ctes->outer)
        if (same_name(ctes->name, table))
            return ctes->node ? in_result(scope, ctes->node, name, ctes->outer) : NULL;
    for (size_t i = 0; i < scope->n; i++)
        if (same_name(scope->inputs[i].name, table))
            return in_schema(scope->inputs[i].schema, name);
    return NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const mr_field *in_table(const mr_sql_scope *scope, const json_t *table,
                                const char *qualifier, const char *name, const mr_sql_ctes *ctes)
{
    const char *type = text_of(table, "type"), *alias = text_of(table, "alias");

    if (strcmp(type, "JOIN") == 0) {
        const mr_field *left =
            in_table(scope, json_object_get(table, "left"), qualifier, name, ctes);
        const mr_field *right =
            in_table(scope, json_object_get(table, "right"), qualifier, name, ctes);
        if (left && right) // the same by USING, else a name that the engine refuses
            return same_text(left->unit, right->unit) ? left : NULL;
        return left ? left : right;
    }
    if (has_items(table, "column_name_alias"))
        return NULL;
    const char *called = *alias ? alias : text_of(table, "table_name");
    if (qualifier && !same_name(qualifier, called))
        return NULL;
    if (strcmp(type, "BASE_TABLE") == 0)
        return in_named(scope, text_of(table, "table_name"), name, ctes);
    if (strcmp(type, "SUBQUERY") == 0)
        return in_result(scope, json_object_get(json_object_get(table, "subquery"), "node"), name,
                         ctes);
    return NULL;
}

// --- expressions ---

static bool is_word(const char *words, const char *name)
{
    const size_t n = strlen(name);

    for (const char *at = strstr(words, name); at; at = strstr(at + 1, name))
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == 0))
            return n > 0;
    return false;
}

static const mr_field *of_column(const mr_sql_scope *scope, const json_t *column,
                                 const json_t *node, const mr_sql_ctes *ctes)
{
    const json_t *names = json_object_get(column, "column_names");
    const size_t n = json_array_size(names);
    const char *name = json_string_value(json_array_get(names, n - 1));
    const char *table = n == 2 ? json_string_value(json_array_get(names, 0)) : NULL;

    if (n < 1 || n > 2 || !name)
        return NULL;
    return in_table(scope, json_object_get(node, "from_table"), table, name, ctes);
}

// The output of an operator called in SQL.
static const mr_field *of_operator(const mr_sql_scope *scope, const mr_operator *op, size_t output,
                                   const mr_field *first)
{
    const mr_port *port = &op->outputs[output];
    mr_field *made = MR_ARENA_NEW(scope->arena, mr_field);

    *made = (mr_field){.unit = port->unit, .quantity = port->quantity, .description = op->title};
    if (port->unit && strcmp(port->unit, "as input") == 0) {
        made->unit = first ? first->unit : NULL;
        made->quantity = port->quantity ? port->quantity : first ? first->quantity : NULL;
    } else if (port->unit && (!scope->units || !mr_unit_known(scope->units, port->unit))) {
        made->unit = NULL; // a word of the catalogue, not a unit
    }
    return made;
}

// A point on a scale that does not begin at nothing: a temperature but in K, a gauge pressure.
static bool has_own_zero(const mr_sql_scope *scope, const char *unit)
{
    return unit && scope->units && mr_unit_is_point(scope->units, unit) &&
           !mr_unit_equal(scope->units, unit, "K");
}

// The unit of a difference of two values.
static const char *difference(const mr_sql_scope *scope, const char *unit)
{
    char text[64];

    if (!has_own_zero(scope, unit))
        return unit;
    return mr_unit_difference(scope->units, unit, text) ? mr_arena_strdup(scope->arena, text)
                                                        : NULL;
}

static const mr_field *of_call(const mr_sql_scope *scope, const json_t *call, const json_t *node,
                               const mr_sql_ctes *ctes)
{
    // Results that are one of the values, or between them; results in their unit.
    static const char one[] =
        "any_value arbitrary arg_max arg_min argmax argmin avg favg fill first first_value "
        "greatest lag last last_value lead least max max_by mean median min min_by mode nth_value "
        "quantile quantile_cont quantile_disc";
    static const char unit[] = "abs ceil ceiling floor round trunc";
    static const char spread[] = "mad sem stddev stddev_pop stddev_samp";
    static const char sum[] = "fsum kahan_sum sum sumkahan";
    const char *name = text_of(call, "function_name");
    const json_t *argument = json_array_get(json_object_get(call, "children"), 0);
    const mr_field *first = argument ? mr_sql_known(scope, argument, node, ctes) : NULL;
    size_t output;
    const mr_operator *op = mr_sql_operator(name, &output);

    if (op)
        return of_operator(scope, op, output, first);
    if (!first || is_word(one, name))
        return first;
    mr_field *made = mr_arena_memdup(scope->arena, first, sizeof *first);
    made->quantity = NULL;
    if (is_word(spread, name))
        made->unit = difference(scope, first->unit);
    else if (is_word(sum, name)) // of such points it measures nothing
        made->unit = has_own_zero(scope, first->unit) ? NULL : first->unit;
    else if (!is_word(unit, name))
        return NULL;
    return made;
}

const mr_field *mr_sql_known(const mr_sql_scope *scope, const json_t *expression,
                             const json_t *node, const mr_sql_ctes *ctes)
{
    const char *class = text_of(expression, "class");

    if (strcmp(class, "COLUMN_REF") == 0)
        return of_column(scope, expression, node, ctes);
    if (strcmp(class, "CAST") == 0)
        return mr_sql_known(scope, json_object_get(expression, "child"), node, ctes);
    if (strcmp(class, "FUNCTION") == 0 || strcmp(class, "WINDOW") == 0)
        return of_call(scope, expression, node, ctes);
    return NULL;
}

// --- results ---

static const char *result_name(const json_t *item)
{
    const json_t *names = json_object_get(item, "column_names");
    const char *alias = text_of(item, "alias");

    if (*alias || !names)
        return alias;
    return json_string_value(json_array_get(names, json_array_size(names) - 1));
}

static bool is_excluded(const json_t *star, const char *name)
{
    const json_t *list = json_object_get(star, "exclude_list");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *excluded = json_string_value(json_array_get(list, i));
        if (excluded && same_name(excluded, name))
            return true;
    }
    return false;
}

static const mr_field *in_star(const mr_sql_scope *scope, const json_t *star, const json_t *node,
                               const char *name, const mr_sql_ctes *ctes)
{
    const json_t *replaced = json_object_get(star, "replace_list");
    const char *table = text_of(star, "relation_name");

    if (is_excluded(star, name) || has_items(star, "qualified_exclude_list") ||
        has_items(star, "rename_list") || json_is_true(json_object_get(star, "columns")) ||
        json_is_object(json_object_get(star, "expr")))
        return NULL;
    for (size_t i = 0; i < json_array_size(replaced); i++) {
        const json_t *entry = json_array_get(replaced, i);
        if (same_name(text_of(entry, "key"), name))
            return mr_sql_known(scope, json_object_get(entry, "value"), node, ctes);
    }
    return in_table(scope, json_object_get(node, "from_table"), *table ? table : NULL, name, ctes);
}

// The column of that name in a query's result.
static const mr_field *in_result(const mr_sql_scope *scope, const json_t *node, const char *name,
                                 const mr_sql_ctes *ctes)
{
    const json_t *items = json_object_get(node, "select_list"), *item;
    const mr_field *found = NULL;

    if (strcmp(text_of(node, "type"), "SELECT_NODE") != 0)
        return NULL;
    ctes = mr_sql_ctes_of(scope, node, ctes);
    for (size_t i = 0; i < json_array_size(items); i++) {
        item = json_array_get(items, i);
        const char *called = result_name(item);
        if (strcmp(text_of(item, "class"), "STAR") != 0 && called && same_name(called, name))
            return mr_sql_known(scope, item, node, ctes);
    }
    for (size_t i = 0; i < json_array_size(items) && !found; i++) {
        item = json_array_get(items, i);
        if (strcmp(text_of(item, "class"), "STAR") == 0)
            found = in_star(scope, item, node, name, ctes);
    }
    return found;
}

void mr_sql_pass_units(const mr_sql_scope *scope, const mr_sql_text *text, mr_schema *result)
{
    for (size_t i = 0; i < result->n; i++) {
        const mr_field *known = in_result(scope, text->node, result->fields[i].name, NULL);
        if (!known)
            continue;
        result->fields[i].unit = known->unit;
        result->fields[i].quantity = known->quantity;
        result->fields[i].description = known->description;
    }
}

// --- keys ---

// Every column that the expression mentions is called so, and there is one.
static bool mentions_only(const json_t *value, const char *name, size_t *mentioned)
{
    const json_t *names = json_object_get(value, "column_names");
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_array(value)) {
        json_array_foreach(value, i, item) if (!mentions_only(item, name, mentioned)) return false;
        return true;
    }
    if (strcmp(text_of(value, "class"), "COLUMN_REF") == 0) {
        const char *column = json_string_value(json_array_get(names, json_array_size(names) - 1));
        ++*mentioned;
        return column && same_name(column, name);
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item)
    {
        if (!mentions_only(item, name, mentioned))
            return false;
    }
    return true;
}

// Of the outermost query; NULL when a star gives the column.
static const json_t *item_called(const json_t *node, const char *name)
{
    const json_t *items = json_object_get(node, "select_list"), *item;

    for (size_t i = 0; i < json_array_size(items); i++) {
        item = json_array_get(items, i);
        const char *called = result_name(item);
        if (strcmp(text_of(item, "class"), "STAR") != 0 && called && same_name(called, name))
            return item;
    }
    return NULL;
}

// What a key's column is made from, where that is not the key; NULL when it is, or is not known.
static const char *made_from(const mr_sql_scope *scope, const json_t *node, const char *key)
{
    const mr_field *known = in_result(scope, node, key, NULL);
    const json_t *item = item_called(node, key);
    size_t mentioned = 0;

    if (known && known->name)
        return same_name(known->name, key) ? NULL : known->name;
    if (!item || (mentions_only(item, key, &mentioned) && mentioned > 0))
        return NULL;
    return "something else";
}

mr_status mr_sql_check_keys(const mr_sql_scope *scope, const mr_sql_text *text,
                            const mr_schema *result, mr_error *err)
{
    if (scope->n == 0 || strcmp(text_of(text->node, "type"), "SELECT_NODE") != 0)
        return MR_OK;
    for (size_t i = 0; i < result->n; i++) {
        const char *name = result->fields[i].name;
        const mr_field *key = mr_schema_key_like(scope->inputs[0].schema, name);
        const char *from = key ? made_from(scope, text->node, key->name) : NULL;
        if (from)
            return mr_fail(err, MR_EPARAM, NULL,
                           "`%s` is a key, which tells the rows apart, and would be made from %s: "
                           "give that another name",
                           key->name, from);
    }
    return MR_OK;
}
