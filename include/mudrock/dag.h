// The pipeline document (DagDefinition): every field of the contract as a struct, JSON both ways,
// unknown fields kept.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/diagnostic.h"
#include "mudrock/schema.h"
#include "mudrock/text.h"

struct json_t;

enum { MR_DAG_MAX_NODES = 10000, MR_DAG_MAX_NAME = 200 };

typedef enum mr_node_kind { MR_NODE_INGESTION, MR_NODE_OPERATOR, MR_NODE_OUTPUT } mr_node_kind;

typedef enum mr_source_kind {
    MR_SOURCE_WELL_LOGS,
    MR_SOURCE_SURFACE,
    MR_SOURCE_WELL_MARKERS,
    MR_SOURCE_WELL_TRAJECTORIES,
    MR_SOURCE_POSTGRES_TABLE,
    MR_SOURCE_TABLE,
} mr_source_kind;

typedef enum mr_output_kind {
    MR_OUTPUT_FRONTEND,
    MR_OUTPUT_PARQUET,
    MR_OUTPUT_CSV,
    MR_OUTPUT_LAS,
    MR_OUTPUT_POSTGRES_TABLE,
} mr_output_kind;

typedef enum mr_strategy_kind {
    MR_STRATEGY_PINNED, // also when absent
    MR_STRATEGY_LATEST,
    MR_STRATEGY_COMPATIBLE,
    MR_STRATEGY_CHANNEL,
} mr_strategy_kind;

typedef enum mr_edge_type { MR_EDGE_DATA_FLOW, MR_EDGE_ERROR, MR_EDGE_CONDITIONAL } mr_edge_type;

typedef struct mr_names { // a list of texts
    size_t n;
    const char **at;
} mr_names;

typedef struct mr_curve_filter {
    const char *curve;
    double min_value, max_value; // NaN = no bound
    bool exclude_nulls;
} mr_curve_filter;

typedef struct mr_source {
    mr_source_kind kind;
    const char
        *project_id;   // id or, for hand-written documents, name; NULL = the document's project_id
    mr_names well_ids; // empty = every well of the project
    mr_names curve_names; // empty = every curve
    const char *log_type; // a name, a kind or a pattern (* ?); default "composite"
    bool newest;          // log_rule: of several the one imported last, else the one that has most
    const char *name;     // surface_name, table_name
    bool match_quantity;  // curve_match: quantity
    double depth_min, depth_max; // of source_type.depth_range; NaN = open
    // node_type.filters
    double filter_depth_min, filter_depth_max; // NaN = open
    size_t n_curve_filters;
    mr_curve_filter *curve_filters;
    mr_names include_flags, exclude_flags;
} mr_source;

typedef struct mr_declared_schema { // an inline input_schema / output_schema; absent when schema_id
                                    // and fields are empty
    bool present;
    const char *schema_id;
    mr_schema fields; // of arrow_schema_json
    mr_names required_columns, optional_columns;
} mr_declared_schema;

typedef struct mr_node {
    const char *id, *name;
    mr_node_kind kind;
    mr_names dependencies;                      // ids, in port order
    mr_source source;                           // ingestion
    const char *operator_id, *operator_version; // operator
    mr_strategy_kind strategy;
    const char *strategy_value; // version, fallback_version or channel
    struct json_t *parameters;  // operator; an object, borrowed from the document
    mr_output_kind output;      // output
    const char *output_target;  // storage_path or table_name; NULL for frontend
    mr_declared_schema input_schema, output_schema;
    double position[2];
    bool has_position;
    bool cache_enabled; // default true
    bool bypass;
    double timeout_seconds; // NaN = none
    mr_names tags;
    const char *description;
    struct { // metadata.edge_types, by dependency id
        size_t n;
        struct mr_edge_rule {
            const char *dependency;
            mr_edge_type type;
            const char *when; // conditional
        } * at;
    } edges;
    struct json_t *json; // this node as it was read or built; borrowed
} mr_node;

typedef struct mr_dag {
    mr_arena *arena; // owns all text and arrays
    const char *id, *name, *project_id, *version, *description;
    mr_names tags;
    bool multiple_outputs; // metadata.multiple_outputs
    size_t n_nodes;
    mr_node *nodes;
    struct json_t *json;  // the whole document, unknown fields included; owned
    struct mr_map *index; // node id -> node, the first of that id; NULL when code made the document
} mr_dag;

// Decodes a document. Every problem of shape and every limit becomes a diagnostic (dag.malformed,
// dag.too_large) with line, column and JSON pointer; *out is NULL when one of them is an error. A
// missing id of document or node that has a name is an error; absent optional fields take their
// defaults.
mr_status mr_dag_decode(mr_str text, mr_dag **out, mr_diagnostics *problems);
// The same from a value, which the dag keeps a reference of and which must not change any more. No
// line and column then.
mr_status mr_dag_decode_json(struct json_t *document, mr_dag **out, mr_diagnostics *problems);
void mr_dag_free(mr_dag *dag);

// The document as JSON text: decode then encode gives an equal JSON value, unknown fields included.
void mr_dag_encode(const mr_dag *dag, int indent, mr_buf *out);
// Builds the JSON of a node from its struct fields alone (used when code, not a document, made the
// node). New reference.
struct json_t *mr_node_to_json(const mr_node *node);

const mr_node *
mr_dag_find(const mr_dag *dag,
            const char *node_id); // by the index where there is one; NULL when absent
const char *mr_node_kind_name(mr_node_kind kind);     // ingestion, operator, output
const char *mr_source_kind_name(mr_source_kind kind); // well_logs, ...
const char *mr_output_kind_name(mr_output_kind kind);
const char *mr_edge_type_name(mr_edge_type type);
