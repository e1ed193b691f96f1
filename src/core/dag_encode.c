// The document as JSON: as it was read, or from the structs when code made it.
#include <assert.h>
#include <jansson.h>
#include <math.h>

#include "dag_names.h"
#include "mudrock/json.h"

static json_t *text_or_null(const char *text)
{
    json_t *value = text ? json_string(text) : json_null();

    assert(value); // text is UTF-8 from the border on
    return value;
}

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text_or_null(text));
}

static json_t *names_to_json(mr_names names)
{
    json_t *list = json_array();

    for (size_t i = 0; i < names.n; i++)
        json_array_append_new(list, text_or_null(names.at[i]));
    return list;
}

static json_t *range_to_json(double min, double max)
{
    json_t *pair;

    if (isnan(min) && isnan(max))
        return json_null();
    pair = json_array();
    json_array_append_new(pair, number_or_null(min));
    json_array_append_new(pair, number_or_null(max));
    return pair;
}

static json_t *declared_to_json(const mr_declared_schema *schema)
{
    json_t *object;

    if (!schema->present)
        return json_null();
    object = json_object();
    set_text(object, "schema_id", schema->schema_id);
    if (schema->fields.n > 0) {
        mr_arena *scratch = mr_arena_new();
        set_text(object, "arrow_schema_json", mr_schema_to_arrow_json(scratch, &schema->fields));
        mr_arena_free(scratch);
    }
    json_object_set_new(object, "required_columns", names_to_json(schema->required_columns));
    json_object_set_new(object, "optional_columns", names_to_json(schema->optional_columns));
    return object;
}

static json_t *source_to_json(const mr_source *source)
{
    json_t *object = json_object();
    const char *name_key = mr_source_name_key(source->kind);

    set_text(object, "source", mr_source_kind_names[source->kind]);
    set_text(object, "project_id", source->project_id);
    if (name_key)
        set_text(object, name_key, source->name);
    json_object_set_new(object, "well_ids", names_to_json(source->well_ids));
    json_object_set_new(object, "curve_names", names_to_json(source->curve_names));
    json_object_set_new(object, "depth_range", range_to_json(source->depth_min, source->depth_max));
    set_text(object, "log_type", source->log_type);
    if (source->newest) // the other is the default and was not always there
        set_text(object, "log_rule", "newest");
    set_text(object, "curve_match", source->match_quantity ? "quantity" : "name");
    return object;
}

static json_t *filters_to_json(const mr_source *source)
{
    json_t *object = json_object(), *curves = json_object(), *flags = json_object();

    for (size_t i = 0; i < source->n_curve_filters; i++) {
        const mr_curve_filter *f = &source->curve_filters[i];
        json_t *filter = json_object();
        json_object_set_new(filter, "min_value", number_or_null(f->min_value));
        json_object_set_new(filter, "max_value", number_or_null(f->max_value));
        json_object_set_new(filter, "exclude_nulls", json_boolean(f->exclude_nulls));
        json_object_set_new(curves, f->curve, filter);
    }
    json_object_set_new(flags, "include_flags", names_to_json(source->include_flags));
    json_object_set_new(flags, "exclude_flags", names_to_json(source->exclude_flags));
    json_object_set_new(object, "depth_range",
                        range_to_json(source->filter_depth_min, source->filter_depth_max));
    json_object_set_new(object, "curve_filters", curves);
    json_object_set_new(object, "quality_flags", flags);
    return object;
}

static void put_operator(json_t *object, const mr_node *node)
{
    json_t *strategy = json_object();
    const char *key = mr_strategy_value_key(node->strategy);

    set_text(strategy, "strategy", mr_strategy_names[node->strategy]);
    if (key)
        set_text(strategy, key, node->strategy_value);
    set_text(object, "operator_id", node->operator_id);
    set_text(object, "operator_version", node->operator_version);
    json_object_set_new(object, "version_strategy", strategy);
    json_object_set_new(object, "parameters",
                        node->parameters ? json_deep_copy(node->parameters) : json_object());
    json_object_set_new(object, "input_schema", declared_to_json(&node->input_schema));
    json_object_set_new(object, "output_schema", declared_to_json(&node->output_schema));
}

static json_t *output_to_json(const mr_node *node)
{
    const char *kind = mr_output_kind_names[node->output];
    const char *key = mr_output_target_key(node->output);
    json_t *object, *target;

    if (!key)
        return text_or_null(kind);
    object = json_object();
    target = json_object();
    set_text(target, key, node->output_target);
    json_object_set_new(object, kind, target);
    return object;
}

static json_t *type_to_json(const mr_node *node)
{
    json_t *object = json_object();

    set_text(object, "type", mr_node_kind_names[node->kind]);
    switch (node->kind) {
    case MR_NODE_INGESTION:
        json_object_set_new(object, "source_type", source_to_json(&node->source));
        json_object_set_new(object, "filters", filters_to_json(&node->source));
        json_object_set_new(object, "output_schema", declared_to_json(&node->output_schema));
        break;
    case MR_NODE_OPERATOR: put_operator(object, node); break;
    case MR_NODE_OUTPUT:
        json_object_set_new(object, "output_type", output_to_json(node));
        json_object_set_new(object, "input_schema", declared_to_json(&node->input_schema));
        break;
    }
    return object;
}

static json_t *edges_to_json(const mr_node *node)
{
    json_t *object = json_object();

    for (size_t i = 0; i < node->edges.n; i++) {
        const struct mr_edge_rule *rule = &node->edges.at[i];
        json_t *edge = text_or_null(mr_edge_type_names[rule->type]);
        if (rule->type == MR_EDGE_CONDITIONAL) {
            json_t *conditional = json_object();
            json_object_set_new(conditional, "type", edge);
            set_text(conditional, "when", rule->when);
            edge = conditional;
        }
        json_object_set_new(object, rule->dependency, edge);
    }
    return object;
}

static json_t *metadata_to_json(const mr_node *node)
{
    json_t *object = json_object(), *position = json_null();

    if (node->has_position) {
        position = json_array();
        json_array_append_new(position, json_real(node->position[0]));
        json_array_append_new(position, json_real(node->position[1]));
    }
    json_object_set_new(object, "position", position);
    json_object_set_new(object, "cache_enabled", json_boolean(node->cache_enabled));
    json_object_set_new(object, "timeout_seconds", number_or_null(node->timeout_seconds));
    json_object_set_new(object, "tags", names_to_json(node->tags));
    set_text(object, "description", node->description);
    json_object_set_new(object, "execution_hints", json_object());
    if (node->bypass)
        json_object_set_new(object, "bypass", json_true());
    if (node->edges.n > 0)
        json_object_set_new(object, "edge_types", edges_to_json(node));
    return object;
}

json_t *mr_node_to_json(const mr_node *node)
{
    json_t *object = json_object();

    set_text(object, "id", node->id);
    set_text(object, "name", node->name);
    json_object_set_new(object, "dependencies", names_to_json(node->dependencies));
    json_object_set_new(object, "node_type", type_to_json(node));
    json_object_set_new(object, "metadata", metadata_to_json(node));
    return object;
}

// For a document that code made.
static json_t *dag_to_json(const mr_dag *dag)
{
    json_t *object = json_object(), *metadata = json_object(), *nodes = json_array();

    set_text(metadata, "description", dag->description);
    json_object_set_new(metadata, "tags", names_to_json(dag->tags));
    if (dag->multiple_outputs)
        json_object_set_new(metadata, "multiple_outputs", json_true());
    for (size_t i = 0; i < dag->n_nodes; i++)
        json_array_append_new(nodes, mr_node_to_json(&dag->nodes[i]));
    set_text(object, "id", dag->id);
    set_text(object, "name", dag->name);
    set_text(object, "project_id", dag->project_id);
    set_text(object, "version", dag->version);
    json_object_set_new(object, "metadata", metadata);
    json_object_set_new(object, "nodes", nodes);
    return object;
}

void mr_dag_encode(const mr_dag *dag, int indent, mr_buf *out)
{
    json_t *built = dag->json ? NULL : dag_to_json(dag);

    mr_json_write(built ? built : dag->json, indent, out);
    json_decref(built);
}
