// The JSON Schema of an operator's parameters, from its tables.
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "mudrock/operator.h"

#include "tables.h"

static json_t *type_of(const char *type, bool nullable)
{
    return nullable ? json_pack("[ss]", type, "null") : json_string(type);
}

// "gr_min_column" -> "Gr min column"
static json_t *title_of(const char *name)
{
    mr_buf text = {0};

    for (const char *c = name; *c; c++)
        mr_buf_putc(&text, *c == '_' ? ' ' : c == name ? (char)toupper((unsigned char)*c) : *c);
    json_t *title = json_string(text.at);
    mr_buf_clear(&text);
    return title;
}

static json_t *number_of(double x)
{
    if (floor(x) == x && fabs(x) < 0x1p53)
        return json_integer((json_int_t)x);
    return json_real(x);
}

static void put_range(json_t *schema, const char *text)
{
    const mr_range range = mr_range_of(text);

    if (isfinite(range.low))
        json_object_set_new(schema, range.low_open ? "exclusiveMinimum" : "minimum",
                            number_of(range.low));
    if (isfinite(range.high))
        json_object_set_new(schema, range.high_open ? "exclusiveMaximum" : "maximum",
                            number_of(range.high));
}

static const char *type_name(mr_param_kind kind)
{
    switch (kind) {
    case MR_REAL: return "number";
    case MR_INT: return "integer";
    case MR_TRUTH: return "boolean";
    case MR_TEXT:
    case MR_CHOICE: return "string";
    case MR_REALS:
    case MR_INTS:
    case MR_TEXTS:
    case MR_RECORDS: return "array";
    }
    return NULL;
}

static json_t *choices_of(const char *choices)
{
    json_t *list = json_array();

    for (size_t i = 0; i < mr_choice_count(choices); i++) {
        mr_str choice = mr_choice_at(choices, i);
        json_array_append_new(list, json_stringn(choice.at, choice.n));
    }
    return list;
}

static json_t *items_of(const mr_param *p)
{
    json_t *items, *properties, *required;

    if (p->kind == MR_TEXTS)
        return json_pack("{sssi}", "type", "string", "minLength", 1);
    if (p->kind != MR_RECORDS) {
        items = json_pack("{ss}", "type", p->kind == MR_REALS ? "number" : "integer");
        put_range(items, p->range);
        return items;
    }
    properties = json_object();
    required = json_array();
    for (const mr_param *f = p->fields; f->name; f++) {
        json_t *field = json_pack("{so}", "type", type_of(type_name(f->kind), f->nullable));
        if (f->title)
            json_object_set_new(field, "title", json_string(f->title));
        if (f->unit)
            json_object_set_new(field, "x-unit", json_string(f->unit));
        put_range(field, f->range);
        if (f->kind == MR_CHOICE)
            json_object_set_new(field, "enum", choices_of(f->choices));
        if (f->columns)
            json_object_set_new(field, "x-column", json_true());
        json_object_set_new(properties, f->name, field);
        if (!f->def)
            json_array_append_new(required, json_string(f->name));
    }
    return json_pack("{ss so so sb}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", 0);
}

static json_t *param_schema(const mr_param *p)
{
    json_t *schema =
        json_pack("{so ss}", "type", type_of(type_name(p->kind), p->nullable), "title", p->title);

    if (p->help)
        json_object_set_new(schema, "description", json_string(p->help));
    json_object_set_new(schema, "default", mr_param_default(p));
    if (p->kind == MR_CHOICE)
        json_object_set_new(schema, "enum", choices_of(p->choices));
    if (p->kind == MR_REAL || p->kind == MR_INT)
        put_range(schema, p->range);
    if (strcmp(type_name(p->kind), "array") == 0)
        json_object_set_new(schema, "items", items_of(p));
    if (p->needed) // or a table connected
        json_object_set_new(schema, "minItems", json_integer(1));
    if (p->columns) {
        json_object_set_new(schema, "x-column", json_true());
        json_object_set_new(schema, "x-role", json_string("input"));
    }
    json_object_set_new(schema, "x-unit", json_string(p->unit ? p->unit : ""));
    return schema;
}

static json_t *port_schema(const mr_port *port, bool output)
{
    json_t *schema = json_object();

    json_object_set_new(schema, "type", type_of(port->many ? "array" : "string", port->optional));
    if (port->many)
        json_object_set_new(schema, "items", json_pack("{ss}", "type", "string"));
    json_object_set_new(schema, "title", title_of(port->param));
    if (port->help)
        json_object_set_new(schema, "description", json_string(port->help));
    if (port->many)
        json_object_set_new(schema, "default", choices_of(port->column));
    else
        json_object_set_new(schema, "default",
                            port->column ? json_string(port->column) : json_null());
    json_object_set_new(schema, "x-column", json_true());
    json_object_set_new(schema, "x-role", json_string(output ? "output" : "input"));
    if (port->many) {
        json_object_set_new(schema, "x-unit", json_string(""));
        return schema;
    }
    json_object_set_new(schema, "x-column-type", json_string(mr_type_name(port->type)));
    json_object_set_new(schema, "x-unit", json_string(port->unit ? port->unit : ""));
    if (port->quantity)
        json_object_set_new(schema, "x-quantity", json_string(port->quantity));
    if (!output)
        json_object_set_new(schema, "x-required-column", json_boolean(!port->optional));
    if (port->replaces)
        json_object_set_new(schema, "x-overrides", json_string(port->replaces));
    return schema;
}

struct json_t *mr_operator_schema(const mr_operator *op)
{
    json_t *properties = json_object();

    for (const mr_port *p = op->inputs; p && p->param; p++)
        json_object_set_new(properties, p->param, port_schema(p, false));
    for (const mr_param *p = op->params; p && p->name; p++)
        json_object_set_new(properties, p->name, param_schema(p));
    for (const mr_port *p = op->outputs; p && p->param; p++)
        json_object_set_new(properties, p->param, port_schema(p, true));
    return json_pack("{ss ss so sb}", "$schema", "https://json-schema.org/draft/2020-12/schema",
                     "type", "object", "properties", properties, "additionalProperties", 0);
}
