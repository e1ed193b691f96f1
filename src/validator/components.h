// Strongly connected components of the document's graph.
#pragma once

#include "graph.h"

typedef struct mr_components {
    size_t n;
    size_t *first;   // n + 1; nodes of component c: members[first[c]] .. members[first[c + 1] - 1]
    size_t *members; // in document order; components by their first node
} mr_components;

// Arrays live in the arena.
void mr_components_find(const mr_graph *graph, mr_arena *arena, mr_components *out);
