// One fixed pool of worker threads. Jobs are independent; which thread runs a job never changes a
// result.
#pragma once

#include <stddef.h>

#include "mudrock/error.h"

typedef struct mr_pool mr_pool;

// threads = 0 takes the number of processors. Also tells malloc to keep what is freed, for the next
// partition.
mr_status mr_pool_new(size_t threads, mr_pool **out, mr_error *err);
void mr_pool_free(mr_pool *pool); // waits for running jobs; accepts NULL
size_t mr_pool_threads(const mr_pool *pool);

// Runs job(context, i, worker) for i = 0 .. n-1 on the pool and returns when all have ended.
// `worker` is 0 .. threads-1 and is never in two jobs at once. Jobs start in order of i. The first
// status that is not MR_OK stops the start of further jobs and is returned (of several the one with
// the least i), with its error. Must not be called from a job.
typedef mr_status mr_job(void *context, size_t i, size_t worker, mr_error *err);
mr_status mr_pool_each(mr_pool *pool, size_t n, mr_job *job, void *context, mr_error *err);
