// The document as a value: its names, look-up, freeing, and JSON out.
#include "mudrock/dag.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "dag_names.h"
#include "mudrock/json.h"
#include "mudrock/map.h"

const char *const mr_node_kind_names[] = {
    [MR_NODE_INGESTION] = "ingestion",
    [MR_NODE_OPERATOR] = "operator",
    [MR_NODE_OUTPUT] = "output",
    NULL,
};
const char *const mr_source_kind_names[] = {
    [MR_SOURCE_WELL_LOGS] = "well_logs",
    [MR_SOURCE_SURFACE] = "surface",
    [MR_SOURCE_WELL_MARKERS] = "well_markers",
    [MR_SOURCE_WELL_TRAJECTORIES] = "well_trajectories",
    [MR_SOURCE_POSTGRES_TABLE] = "postgres_table",
    [MR_SOURCE_TABLE] = "table",
    NULL,
};
const char *const mr_output_kind_names[] = {
    [MR_OUTPUT_FRONTEND] = "frontend",
    [MR_OUTPUT_PARQUET] = "parquet",
    [MR_OUTPUT_CSV] = "csv",
    [MR_OUTPUT_LAS] = "las",
    [MR_OUTPUT_POSTGRES_TABLE] = "postgres_table",
    NULL,
};
const char *const mr_strategy_names[] = {
    [MR_STRATEGY_PINNED] = "pinned",
    [MR_STRATEGY_LATEST] = "latest",
    [MR_STRATEGY_COMPATIBLE] = "compatible",
    [MR_STRATEGY_CHANNEL] = "channel",
    NULL,
};
const char *const mr_edge_type_names[] = {
    [MR_EDGE_DATA_FLOW] = "data_flow",
    [MR_EDGE_ERROR] = "error",
    [MR_EDGE_CONDITIONAL] = "conditional",
    NULL,
};

const char *mr_strategy_value_key(mr_strategy_kind strategy)
{
    static const char *const keys[] = {
        [MR_STRATEGY_PINNED] = "version",
        [MR_STRATEGY_LATEST] = NULL,
        [MR_STRATEGY_COMPATIBLE] = "fallback_version",
        [MR_STRATEGY_CHANNEL] = "channel",
    };
    return keys[strategy];
}

const char *mr_source_name_key(mr_source_kind kind)
{
    static const char *const keys[] = {
        [MR_SOURCE_WELL_LOGS] = NULL,
        [MR_SOURCE_SURFACE] = "surface_name",
        [MR_SOURCE_WELL_MARKERS] = NULL,
        [MR_SOURCE_WELL_TRAJECTORIES] = NULL,
        [MR_SOURCE_POSTGRES_TABLE] = "table_name",
        [MR_SOURCE_TABLE] = "table_name",
    };
    return keys[kind];
}

const char *mr_output_target_key(mr_output_kind kind)
{
    static const char *const keys[] = {
        [MR_OUTPUT_FRONTEND] = NULL,
        [MR_OUTPUT_PARQUET] = "storage_path",
        [MR_OUTPUT_CSV] = "storage_path",
        [MR_OUTPUT_LAS] = "storage_path",
        [MR_OUTPUT_POSTGRES_TABLE] = "table_name",
    };
    return keys[kind];
}

const char *mr_node_kind_name(mr_node_kind kind)
{
    return mr_node_kind_names[kind];
}

const char *mr_source_kind_name(mr_source_kind kind)
{
    return mr_source_kind_names[kind];
}

const char *mr_output_kind_name(mr_output_kind kind)
{
    return mr_output_kind_names[kind];
}

const char *mr_edge_type_name(mr_edge_type type)
{
    return mr_edge_type_names[type];
}

const mr_node *mr_dag_find(const mr_dag *dag, const char *node_id)
{
    if (dag->index)
        return mr_map_get(dag->index, node_id);
    for (size_t i = 0; i < dag->n_nodes; i++)
        if (strcmp(dag->nodes[i].id, node_id) == 0)
            return &dag->nodes[i];
    return NULL;
}

void mr_dag_free(mr_dag *dag)
{
    if (!dag)
        return;
    json_decref(dag->json);
    mr_map_free(dag->index);
    mr_arena_free(dag->arena); // the dag lies in it
}
