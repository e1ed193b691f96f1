// Second pass: cycles. Each strongly connected component of more than one node (Tarjan 1972,
// without recursion) gives one problem, which lists a shortest cycle of it.
#include <stdlib.h>
#include <string.h>

#include "mudrock/text.h"
#include "mudrock/validate.h"

#include "context.h"
#include "passes.h"

typedef struct components {
    size_t n;
    size_t *first;   // n + 1; nodes of component c: members[first[c]] .. members[first[c + 1] - 1]
    size_t *members; // in document order; components by their first node
} components;

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
static void list_members(const tarjan *t, mr_arena *arena, components *out)
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

static void find_components(const mr_graph *graph, mr_arena *arena, components *out)
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

enum { MOST_NAMES = 20, NAMES_AT_END = 3 };

// The search for a shortest cycle looks at so many edges at most; a document that needs more is
// reported with the shortest cycle found until then.
enum { MOST_STEPS = 20000000 };

// One component while it is searched. Only living nodes count; degrees are among them.
typedef struct search {
    const mr_graph *graph;
    bool *alive;
    size_t *in, *out;
    size_t *seen; // = stamp when the current walk has met the node
    size_t *parent, *depth, *queue;
    size_t stamp, steps;
    size_t *best, n_best;
} search;

// The way of n nodes from the start of the walk to `last`.
static void keep(search *s, size_t last, size_t n)
{
    s->n_best = n;
    for (size_t k = n, i = last; k-- > 0; i = s->parent[i])
        s->best[k] = i;
}

// Breadth first from `start`: the shortest cycle through it, when shorter than the best so far.
static void walk(search *s, size_t start)
{
    const mr_graph *g = s->graph;
    size_t n = 0;

    s->stamp++;
    s->queue[n++] = start;
    s->seen[start] = s->stamp;
    s->depth[start] = 1;
    for (size_t head = 0; head < n; head++) {
        size_t i = s->queue[head];
        if (s->n_best && s->depth[i] >= s->n_best)
            return;
        for (size_t e = g->out_first[i]; e < g->out_first[i + 1]; e++) {
            size_t next = g->out[e];
            s->steps++;
            if (next == start) {
                keep(s, i, s->depth[i]);
                return;
            }
            if (!s->alive[next] || s->seen[next] == s->stamp)
                continue;
            s->seen[next] = s->stamp;
            s->parent[next] = i;
            s->depth[next] = s->depth[i] + 1;
            s->queue[n++] = next;
        }
    }
}

// Takes a node out, and with it all that is then on no cycle. Every edge is looked at once over the
// whole search.
static void take_out(search *s, size_t start)
{
    const mr_graph *g = s->graph;
    size_t n = 0;

    s->alive[start] = false;
    s->queue[n++] = start;
    for (size_t head = 0; head < n; head++) {
        size_t i = s->queue[head];
        for (size_t e = g->out_first[i]; e < g->out_first[i + 1]; e++) {
            size_t next = g->out[e];
            if (s->alive[next] && --s->in[next] == 0) {
                s->alive[next] = false;
                s->queue[n++] = next;
            }
        }
        for (size_t e = g->in_first[i]; e < g->in_first[i + 1]; e++) {
            size_t before = g->in[e].source;
            if (s->alive[before] && --s->out[before] == 0) {
                s->alive[before] = false;
                s->queue[n++] = before;
            }
        }
    }
}

static void count_degrees(search *s, const size_t *members, size_t n)
{
    const mr_graph *g = s->graph;

    for (size_t k = 0; k < n; k++)
        s->alive[members[k]] = true;
    for (size_t k = 0; k < n; k++) {
        size_t i = members[k];
        for (size_t e = g->out_first[i]; e < g->out_first[i + 1]; e++)
            s->out[i] += s->alive[g->out[e]];
        for (size_t e = g->in_first[i]; e < g->in_first[i + 1]; e++)
            s->in[i] += s->alive[g->in[e].source];
    }
}

// Every cycle either passes a node with two ways on, or is all that is left once those are gone; so
// walks start at such nodes, each taken out after its walk, and then once on each simple cycle that
// remains.
static void find_shortest(search *s, const size_t *members, size_t n)
{
    count_degrees(s, members, n);
    s->n_best = 0;
    for (size_t least = 2; least >= 1; least--) {
        for (size_t k = 0; k < n && s->steps < MOST_STEPS; k++) {
            if (!s->alive[members[k]] || s->out[members[k]] < least)
                continue;
            walk(s, members[k]);
            take_out(s, members[k]);
        }
    }
    for (size_t k = 0; k < n; k++)
        s->alive[members[k]] = false;
}

// The cycle turned so that it starts with its first node in the document.
static void turn(size_t *cycle, size_t n)
{
    size_t *copy = mr_alloc(n * sizeof *copy);
    size_t first = 0;

    for (size_t k = 1; k < n; k++)
        if (cycle[k] < cycle[first])
            first = k;
    for (size_t k = 0; k < n; k++)
        copy[k] = cycle[(first + k) % n];
    memcpy(cycle, copy, n * sizeof *copy);
    free(copy);
}

void mr_report_cycle(const mr_graph *g, size_t *cycle, size_t n, mr_diagnostics *problems)
{
    const mr_node *nodes = g->dag->nodes;
    mr_buf text = {0};

    turn(cycle, n);
    for (size_t k = 0; k < n; k++) {
        if (n > MOST_NAMES && k == MOST_NAMES - NAMES_AT_END) {
            mr_buf_printf(&text, "… %zu more … → ", n - MOST_NAMES);
            k = n - NAMES_AT_END;
        }
        mr_buf_printf(&text, "%s → ", mr_node_label(&nodes[cycle[k]]));
    }
    mr_buf_puts(&text, mr_node_label(&nodes[cycle[0]]));
    mr_diagnostic *d = mr_diagnose(problems, MR_SEVERITY_ERROR, "dag.cycle", nodes[cycle[0]].id,
                                   "the pipeline runs in a circle: %s", text.at);
    mr_buf_clear(&text);
    for (size_t k = 0; k < n; k++)
        mr_diagnostic_relate(problems, d, nodes[cycle[k]].id);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/dependencies", cycle[0]);
    d->hint = "remove one of these connections";
}

void mr_pass_acyclic(const mr_graph *graph, mr_diagnostics *problems)
{
    mr_arena *arena = mr_arena_new();
    components found;
    size_t n = graph->n;

    find_components(graph, arena, &found);
    search s = {
        .graph = graph,
        .alive = MR_ARENA_ARRAY(arena, bool, n),
        .in = MR_ARENA_ARRAY(arena, size_t, n),
        .out = MR_ARENA_ARRAY(arena, size_t, n),
        .seen = MR_ARENA_ARRAY(arena, size_t, n),
        .parent = MR_ARENA_ARRAY(arena, size_t, n),
        .depth = MR_ARENA_ARRAY(arena, size_t, n),
        .queue = MR_ARENA_ARRAY(arena, size_t, n),
        .best = MR_ARENA_ARRAY(arena, size_t, n),
    };
    for (size_t c = 0; c < found.n; c++) {
        const size_t *members = found.members + found.first[c];
        size_t size = found.first[c + 1] - found.first[c];
        if (size < 2)
            continue;
        find_shortest(&s, members, size);
        mr_report_cycle(graph, s.best, s.n_best, problems);
    }
    mr_arena_free(arena);
}

void mr_validate_acyclic(const mr_dag *dag, mr_diagnostics *problems)
{
    mr_graph graph;

    mr_graph_init(&graph, dag);
    mr_pass_acyclic(&graph, problems);
    mr_graph_clear(&graph);
}
