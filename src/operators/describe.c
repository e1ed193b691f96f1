// An operator as JSON, for the registry table, the API and the documentation.
#include <jansson.h>

#include "mudrock/operator.h"

#include "tables.h"

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *names_of(const char *names)
{
    json_t *list = json_array();

    for (size_t i = 0; names && i < mr_choice_count(names); i++) {
        mr_str name = mr_choice_at(names, i);
        json_array_append_new(list, json_stringn(name.at, name.n));
    }
    return list;
}

static json_t *port_json(const mr_port *port, bool output)
{
    json_t *value =
        json_pack("{ss so ss so so so}", "parameter", port->param, "default",
                  port->many ? names_of(port->column) : text_or_null(port->column), "type",
                  mr_type_name(port->type), "unit", text_or_null(port->unit), "quantity",
                  text_or_null(port->quantity), "help", text_or_null(port->help));

    if (!output) {
        json_object_set_new(value, "required", json_boolean(!port->optional));
        json_object_set_new(value, "many", json_boolean(port->many));
        json_object_set_new(value, "replaces", text_or_null(port->replaces));
    }
    if (port->labels)
        json_object_set_new(value, "labels", names_of(port->labels));
    return value;
}

static json_t *ports_json(const mr_port *ports, bool output)
{
    json_t *list = json_array();

    for (; ports && ports->param; ports++)
        json_array_append_new(list, port_json(ports, output));
    return list;
}

// Named table inputs, and the array parameters that a second input may feed.
static json_t *tables_json(const mr_operator *op)
{
    json_t *list = names_of(op->input_names);

    for (const mr_param *p = op->params; p && p->name; p++)
        if (mr_param_is_port(p))
            json_array_append_new(list, json_string(p->name));
    return list;
}

struct json_t *mr_operator_to_json(const mr_operator *op)
{
    json_t *value = json_pack(
        "{ss ss so ss ss ss ss ss ss ss so so so so}", "id", op->id, "version", op->version,
        "aliases", names_of(op->aliases), "category", mr_category_name(op->category), "family",
        op->family, "kind", mr_operator_kind(op), "shape", mr_operator_shape(op), "tier",
        op->extension ? "extension" : "core", "rows", op->replaces_rows ? "replaced" : "unchanged",
        "title", op->title, "help", text_or_null(op->help), "formula", text_or_null(op->formula),
        "edge", text_or_null(op->edge), "source", text_or_null(op->source));

    json_object_set_new(value, "inputs", ports_json(op->inputs, false));
    json_object_set_new(value, "outputs", ports_json(op->outputs, true));
    json_object_set_new(value, "tables", tables_json(op));
    json_object_set_new(value, "parameters", mr_operator_schema(op));
    json_object_set_new(value, "deprecated", json_boolean(op->replacement_version != NULL));
    json_object_set_new(value, "replacement_version", text_or_null(op->replacement_version));
    return value;
}
