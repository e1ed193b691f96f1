// Fourth pass: how many inputs and outputs a node has, by its kind and its ports, and how many
// outputs the pipeline has.
#include <stdint.h>

#include "mudrock/validate.h"

#include "passes.h"
#include "suggest.h"

static void check_outputs(const mr_graph *graph, mr_diagnostics *problems)
{
    mr_arena *arena = problems->arena;
    const char **names = MR_ARENA_ARRAY(arena, const char *, graph->n);
    mr_diagnostic *d;
    size_t n = 0;

    for (size_t i = 0; i < graph->n; i++)
        if (graph->dag->nodes[i].kind == MR_NODE_OUTPUT && !graph->duplicate[i])
            names[n++] = mr_node_label(&graph->dag->nodes[i]);
    if (n == 0 && graph->n > 0) {
        d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.no_output", NULL,
                        "the pipeline has no output node");
        d->pointer = "/nodes";
        d->hint = "add an output node after the last step";
    }
    if (n < 2 || graph->dag->multiple_outputs)
        return;
    d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.multiple_outputs", NULL,
                    "the pipeline has %zu outputs, %s, but allows one", n,
                    mr_words_list(arena, names, n, 5));
    for (size_t i = 0; i < graph->n; i++)
        if (graph->dag->nodes[i].kind == MR_NODE_OUTPUT && !graph->duplicate[i])
            mr_diagnostic_relate(problems, d, graph->dag->nodes[i].id);
    d->pointer = "/nodes";
    d->hint = "set metadata.multiple_outputs to true, or keep one of them";
}

static void relate_inputs(const mr_graph *graph, size_t i, size_t first, mr_diagnostic *d,
                          mr_diagnostics *problems)
{
    for (size_t e = graph->in_first[i]; e < graph->in_first[i + 1]; e++)
        if (graph->in[e].place >= first)
            mr_diagnostic_relate(problems, d, graph->dag->nodes[graph->in[e].source].id);
}

static void check_ingestion(const mr_graph *graph, size_t i, mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];

    if (node->dependencies.n == 0)
        return;
    mr_diagnostic *d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.ingestion_has_input", node->id,
                                   "'%s' is an ingestion and takes no input", mr_node_label(node));
    relate_inputs(graph, i, 0, d, problems);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/dependencies", i);
    d->hint = "remove the connections into it";
}

// "main, markers": what the operator's inputs are.
static const char *input_names(const mr_operator *op, size_t most, mr_arena *arena)
{
    const char **names = MR_ARENA_ARRAY(arena, const char *, most);

    for (size_t k = 0; k < most; k++)
        names[k] = mr_operator_input_name(op, k, arena);
    return mr_words_list(arena, names, most, most);
}

static void too_many(const mr_graph *graph, size_t i, const mr_operator *op, size_t most,
                     mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];
    mr_diagnostic *d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.too_many_inputs", node->id,
                                   "'%s' takes at most %zu inputs, but has %zu",
                                   mr_node_label(node), most, node->dependencies.n);

    relate_inputs(graph, i, most, d, problems);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/dependencies/%zu", i, most);
    d->hint = mr_arena_printf(problems->arena, "the inputs of %s are %s", op->id,
                              input_names(op, most, problems->arena));
}

static void check_inputs(const mr_graph *graph, size_t i, const mr_operator *op,
                         mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];
    size_t least = 1, most = SIZE_MAX, n = node->dependencies.n;

    if (op)
        mr_operator_arity(op, &least, &most);
    if (op && n > most)
        too_many(graph, i, op, most, problems);
    // A node tied to nothing at all is the orphans pass's.
    if (n >= least || (n == 0 && graph->n > 1 && mr_graph_n_out(graph, i) == 0))
        return;
    const char *missing = op && n > 0 ? mr_operator_input_name(op, n, problems->arena) : NULL;
    mr_diagnostic *d = missing
                           ? mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.missing_input", node->id,
                                         "'%s' needs %zu inputs and has %zu: '%s' is missing",
                                         mr_node_label(node), least, n, missing)
                           : mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.missing_input", node->id,
                                         "'%s' has no input", mr_node_label(node));
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/dependencies", i);
    d->hint = "connect a node to it";
}

static void check_dependents(const mr_graph *graph, size_t i, mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];
    size_t n = mr_graph_n_out(graph, i);

    if (n == 0)
        return;
    const char **names = MR_ARENA_ARRAY(problems->arena, const char *, n);
    for (size_t k = 0; k < n; k++)
        names[k] = mr_node_label(&graph->dag->nodes[graph->out[graph->out_first[i] + k]]);
    mr_diagnostic *d =
        mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.output_has_dependents", node->id,
                    "'%s' is an output, but %s %s on it", mr_node_label(node),
                    mr_words_list(problems->arena, names, n, 5), n == 1 ? "depends" : "depend");
    for (size_t k = 0; k < n; k++)
        mr_diagnostic_relate(problems, d,
                             graph->dag->nodes[graph->out[graph->out_first[i] + k]].id);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu", i);
    d->hint = "connect what stands before the output instead";
}

void mr_pass_connectivity(const mr_graph *graph, const mr_resolution *resolved,
                          mr_diagnostics *problems)
{
    check_outputs(graph, problems);
    for (size_t i = 0; i < graph->n; i++) {
        switch (graph->dag->nodes[i].kind) {
        case MR_NODE_INGESTION: check_ingestion(graph, i, problems); break;
        case MR_NODE_OPERATOR: check_inputs(graph, i, resolved[i].op, problems); break;
        case MR_NODE_OUTPUT:
            check_inputs(graph, i, NULL, problems);
            check_dependents(graph, i, problems);
            break;
        }
    }
}

void mr_validate_connectivity(const mr_dag *dag, mr_diagnostics *problems)
{
    mr_graph graph;

    mr_graph_init(&graph, dag);
    mr_pass_connectivity(&graph, mr_resolve_all(&graph, graph.arena), problems);
    mr_graph_clear(&graph);
}
