// Strongly connected components: Tarjan, Depth-first search and linear graph algorithms (1972),
// with a stack of our own.
#include "components.h"

typedef struct tarjan {
    const mr_graph *graph;
    size_t *number; // order of visit from 1; 0 = not yet
    size_t *low;    // least number known to be reachable in the component
    size_t *next;   // the edge to look at next
    bool *open;     // on `waiting`
    size_t *path, n_path;
    size_t *waiting, n_waiting;
    size_t *component; // of each node
    size_t visited, n_components;
} tarjan;

static void enter(tarjan *t, size_t i)
{
    t->number[i] = t->low[i] = ++t->visited;
    t->next[i] = t->graph->out_first[i];
    t->open[i] = true;
    t->waiting[t->n_waiting++] = i;
    t->path[t->n_path++] = i;
}

static void close_component(tarjan *t, size_t root)
{
    size_t i;

    do {
        i = t->waiting[--t->n_waiting];
        t->open[i] = false;
        t->component[i] = t->n_components;
    } while (i != root);
    t->n_components++;
}

static void leave(tarjan *t, size_t i)
{
    t->n_path--;
    if (t->n_path > 0) {
        size_t before = t->path[t->n_path - 1];
        if (t->low[i] < t->low[before])
            t->low[before] = t->low[i];
    }
    if (t->low[i] == t->number[i])
        close_component(t, i);
}

static void visit(tarjan *t, size_t start)
{
    enter(t, start);
    while (t->n_path > 0) {
        size_t i = t->path[t->n_path - 1];
        if (t->next[i] == t->graph->out_first[i + 1]) {
            leave(t, i);
            continue;
        }
        size_t to = t->graph->out[t->next[i]++];
        if (t->number[to] == 0)
            enter(t, to);
        else if (t->open[to] && t->number[to] < t->low[i])
            t->low[i] = t->number[to];
    }
}

// Renumbers components by their first node and lists their members.
static void list_members(const tarjan *t, mr_arena *arena, mr_components *out)
{
    size_t n = t->graph->n, count = 0;
    size_t *renumbered = MR_ARENA_ARRAY(arena, size_t, n); // + 1; 0 = not yet

    out->n = t->n_components;
    out->first = MR_ARENA_ARRAY(arena, size_t, t->n_components + 2);
    out->members = MR_ARENA_ARRAY(arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        size_t *c = &renumbered[t->component[i]];
        if (*c == 0)
            *c = ++count;
        out->first[*c + 1]++;
    }
    for (size_t c = 0; c < out->n; c++)
        out->first[c + 2] += out->first[c + 1];
    // first[c + 1] is where the next member of component c goes, and ends as the start of c + 1.
    for (size_t i = 0; i < n; i++)
        out->members[out->first[renumbered[t->component[i]]]++] = i;
}

void mr_components_find(const mr_graph *graph, mr_arena *arena, mr_components *out)
{
    size_t n = graph->n;
    tarjan t = {
        .graph = graph,
        .number = MR_ARENA_ARRAY(arena, size_t, n),
        .low = MR_ARENA_ARRAY(arena, size_t, n),
        .next = MR_ARENA_ARRAY(arena, size_t, n),
        .open = MR_ARENA_ARRAY(arena, bool, n),
        .path = MR_ARENA_ARRAY(arena, size_t, n),
        .waiting = MR_ARENA_ARRAY(arena, size_t, n),
        .component = MR_ARENA_ARRAY(arena, size_t, n),
    };

    for (size_t i = 0; i < n; i++)
        if (t.number[i] == 0)
            visit(&t, i);
    list_members(&t, arena, out);
}
