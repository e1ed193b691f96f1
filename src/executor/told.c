// Conversions that a plan makes, in words. They follow from the plan alone: a run that takes rows
// from the cache tells the same.
#include "plan.h"

#include <string.h>

typedef struct told {
    const char *column, *from, *to;
    const char *node; // an operator's, the first of them; NULL on reading
    size_t nodes;
} told;

typedef struct list {
    mr_arena *arena;
    size_t n, capacity;
    told *at;
} list;

static void add(list *l, const char *column, const char *from, const char *to, const char *node)
{
    for (size_t i = 0; i < l->n; i++) {
        told *t = &l->at[i];
        if (strcmp(t->column, column) == 0 && strcmp(t->from, from) == 0 &&
            strcmp(t->to, to) == 0 && (t->node == NULL) == (node == NULL)) {
            t->nodes++;
            return;
        }
    }
    if (l->n == l->capacity) {
        const size_t capacity = l->capacity ? 2 * l->capacity : 16;
        told *grown = MR_ARENA_ARRAY(l->arena, told, capacity);
        if (l->n)
            memcpy(grown, l->at, l->n * sizeof *grown);
        l->at = grown;
        l->capacity = capacity;
    }
    l->at[l->n++] = (told){column, from, to, node, 1};
}

const mr_source_curve *mr_plan_offered(const mr_typed_node *typed, const char *column)
{
    for (size_t i = 0; i < typed->source.n_curves; i++)
        if (strcmp(typed->source.curves[i].column, column) == 0)
            return &typed->source.curves[i];
    return NULL;
}

static void add_reading(list *l, const mr_plan_node *node)
{
    for (size_t i = 0; node->schema && i < node->schema->n; i++) {
        const mr_field *field = &node->schema->fields[i];
        const mr_source_curve *curve = mr_plan_offered(node->typed, field->name);
        for (size_t k = 0; curve && curve->read_from && curve->read_from[k]; k++)
            add(l, field->name, curve->read_from[k], curve->unit, NULL);
    }
}

static void add_edges(list *l, const mr_typed_node *typed)
{
    for (size_t i = 0; i < typed->n_conversions; i++) {
        const mr_conversion *c = &typed->conversions[i];
        if (c->from && c->to && (c->scale < 1 || c->scale > 1 || c->offset < 0 || c->offset > 0))
            add(l, c->column, c->from, c->to, typed->node->name);
    }
}

static const char *line(const told *t, mr_arena *arena)
{
    const char *more = t->nodes > 1 ? mr_arena_printf(arena, " and %zu more", t->nodes - 1) : "";

    return mr_arena_printf(arena, "%s: %s becomes %s %s%s%s", t->column, t->from, t->to,
                           t->node ? "for " : "on reading", t->node ? t->node : "",
                           t->node ? more : "");
}

const char **mr_plan_told(const mr_plan *plan, mr_arena *arena, size_t *n)
{
    list l = {.arena = arena};

    for (size_t k = 0; k < plan->n_order; k++) {
        const mr_plan_node *node = &plan->nodes[plan->order[k]];
        if (node->typed->node->kind == MR_NODE_INGESTION)
            add_reading(&l, node);
        else if (node->typed->node->kind == MR_NODE_OPERATOR && !node->typed->node->bypass)
            add_edges(&l, node->typed);
    }
    const char **lines = MR_ARENA_ARRAY(arena, const char *, l.n + 1);
    for (size_t i = 0; i < l.n; i++)
        lines[i] = line(&l.at[i], arena);
    *n = l.n;
    return lines;
}
