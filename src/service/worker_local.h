// What the files of the worker share.
#pragma once

#include <pthread.h>

#include "mudrock/worker.h"

struct json_t;

typedef struct mr_task { // one at a time
    struct mr_worker *worker;
    int64_t id;
    const struct json_t *request;
    atomic_int *cancel;
    // of a run
    const mr_typed_dag *typed;
    int64_t began_ns, told_ns;
    mr_node_stats *told; // by node, as last told
} mr_task;

typedef struct mr_answer {
    const char *content_type;
    int64_t total; // < 0 = not said
    mr_buf body;
    char *file; // handed over to whoever reads the answer
    mr_diagnostics problems;
} mr_answer;

typedef struct mr_worker {
    mr_service *service;
    const mr_worker_options *options;
    mr_curves *curves;
    pthread_mutex_t writing; // guards options->out
} mr_worker;

// One line and its payload; the process ends when nobody reads. Takes the header.
void mr_worker_write(mr_worker *worker, struct json_t *header, mr_str payload);

mr_status mr_task_run(mr_task *task, mr_answer *answer, mr_error *err); // worker_tasks.c

// worker_at.c: where every thread is; deadly signals leave a note.
void mr_worker_note_crashes(mr_worker_page *page);
void mr_worker_at(mr_worker_page *page, size_t thread, const char *node, const char *well);
