// Third pass: nodes tied to nothing, and nodes that do not lead to an output.
#include "mudrock/validate.h"

#include "passes.h"
#include "suggest.h"

// A node that names dependencies, even unknown ones, was meant to be tied to something.
static bool is_orphan(const mr_graph *graph, size_t i)
{
    return graph->n > 1 && !graph->duplicate[i] && graph->dag->nodes[i].dependencies.n == 0 &&
           mr_graph_n_out(graph, i) == 0;
}

void mr_pass_orphans(const mr_graph *graph, mr_diagnostics *problems)
{
    mr_arena *arena = mr_arena_new();
    bool *reaches = MR_ARENA_ARRAY(arena, bool, graph->n);
    bool any_output = mr_graph_reach_output(graph, reaches);

    for (size_t i = 0; i < graph->n; i++) {
        const mr_node *node = &graph->dag->nodes[i];
        mr_diagnostic *d = NULL;
        if (is_orphan(graph, i)) {
            d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.orphan", node->id,
                            "'%s' is connected to no other node", mr_node_label(node));
            d->hint = "connect it or delete it";
        } else if (any_output && !reaches[i] && !graph->duplicate[i]) {
            d = mr_diagnose(problems, MR_SEVERITY_WARNING, "dag.unreachable", node->id,
                            "'%s' does not lead to an output and is not run", mr_node_label(node));
        }
        if (d)
            d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu", i);
    }
    mr_arena_free(arena);
}

void mr_validate_orphans(const mr_dag *dag, mr_diagnostics *problems)
{
    mr_graph graph;

    mr_graph_init(&graph, dag);
    mr_pass_orphans(&graph, problems);
    mr_graph_clear(&graph);
}
