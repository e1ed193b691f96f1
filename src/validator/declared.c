// The schemas a document declares, against what was inferred.
#include <string.h>

#include "context.h"

typedef struct declaration {
    size_t node;
    const mr_declared_schema *declared;
    const char *member; // input_schema, output_schema
    const mr_flow *flow;
} declaration;

static void contradict(mr_context *context, const declaration *c, const char *column,
                       const char *what)
{
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.contradicts_declared", c->node,
                   "'%s' declares `%s` in its %s%s",
                   mr_node_label(&context->graph->dag->nodes[c->node]), column, c->member, what);

    mr_problem_column(context, d, column);
    mr_problem_at(context, d, c->node, "/node_type/%s", c->member);
}

static void require(mr_context *context, const declaration *c, const char *column)
{
    size_t before = context->problems->n;

    if (c->flow->open || mr_flow_find(c->flow, column))
        return;
    contradict(context, c, column, ", but it is not there");
    context->problems->at[before].hint = mr_column_hint(context, c->flow, column, NULL);
}

static void compare(mr_context *context, const declaration *c, const mr_field *declared)
{
    mr_arena *arena = context->problems->arena;
    const mr_field *field = mr_flow_find(c->flow, declared->name);

    if (!field)
        return;
    if (!mr_type_widens(field->type, declared->type)) {
        contradict(context, c, declared->name,
                   mr_arena_printf(arena, " as %s, but it is %s", mr_type_name(declared->type),
                                   mr_type_name(field->type)));
        return;
    }
    const mr_measure *measure = mr_context_measure(context, field->unit, declared->unit);
    if (measure->comparable && !measure->convertible)
        contradict(context, c, declared->name,
                   mr_arena_printf(arena, " in %s, but it is in %s", declared->unit, field->unit));
}

// Required columns must be there; where the document does not say which are, all declared fields
// must.
void mr_check_declared(mr_context *context, size_t i, const mr_declared_schema *declared,
                       const char *member, const mr_flow *flow)
{
    declaration c = {i, declared, member, flow};
    bool says = declared->required_columns.n > 0 || declared->optional_columns.n > 0;

    if (!declared->present || !flow->known)
        return;
    for (size_t k = 0; k < declared->required_columns.n; k++)
        require(context, &c, declared->required_columns.at[k]);
    for (size_t k = 0; k < declared->fields.n; k++) {
        if (!says)
            require(context, &c, declared->fields.fields[k].name);
        compare(context, &c, &declared->fields.fields[k]);
    }
}
