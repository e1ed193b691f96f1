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

static void each_of(const char *column, const char *to, const char *const *from,
                    mr_each_reading *each, void *context)
{
    for (size_t k = 0; from && from[k]; k++)
        each(context, column, from[k], to);
}

static void read_curve(const mr_source_info *source, const char *column, mr_each_reading *each,
                       void *context)
{
    for (size_t i = 0; i < source->n_curves; i++)
        if (strcmp(source->curves[i].column, column) == 0)
            each_of(column, source->curves[i].unit, source->curves[i].read_from, each, context);
}

void mr_plan_readings(const mr_plan_node *node, mr_each_reading *each, void *context)
{
    const mr_source_info *source = &node->typed->source;
    const mr_source *asked = &node->typed->node->source;

    each_of("depth", source->depth_unit, source->depth_read_from, each, context);
    for (size_t i = 0; i < node->schema->n; i++)
        read_curve(source, node->schema->fields[i].name, each, context);
    for (size_t i = 0; i < asked->n_curve_filters; i++)
        if (!mr_schema_find(node->schema, asked->curve_filters[i].curve))
            read_curve(source, asked->curve_filters[i].curve, each, context);
}

static void add_reading(void *into, const char *column, const char *from, const char *to)
{
    add(into, column, from, to, NULL);
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
            mr_plan_readings(node, add_reading, &l);
        else if (node->typed->node->kind == MR_NODE_OPERATOR && !node->typed->node->bypass)
            add_edges(&l, node->typed);
    }
    const char **lines = MR_ARENA_ARRAY(arena, const char *, l.n + 1);
    for (size_t i = 0; i < l.n; i++)
        lines[i] = line(&l.at[i], arena);
    *n = l.n;
    return lines;
}
