// The edges of a document as index lists.
#include "graph.h"

#include <string.h>

ptrdiff_t mr_graph_find(const mr_graph *graph, const char *id)
{
    const mr_node *node = mr_map_get(graph->ids, id);

    return node ? node - graph->dag->nodes : MR_NO_NODE;
}

static void index_ids(mr_graph *graph)
{
    for (size_t i = 0; i < graph->n; i++) {
        mr_node *node = &graph->dag->nodes[i];
        if (mr_map_get(graph->ids, node->id))
            graph->duplicate[i] = true;
        else
            mr_map_put(graph->ids, node->id, node);
    }
}

static void collect_inputs(mr_graph *graph)
{
    size_t n = 0, total = 0;
    // seen[s] = i + 1: s is already an input of node i
    size_t *seen = MR_ARENA_ARRAY(graph->arena, size_t, graph->n);

    for (size_t i = 0; i < graph->n; i++)
        total += graph->dag->nodes[i].dependencies.n;
    graph->in = MR_ARENA_ARRAY(graph->arena, mr_edge, total);
    for (size_t i = 0; i < graph->n; i++) {
        const mr_names *dependencies = &graph->dag->nodes[i].dependencies;
        graph->in_first[i] = n;
        for (size_t k = 0; k < dependencies->n; k++) {
            ptrdiff_t source = mr_graph_find(graph, dependencies->at[k]);
            if (source == MR_NO_NODE || (size_t)source == i || seen[source] == i + 1)
                continue;
            seen[source] = i + 1;
            graph->in[n++] = (mr_edge){(size_t)source, k};
        }
    }
    graph->in_first[graph->n] = n;
}

// Counting sort of the edges by source.
static void collect_dependents(mr_graph *graph)
{
    size_t n_edges = graph->in_first[graph->n];
    size_t *next = MR_ARENA_ARRAY(graph->arena, size_t, graph->n + 1);

    graph->out = MR_ARENA_ARRAY(graph->arena, size_t, n_edges);
    for (size_t e = 0; e < n_edges; e++)
        graph->out_first[graph->in[e].source + 1]++;
    for (size_t i = 0; i < graph->n; i++)
        graph->out_first[i + 1] += graph->out_first[i];
    memcpy(next, graph->out_first, sizeof *next * (graph->n + 1));
    for (size_t i = 0; i < graph->n; i++)
        for (size_t e = graph->in_first[i]; e < graph->in_first[i + 1]; e++)
            graph->out[next[graph->in[e].source]++] = i;
}

void mr_graph_init(mr_graph *graph, const mr_dag *dag)
{
    mr_arena *arena = mr_arena_new();

    *graph = (mr_graph){
        .dag = dag,
        .arena = arena,
        .ids = mr_map_new(),
        .n = dag->n_nodes,
        .in_first = MR_ARENA_ARRAY(arena, size_t, dag->n_nodes + 1),
        .out_first = MR_ARENA_ARRAY(arena, size_t, dag->n_nodes + 1),
        .duplicate = MR_ARENA_ARRAY(arena, bool, dag->n_nodes),
    };
    index_ids(graph);
    collect_inputs(graph);
    collect_dependents(graph);
}

void mr_graph_clear(mr_graph *graph)
{
    mr_map_free(graph->ids);
    mr_arena_free(graph->arena);
    *graph = (mr_graph){0};
}

// A binary heap of node indices, the least on top: the ready nodes.
typedef struct heap {
    size_t n, *at;
} heap;

static void heap_push(heap *h, size_t value)
{
    size_t i = h->n++;

    for (; i > 0 && h->at[(i - 1) / 2] > value; i = (i - 1) / 2)
        h->at[i] = h->at[(i - 1) / 2];
    h->at[i] = value;
}

static size_t heap_pop(heap *h)
{
    size_t top = h->at[0], last = h->at[--h->n], i = 0;

    for (size_t child; (child = 2 * i + 1) < h->n; i = child) {
        if (child + 1 < h->n && h->at[child + 1] < h->at[child])
            child++;
        if (h->at[child] >= last)
            break;
        h->at[i] = h->at[child];
    }
    h->at[i] = last;
    return top;
}

size_t mr_graph_order(const mr_graph *graph, size_t *order)
{
    mr_arena *arena = mr_arena_new();
    size_t *missing = MR_ARENA_ARRAY(arena, size_t, graph->n);
    heap ready = {0, MR_ARENA_ARRAY(arena, size_t, graph->n)};
    size_t n = 0;

    for (size_t i = 0; i < graph->n; i++) {
        missing[i] = mr_graph_n_in(graph, i);
        if (missing[i] == 0)
            heap_push(&ready, i);
    }
    while (ready.n > 0) {
        size_t i = heap_pop(&ready);
        order[n++] = i;
        for (size_t e = graph->out_first[i]; e < graph->out_first[i + 1]; e++)
            if (--missing[graph->out[e]] == 0)
                heap_push(&ready, graph->out[e]);
    }
    mr_arena_free(arena);
    return n;
}

bool mr_graph_reach_output(const mr_graph *graph, bool *reaches)
{
    mr_arena *arena = mr_arena_new();
    size_t *queue = MR_ARENA_ARRAY(arena, size_t, graph->n);
    size_t n = 0;

    for (size_t i = 0; i < graph->n; i++) {
        reaches[i] = graph->dag->nodes[i].kind == MR_NODE_OUTPUT;
        if (reaches[i])
            queue[n++] = i;
    }
    bool any = n > 0;
    for (size_t head = 0; head < n; head++) {
        size_t i = queue[head];
        for (size_t e = graph->in_first[i]; e < graph->in_first[i + 1]; e++) {
            size_t source = graph->in[e].source;
            if (reaches[source])
                continue;
            reaches[source] = true;
            queue[n++] = source;
        }
    }
    mr_arena_free(arena);
    return any;
}
