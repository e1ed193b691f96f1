// The parameters that an operator really runs with, defaults filled in: what tells two nodes apart.
#include <jansson.h>
#include <math.h>

#include "mudrock/operator.h"

#include "tables.h"

static json_t *effective(const mr_param *p, const json_t *given);

static json_t *number(bool whole, const json_t *value)
{
    if (!json_is_number(value))
        return json_incref((json_t *)(uintptr_t)value);
    double real = json_number_value(value);
    if (!whole)
        return json_real(real + 0.0); // 20 is 20.0, -0 is 0
    return json_is_integer(value) ? json_incref((json_t *)(uintptr_t)value)
                                  : json_integer((json_int_t)real);
}

static json_t *record(const mr_param *p, const json_t *given)
{
    json_t *item = json_object();
    for (const mr_param *f = p->fields; f && f->name; f++)
        json_object_set_new(item, f->name, effective(f, json_object_get(given, f->name)));
    return item;
}

static json_t *list(const mr_param *p, const json_t *given)
{
    if (!json_is_array(given))
        return json_incref((json_t *)(uintptr_t)given);
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(given); i++) {
        json_t *item = json_array_get(given, i);
        json_array_append_new(out, p->kind == MR_RECORDS ? record(p, item)
                                                         : number(p->kind == MR_INTS, item));
    }
    return out;
}

static json_t *effective(const mr_param *p, const json_t *given)
{
    json_t *value = given    ? json_incref((json_t *)(uintptr_t)given)
                    : p->def ? mr_param_default(p)
                             : json_null();
    json_t *out = NULL;
    switch (p->kind) {
    case MR_REAL: out = number(false, value); break;
    case MR_INT: out = number(true, value); break;
    case MR_REALS:
    case MR_INTS:
    case MR_RECORDS: out = list(p, value); break;
    case MR_TRUTH:
    case MR_TEXT:
    case MR_CHOICE:
    case MR_TEXTS: out = json_incref(value); break;
    }
    json_decref(value);
    return out;
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

struct json_t *mr_args_to_json(const mr_args *args, const struct json_t *parameters)
{
    json_t *out = json_object(), *columns = json_array();
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++)
        json_object_set_new(out, args->op->inputs[i].param, text_or_null(args->inputs[i]));
    for (size_t i = 0; i < mr_operator_n_outputs(args->op); i++)
        json_object_set_new(out, args->op->outputs[i].param, text_or_null(args->outputs[i]));
    for (size_t i = 0; i < args->n_columns; i++)
        json_array_append_new(columns, json_string(args->columns[i]));
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++)
        if (args->op->inputs[i].many)
            json_object_set(out, args->op->inputs[i].param, columns);
    for (const mr_param *p = args->op->params; p && p->name; p++)
        json_object_set_new(out, p->name, effective(p, json_object_get(parameters, p->name)));
    json_decref(columns);
    return out;
}

json_t *mr_migrate_as_is(const json_t *parameters)
{
    if (!parameters)
        return json_object();
    return json_is_object(parameters) ? json_deep_copy(parameters) : NULL;
}
