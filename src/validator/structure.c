// First pass: ids, dependencies by themselves, edge types.
#include <string.h>

#include "mudrock/validate.h"

#include "passes.h"
#include "suggest.h"

static void check_size(const mr_graph *graph, bool draft, mr_diagnostics *problems)
{
    mr_diagnostic *d;

    if (graph->n == 0) {
        d = mr_diagnose(problems, draft ? MR_SEVERITY_WARNING : MR_SEVERITY_ERROR, "dag.empty",
                        NULL, "the pipeline has no nodes");
        d->pointer = "/nodes";
        d->hint = "add an ingestion node first";
    } else if (graph->n > MR_DAG_MAX_NODES) {
        d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.too_large", NULL,
                        "the pipeline has %zu nodes, the limit is %d", graph->n, MR_DAG_MAX_NODES);
        d->pointer = "/nodes";
    }
}

static void check_id(const mr_graph *graph, size_t i, mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];

    if (!graph->duplicate[i])
        return;
    const mr_node *first = mr_map_get(graph->ids, node->id);
    mr_diagnostic *d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.duplicate_node", node->id,
                                   "'%s' has the same id as '%s': %s", mr_node_label(node),
                                   mr_node_label(first), node->id);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/id", i);
    d->hint = "every node needs an id of its own";
}

// Documents written by hand often give a name where an id belongs.
static const char *hint_for_id(const mr_graph *graph, const char *wanted, mr_suggest *suggest)
{
    mr_nearest nearest;

    mr_nearest_begin(&nearest, suggest, wanted);
    for (size_t i = 0; i < graph->n && mr_nearest_affordable(&nearest); i++) {
        const mr_node *node = &graph->dag->nodes[i];
        if (node->name && strcmp(node->name, wanted) == 0)
            return mr_arena_printf(suggest->arena, "the node named '%s' has the id %s", node->name,
                                   node->id);
        mr_nearest_offer(&nearest, node->id);
    }
    return nearest.best ? mr_arena_printf(suggest->arena, "did you mean %s?", nearest.best) : NULL;
}

static void check_dependencies(const mr_graph *graph, size_t i, size_t *seen, mr_suggest *suggest,
                               mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];

    for (size_t k = 0; k < node->dependencies.n; k++) {
        const char *id = node->dependencies.at[k];
        ptrdiff_t source = mr_graph_find(graph, id);
        mr_diagnostic *d = NULL;
        if (source == MR_NO_NODE) {
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.unknown_dependency", node->id,
                            "'%s' depends on %s, which is no node of the pipeline",
                            mr_node_label(node), id);
            d->hint = hint_for_id(graph, id, suggest);
        } else if ((size_t)source == i) {
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.self_dependency", node->id,
                            "'%s' depends on itself", mr_node_label(node));
        } else if (seen[source] == i + 1) {
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.duplicate_dependency", node->id,
                            "'%s' depends on '%s' more than once", mr_node_label(node),
                            mr_node_label(&graph->dag->nodes[source]));
            mr_diagnostic_relate(problems, d, id);
        }
        if (d)
            d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/dependencies/%zu", i, k);
        if (source != MR_NO_NODE)
            seen[source] = i + 1;
    }
}

static bool depends_on(const mr_node *node, const char *id)
{
    for (size_t k = 0; k < node->dependencies.n; k++)
        if (strcmp(node->dependencies.at[k], id) == 0)
            return true;
    return false;
}

static void check_edge_types(const mr_graph *graph, size_t i, mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];

    for (size_t k = 0; k < node->edges.n; k++) {
        const struct mr_edge_rule *rule = &node->edges.at[k];
        mr_diagnostic *d = NULL;
        if (!depends_on(node, rule->dependency))
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.malformed", node->id,
                            "'%s' gives a type to the edge from %s, on which it does not depend",
                            mr_node_label(node), rule->dependency);
        else if (rule->type == MR_EDGE_CONDITIONAL && (!rule->when || !*rule->when))
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.malformed", node->id,
                            "the conditional edge into '%s' has no condition \"when\"",
                            mr_node_label(node));
        if (d)
            d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/metadata/edge_types/%s", i,
                                         mr_pointer_escape(problems->arena, rule->dependency));
    }
}

void mr_pass_structure(const mr_graph *graph, bool draft, mr_diagnostics *problems)
{
    mr_arena *arena = mr_arena_new();
    size_t *seen = MR_ARENA_ARRAY(arena, size_t, graph->n);
    mr_suggest suggest = {.arena = problems->arena};

    check_size(graph, draft, problems);
    for (size_t i = 0; i < graph->n; i++) {
        check_id(graph, i, problems);
        check_dependencies(graph, i, seen, &suggest, problems);
        check_edge_types(graph, i, problems);
    }
    mr_arena_free(arena);
}

void mr_validate_structure(const mr_dag *dag, bool draft, mr_diagnostics *problems)
{
    mr_graph graph;

    mr_graph_init(&graph, dag);
    mr_pass_structure(&graph, draft, problems);
    mr_graph_clear(&graph);
}
