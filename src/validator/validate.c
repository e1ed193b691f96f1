// All passes over a document, and the typed document they leave behind.
#include "mudrock/validate.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "passes.h"

static void set_dependencies(mr_typing *typing, size_t i)
{
    const mr_graph *graph = &typing->graph;
    mr_typed_node *node = &typing->typed.nodes[i];
    const mr_edge *edges = &graph->in[graph->in_first[i]];

    node->node = &graph->dag->nodes[i];
    node->n_dependencies = mr_graph_n_in(graph, i);
    node->dependencies = MR_ARENA_ARRAY(typing->typed.arena, size_t, node->n_dependencies);
    node->ports = MR_ARENA_ARRAY(typing->typed.arena, int, node->n_dependencies);
    for (size_t k = 0; k < node->n_dependencies; k++) {
        node->dependencies[k] = edges[k].source;
        node->ports[k] = mr_port_of(typing->resolved[i].op, edges[k].place);
    }
}

static mr_status type_node(mr_typing *typing, mr_context *context,
                           const mr_validate_options *options, size_t i, mr_error *err)
{
    mr_typed_node *typed = &typing->typed.nodes[i];
    mr_flow *out = &typing->flows[i];
    const mr_resolution *resolved = &typing->resolved[i];

    mr_context_next(context);
    mr_input *inputs = MR_ARENA_ARRAY(context->scratch, mr_input, typed->n_dependencies);
    size_t n = mr_collect_inputs(context, i, resolved->op, typing->flows, inputs);

    switch (typed->node->kind) {
    case MR_NODE_INGESTION:
        MR_TRY(mr_type_ingestion(context, options->sources, i, &typed->source, out, err));
        break;
    case MR_NODE_OPERATOR: mr_type_operator(context, i, inputs, n, resolved, typed, out); break;
    case MR_NODE_OUTPUT: mr_type_output(context, i, inputs, n, typed, out); break;
    }
    typed->schema = mr_flow_schema(&context->flows, out);
    typed->rows = out->rows;
    mr_check_written(context, &typing->typed, i);
    return MR_OK;
}

// A document whose every node copies a wide schema grows without end in memory.
static bool grown_too_large(mr_context *context)
{
    if (context->flows.copied <= MR_MOST_COPIED_FIELDS)
        return false;
    mr_diagnostic *d = mr_diagnose(
        context->problems, MR_SEVERITY_ERROR, "dag.too_large", NULL,
        "the pipeline carries more than %d columns, summed over its nodes", MR_MOST_COPIED_FIELDS);
    d->pointer = "/nodes";
    d->hint = "select fewer curves at the sources";
    return true;
}

// The nodes in topological order, then those in and behind cycles, whose own problems are told too.
static mr_status type_nodes(mr_typing *typing, const mr_validate_options *options, mr_error *err)
{
    mr_typed_dag *typed = &typing->typed;
    const mr_graph *graph = &typing->graph;
    mr_status status = MR_OK;
    mr_context context;
    bool *done = MR_ARENA_ARRAY(typed->arena, bool, graph->n);
    bool large = false;

    mr_context_init(&context, graph, options->units, typed->arena, &typed->problems);
    context.sql = options->sql;
    context.tell_units = options->tell_units && !options->sources;
    for (size_t k = 0; status == MR_OK && k < typed->n_order && !large; k++) {
        done[typed->order[k]] = true;
        status = type_node(typing, &context, options, typed->order[k], err);
        large = grown_too_large(&context);
    }
    for (size_t i = 0; status == MR_OK && !large && i < graph->n; i++)
        if (!done[i])
            status = type_node(typing, &context, options, i, err);
    mr_context_clear(&context);
    return status;
}

static void run_passes(mr_typing *typing, bool draft)
{
    mr_typed_dag *typed = &typing->typed;

    mr_pass_structure(&typing->graph, draft, &typed->problems);
    mr_pass_acyclic(&typing->graph, &typed->problems);
    mr_pass_orphans(&typing->graph, &typed->problems);
    mr_pass_connectivity(&typing->graph, typing->resolved, &typed->problems);
}

mr_status mr_validate(const mr_dag *dag, const mr_validate_options *options, mr_typed_dag **out,
                      mr_error *err)
{
    mr_typing *typing = mr_alloc(sizeof *typing);
    mr_typed_dag *typed = &typing->typed;
    mr_arena *arena = mr_arena_new();

    *typed = (mr_typed_dag){.arena = arena, .dag = dag};
    mr_diagnostics_init(&typed->problems);
    mr_graph_init(&typing->graph, dag);
    typed->nodes = MR_ARENA_ARRAY(arena, mr_typed_node, dag->n_nodes);
    typed->order = MR_ARENA_ARRAY(arena, size_t, dag->n_nodes);
    typed->n_order = mr_graph_order(&typing->graph, typed->order);
    typing->flows = MR_ARENA_ARRAY(arena, mr_flow, dag->n_nodes);
    typing->resolved = mr_resolve_all(&typing->graph, arena);
    bool *reaches = MR_ARENA_ARRAY(arena, bool, dag->n_nodes);
    mr_graph_reach_output(&typing->graph, reaches);
    for (size_t i = 0; i < dag->n_nodes; i++) {
        set_dependencies(typing, i);
        typed->nodes[i].reaches_output = reaches[i];
    }
    run_passes(typing, options->draft);
    mr_status status = type_nodes(typing, options, err);
    if (status != MR_OK) {
        mr_typed_dag_free(typed);
        typed = NULL;
    }
    *out = typed;
    return status;
}

void mr_typed_dag_free(mr_typed_dag *typed)
{
    mr_typing *typing = (mr_typing *)typed;

    if (!typed)
        return;
    mr_graph_clear(&typing->graph);
    mr_diagnostics_clear(&typed->problems);
    mr_arena_free(typed->arena);
    free(typing);
}

json_t *mr_typed_dag_schemas_to_json(const mr_typed_dag *typed)
{
    json_t *all = json_object();

    for (size_t i = 0; i < typed->dag->n_nodes; i++) {
        const mr_typed_node *node = &typed->nodes[i];
        json_t *object = json_object();
        json_object_set_new(object, "schema",
                            node->schema ? mr_schema_to_json(node->schema) : json_null());
        json_object_set_new(object, "input_schema",
                            node->input ? mr_schema_to_json(node->input) : json_null());
        json_object_set_new(all, node->node->id, object);
    }
    return all;
}
