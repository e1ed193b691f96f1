// What the typing of one document carries along.
#include "context.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NODES_A_SCRATCH = 64, MOST_NAMED = 8 };

void mr_context_init(mr_context *context, const mr_graph *graph, const mr_units *units,
                     mr_arena *arena, mr_diagnostics *problems)
{
    *context = (mr_context){
        .graph = graph,
        .units = units,
        .arena = arena,
        .scratch = mr_arena_new(),
        .measures = mr_map_new(),
        .assumed = mr_map_new(),
        .flows = {.arena = arena},
        .problems = problems,
        .suggest = {.arena = problems->arena},
    };
}

void mr_context_clear(mr_context *context)
{
    mr_map_free(context->measures);
    mr_map_free(context->assumed);
    mr_arena_free(context->scratch);
    *context = (mr_context){0};
}

void mr_context_next(mr_context *context)
{
    if (++context->n_nodes % NODES_A_SCRATCH != 0)
        return;
    mr_arena_free(context->scratch);
    context->scratch = mr_arena_new();
}

const mr_measure *mr_context_measure(mr_context *context, const char *from, const char *to)
{
    static const mr_measure unknown = {0};
    char key[160];

    if (!from || !to || !context->units)
        return &unknown;
    int n = snprintf(key, sizeof key, "%s\n%s", from, to);
    mr_measure *m = n > 0 && (size_t)n < sizeof key ? mr_map_get(context->measures, key) : NULL;
    if (m)
        return m;
    m = MR_ARENA_NEW(context->arena, mr_measure);
    m->scale = 1;
    m->comparable = mr_unit_known(context->units, from) && mr_unit_known(context->units, to);
    m->equal = m->comparable && mr_unit_equal(context->units, from, to);
    m->convertible = m->comparable &&
                     (m->equal || mr_unit_convert(context->units, from, to, &m->scale, &m->offset));
    if (n > 0 && (size_t)n < sizeof key)
        mr_map_put(context->measures, key, m);
    return m;
}

__attribute__((format(printf, 2, 0), nonnull)) static char *print(mr_arena *arena,
                                                                  const char *format, va_list args)
{
    char small[256];
    va_list again;

    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    assert(n >= 0);
    char *text = mr_arena_strndup(arena, small, (size_t)n < sizeof small ? (size_t)n : 0);
    if ((size_t)n >= sizeof small) {
        text = mr_arena_alloc(arena, (size_t)n + 1);
        vsnprintf(text, (size_t)n + 1, format, again);
    }
    va_end(again);
    return text;
}

mr_diagnostic *mr_problem(mr_context *context, mr_severity severity, const char *code, size_t i,
                          const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *message = print(context->problems->arena, format, args);
    va_end(args);
    return mr_diagnose(context->problems, severity, code, context->graph->dag->nodes[i].id, "%s",
                       message);
}

void mr_problem_at(mr_context *context, mr_diagnostic *d, size_t i, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *tail = print(context->problems->arena, format, args);
    va_end(args);
    d->pointer = mr_arena_printf(context->problems->arena, "/nodes/%zu%s", i, tail);
}

void mr_problem_column(mr_context *context, mr_diagnostic *d, const char *column)
{
    d->column = mr_arena_strdup(context->problems->arena, column);
}

// What a bypassed node on the way would have added.
static const char *bypass_hint(mr_context *context, const mr_flow *flow, const char *wanted)
{
    for (const mr_bypassed *b = flow->bypassed; b; b = b->next)
        if (strcmp(b->column, wanted) == 0)
            return mr_arena_printf(context->problems->arena, "'%s' would add `%s`, but is bypassed",
                                   mr_node_label(&context->graph->dag->nodes[b->node]), wanted);
    return NULL;
}

static const char *nearest_column(mr_context *context, const mr_flow *flow, const char *wanted)
{
    mr_nearest nearest;

    mr_nearest_begin(&nearest, &context->suggest, wanted);
    for (size_t k = 0; k < flow->n && mr_nearest_affordable(&nearest); k++)
        mr_nearest_offer(&nearest, mr_flow_at(flow, k)->name);
    return nearest.best;
}

// Columns that measure `quantity`, but for `except`.
static size_t same_quantity(const mr_flow *flow, const char *quantity, const char *except,
                            const char *names[MOST_NAMED])
{
    size_t n = 0;

    for (size_t k = 0; quantity && k < flow->n && n < MOST_NAMED; k++) {
        const mr_field *f = mr_flow_at(flow, k);
        if (f->quantity && strcmp(f->quantity, quantity) == 0 &&
            !(except && strcmp(except, f->name) == 0))
            names[n++] = f->name;
    }
    return n;
}

const char *mr_column_hint(mr_context *context, const mr_flow *flow, const char *wanted,
                           const char *quantity)
{
    const char *names[MOST_NAMED];
    mr_arena *arena = context->problems->arena;
    const char *bypassed = bypass_hint(context, flow, wanted);

    if (bypassed)
        return bypassed;
    if (!quantity && context->units)
        quantity = mr_quantity_of(context->units, wanted, NULL);
    const char *near = nearest_column(context, flow, wanted);
    size_t n = same_quantity(flow, quantity, near, names);
    const char *title = quantity ? mr_quantity_title(quantity) : NULL;
    if (near && n == 0)
        return mr_arena_printf(arena, "did you mean `%s`?", near);
    if (n > 0) {
        const char *list = mr_words_columns(arena, names, n, MOST_NAMED);
        return near ? mr_arena_printf(arena, "did you mean `%s`? %s: %s", near,
                                      title ? title : quantity, list)
                    : mr_arena_printf(arena, "%s: %s", title ? title : quantity, list);
    }
    for (n = 0; n < flow->n && n < MOST_NAMED; n++)
        names[n] = mr_flow_at(flow, n)->name;
    if (n == 0)
        return NULL;
    if (flow->n > n)
        return NULL;
    return mr_arena_printf(arena, "there are %s", mr_words_columns(arena, names, n, MOST_NAMED));
}

static const char *maker_of(const mr_context *context, size_t i, const mr_field *field)
{
    const mr_node *nodes = context->graph->dag->nodes;

    return field->origin >= 0 && (size_t)field->origin != i
               ? mr_arena_printf(context->problems->arena, " of '%s'",
                                 mr_node_label(&nodes[field->origin]))
               : "";
}

void mr_check_case(mr_context *context, size_t i, const mr_flow *flow, const mr_field *field,
                   const char *pointer)
{
    const mr_field *like = mr_flow_find_like(flow, field->name);

    if (!like)
        return;
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.column_conflict", i,
                   "'%s' has two columns whose names differ in case only: `%s`%s and `%s`%s",
                   mr_node_label(&context->graph->dag->nodes[i]), like->name,
                   maker_of(context, i, like), field->name, maker_of(context, i, field));
    mr_problem_column(context, d, field->name);
    mr_problem_at(context, d, i, "%s", pointer);
    d->hint = "files and SQL take them for one: give one of them another name";
}
