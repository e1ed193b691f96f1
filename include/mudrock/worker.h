// The worker process: what a server starts to run what users made. Requests come as lines of JSON
// on one descriptor, one at a time; events and answers go out on another, each a line of JSON whose
// `bytes` says how much payload follows it.
//
//   {"id": 7, "task": "execute", "execution_id"}
//   {"id": 8, "task": "data", "execution_id" or "document", "node_id", "wells", "columns", "sort",
//    "offset", "limit", "format"}
//   {"id": 9, "task": "plot", the same source, "well", "curves", "depth": [top, base], "pixels"}
//   {"id": 10, "task": "sample"}      the sample project of the demonstration
//   {"cancel": 9}                     at any time; of a task that has ended it does nothing
//
//   {"id": 7, "event": "started", "execution_id", "bytes": 0}
//   {"id": 7, "event": "progress", "wells_done", "wells", "rows", "rows_per_s", "left_s", "nodes":
//    [{node_id, state, wells_done, wells, rows, time_ms, error}], "bytes": 0}
//   {"id": 7, "answer": true, "content_type", "total", "file", "error": null or {"status", "where",
//    "message"}, "diagnostics": [..], "bytes": N}
//
// `nodes` has those that changed. An execution's answer is the execution as mr_show_execution gives
// it, also when the run failed.
#pragma once

#include <stdatomic.h>
#include <stddef.h>

#include "mudrock/service.h"

// What a worker is at, in memory shared with whoever started it: read after it died.
enum { MR_WORKER_THREADS = 64, MR_WORKER_NAME = 128 };
typedef struct mr_worker_thread {
    _Atomic int busy;
    char node[MR_WORKER_NAME], well[MR_WORKER_NAME]; // well "" = all or none
} mr_worker_thread;
typedef struct mr_worker_page {
    _Atomic int crashed; // 1 + thread that received a deadly signal; 0 = none did
    mr_worker_thread threads[MR_WORKER_THREADS];
} mr_worker_page;

typedef struct mr_worker_options {
    int in, out;
    mr_worker_page *page; // NULL = none
    size_t curves_bytes;  // kept decoded for plots
    size_t run_threads;   // 0 = the service's
} mr_worker_options;

// The signals that mr_worker_serve waits for, blocked: to be called before the process has any
// other thread, so that none of them is ended by one.
void mr_worker_block_signals(void);

// Serves until `in` ends; should it end while a task is at work, the process exits at once, and
// with SIGTERM or SIGINT after the task at work was cancelled.
mr_status mr_worker_serve(mr_service *service, const mr_worker_options *options, mr_error *err);
