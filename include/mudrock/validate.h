// Validation: five passes, each usable alone, pure; and the typed document they leave behind, which
// the executor runs.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"
#include "mudrock/diagnostic.h"
#include "mudrock/door.h"
#include "mudrock/operator.h"
#include "mudrock/schema.h"
#include "mudrock/units.h"

// What a source offers, from whoever knows (the catalogue; a folder of Parquet files; a test).
typedef struct mr_source_curve {          // one column name over all wells of the selection
    const char *column, *unit, *quantity; // unit: NULL when the files say none; "" never
    mr_type type;
    size_t wells;         // wells that have it
    bool units_differ;    // among the wells
    bool unit_unknown;    // at least one well says none; of a table, none or one nobody understands
    const char *matrices; // of neutron porosity on more than one matrix, or on one that the
                          // column's name hides: "limestone (NPHI_LS of W-1) and ..."; else NULL
    const char *const *read_from; // units that are converted to `unit` on reading, NULL-ended, a
                                  // few; NULL = none
    const char *const *lacking;   // a few well ids that do not have it, NULL-ended; may be NULL
} mr_source_curve;

// Something to be told of a source as a whole, a few wells named.
typedef struct mr_source_remark {
    mr_severity severity;
    const char *code, *message; // without the node's name
    const char *column, *hint;  // may be NULL
    const char *member;         // of the node: source_type/log_type
} mr_source_remark;

typedef struct mr_source_info {
    bool project_known;
    const char *depth_unit;     // the project's
    size_t n_wells;             // wells selected that exist
    size_t n_unknown;           // well_ids that do not
    const char *const *unknown; // their ids
    const char *const *near;    // the nearest existing id for each, or NULL
    size_t n_curves;
    const mr_source_curve *curves; // every column of the wells, `depth` not among them; units
                                   // already the project's where known
    double depth_min, depth_max;   // over the wells, in the project's depth unit; NaN when unknown
    const char *const *depth_read_from; // as read_from of a curve
    size_t n_remarks;
    const mr_source_remark *remarks;
    const char *unreadable; // why it cannot be read, or NULL
} mr_source_info;

typedef struct mr_sources {
    void *context;
    // Fills *out (arena-owned). A failure is a failure of the store, not of the document.
    mr_status (*describe)(void *context, const char *project_id, const mr_source *source,
                          mr_arena *arena, mr_source_info *out, mr_error *err);
} mr_sources;

typedef struct mr_validate_options {
    const mr_units *units;
    const mr_sources *sources; // NULL: sources are taken at their word (declared or named curves),
                               // no source.* codes
    bool draft;                // dag.empty is a warning
    bool tell_units;           // without sources: columns that say no unit where an operator wants
                               // one are told (source.unit_assumed)
    mr_sql *sql;               // types the operators that speak SQL; NULL: they cannot be typed
} mr_validate_options;

typedef struct mr_typed_node {
    const mr_node *node;
    const mr_operator *op; // operator nodes; NULL when unknown
    mr_args *args;         // operator nodes; NULL when the parameters are wrong
    mr_schema *schema; // what flows out; NULL when it could not be inferred. Fields may be shared
                       // between nodes: read only
    mr_schema
        *input; // merged input schema (main input); NULL for ingestion and when it is not known
    size_t n_dependencies;
    size_t *dependencies; // indices into nodes; the ones known
    int *ports;           // per dependency: 0 = main input (several: merged), k = k-th further port
    size_t n_conversions;
    mr_conversion *conversions;
    size_t rows; // nodes of equal `rows` have the same rows in the same order: they merge without a
                 // join
    bool joins;  // the main input is a full outer join of its dependencies on (well_id, depth)
    bool reaches_output;   // false: not run
    mr_source_info source; // ingestion
} mr_typed_node;

typedef struct mr_typed_dag {
    mr_arena *arena;
    const mr_dag *dag;
    mr_typed_node *nodes; // as dag->nodes
    size_t *order;        // topological, ties by document order; complete only without cycles
    size_t n_order;
    mr_diagnostics problems;
} mr_typed_dag;

// The ingestion whose column reaches the main input of `node` under that name with its values as
// they were read; SIZE_MAX where something made or changed it, or there is none.
size_t mr_typed_dag_reads(const mr_typed_dag *typed, size_t node, const char *column);

// What an error edge carries: one row for each error of its source (node_id, node_name, well_id,
// message). `out` has room for four more fields.
void mr_error_edge_schema(mr_schema *out);

// All five passes. The result is complete (every node typed) when problems.errors is 0. MR_OK also
// with problems; a failure is the store's. `dag` must outlive the result.
mr_status mr_validate(const mr_dag *dag, const mr_validate_options *options, mr_typed_dag **out,
                      mr_error *err);
void mr_typed_dag_free(mr_typed_dag *typed);
// {node id: {"schema", "input_schema"}}, each as mr_schema_to_json, or null when not known. New
// reference.
struct json_t *mr_typed_dag_schemas_to_json(const mr_typed_dag *typed);

// The passes. Each appends to problems and may be used alone.
void mr_validate_structure(const mr_dag *dag, bool draft, mr_diagnostics *problems);
void mr_validate_acyclic(const mr_dag *dag, mr_diagnostics *problems);
void mr_validate_orphans(const mr_dag *dag, mr_diagnostics *problems);
void mr_validate_connectivity(const mr_dag *dag, mr_diagnostics *problems);
// types: through mr_validate, since it leaves the typed nodes behind.

// One would-be edge of a typed document: would `target` accept `source` as its next dependency (or
// does it, where the edge is there already)? suggested_parameters: {"gr_column": "gr", ...} for
// column parameters of the target that the document leaves at their default; the answer holds with
// them filled in. New reference: {"compatible", "diagnostics", "suggested_parameters",
// "conversions": [{"column", "from", "to", "type"}]}. Nodes that do not exist: MR_ENOTFOUND. Reads
// `typed` only.
mr_status mr_validate_edge(const mr_typed_dag *typed, const char *source_id, const char *target_id,
                           const mr_units *units, struct json_t **out, mr_error *err);
// The same from an untyped document.
mr_status mr_validate_connection(const mr_dag *dag, const char *source_id, const char *target_id,
                                 const mr_validate_options *options, struct json_t **out,
                                 mr_error *err);
