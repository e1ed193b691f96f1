// One worker process as the server sees it: started, written to, read from, dead. One thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "mudrock/error.h"
#include "mudrock/text.h"
#include "mudrock/worker.h"

struct json_t;

typedef struct mr_process_options {
    const char *program; // NULL = this one
    const char *workspace;
    int64_t memory_bytes; // 0 = no limit
    size_t threads;       // 0 = one a processor
} mr_process_options;

typedef struct mr_worker_process {
    pid_t pid;   // 0 = none
    int in, out; // its standard input, written to without waiting; its standard output
    mr_worker_page *page;
    mr_buf unsent, unread;
    bool hung_up; // its output has ended
} mr_worker_process;

mr_status mr_worker_process_start(const mr_process_options *options, mr_worker_process *out,
                                  mr_error *err);
// A line, as far as the pipe takes it now; the rest with later calls of flush. True: all is sent.
void mr_worker_process_send(mr_worker_process *process, const struct json_t *line);
bool mr_worker_process_flush(mr_worker_process *process);
// Reads what there is, without waiting.
void mr_worker_process_read(mr_worker_process *process);
// The next whole frame of what was read: its header, a new reference, and its payload, good until
// the frame is dropped. False when there is none yet.
bool mr_worker_process_frame(mr_worker_process *process, struct json_t **header, mr_str *payload);
void mr_worker_process_drop(mr_worker_process *process, mr_str payload);
// Memory that is its own, in bytes; 0 when it cannot be known.
int64_t mr_worker_process_memory(const mr_worker_process *process);
// Kills it if it lives, waits for its end, frees all. `how`: what ended it and where it was, "was
// killed by SIGSEGV at node "Vsh" of well W-1"; may be NULL. `reason` is told in place of the
// signal when the server had one. True when it had left of itself, in order.
bool mr_worker_process_end(mr_worker_process *process, const char *reason, char *how, size_t size);
