// A query rewritten so that it meets nulls and never NaN or infinity: what can leave the finite
// numbers (division, logarithms, casts, sums) is wrapped in mr_finite or called under a name of
// ours, which answers null where the engine's own gives NaN or infinity or ends the query. It is
// done on the syntax tree; names of columns stay as they were.
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sql.h"

// What was done to an element of the tree.
typedef enum change {
    NONE,
    RESHAPED, // says the same in another way
    GUARDED,
} change;

typedef struct naming { // an item of a select list that needs its old name
    json_t *item;       // borrowed from the new tree
    const char *tree;   // a query of nothing but the old item
    struct naming *next;
} naming;

typedef struct guarding {
    mr_arena *arena;
    naming *names;
    size_t n_names;
} guarding;

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

// --- numbers ---

// jansson knows neither all integers of the engine nor keeps a double's digits, and nothing here
// needs their values: outside texts they are texts with this in front until the tree is written.
#define MARK "#number "

static bool is_number_char(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '+' || c == '.';
}

static const char *mark_numbers(const char *tree, mr_arena *arena)
{
    mr_buf out = {0};
    bool in_text = false;

    for (const char *c = tree; *c; c++) {
        if (!in_text && (isdigit((unsigned char)*c) || *c == '-' || *c == 'I' || *c == 'N')) {
            const char *end = c;
            while (is_number_char(*end))
                end++;
            mr_buf_puts(&out, "\"" MARK);
            mr_buf_put(&out, c, (size_t)(end - c));
            mr_buf_putc(&out, '"');
            c = end - 1;
            continue;
        }
        in_text ^= *c == '"';
        mr_buf_putc(&out, *c);
        if (in_text && *c == '\\' && c[1])
            mr_buf_putc(&out, *++c);
    }
    mr_buf_putc(&out, 0);
    const char *marked = out.status == MR_OK ? mr_arena_strdup(arena, out.at) : NULL;
    mr_buf_clear(&out);
    return marked;
}

static const char *unmark_numbers(const char *tree, mr_arena *arena)
{
    mr_buf out = {0};

    for (const char *c = tree; *c; c++) {
        if (strncmp(c, "\"" MARK, sizeof MARK) != 0) {
            mr_buf_putc(&out, *c);
            continue;
        }
        const char *at = c + sizeof MARK, *end = at;
        while (is_number_char(*end))
            end++;
        mr_buf_put(&out, at, (size_t)(end - at));
        c = end; // the closing quote
    }
    mr_buf_putc(&out, 0);
    const char *plain = out.status == MR_OK ? mr_arena_strdup(arena, out.at) : NULL;
    mr_buf_clear(&out);
    return plain;
}

static const char *written(const json_t *tree, mr_arena *arena)
{
    char *text = json_dumps(tree, JSON_COMPACT);
    const char *out = text ? unmark_numbers(text, arena) : NULL;

    free(text);
    return out;
}

// --- which functions ---

static const char *const renamed[][2] = {
    {"**", "mr_pow"},
    {"^", "mr_pow"},
    {"acos", "mr_acos"},
    {"acosh", "mr_acosh"},
    {"asin", "mr_asin"},
    {"atanh", "mr_atanh"},
    {"corr", "mr_corr"},
    {"cos", "mr_cos"},
    {"cosh", "mr_cosh"},
    {"cot", "mr_cot"},
    {"covar_pop", "mr_covar_pop"},
    {"covar_samp", "mr_covar_samp"},
    {"degrees", "mr_degrees"},
    {"exp", "mr_exp"},
    {"fmod", "mr_fmod"},
    {"gamma", "mr_gamma"},
    {"geomean", "mr_geomean"},
    {"geometric_mean", "mr_geomean"},
    {"kurtosis", "mr_kurtosis"},
    {"kurtosis_pop", "mr_kurtosis_pop"},
    {"lgamma", "mr_lgamma"},
    {"ln", "mr_ln"},
    {"log", "mr_log"},
    {"log10", "mr_log10"},
    {"log2", "mr_log2"},
    {"nextafter", "mr_nextafter"},
    {"pow", "mr_pow"},
    {"power", "mr_pow"},
    {"regr_intercept", "mr_regr_intercept"},
    {"regr_r2", "mr_regr_r2"},
    {"regr_slope", "mr_regr_slope"},
    {"regr_sxx", "mr_regr_sxx"},
    {"regr_sxy", "mr_regr_sxy"},
    {"regr_syy", "mr_regr_syy"},
    {"sem", "mr_sem"},
    {"sin", "mr_sin"},
    {"sinh", "mr_sinh"},
    {"skewness", "mr_skewness"},
    {"sqrt", "mr_sqrt"},
    {"stddev", "mr_stddev_samp"},
    {"stddev_pop", "mr_stddev_pop"},
    {"stddev_samp", "mr_stddev_samp"},
    {"tan", "mr_tan"},
    {"var_pop", "mr_var_pop"},
    {"var_samp", "mr_var_samp"},
    {"variance", "mr_var_samp"},
};

// Their results may leave the finite numbers; they end no query.
static const char wrapped[] =
    " % * + - / // add subtract multiply divide mod fdiv round even sum fsum sumkahan kahan_sum "
    "avg mean favg product weighted_avg wavg regr_avgx regr_avgy array_distance list_distance "
    "array_dot_product list_dot_product ";

// Of a list or of an integer: they may end the query as well.
static const char tried[] =
    " list_avg list_sum list_product list_stddev_pop list_stddev_samp list_var_pop list_var_samp "
    "list_skewness list_kurtosis factorial ! !__postfix ";

// Aggregates by their moments, which have a function of ours that no value ends.
static const char moments[] =
    " corr covar_pop covar_samp kurtosis kurtosis_pop regr_intercept regr_r2 regr_slope regr_sxx "
    "regr_sxy regr_syy sem skewness stddev stddev_pop geomean geometric_mean stddev_samp var_pop "
    "var_samp variance ";

static bool is_among(const char *names, const char *name)
{
    char word[48] = " ";
    const size_t n = strlen(name);

    if (n == 0 || n + 3 > sizeof word || strchr(name, ' '))
        return false;
    for (size_t i = 0; i < n; i++)
        word[i + 1] = (char)tolower((unsigned char)name[i]);
    word[n + 1] = ' ';
    return strstr(names, word) != NULL;
}

// --- new elements ---

#define NOWHERE "#number 18446744073709551615"

// Moves the name of an element to what stands around it from now on.
static void take_alias(json_t *from, json_t *to)
{
    json_t *alias = json_object_get(from, "alias");

    json_object_set(to, "alias", alias);
    json_object_set_new(from, "alias", json_string(""));
}

// Takes over `child`.
static json_t *finite(json_t *child)
{
    json_t *call =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:[o], s:n, s:{s:s, s:[]}, s:b, s:b, s:b, s:s}",
                  "class", "FUNCTION", "type", "FUNCTION", "alias", "", "query_location", NOWHERE,
                  "function_name", "mr_finite", "schema", "", "children", child, "filter",
                  "order_bys", "type", "ORDER_MODIFIER", "orders", "distinct", 0, "is_operator", 0,
                  "export_state", 0, "catalog", "");

    take_alias(child, call);
    return call;
}

static json_t *try(json_t *child)
{
    json_t *call =
        json_pack("{s:s, s:s, s:s, s:s, s:[o]}", "class", "OPERATOR", "type", "OPERATOR_TRY",
                  "alias", "", "query_location", NOWHERE, "children", child);

    take_alias(child, call);
    return call;
}

static bool is_constant_of(const json_t *value, const char *type)
{
    const json_t *of = json_object_get(json_object_get(value, "value"), "type");

    return strcmp(text_of(value, "class"), "CONSTANT") == 0 && strcmp(text_of(of, "id"), type) == 0;
}

// A double is written out like a decimal, and would be read as one: as a cast it stays a double.
static json_t *double_as_cast(json_t *constant)
{
    json_t *value = json_object_get(constant, "value");
    const char *number = text_of(value, "value");
    const bool marked = strncmp(number, MARK, sizeof MARK - 1) == 0;
    json_t *text = json_string(number + (marked ? sizeof MARK - 1 : 0)); // else inf
    json_object_set_new(value, "value", text);
    json_object_set_new(json_object_get(value, "type"), "id", json_string("VARCHAR"));
    json_t *cast =
        json_pack("{s:s, s:s, s:s, s:s, s:o, s:{s:s, s:n}, s:b}", "class", "CAST", "type",
                  "OPERATOR_CAST", "alias", "", "query_location", NOWHERE, "child", constant,
                  "cast_type", "id", "DOUBLE", "type_info", "try_cast", 0);
    take_alias(constant, cast);
    return cast;
}

// --- judging elements ---

// 'inf' and its like: where a number is wanted the engine would take them for one.
static bool spells_no_number(const json_t *constant)
{
    const char *text = text_of(json_object_get(constant, "value"), "value");
    char *end;

    if (!is_constant_of(constant, "VARCHAR") || strlen(text) > 40)
        return false;
    const double number = strtod(text, &end);
    return end > text && end[strspn(end, " \t\n\r")] == 0 && !isfinite(number);
}

static bool is_real(const json_t *type)
{
    const char *id = text_of(type, "id");
    const json_t *item = json_object_get(json_object_get(type, "type_info"), "child_type");

    if (strcmp(id, "LIST") == 0)
        return strcmp(text_of(item, "id"), "DOUBLE") == 0;
    return strcmp(id, "DOUBLE") == 0 || strcmp(id, "FLOAT") == 0;
}

static bool casts_to_real(const json_t *cast)
{
    const json_t *child = json_object_get(cast, "child");

    return strcmp(text_of(cast, "class"), "CAST") == 0 &&
           is_real(json_object_get(cast, "cast_type")) &&
           (strcmp(text_of(child, "class"), "CONSTANT") != 0 || spells_no_number(child));
}

static bool has_class(const json_t *value, const char *class)
{
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_array(value)) {
        json_array_foreach(value, i, item) if (has_class(item, class)) return true;
        return false;
    }
    if (strcmp(text_of(value, "class"), class) == 0)
        return true;
    json_object_foreach((json_t *)(uintptr_t)value, key,
                        item) if (has_class(item, class)) return true;
    return false;
}

// Integers and decimals added, subtracted and multiplied stay what they are.
static bool is_exact(const json_t *value)
{
    const json_t *children = json_object_get(value, "children");
    json_t *child;
    size_t i;

    if (strcmp(text_of(value, "class"), "CONSTANT") == 0)
        return !is_constant_of(value, "DOUBLE") && !is_constant_of(value, "VARCHAR");
    if (strcmp(text_of(value, "class"), "FUNCTION") != 0 ||
        !is_among(" + - * ", text_of(value, "function_name")))
        return false;
    json_array_foreach(children, i, child) if (!is_exact(child)) return false;
    return true;
}

static bool is_sign(const json_t *call)
{
    return json_array_size(json_object_get(call, "children")) == 1 &&
           is_among(" + - ", text_of(call, "function_name"));
}

// --- the tree ---

static json_t *guard(guarding *g, json_t *value, change *done);

static change at_least(change a, change b)
{
    return a > b ? a : b;
}

static json_t *guard_call(json_t *call, change *done)
{
    const char *name = text_of(call, "function_name");
    char lower[48];
    size_t n = 0;

    for (; name[n] && n + 1 < sizeof lower; n++)
        lower[n] = (char)tolower((unsigned char)name[n]);
    lower[n] = 0;
    // The engine hands an aggregate of ours wrong places within a window, where its own has to do,
    // and where rows are ordered, which makes no moment another.
    if (strcmp(text_of(call, "class"), "WINDOW") == 0 && is_among(moments, lower)) {
        *done = GUARDED;
        return finite(call);
    }
    if (is_among(moments, lower))
        json_object_set_new(json_object_get(call, "order_bys"), "orders", json_array());
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(lower, renamed[i][0]) == 0) {
            json_object_set_new(call, "function_name", json_string(renamed[i][1]));
            if (json_object_get(call, "is_operator"))
                json_object_set_new(call, "is_operator", json_false());
            *done = GUARDED;
            return call;
        }
    if (is_among(tried, lower)) {
        *done = GUARDED;
        return finite(has_class(call, "SUBQUERY") ? call : try(call));
    }
    if (!is_among(wrapped, lower) || is_sign(call) || is_exact(call))
        return call;
    *done = GUARDED;
    return finite(call);
}

static json_t *guard_expression(json_t *value, change *done)
{
    const char *class = text_of(value, "class");

    if (strcmp(class, "FUNCTION") == 0 || strcmp(class, "WINDOW") == 0)
        return guard_call(value, done);
    if (is_constant_of(value, "DOUBLE")) {
        json_t *cast = double_as_cast(value);
        *done = at_least(*done, spells_no_number(value) ? GUARDED : RESHAPED);
        return spells_no_number(value) ? finite(cast) : cast;
    }
    if (!casts_to_real(value) && !spells_no_number(value))
        return value;
    *done = GUARDED;
    return finite(value);
}

// An item without a name of its own has its text for a name.
static void keep_name(guarding *g, const json_t *old, json_t *item)
{
    static const char *const columns[] = {"COLUMN_REF", "STAR"};

    if (*text_of(item, "alias"))
        return;
    for (size_t i = 0; i < 2; i++)
        if (strcmp(text_of(old, "class"), columns[i]) == 0 || has_class(old, "STAR"))
            return;
    json_t *tree = json_pack(
        "{s:b, s:[{s:{s:s, s:[], s:{s:[]}, s:[O], s:{s:s, s:s, s:n, s:s}, s:n, s:[], s:[], s:s, "
        "s:n, s:n, s:n}, s:[]}]}",
        "error", 0, "statements", "node", "type", "SELECT_NODE", "modifiers", "cte_map", "map",
        "select_list", old, "from_table", "type", "EMPTY", "alias", "", "sample", "query_location",
        NOWHERE, "where_clause", "group_expressions", "group_sets", "aggregate_handling",
        "STANDARD_HANDLING", "having", "sample", "qualify", "named_param_map");
    naming *name = MR_ARENA_NEW(g->arena, naming);
    *name = (naming){item, written(tree, g->arena), g->names};
    json_decref(tree);
    g->names = name;
    g->n_names++;
}

static change guard_items(guarding *g, json_t *list)
{
    change all = NONE;

    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *old = json_deep_copy(json_array_get(list, i));
        change done = NONE;
        json_t *item = guard(g, json_incref(json_array_get(list, i)), &done);
        if (done != NONE)
            keep_name(g, old, item);
        json_array_set_new(list, i, item);
        json_decref(old);
        all = at_least(all, done);
    }
    return all;
}

static change guard_members(guarding *g, json_t *object)
{
    change all = NONE;
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        change done = NONE;
        if (strcmp(key, "type_info") == 0 || strcmp(key, "cast_type") == 0)
            continue;
        if (strcmp(key, "select_list") == 0)
            done = guard_items(g, value);
        else
            json_object_set_new(object, key, guard(g, json_incref(value), &done));
        all = at_least(all, done);
    }
    return all;
}

// Any element; takes over `value`, and so gives what stands in its place.
static json_t *guard(guarding *g, json_t *value, change *done)
{
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            change one = NONE;
            json_array_set_new(value, i, guard(g, json_incref(json_array_get(value, i)), &one));
            *done = at_least(*done, one);
        }
        return value;
    }
    if (!json_is_object(value))
        return value;
    // The members of a constant are no elements.
    if (strcmp(text_of(value, "class"), "CONSTANT") != 0)
        *done = at_least(*done, guard_members(g, value));
    return *text_of(value, "class") ? guard_expression(value, done) : value;
}

// --- the text ---

static mr_status put_names(guarding *g, mr_duck_session *session, mr_error *err)
{
    static const char select[] = "SELECT ";
    const char **trees = MR_ARENA_ARRAY(g->arena, const char *, g->n_names + 1);
    const char **texts = MR_ARENA_ARRAY(g->arena, const char *, g->n_names + 1);
    size_t n = 0;

    for (naming *name = g->names; name; name = name->next)
        trees[n++] = name->tree;
    if (n == 0)
        return MR_OK;
    MR_TRY(mr_duck_unparse(session, trees, n, g->arena, texts, err));
    n = 0;
    for (naming *name = g->names; name; name = name->next, n++)
        if (strncmp(texts[n], select, sizeof select - 1) == 0)
            json_object_set_new(name->item, "alias", json_string(texts[n] + sizeof select - 1));
    return MR_OK;
}

// VALUES of a FROM is written as a query of its own, one more each time: the innermost, else NULL.
static json_t *values_within(const json_t *table)
{
    const json_t *node = json_object_get(json_object_get(table, "subquery"), "node");
    json_t *inner = json_object_get(node, "from_table");

    if (strcmp(text_of(table, "type"), "SUBQUERY") != 0 ||
        strcmp(text_of(table, "alias"), "valueslist") != 0 ||
        strcmp(text_of(inner, "alias"), "valueslist") != 0)
        return NULL;
    json_t *deeper = values_within(inner);
    return deeper ? deeper : inner;
}

// Leaves out what may differ between two trees of one query.
static void normalize(json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_array(value))
        json_array_foreach(value, i, item) normalize(item);
    if (!json_is_object(value))
        return;
    json_object_del(value, "query_location");
    json_t *inner = values_within(json_object_get(value, "from_table"));
    if (inner)
        json_object_set(value, "from_table", inner);
    json_object_foreach(value, key, item) normalize(item);
}

// What is run is read once more: it has to be the query that was judged.
static mr_status check(mr_duck_session *session, json_t *tree, const char *text, mr_arena *arena,
                       mr_error *err)
{
    const char *again = NULL;

    MR_TRY(mr_duck_syntax(session, text, arena, &again, err));
    const char *marked = mark_numbers(again, arena);
    json_t *other = marked ? json_loads(marked, 0, NULL) : NULL;
    normalize(tree);
    normalize(other);
    const bool same = other && json_equal(json_object_get(tree, "statements"),
                                          json_object_get(other, "statements"));
    json_decref(other);
    return same ? MR_OK
                : mr_fail(err, MR_EPARAM, NULL,
                          "the SQL has a form that cannot be kept free of NaN and infinity: write "
                          "it in another way");
}

mr_status mr_sql_guard(mr_duck_session *session, const char *query, mr_arena *arena,
                       const char **out, mr_error *err)
{
    guarding g = {.arena = arena};
    const char *text = NULL, *marked;
    change done = NONE;

    *out = query;
    MR_TRY(mr_duck_syntax(session, query, arena, &text, err));
    marked = mark_numbers(text, arena);
    json_t *tree = marked ? json_loads(marked, 0, NULL) : NULL;
    if (!tree)
        return mr_fail(err, MR_EPARAM, NULL, "the SQL cannot be read");
    tree = guard(&g, tree, &done);
    mr_status st = done == GUARDED ? put_names(&g, session, err) : MR_OK;
    if (st == MR_OK && done == GUARDED) {
        const char *const trees[] = {written(tree, arena)};
        st = mr_duck_unparse(session, trees, 1, arena, out, err);
        if (st == MR_OK)
            st = check(session, tree, *out, arena, err);
    }
    json_decref(tree);
    return st;
}
