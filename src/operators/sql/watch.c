// A thread beside a query: it asks whether the query is still wanted, and interrupts it when not.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sql.h"

enum { TICK_NS = 20 * 1000 * 1000 };

struct mr_sql_watch {
    mr_duck_session *session;
    bool (*cancelled)(void *context);
    void *context;
    pthread_t thread;
    pthread_mutex_t lock; // guards stopping
    pthread_cond_t wake;
    bool stopping;
};

static void wait_a_tick(mr_sql_watch *w)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += TICK_NS;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&w->wake, &w->lock, &until);
}

static void *watch(void *context)
{
    mr_sql_watch *w = context;

    pthread_mutex_lock(&w->lock);
    while (!w->stopping) {
        wait_a_tick(w);
        if (w->stopping)
            break;
        // Again at every tick: a statement may begin just after an interrupt.
        pthread_mutex_unlock(&w->lock);
        if (w->cancelled(w->context))
            mr_duck_interrupt(w->session);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

// Signals are for the main thread.
static int start_blocked(mr_sql_watch *w)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&w->thread, NULL, watch, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

static void release(mr_sql_watch *w)
{
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

mr_status mr_sql_watch_start(mr_duck_session *session, const mr_sql_job *job, mr_sql_watch **out,
                             mr_error *err)
{
    pthread_condattr_t monotonic;

    *out = NULL;
    if (!job->cancelled)
        return MR_OK;
    mr_sql_watch *w = mr_alloc(sizeof *w);
    w->session = session;
    w->cancelled = job->cancelled;
    w->context = job->context;
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int failed = start_blocked(w);
    if (failed) {
        release(w);
        return mr_fail(err, MR_EFAIL, NULL, "cannot start a thread: %s", strerror(failed));
    }
    *out = w;
    return MR_OK;
}

void mr_sql_watch_stop(mr_sql_watch *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    release(w);
}
