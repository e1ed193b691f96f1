// The pool: threads that take the next index of the oldest batch of jobs. An index is given out
// under the mutex; a job runs outside it.
#include "mudrock/pool.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "mudrock/arena.h"

typedef struct batch { // lives on the stack of the one who waits for it
    struct batch *next;
    mr_job *job;
    void *context;
    size_t n, started, running;
    mr_status status; // of the failed job with the least index
    size_t failed;
    mr_error *err; // the waiting caller's; may be NULL
    pthread_cond_t done;
} batch;

typedef struct worker {
    mr_pool *pool;
    size_t index;
    pthread_t thread;
} worker;

struct mr_pool {
    pthread_mutex_t lock; // guards the list, all batches in it, `ending`
    pthread_cond_t work;
    batch *first; // those with jobs not yet started, oldest first
    bool ending;
    size_t threads;
    worker *workers;
};

static void drop_first(mr_pool *pool, batch *b)
{
    batch **link = &pool->first;
    while (*link && *link != b)
        link = &(*link)->next;
    if (*link)
        *link = b->next;
}

// Jobs start in order, so all jobs before a failed one have started: the least failed index does
// not depend on the threads.
static void note_failure(mr_pool *pool, batch *b, size_t i, mr_status status, const mr_error *err)
{
    if (b->status == MR_OK || i < b->failed) {
        b->status = status;
        b->failed = i;
        if (b->err)
            *b->err = *err;
    }
    b->n = b->started; // no more
    drop_first(pool, b);
}

// Called and left with the lock held.
static void run_one(mr_pool *pool, size_t worker_index)
{
    batch *b = pool->first;
    const size_t i = b->started++;
    b->running++;
    if (b->started == b->n)
        drop_first(pool, b);
    pthread_mutex_unlock(&pool->lock);

    mr_error err = {.status = MR_OK};
    const mr_status status = b->job(b->context, i, worker_index, &err);

    pthread_mutex_lock(&pool->lock);
    b->running--;
    if (status != MR_OK) {
        err.status = status;
        note_failure(pool, b, i, status, &err);
    }
    if (b->running == 0 && b->started == b->n)
        pthread_cond_signal(&b->done);
}

static void *work(void *worker_)
{
    worker *me = worker_;
    mr_pool *pool = me->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->first && !pool->ending)
            pthread_cond_wait(&pool->work, &pool->lock);
        if (!pool->first)
            break;
        run_one(pool, me->index);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

// Signals are for the main thread: the workers inherit a mask that blocks all.
static int start_workers(mr_pool *pool, size_t threads)
{
    sigset_t all, before;
    int failed = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (pool->threads < threads && !failed) {
        worker *w = &pool->workers[pool->threads];
        *w = (worker){.pool = pool, .index = pool->threads};
        failed = pthread_create(&w->thread, NULL, work, w);
        pool->threads += !failed;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

// Columns of tens of kilobytes come and go by the thousand. Left alone, malloc gives their pages
// back to the kernel and faults them in again for the next partition, which costs many times what
// the work on them does: worst under a hypervisor.
static void keep_freed_memory(void)
{
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most it takes
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

mr_status mr_pool_new(size_t threads, mr_pool **out, mr_error *err)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (threads == 0)
        threads = processors > 0 ? (size_t)processors : 1;
    keep_freed_memory();
    mr_pool *pool = mr_alloc(sizeof *pool);
    pool->workers = mr_alloc(threads * sizeof *pool->workers);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    const int failed = start_workers(pool, threads);
    if (failed) {
        const size_t started = pool->threads;
        mr_pool_free(pool);
        return mr_fail(err, MR_EFAIL, NULL, "cannot start thread %zu of %zu: %s", started + 1,
                       threads, strerror(failed));
    }
    *out = pool;
    return MR_OK;
}

void mr_pool_free(mr_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->threads; i++)
        pthread_join(pool->workers[i].thread, NULL);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool->workers);
    free(pool);
}

size_t mr_pool_threads(const mr_pool *pool)
{
    return pool->threads;
}

static bool is_worker(const mr_pool *pool)
{
    for (size_t i = 0; i < pool->threads; i++)
        if (pthread_equal(pool->workers[i].thread, pthread_self()))
            return true;
    return false;
}

mr_status mr_pool_each(mr_pool *pool, size_t n, mr_job *job, void *context, mr_error *err)
{
    assert(!is_worker(pool)); // it would wait for itself
    if (n == 0)
        return MR_OK;
    batch b = {
        .job = job, .context = context, .n = n, .err = err, .done = PTHREAD_COND_INITIALIZER};
    pthread_mutex_lock(&pool->lock);
    batch **end = &pool->first;
    while (*end)
        end = &(*end)->next;
    *end = &b;
    pthread_cond_broadcast(&pool->work);
    while (b.running > 0 || b.started < b.n)
        pthread_cond_wait(&b.done, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
    pthread_cond_destroy(&b.done);
    return b.status;
}
