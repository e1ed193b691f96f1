// The worker processes of a server: a few kept warm, given one job at a time, held to limits of
// memory and time, killed to cancel when they do not stop by themselves. What a job does to its
// worker ends that job alone.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

struct json_t;
typedef struct mr_workers mr_workers;

typedef struct mr_workers_options {
    const char *program; // NULL = this one
    const char *workspace;
    size_t runs, reads;      // most of each at the same time; 0 = 2
    int64_t memory_bytes;    // of each worker; 0 = no limit
    int64_t run_timeout_ms;  // 0 = none
    int64_t read_timeout_ms; // 0 = none
    size_t threads;          // of each worker; 0 = one a processor
} mr_workers_options;

typedef enum mr_work_kind { MR_WORK_RUN, MR_WORK_READ } mr_work_kind;

typedef struct mr_work_end {
    mr_status status; // MR_OK, what the worker answered, or MR_EFAIL when it died
    mr_error error;
    bool died;                   // the worker did, or it was killed: nothing was recorded
    const struct json_t *header; // of the answer; NULL when there is none
    mr_str body;
} mr_work_end;

typedef struct mr_work {
    mr_work_kind kind;
    struct json_t *request; // mudrock/worker.h, without the id; taken over, also on failure
    const char *affinity;   // jobs of one text go to one worker where that costs no waiting; may be
                            // NULL
    // Both from the supervisor's thread, one call at a time; they must not wait. `ended` comes once
    // for every job that was taken. May be NULL: event.
    void (*event)(void *context, const struct json_t *event);
    void (*ended)(void *context, const mr_work_end *end);
    void *context;
} mr_work;

// Starts the supervisor's thread and the first workers.
mr_status mr_workers_start(const mr_workers_options *options, mr_workers **out, mr_error *err);
// Cancels what runs, waits a moment for it, ends all. Every job has then ended, and none is taken
// any more. Accepts NULL.
void mr_workers_stop(mr_workers *workers);
// Stopped, and nobody calls any of these any more. Accepts NULL.
void mr_workers_free(mr_workers *workers);

// Any thread. *id names the job. MR_ECLOSED when the supervisor stops.
mr_status mr_workers_submit(mr_workers *workers, const mr_work *job, int64_t *id, mr_error *err);
// The job ends with MR_ECANCEL within about a second; one that has ended is left alone. Any thread.
void mr_workers_cancel(mr_workers *workers, int64_t id);

typedef struct mr_workers_stats { // for /metrics
    size_t running, reading, waiting, processes;
    int64_t started, died;
} mr_workers_stats;
void mr_workers_count(mr_workers *workers, mr_workers_stats *out);
