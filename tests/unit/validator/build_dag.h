// Documents built node by node, for tests of the validator. Ids and names are the same text.
#pragma once

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/operator.h"
#include "mudrock/validate.h"

// Room for n nodes. Free with build_free.
static inline mr_dag *build_new(size_t n)
{
    mr_arena *arena = mr_arena_new();
    mr_dag *dag = MR_ARENA_NEW(arena, mr_dag);

    *dag = (mr_dag){.arena = arena, .id = "d", .name = "Built", .project_id = "p"};
    dag->nodes = MR_ARENA_ARRAY(arena, mr_node, n);
    return dag;
}

static inline void build_free(mr_dag *dag)
{
    for (size_t i = 0; i < dag->n_nodes; i++)
        json_decref(dag->nodes[i].parameters);
    mr_arena_free(dag->arena);
}

// Dependencies parted by blanks.
static inline mr_names build_names(mr_arena *arena, const char *text)
{
    mr_names names = {0, MR_ARENA_ARRAY(arena, const char *, strlen(text) + 1)};

    for (const char *c = text; *c;) {
        size_t n = strcspn(c, " ");
        names.at[names.n++] = mr_arena_strndup(arena, c, n);
        c += n + strspn(c + n, " ");
    }
    return names;
}

static inline mr_node *build_node(mr_dag *dag, mr_node_kind kind, const char *name,
                                  const char *dependencies)
{
    mr_node *node = &dag->nodes[dag->n_nodes++];
    char *text = mr_arena_strdup(dag->arena, name);

    *node = (mr_node){
        .id = text,
        .name = text,
        .kind = kind,
        .dependencies = build_names(dag->arena, dependencies),
        .timeout_seconds = (double)NAN,
    };
    node->source.depth_min = node->source.depth_max = (double)NAN;
    node->source.filter_depth_min = node->source.filter_depth_max = (double)NAN;
    return node;
}

// `parameters` is JSON text, NULL = none.
static inline mr_node *build_operator(mr_dag *dag, const char *name, const char *id,
                                      const char *dependencies, const char *parameters)
{
    mr_node *node = build_node(dag, MR_NODE_OPERATOR, name, dependencies);

    node->operator_id = mr_arena_strdup(dag->arena, id);
    node->operator_version =
        mr_operator_find(id, NULL) ? mr_operator_find(id, NULL)->version : "1.0.0";
    node->parameters = parameters ? json_loads(parameters, 0, NULL) : NULL;
    return node;
}

// A log ingestion of the curves, parted by blanks.
static inline mr_node *build_logs(mr_dag *dag, const char *name, const char *curves)
{
    mr_node *node = build_node(dag, MR_NODE_INGESTION, name, "");

    node->source.curve_names = build_names(dag->arena, curves);
    return node;
}

static inline mr_node *build_output(mr_dag *dag, const char *name, const char *dependencies)
{
    return build_node(dag, MR_NODE_OUTPUT, name, dependencies);
}
