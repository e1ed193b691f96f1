// From which ingestion a column comes with its values as they were read.
#include <string.h>

#include "context.h"

static bool converts(const mr_typed_node *t, const char *column)
{
    for (size_t i = 0; i < t->n_conversions; i++) {
        const mr_conversion *c = &t->conversions[i];
        if (c->input == 0 && strcmp(c->column, column) == 0 &&
            (c->scale < 1 || c->scale > 1 || c->offset < 0 || c->offset > 0))
            return true;
    }
    return false;
}

size_t mr_typed_dag_reads(const mr_typed_dag *typed, size_t node, const char *column)
{
    for (;;) {
        const mr_typed_node *t = &typed->nodes[node];
        const mr_field *field = t->input ? mr_schema_find(t->input, column) : NULL;
        if (!field || field->origin < 0)
            return SIZE_MAX;
        node = (size_t)field->origin;
        const mr_typed_node *maker = &typed->nodes[node];
        if (maker->node->kind == MR_NODE_INGESTION)
            return node;
        if (!maker->op || !maker->op->keeps_cells || converts(maker, column))
            return SIZE_MAX;
    }
}

// The ingestion that a column of that name comes from through nodes that make other rows of theirs;
// SIZE_MAX when there is none. *through is the last of those nodes.
static size_t read_through(const mr_typed_dag *typed, size_t node, const char *column,
                           size_t *through)
{
    *through = SIZE_MAX;
    for (;;) {
        const mr_typed_node *t = &typed->nodes[node];
        const mr_field *field = t->input ? mr_schema_find(t->input, column) : NULL;
        if (!field || field->origin < 0)
            return SIZE_MAX;
        node = (size_t)field->origin;
        const mr_typed_node *maker = &typed->nodes[node];
        if (maker->node->kind == MR_NODE_INGESTION)
            return node;
        if (!maker->op || !maker->op->replaces_rows)
            return SIZE_MAX;
        if (*through == SIZE_MAX && (!maker->op->keeps_cells || converts(maker, column)))
            *through = node;
    }
}

static bool is_converted(const mr_source_info *source, const char *column)
{
    if (strcmp(column, "depth") == 0)
        return source->depth_read_from != NULL;
    for (size_t i = 0; i < source->n_curves; i++)
        if (strcmp(source->curves[i].column, column) == 0)
            return source->curves[i].read_from != NULL;
    return false;
}

void mr_check_written(mr_context *context, const mr_typed_dag *typed, size_t i)
{
    const mr_typed_node *t = &typed->nodes[i];
    const char *column = t->args && t->args->op ? t->args->inputs[0] : NULL;
    size_t through;

    if (!column || !mr_operator_has_written(t->args->op))
        return;
    const size_t source = read_through(typed, i, column, &through);
    if (source == SIZE_MAX || through == SIZE_MAX ||
        !is_converted(&typed->nodes[source].source, column))
        return;
    const char *between = mr_node_label(typed->nodes[through].node);
    mr_diagnostic *d = mr_problem(
        context, MR_SEVERITY_WARNING, "operator.not_as_written", i,
        "'%s' compares with `%s` as '%s' gives it: reading converted its unit, and what a "
        "file wrote is not known behind that node",
        mr_node_label(t->node), column, between);
    mr_problem_column(context, d, column);
    mr_problem_at(context, d, i, "/dependencies");
    d->hint = mr_arena_printf(context->problems->arena, "put it before '%s'", between);
}
