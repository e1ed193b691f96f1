// Calls of operators in a query, before it runs: a column in another unit than the operator wants,
// and parameters out of bounds, are refused where they stand.
#include <jansson.h>
#include <string.h>

#include "sql.h"

typedef struct checking {
    const mr_sql_scope *scope;
    const mr_sql_text *text;
    mr_error *err;
} checking;

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

// --- literals ---

static json_t *literal(const json_t *expression);

static json_t *list_of(const json_t *call)
{
    const json_t *items = json_object_get(call, "children");
    json_t *list = json_array();

    for (size_t i = 0; i < json_array_size(items); i++) {
        json_t *item = literal(json_array_get(items, i));
        if (!item) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *number_of(double value)
{
    if (fabs(value) <= 0x1p53 && floor(value) >= value)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *constant(const json_t *value)
{
    const json_t *type = json_object_get(value, "type"), *raw = json_object_get(value, "value");
    const json_t *info = json_object_get(type, "type_info");

    if (json_is_true(json_object_get(value, "is_null")))
        return json_null();
    if (json_is_string(raw))
        return json_incref((json_t *)(uintptr_t)raw);
    if (!json_is_number(raw))
        return NULL;
    const double divisor = pow(10, json_number_value(json_object_get(info, "scale")));
    return number_of(json_number_value(raw) / divisor);
}

// `true` is a cast of 't'.
static json_t *truth(const json_t *cast)
{
    const json_t *value = json_object_get(json_object_get(cast, "child"), "value");
    const char *letter = text_of(value, "value");

    if (strcmp(text_of(json_object_get(cast, "cast_type"), "id"), "BOOLEAN") != 0 ||
        (strcmp(letter, "t") != 0 && strcmp(letter, "f") != 0))
        return NULL;
    return json_boolean(*letter == 't');
}

// New reference; NULL when it is no literal.
static json_t *literal(const json_t *expression)
{
    const char *class = text_of(expression, "class");

    if (strcmp(class, "CONSTANT") == 0)
        return constant(json_object_get(expression, "value"));
    if (strcmp(class, "CAST") == 0)
        return truth(expression);
    if (strcmp(class, "FUNCTION") == 0 &&
        strcmp(text_of(expression, "function_name"), "list_value") == 0)
        return list_of(expression);
    return NULL;
}

// --- one call ---

static mr_status check_unit(checking *c, const char *name, const mr_port *port,
                            const json_t *argument, const mr_field *known)
{
    const mr_units *units = c->scope->units;
    double scale, offset;

    if (!units || !known || !known->unit || !port->unit || !mr_unit_known(units, known->unit) ||
        !mr_unit_known(units, port->unit) || mr_unit_equal(units, known->unit, port->unit))
        return MR_OK;
    if (!mr_unit_convert(units, known->unit, port->unit, &scale, &offset))
        return mr_sql_fail_at(c->text->query, argument, c->err,
                              "%s wants %s, and `%s` is in %s, which does not convert", name,
                              port->unit, known->name ? known->name : "its argument", known->unit);
    return mr_sql_fail_at(c->text->query, argument, c->err,
                          "%s wants %s, and `%s` is in %s: multiply it by %.10g%s", name,
                          port->unit, known->name ? known->name : "its argument", known->unit,
                          scale, offset > 0 || offset < 0 ? " and shift it" : "");
}

// Only when all parameters given are literals: what another may be is not known yet.
static mr_status check_literals(checking *c, const mr_sql_signature *s, const json_t *call,
                                const mr_operator *op)
{
    const json_t *arguments = json_object_get(call, "children");
    const char *name = text_of(call, "function_name");
    json_t *params = json_object();
    mr_args *args;
    bool all = true;

    for (size_t i = 0; i < json_array_size(arguments) && i < s->n; i++) {
        if (!s->at[i].param)
            continue;
        json_t *value = literal(json_array_get(arguments, i));
        const bool text = s->at[i].param->kind == MR_RECORDS || s->at[i].param->kind == MR_TEXTS;
        if (!value || text || (json_is_null(value) && s->at[i].port))
            all = false;
        json_object_set_new(params, s->at[i].param->name, value);
    }
    mr_error why = {.status = MR_OK};
    mr_status st = all ? mr_sql_read_args(op, name, params, c->scope->arena, &args, &why) : MR_OK;
    json_decref(params);
    return st == MR_OK ? MR_OK : mr_sql_fail_at(c->text->query, call, c->err, "%s", why.message);
}

static mr_status check_call(checking *c, const json_t *call, const json_t *node,
                            const mr_sql_ctes *ctes)
{
    const json_t *arguments = json_object_get(call, "children");
    const char *name = text_of(call, "function_name");
    mr_sql_signature s;
    size_t output;
    const mr_operator *op = mr_sql_operator(name, &output);

    if (!op)
        return MR_OK;
    mr_sql_signature_of(op, &s);
    for (size_t i = 0; i < json_array_size(arguments) && i < s.n; i++) {
        const json_t *argument = json_array_get(arguments, i);
        if (s.at[i].port)
            MR_TRY(check_unit(c, name, s.at[i].port, argument,
                              mr_sql_known(c->scope, argument, node, ctes)));
    }
    return check_literals(c, &s, call, op);
}

// --- all calls ---

static mr_status visit(checking *c, const json_t *value, const json_t *node,
                       const mr_sql_ctes *ctes)
{
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_array(value)) {
        json_array_foreach(value, i, item) MR_TRY(visit(c, item, node, ctes));
        return MR_OK;
    }
    if (!json_is_object(value))
        return MR_OK;
    if (json_object_get(value, "cte_map")) {
        node = value;
        ctes = mr_sql_ctes_of(c->scope, node, ctes);
    }
    const char *class = text_of(value, "class");
    if (strcmp(class, "LAMBDA") == 0) // its names are its own
        return MR_OK;
    if (strcmp(class, "FUNCTION") == 0)
        MR_TRY(check_call(c, value, node, ctes));
    json_object_foreach((json_t *)(uintptr_t)value, key, item) MR_TRY(visit(c, item, node, ctes));
    return MR_OK;
}

mr_status mr_sql_check_calls(const mr_sql_scope *scope, const mr_sql_text *text, mr_error *err)
{
    checking c = {scope, text, err};

    return visit(&c, text->node, NULL, NULL);
}
