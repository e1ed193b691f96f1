// From which ingestion a column comes with its values as they were read.
#include <string.h>

#include "mudrock/validate.h"

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
