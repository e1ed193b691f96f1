// The edges of a document as index lists, both ways: what all passes walk.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/dag.h"
#include "mudrock/map.h"

enum { MR_NO_NODE = -1 };

typedef struct mr_edge {
    size_t source;
    size_t place; // index in the target's `dependencies`: what decides the port
} mr_edge;

// Edges to unknown nodes, to the node itself and repeated ones are left out. A second node of the
// same id has no dependents.
typedef struct mr_graph {
    const mr_dag *dag;
    mr_arena *arena;
    mr_map *ids; // id -> const mr_node *, the first of that id
    size_t n;
    size_t *
        in_first; // inputs of node i: in[in_first[i]] .. in[in_first[i + 1] - 1], in document order
    mr_edge *in;
    size_t *out_first; // dependents, in document order
    size_t *out;
    bool *duplicate; // its id is another node's
} mr_graph;

void mr_graph_init(mr_graph *graph, const mr_dag *dag);
void mr_graph_clear(mr_graph *graph);

// Index of the node of that id, MR_NO_NODE when there is none.
ptrdiff_t mr_graph_find(const mr_graph *graph, const char *id);
// Topological order, ties by document order; nodes in and behind cycles are left out. Room for n in
// `order`; returns the count.
size_t mr_graph_order(const mr_graph *graph, size_t *order);
// reaches[i]: an output can be reached from node i (outputs reach themselves). Room for n. Returns
// whether there is an output.
bool mr_graph_reach_output(const mr_graph *graph, bool *reaches);

static inline size_t mr_graph_n_in(const mr_graph *graph, size_t i)
{
    return graph->in_first[i + 1] - graph->in_first[i];
}
static inline size_t mr_graph_n_out(const mr_graph *graph, size_t i)
{
    return graph->out_first[i + 1] - graph->out_first[i];
}
