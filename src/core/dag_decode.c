// JSON to the document: nodes and what every node has. All problems of shape at once.
#include <math.h>
#include <string.h>

#include "dag_decode.h"
#include "dag_names.h"
#include "mudrock/json.h"
#include "mudrock/map.h"

static bool text_is(const char *text, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(text, *names) == 0)
            return true;
    return false;
}

// stable, beta, canary, lts-1.x
static bool channel_valid(const char *text)
{
    static const char *const fixed[] = {"stable", "beta", "canary", NULL};

    if (text_is(text, fixed))
        return true;
    if (strncmp(text, "lts-", 4) != 0)
        return false;
    size_t digits = strspn(text + 4, "0123456789");
    return digits > 0 && strcmp(text + 4 + digits, ".x") == 0;
}

static void read_strategy(const mr_spot *spot, mr_node *node)
{
    mr_spot strategy = mr_spot_get(spot, "strategy");
    int kind;

    node->strategy = MR_STRATEGY_PINNED;
    node->strategy_value = node->operator_version;
    if (!mr_spot_object(spot))
        return;
    kind = mr_spot_need_choice(&strategy, mr_strategy_names);
    if (kind < 0)
        return;
    node->strategy = (mr_strategy_kind)kind;
    const char *key = mr_strategy_value_key(node->strategy);
    if (!key) {
        node->strategy_value = NULL;
        return;
    }
    mr_spot value = mr_spot_get(spot, key);
    if (node->strategy == MR_STRATEGY_PINNED)
        node->strategy_value = mr_spot_text(&value, node->operator_version);
    else
        node->strategy_value = mr_spot_need_text(&value);
    if (node->strategy == MR_STRATEGY_CHANNEL && node->strategy_value && *node->strategy_value &&
        !channel_valid(node->strategy_value))
        mr_spot_malformed(&value, "must be stable, beta, canary or lts-N.x, not \"%.40s\"",
                          node->strategy_value);
}

static void read_operator(const mr_spot *type, mr_node *node)
{
    mr_spot id = mr_spot_get(type, "operator_id"), version = mr_spot_get(type, "operator_version");
    mr_spot strategy = mr_spot_get(type, "version_strategy");
    mr_spot parameters = mr_spot_get(type, "parameters");
    mr_spot input = mr_spot_get(type, "input_schema"), output = mr_spot_get(type, "output_schema");

    node->operator_id = mr_spot_need_text(&id);
    node->operator_version = mr_spot_text(&version, NULL);
    read_strategy(&strategy, node);
    if (mr_spot_object(&parameters))
        node->parameters = parameters.json;
    mr_read_declared_schema(&input, &node->input_schema);
    mr_read_declared_schema(&output, &node->output_schema);
}

// "frontend", or an object of one member: the kind with its target.
static void read_output(const mr_spot *type, mr_node *node)
{
    mr_spot output = mr_spot_get(type, "output_type"), schema = mr_spot_get(type, "input_schema");
    int kind = -1;

    mr_read_declared_schema(&schema, &node->input_schema);
    if (!json_is_object(output.json)) {
        kind = mr_spot_need_choice(&output, mr_output_kind_names);
        if (kind > MR_OUTPUT_FRONTEND)
            mr_spot_malformed(&output, "must be an object: {\"%s\": {\"%s\": ...}}",
                              mr_output_kind_names[kind],
                              mr_output_target_key((mr_output_kind)kind));
        return;
    }
    for (int i = 0; mr_output_kind_names[i]; i++) {
        if (!json_object_get(output.json, mr_output_kind_names[i]))
            continue;
        if (kind >= 0) {
            mr_spot_malformed(&output, "names two kinds, %s and %s", mr_output_kind_names[kind],
                              mr_output_kind_names[i]);
            return;
        }
        kind = i;
    }
    if (kind < 0) {
        mr_spot_malformed(&output, "must name one of frontend, parquet, csv, las, postgres_table");
        return;
    }
    node->output = (mr_output_kind)kind;
    const char *key = mr_output_target_key(node->output);
    mr_spot body = mr_spot_get(&output, mr_output_kind_names[kind]);
    if (!key || !mr_spot_need_object(&body))
        return;
    mr_spot target = mr_spot_get(&body, key);
    node->output_target = mr_spot_need_text(&target);
}

static void read_type(const mr_spot *node_spot, mr_node *node)
{
    mr_spot type = mr_spot_get(node_spot, "node_type");
    mr_spot kind_spot = mr_spot_get(&type, "type");
    int kind;

    if (!mr_spot_need_object(&type))
        return;
    kind = mr_spot_need_choice(&kind_spot, mr_node_kind_names);
    if (kind < 0)
        return;
    node->kind = (mr_node_kind)kind;
    switch (node->kind) {
    case MR_NODE_INGESTION: mr_read_ingestion(&type, node); break;
    case MR_NODE_OPERATOR: read_operator(&type, node); break;
    case MR_NODE_OUTPUT: read_output(&type, node); break;
    }
}

// "error", or {"type": "conditional", "when": "..."}.
static void read_edge(const mr_spot *spot, const char *dependency, struct mr_edge_rule *rule)
{
    bool object = json_is_object(spot->json);
    mr_spot inner = object ? mr_spot_get(spot, "type") : *spot;
    int type = mr_spot_need_choice(&inner, mr_edge_type_names);

    rule->dependency = mr_arena_strdup(spot->reader->arena, dependency);
    rule->type = type < 0 ? MR_EDGE_DATA_FLOW : (mr_edge_type)type;
    if (rule->type != MR_EDGE_CONDITIONAL)
        return;
    if (!object) {
        mr_spot_malformed(spot, "must say when: {\"type\": \"conditional\", \"when\": ...}");
        return;
    }
    mr_spot when = mr_spot_get(spot, "when");
    rule->when = mr_spot_need_text(&when);
}

static void read_edges(const mr_spot *spot, mr_node *node)
{
    const char *key;
    json_t *value;
    size_t n;

    if (!mr_spot_object(spot) || (n = json_object_size(spot->json)) == 0)
        return;
    node->edges.at = MR_ARENA_ARRAY(spot->reader->arena, struct mr_edge_rule, n);
    json_object_foreach(spot->json, key, value)
    {
        mr_spot edge = mr_spot_get(spot, key);
        if (edge.json)
            read_edge(&edge, key, &node->edges.at[node->edges.n++]);
    }
}

static void read_position(const mr_spot *spot, mr_node *node)
{
    if (!spot->json)
        return;
    if (!json_is_array(spot->json) || json_array_size(spot->json) != 2) {
        mr_spot_malformed(spot, "must be a list of two numbers");
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        mr_spot item = mr_spot_item(spot, i);
        node->position[i] = mr_spot_number(&item, 0);
        if (!item.json)
            mr_spot_malformed(&item, "must be a number, not null");
    }
    node->has_position = true;
}

static void read_metadata(const mr_spot *node_spot, mr_node *node)
{
    mr_spot metadata = mr_spot_get(node_spot, "metadata");
    mr_spot position = mr_spot_get(&metadata, "position");
    mr_spot cache = mr_spot_get(&metadata, "cache_enabled");
    mr_spot bypass = mr_spot_get(&metadata, "bypass");
    mr_spot timeout = mr_spot_get(&metadata, "timeout_seconds");
    mr_spot tags = mr_spot_get(&metadata, "tags");
    mr_spot description = mr_spot_get(&metadata, "description");
    mr_spot hints = mr_spot_get(&metadata, "execution_hints");
    mr_spot edges = mr_spot_get(&metadata, "edge_types");

    (void)mr_spot_object(&metadata);
    (void)mr_spot_object(&hints);
    read_position(&position, node);
    node->cache_enabled = mr_spot_truth(&cache, true);
    node->bypass = mr_spot_truth(&bypass, false);
    node->timeout_seconds = mr_spot_number(&timeout, (double)NAN);
    if (node->timeout_seconds <= 0)
        mr_spot_malformed(&timeout, "must be more than 0 s, not %g", node->timeout_seconds);
    node->tags = mr_spot_names(&tags);
    node->description = mr_spot_text(&description, NULL);
    read_edges(&edges, node);
}

// 1 to 200 characters.
static const char *read_name(const mr_spot *object, const char *key)
{
    mr_spot spot = mr_spot_get(object, key);
    const char *name = mr_spot_need_text(&spot);
    size_t n = name ? mr_utf8_count(mr_str_of(name)) : 0;

    if (n > MR_DAG_MAX_NAME)
        mr_spot_too_large(&spot, "has %zu characters, more than the limit of %d", n,
                          MR_DAG_MAX_NAME);
    return name;
}

static void read_node(const mr_spot *spot, mr_node *node)
{
    mr_spot_reader *reader = spot->reader;
    mr_spot dependencies = mr_spot_get(spot, "dependencies");

    // Messages name the node, so that much is read before any of them is made.
    reader->node_id = json_string_value(json_object_get(spot->json, "id"));
    reader->node_name = json_string_value(json_object_get(spot->json, "name"));
    if (reader->node_name && !*reader->node_name)
        reader->node_name = NULL;
    if (!spot->json)
        mr_spot_malformed(spot, "must be an object, not null");
    if (mr_spot_object(spot)) {
        node->json = spot->json;
        node->id = read_name(spot, "id");
        node->name = read_name(spot, "name");
        node->dependencies = mr_spot_names(&dependencies);
        read_type(spot, node);
        read_metadata(spot, node);
    }
    reader->node_id = reader->node_name = NULL;
}

static void read_nodes(const mr_spot *document, mr_dag *dag)
{
    mr_spot nodes = mr_spot_get(document, "nodes");
    size_t n;

    if (!mr_spot_need_list(&nodes))
        return;
    n = json_array_size(nodes.json);
    if (n > MR_DAG_MAX_NODES) {
        mr_spot_too_large(&nodes, "has %zu nodes, more than the limit of %d", n, MR_DAG_MAX_NODES);
        return;
    }
    dag->nodes = MR_ARENA_ARRAY(dag->arena, mr_node, n);
    dag->n_nodes = n;
    for (size_t i = 0; i < n; i++) {
        mr_spot node = mr_spot_item(&nodes, i);
        node.is_node = true;
        read_node(&node, &dag->nodes[i]);
    }
}

static void read_document(const mr_spot *document, mr_dag *dag)
{
    mr_spot project = mr_spot_get(document, "project_id");
    mr_spot version = mr_spot_get(document, "version");
    mr_spot metadata = mr_spot_get(document, "metadata");
    mr_spot description = mr_spot_get(&metadata, "description");
    mr_spot tags = mr_spot_get(&metadata, "tags");
    mr_spot outputs = mr_spot_get(&metadata, "multiple_outputs");

    dag->id = read_name(document, "id");
    dag->name = read_name(document, "name");
    dag->project_id = mr_spot_text(&project, NULL);
    dag->version = mr_spot_text(&version, "1.0.0");
    (void)mr_spot_object(&metadata);
    dag->description = mr_spot_text(&description, NULL);
    dag->tags = mr_spot_names(&tags);
    dag->multiple_outputs = mr_spot_truth(&outputs, false);
    read_nodes(document, dag);
}

// Values built in memory have passed no parser.
static bool deeper_than(json_t *value, int limit)
{
    if (!json_is_object(value) && !json_is_array(value))
        return false;
    if (limit == 0)
        return true;
    for (size_t i = 0; i < json_array_size(value); i++) // 0 for an object
        if (deeper_than(json_array_get(value, i), limit - 1))
            return true;
    for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at))
        if (deeper_than(json_object_iter_value(at), limit - 1))
            return true;
    return false;
}

static void index_nodes(mr_dag *dag)
{
    dag->index = mr_map_new();
    for (size_t i = 0; i < dag->n_nodes; i++)
        if (!mr_map_get(dag->index, dag->nodes[i].id))
            (void)mr_map_put(dag->index, dag->nodes[i].id, &dag->nodes[i]);
}

mr_status mr_dag_decode_json(json_t *document, mr_dag **out, mr_diagnostics *problems)
{
    mr_arena *arena = mr_arena_new();
    mr_dag *dag = MR_ARENA_NEW(arena, mr_dag);
    mr_spot_reader reader = {.arena = arena, .problems = problems};
    const mr_spot spot = {.reader = &reader, .json = document};
    size_t errors = problems->errors;

    *out = NULL;
    dag->arena = arena;
    dag->json = json_incref(document);
    if (!json_is_object(document))
        mr_spot_malformed(&spot, "must be a JSON object");
    else if (deeper_than(document, MR_JSON_MAX_DEPTH))
        mr_spot_too_large(&spot, "is nested deeper than %d levels", MR_JSON_MAX_DEPTH);
    else
        read_document(&spot, dag);
    if (problems->errors > errors) {
        mr_dag_free(dag);
        return MR_EINVALID;
    }
    index_nodes(dag);
    *out = dag;
    return MR_OK;
}

mr_status mr_dag_decode(mr_str text, mr_dag **out, mr_diagnostics *problems)
{
    json_t *document;
    mr_error err = {0};
    int line, column;
    size_t first = problems->n;

    *out = NULL;
    mr_status st = mr_json_parse_at(text, &document, &line, &column, &err);
    if (st == MR_EFORMAT || st == MR_ETOOLARGE) {
        bool large = st == MR_ETOOLARGE;
        mr_diagnostic *d = mr_diagnose(
            problems, MR_SEVERITY_ERROR, large ? "dag.too_large" : "dag.malformed", NULL,
            "%s%s%s%s%s", large ? "" : "document is not valid JSON: ", err.message,
            *err.where ? " (" : "", err.where, *err.where ? ")" : "");
        d->text_line = line;
        d->text_column = column;
        return MR_EINVALID;
    }
    if (st != MR_OK)
        return st;
    st = mr_dag_decode_json(document, out, problems);
    json_decref(document);
    if (problems->n > first)
        mr_locate(text, problems, first);
    return st;
}
