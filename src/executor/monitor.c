// The thread beside a run: reports progress, and stops what runs too long or is no longer wanted.
#include <stdlib.h>
#include <time.h>

#include "mudrock/clock.h"

#include "reorder.h"
#include "run.h"
#include "thread.h"

enum { TICK_NS = 50 * 1000 * 1000 };

struct mr_monitor {
    mr_run_state *run;
    pthread_t thread;
    pthread_mutex_t lock; // guards stopping
    pthread_cond_t wake;
    bool stopping;
};

bool mr_run_cancelled(mr_run_state *run)
{
    const atomic_int *cancel = run->options->cancel;
    return atomic_load(&run->cancelled) || (cancel && atomic_load(cancel) != 0);
}

// --- progress ---

static int64_t output_work(const mr_output *output, int64_t now)
{
    int64_t began = atomic_load(&output->began_ns), ended = atomic_load(&output->ended_ns);
    int64_t waiting = atomic_load(&output->waiting_since);
    if (!began)
        return 0;
    int64_t work = (ended ? ended : now) - began - atomic_load(&output->waited_ns);
    if (waiting && !ended)
        work -= now - waiting;
    return work > 0 ? work : 0;
}

void mr_run_snapshot(mr_run_state *run, mr_node_stats *stats)
{
    for (size_t i = 0; i < run->plan->n; i++) {
        const mr_node_run *node = &run->nodes[i];
        stats[i] = (mr_node_stats){
            .state = (mr_node_state)atomic_load(&node->state),
            .wells_done = atomic_load(&node->wells_done),
            .wells = node->wells,
            .rows = atomic_load(&node->rows),
            .time_ns = atomic_load(&node->time_ns),
            .infinities = atomic_load(&node->infinities),
        };
    }
    int64_t now = mr_clock_ns();
    for (size_t k = 0; k < run->n_outputs; k++)
        if (run->outputs[k])
            stats[run->plan->outputs[k]].time_ns += output_work(run->outputs[k], now);
}

void mr_progress_now(mr_run_state *run)
{
    if (!run->options->progress)
        return;
    mr_run_snapshot(run, run->snapshot);
    mr_progress progress = {
        .wells_done = atomic_load(&run->wells_done),
        .wells = run->n_partitions,
        .rows = atomic_load(&run->rows_in),
        .n_nodes = run->plan->n,
        .nodes = run->snapshot,
    };
    run->options->progress(run->options->context, &progress);
}

// --- stopping ---

// Everything that may be waiting or reading wakes up; called again every tick, since a statement
// may begin just after an interrupt.
static void stop_all(mr_run_state *run)
{
    atomic_store(&run->cancelled, true);
    pthread_mutex_lock(&run->lock);
    if (run->reorder)
        mr_reorder_cancel(run->reorder);
    pthread_mutex_unlock(&run->lock);
    for (size_t w = 0; w < run->n_workers; w++)
        mr_duck_interrupt(run->workers[w].session);
    for (size_t k = 0; k < run->n_outputs; k++)
        if (run->outputs[k])
            mr_output_cancel(run->outputs[k]);
}

static void check_workers(mr_run_state *run, int64_t now)
{
    for (size_t w = 0; w < run->n_workers; w++) {
        mr_worker *worker = &run->workers[w];
        size_t at = atomic_load(&worker->node);
        if (at == SIZE_MAX)
            continue;
        mr_node_run *node = &run->nodes[at];
        if (node->timeout_ns == INT64_MAX)
            continue;
        int64_t running = now - atomic_load(&worker->since);
        if (atomic_load(&node->time_ns) + running <= node->timeout_ns)
            continue;
        atomic_store(&node->timed_out, true);
        mr_duck_interrupt(worker->session);
    }
}

static void check_outputs(mr_run_state *run, int64_t now)
{
    for (size_t k = 0; k < run->n_outputs; k++) {
        mr_output *output = run->outputs[k];
        mr_node_run *node = &run->nodes[run->plan->outputs[k]];
        if (!output || node->timeout_ns == INT64_MAX || atomic_load(&output->ended_ns))
            continue;
        if (atomic_load(&node->time_ns) + output_work(output, now) <= node->timeout_ns)
            continue;
        atomic_store(&node->timed_out, true);
        mr_output_cancel(output);
    }
}

static void *watch(void *context)
{
    mr_monitor *m = context;
    pthread_mutex_lock(&m->lock);
    while (!m->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += TICK_NS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        pthread_cond_timedwait(&m->wake, &m->lock, &until);
        if (m->stopping)
            break;
        pthread_mutex_unlock(&m->lock);
        if (mr_run_cancelled(m->run))
            stop_all(m->run);
        int64_t now = mr_clock_ns();
        check_workers(m->run, now);
        check_outputs(m->run, now);
        mr_progress_now(m->run);
        pthread_mutex_lock(&m->lock);
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

mr_status mr_monitor_start(mr_run_state *run, mr_monitor **out, mr_error *err)
{
    mr_monitor *m = mr_alloc(sizeof *m);
    m->run = run;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&m->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&m->lock, NULL);
    mr_status st = mr_thread_start(&m->thread, watch, m, err);
    if (st != MR_OK) {
        pthread_cond_destroy(&m->wake);
        pthread_mutex_destroy(&m->lock);
        free(m);
        return st;
    }
    *out = m;
    return MR_OK;
}

void mr_monitor_stop(mr_monitor *m)
{
    if (!m)
        return;
    pthread_mutex_lock(&m->lock);
    m->stopping = true;
    pthread_cond_signal(&m->wake);
    pthread_mutex_unlock(&m->lock);
    pthread_join(m->thread, NULL);
    pthread_cond_destroy(&m->wake);
    pthread_mutex_destroy(&m->lock);
    free(m);
}
