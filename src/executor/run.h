// A run in progress: all that changes while a plan is carried out.
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "ingestion/ingestion.h"
#include "mudrock/executor.h"
#include "output/output.h"
#include "plan.h"
#include "warnings.h"

typedef struct mr_node_run { // counters of a node; any thread
    _Atomic int state;       // mr_node_state
    _Atomic int64_t wells_done, rows, time_ns, infinities;
    int64_t wells;
    int64_t timeout_ns; // INT64_MAX = none
    _Atomic bool timed_out;
} mr_node_run;

typedef struct mr_worker { // what a thread of the pool is doing
    mr_duck_session *session;
    _Atomic size_t node;   // SIZE_MAX = idle
    _Atomic int64_t since; // when it began with the node
} mr_worker;

typedef struct mr_partition {
    const char *well_id, *well_name;
    const char *object; // of its log; NULL = none
} mr_partition;

typedef struct mr_run mr_run_state;

// Tables of one partition, or of a phase over everything: by node, NULL when not made or no longer
// needed.
typedef struct mr_frame {
    mr_run_state *run;
    mr_phase phase;
    size_t partition; // SIZE_MAX outside the wells phase
    const char *well; // NULL outside the wells phase
    size_t worker;
    mr_table **tables;
    size_t *uses; // consumers left
    size_t node;  // being run
    int64_t began;
} mr_frame;

struct mr_run {
    const mr_run_options *options;
    const mr_typed_dag *typed;
    const mr_plan *plan;
    mr_arena *arena; // written while one thread runs only
    mr_node_run *nodes;
    mr_ingest **ingests; // by node; NULL unless an ingestion that runs
    mr_pool *pool;
    size_t n_workers;
    mr_worker *workers;
    size_t n_partitions;
    mr_partition *partitions;
    size_t n_outputs;
    mr_output **outputs;  // as plan->outputs
    mr_table ***gathered; // by node: a table a partition; NULL unless gathered
    mr_frame before, after;
    mr_warnings *warnings;
    _Atomic size_t failed_partition; // least that failed; SIZE_MAX = none
    _Atomic int64_t rows_in;
    _Atomic size_t wells_done;
    mr_node_stats *snapshot; // by node; of whoever reports progress
    pthread_mutex_t lock;    // guards the three below
    size_t failed_node;      // SIZE_MAX = none
    size_t failed_at;        // partition
    mr_error failure;
    struct mr_reorder *reorder; // while the wells phase runs
    atomic_bool cancelled;
    bool handling_error; // the second pass, over what stands behind error edges
};

// --- the monitor (monitor.c): progress, cancelling, timeouts, from a thread of its own ---
typedef struct mr_monitor mr_monitor;
mr_status mr_monitor_start(mr_run_state *run, mr_monitor **out, mr_error *err);
void mr_monitor_stop(mr_monitor *monitor);                     // accepts NULL
void mr_progress_now(mr_run_state *run);                       // one call of options->progress
void mr_run_snapshot(mr_run_state *run, mr_node_stats *stats); // plan->n of them
bool mr_run_cancelled(mr_run_state *run);

// --- one node in one frame (node.c) ---
// Makes frame->tables[node]. The failure names the node, the well and the rows, and is noted in the
// run.
mr_status mr_node_make(mr_frame *frame, size_t node, mr_error *err);
// The same for what goes wrong around a node that frame->node names.
mr_status mr_node_fail(mr_frame *frame, mr_status status, const mr_error *cause, mr_error *err);
// The result of a node as the frame sees it; NULL when it was skipped. Borrowed.
mr_table *mr_frame_result(const mr_frame *frame, size_t node);
// Takes the inputs of a node from the frame, merged where several feed one port: tables[0 .. n-1],
// free with mr_table_unref each.
mr_status mr_node_inputs(mr_frame *frame, size_t node, mr_table **tables, size_t n, mr_error *err);

// --- phases ---
void mr_frame_init(mr_frame *frame, mr_run_state *run, mr_phase phase);
void mr_frame_clear(mr_frame *frame);
// All nodes of the frame's phase, in order; outputs are handed to deliver.
typedef mr_status mr_deliver(void *context, size_t output, mr_table *table,
                             mr_error *err); // takes the table
mr_status mr_frame_run(mr_frame *frame, mr_deliver *deliver, void *context, mr_error *err);
mr_status mr_wells_phase(mr_run_state *run, mr_pool *pool, mr_error *err); // partition.c
mr_status
mr_barrier(mr_run_state *run,
           mr_error *err); // barrier.c: what the wells left, as whole tables in run->after
