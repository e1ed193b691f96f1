// Runs a typed document: partitions (one well of one source) through chains of nodes on the pool,
// barriers where an operator needs all wells, outputs whole or not at all.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/catalog.h"
#include "mudrock/duck.h"
#include "mudrock/error.h"
#include "mudrock/objects.h"
#include "mudrock/pool.h"
#include "mudrock/units.h"
#include "mudrock/validate.h"

typedef enum mr_node_state {
    MR_NODE_PENDING,
    MR_NODE_RUNNING,
    MR_NODE_COMPLETED,
    MR_NODE_FAILED,
    MR_NODE_CANCELLED,
    MR_NODE_SKIPPED,
    MR_NODE_CACHED,
} mr_node_state;
const char *mr_node_state_name(mr_node_state state);

typedef struct mr_node_stats { // read while running from any thread through mr_run_progress
    mr_node_state state;
    int64_t wells_done, wells, rows, time_ns;
    int64_t infinities; // turned null
} mr_node_stats;

typedef struct mr_progress {
    size_t wells_done, wells;
    int64_t rows;
    size_t n_nodes;
    const mr_node_stats *nodes; // by index in the document
} mr_progress;

typedef struct mr_run_options {
    const mr_units *units;
    mr_catalog *catalog; // sources of projects; NULL when data_folder is given
    mr_objects *objects;
    mr_duck *duck;
    mr_sql *sql;             // for operators that speak SQL; NULL: they fail
    size_t threads;          // 0 = processors
    const char *data_folder; // --data: <folder>/**/<well_id>/logs_<type>.parquet or
                             // <well_id>.parquet instead of the project's wells
    const char
        *out_folder; // --out: relative output paths stand below it; default the working folder
    const char *result_prefix; // key prefix for frontend results and kept node results:
                               // project-<id>/executions/<id>
    const char *
        to_node; // run to this node id and keep its result as a frontend output; NULL = all outputs
    // Set: every output, whatever its kind, is kept here as the object <result_prefix>.parquet and
    // nothing is written elsewhere. For a run to one node.
    mr_objects *results;
    const mr_names *wells; // restrict sources to these wells; NULL = all
    atomic_int *cancel;    // not 0: stop within a second; NULL = never
    // Called from one thread at a time, at most every 50 ms and at the end. May be NULL.
    void (*progress)(void *context, const mr_progress *progress);
    // A thread of the run (0 .. threads - 1) begins with a node of the document, for a well or
    // NULL, or has done with it (node SIZE_MAX). Called from that thread. May be NULL.
    void (*at)(void *context, size_t thread, size_t node, const char *well);
    void *context;
} mr_run_options;

enum { MR_HEAD_ROWS = 5 };

typedef struct mr_output_result {
    const char *node_id;
    const char *path; // file or folder written; for frontend the object key
    mr_output_kind kind;
    int64_t rows, bytes;
    char digest[65]; // of the file; of LAS folders over the files in order
    mr_table *head;  // its first MR_HEAD_ROWS rows, or all; NULL when it has none. The result's
} mr_output_result;

typedef struct mr_run_result { // free with mr_run_result_free; complete also after a failure
                               // (stats, warnings)
    mr_arena *arena;
    size_t n_nodes;
    mr_node_stats *nodes;
    const char **node_errors; // per node; NULL = none
    size_t n_outputs;
    mr_output_result *outputs;
    size_t n_warnings; // unit assumed, curve missing or substituted, ...: one line each, capped,
                       // with a count of the rest
    const char **warnings;
    size_t n_conversions; // of units, on reading and at edges: a line a column and pair of units
    const char **conversions;
    int64_t rows_in, rows_out, wall_ns, cpu_ns, peak_bytes;
} mr_run_result;

// MR_OK, or the first failure: err->where is the node's name, message names well, row range and
// cause. After a failure or a cancel no output of this run is visible, but for those behind an
// error edge of the node that failed: they are written then, and only then.
mr_status mr_run(const mr_typed_dag *typed, const mr_run_options *options, mr_run_result **out,
                 mr_error *err);
void mr_run_result_free(mr_run_result *result);

// Whether the node's rows of one well need no other well: it may then be run for some wells alone.
mr_status mr_node_is_by_well(const mr_typed_dag *typed, const char *node_id, bool *out,
                             mr_error *err);

// Sources for the validator from the catalogue, or from a folder of Parquet files.
mr_status mr_executor_sources(const mr_run_options *options, mr_arena *arena, mr_sources *out,
                              mr_error *err);

// The log of each well that a well_logs source takes: the one of its log_type (a name, the kind
// that the file says, or a pattern with * and ?), by its rule where there are several. The default
// kind, "composite", is any log of a well that has none of that kind. Logs without a depth are not
// taken. wells NULL or empty: every well that has such a log.
typedef struct mr_log_choice {
    const char *well_id, *well_name;
    bool known;
    const mr_log_info *log; // NULL: the well has none
    size_t n_passed;        // others that the rule left
    const mr_log_info **passed;
    const mr_log_info *without_depth; // one that would have been asked for, had it a depth
    const mr_well_logs *all;
} mr_log_choice;
mr_status mr_logs_choose(mr_catalog *catalog, const mr_units *units, const char *project_id,
                         const mr_source *source, const mr_names *wells, mr_arena *arena, size_t *n,
                         mr_log_choice **out, mr_error *err);
// "run_1 of W-1 is taken, not run_2, core"
const char *mr_log_choice_text(const mr_log_choice *choice, mr_arena *arena);

// The plan as it will run: stages, chains, what is read, conversions at edges. New reference /
// text.
struct json_t *mr_plan_to_json(const mr_typed_dag *typed);
void mr_plan_to_text(const mr_typed_dag *typed, mr_buf *out);
void mr_plan_to_dot(const mr_typed_dag *typed, mr_buf *out);
