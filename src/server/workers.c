// The supervisor: one thread that waits for workers, jobs and time.
#include "workers.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "mudrock/arena.h"
#include "mudrock/clock.h"
#include "mudrock/log.h"

#include "worker_process.h"

enum {
    TICK_MS = 100,
    IDLE_MS = 1000,
    GRACE_NS = 1000 * 1000 * 1000,
    STEAL_NS = 250 * 1000 * 1000,    // so long a read waits for the worker that knows its result
    RESTART_NS = 1000 * 1000 * 1000, // between two starts of a worker that nobody asked for
    MOST_BACKOFF = 6,                // doublings of it
    STOP_NS = 2000 * 1000 * 1000,
    MOST = 64,
    JOBS_AT_ONCE = 10000,
};

typedef struct job {
    mr_work given;
    int64_t id;
    uint64_t affinity;
    int64_t queued_ns;
    struct job *next;
} job;

typedef struct slot {
    mr_worker_process process;
    mr_work_kind kind;
    job *job;                              // at work; NULL = idle
    int64_t began_ns, started_ns, kill_ns; // kill_ns: when it is killed unless it answers; 0 = not
    const char *reason;                    // why the server kills it
    char said[96];                         // the text of a reason made here
    bool cancelled;
    unsigned short_lives; // one after another: it is not started again at once
} slot;

struct mr_workers {
    mr_workers_options options;
    char *workspace, *program;
    pthread_t thread;
    int epoll, wake;
    size_t n;
    slot slots[MOST];
    pthread_mutex_t lock; // guards all below
    job *first, *last;    // waiting
    size_t waiting;
    int64_t next_id;
    bool stopping;
    struct cancel { // asked for and not yet looked at
        int64_t id;
        struct cancel *next;
    } * cancels;
    mr_workers_stats stats;
};

static void wake(mr_workers *w)
{
    const uint64_t one = 1;
    ssize_t n = write(w->wake, &one, sizeof one);
    (void)n; // full means awake
}

// --- the end of a job ---

static void end_job(job *j, const mr_work_end *end)
{
    j->given.ended(j->given.context, end);
    json_decref(j->given.request);
    free(j);
}

static void end_unbegun(job *j, const char *why)
{
    mr_work_end end = {.status = MR_ECANCEL, .died = true};
    mr_fail(&end.error, MR_ECANCEL, NULL, "%s", why);
    end_job(j, &end);
}

static void take_answer(slot *s, const json_t *header, mr_str body)
{
    const json_t *error = json_object_get(header, "error");
    mr_work_end end = {.header = header, .body = body};
    job *j = s->job;
    s->job = NULL;
    s->kill_ns = 0;
    s->cancelled = false;
    if (json_is_object(error)) {
        const char *where = json_string_value(json_object_get(error, "where"));
        const char *message = json_string_value(json_object_get(error, "message"));
        end.status = (mr_status)json_integer_value(json_object_get(error, "status"));
        mr_fail(&end.error, end.status, where, "%s", message ? message : "");
    }
    end_job(j, &end);
}

// A worker that was told to go by a signal leaves what it had not begun.
static void put_back(mr_workers *w, job *j)
{
    pthread_mutex_lock(&w->lock);
    j->next = w->first;
    w->first = j;
    w->last = w->last ? w->last : j;
    w->waiting++;
    pthread_mutex_unlock(&w->lock);
}

// Dead, or to be killed: the job it was at has failed, and nothing else.
static void bury(mr_workers *w, slot *s)
{
    char how[512];
    job *j = s->job;
    const bool cancelled = s->cancelled;
    if (!s->process.pid)
        return;
    epoll_ctl(w->epoll, EPOLL_CTL_DEL, s->process.out, NULL);
    epoll_ctl(w->epoll, EPOLL_CTL_DEL, s->process.in, NULL);
    const bool short_life = !s->reason && !cancelled && mr_clock_ns() - s->started_ns < RESTART_NS;
    s->short_lives = short_life ? s->short_lives + (s->short_lives < MOST_BACKOFF) : 0;
    const bool left = mr_worker_process_end(&s->process, s->reason, how, sizeof how);
    s->job = NULL;
    s->kill_ns = 0;
    s->reason = NULL;
    s->cancelled = false;
    if (!j)
        return;
    if (left && !cancelled) {
        put_back(w, j);
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->stats.died++;
    pthread_mutex_unlock(&w->lock);
    mr_work_end end = {.status = cancelled ? MR_ECANCEL : MR_EFAIL, .died = true};
    mr_fail(&end.error, end.status, NULL, "%s", cancelled ? "cancelled" : how);
    end_job(j, &end);
}

// --- workers ---

static bool start(mr_workers *w, slot *s)
{
    mr_error err;
    const mr_process_options how = {w->program, w->workspace, w->options.memory_bytes,
                                    w->options.threads};
    s->started_ns = mr_clock_ns();
    if (mr_worker_process_start(&how, &s->process, &err) != MR_OK) {
        mr_log(MR_LOG_ERROR, "worker.start_failed", "message=\"%s\"", err.message);
        return false;
    }
    struct epoll_event out = {.events = EPOLLIN, .data.ptr = s};
    struct epoll_event in = {.events = EPOLLOUT | EPOLLET, .data.ptr = s};
    epoll_ctl(w->epoll, EPOLL_CTL_ADD, s->process.out, &out);
    epoll_ctl(w->epoll, EPOLL_CTL_ADD, s->process.in, &in);
    pthread_mutex_lock(&w->lock);
    w->stats.started++;
    pthread_mutex_unlock(&w->lock);
    return true;
}

static void give(slot *s, job *j)
{
    json_object_set_new(j->given.request, "id", json_integer((json_int_t)j->id));
    s->job = j;
    s->began_ns = mr_clock_ns();
    mr_worker_process_send(&s->process, j->given.request);
}

static void read_slot(mr_workers *w, slot *s)
{
    json_t *header;
    mr_str body;
    mr_worker_process_read(&s->process);
    while (s->process.pid && mr_worker_process_frame(&s->process, &header, &body)) {
        const bool own = s->job && json_integer_value(json_object_get(header, "id")) == s->job->id;
        if (own && json_is_true(json_object_get(header, "answer")))
            take_answer(s, header, body);
        else if (own && s->job->given.event)
            s->job->given.event(s->job->given.context, header);
        mr_worker_process_drop(&s->process, body);
        json_decref(header);
    }
    if (s->process.hung_up)
        bury(w, s);
}

// --- which job goes where ---

// The worker whose turn it is, started when need be; NULL when the job has to wait.
static slot *place(mr_workers *w, const job *j, int64_t now)
{
    slot *idle = NULL, *empty = NULL, *own = NULL;
    size_t most = j->given.kind == MR_WORK_RUN ? w->options.runs : w->options.reads, k = 0;
    for (size_t i = 0; i < w->n; i++) {
        slot *s = &w->slots[i];
        if (s->kind != j->given.kind)
            continue;
        if (j->given.affinity && k == j->affinity % most)
            own = s;
        k++;
        if (!s->process.pid)
            empty = empty ? empty : s;
        else if (!s->job)
            idle = idle ? idle : s;
    }
    if (own && own->job && now - j->queued_ns < STEAL_NS)
        return NULL;
    slot *chosen = own && !own->job ? own : idle ? idle : empty;
    if (chosen && !chosen->process.pid && !start(w, chosen))
        return NULL;
    return chosen;
}

// Jobs in the order they came; one that must wait holds up none of the other kind.
static void dispatch(mr_workers *w)
{
    const int64_t now = mr_clock_ns();
    job *before = NULL;
    pthread_mutex_lock(&w->lock);
    for (job *j = w->first; j;) {
        pthread_mutex_unlock(&w->lock); // only this thread takes jobs out
        slot *s = place(w, j, now);
        pthread_mutex_lock(&w->lock);
        job *next = j->next;
        if (s) {
            *(before ? &before->next : &w->first) = next;
            w->last = w->last == j ? before : w->last;
            w->waiting--;
            give(s, j);
        } else {
            before = j;
        }
        j = next;
    }
    pthread_mutex_unlock(&w->lock);
}

// --- cancelling ---

static void cancel_slot(slot *s)
{
    json_t *line = json_pack("{s:I}", "cancel", (json_int_t)s->job->id);
    mr_worker_process_send(&s->process, line);
    json_decref(line);
    s->cancelled = true;
    s->kill_ns = mr_clock_ns() + GRACE_NS;
}

// Takes a job out that waits; NULL when it does not.
static job *take_waiting(mr_workers *w, int64_t id)
{
    job *before = NULL, *found = NULL;
    pthread_mutex_lock(&w->lock);
    for (job *j = w->first; j && !found; before = j, j = j->next) {
        if (j->id != id)
            continue;
        *(before ? &before->next : &w->first) = j->next;
        w->last = w->last == j ? before : w->last;
        w->waiting--;
        found = j;
        break;
    }
    pthread_mutex_unlock(&w->lock);
    return found;
}

static void cancel_one(mr_workers *w, int64_t id)
{
    job *waiting = take_waiting(w, id);
    if (waiting) {
        end_unbegun(waiting, "cancelled");
        return;
    }
    for (size_t i = 0; i < w->n; i++)
        if (w->slots[i].job && w->slots[i].job->id == id && !w->slots[i].cancelled)
            cancel_slot(&w->slots[i]);
}

static void take_cancels(mr_workers *w)
{
    pthread_mutex_lock(&w->lock);
    struct cancel *asked = w->cancels;
    w->cancels = NULL;
    pthread_mutex_unlock(&w->lock);
    while (asked) {
        struct cancel *next = asked->next;
        cancel_one(w, asked->id);
        free(asked);
        asked = next;
    }
}

// --- limits ---

static void check_limits(mr_workers *w, slot *s, int64_t now)
{
    const mr_workers_options *o = &w->options;
    const int64_t timeout = s->kind == MR_WORK_RUN ? o->run_timeout_ms : o->read_timeout_ms;
    if (s->kill_ns && now >= s->kill_ns) {
        bury(w, s);
        return;
    }
    if (o->memory_bytes && mr_worker_process_memory(&s->process) > o->memory_bytes) {
        snprintf(s->said, sizeof s->said, "needed more than the %lld MiB that a worker may take",
                 (long long)(o->memory_bytes >> 20));
        s->reason = s->said;
    } else if (timeout && now - s->began_ns > timeout * 1000000) {
        snprintf(s->said, sizeof s->said, "took longer than the %g s it may",
                 (double)timeout / 1e3);
        s->reason = s->said;
    }
    if (s->reason)
        bury(w, s);
}

// Those that read are kept ready, since somebody waits for what they read and a start would be most
// of the wait; of those that run the first.
static void keep_warm(mr_workers *w, int64_t now)
{
    bool run_seen = false;
    for (size_t i = 0; i < w->n; i++) {
        slot *s = &w->slots[i];
        if ((s->kind == MR_WORK_READ || !run_seen) && !s->process.pid &&
            now - s->started_ns > (int64_t)RESTART_NS << s->short_lives)
            start(w, s);
        run_seen |= s->kind == MR_WORK_RUN;
    }
}

static void tick(mr_workers *w)
{
    const int64_t now = mr_clock_ns();
    mr_workers_stats stats = {0};
    for (size_t i = 0; i < w->n; i++) {
        slot *s = &w->slots[i];
        if (s->process.pid && s->job)
            check_limits(w, s, now);
        stats.processes += s->process.pid != 0;
        stats.running += s->job && s->kind == MR_WORK_RUN;
        stats.reading += s->job && s->kind == MR_WORK_READ;
    }
    pthread_mutex_lock(&w->lock);
    w->stats.processes = stats.processes;
    w->stats.running = stats.running;
    w->stats.reading = stats.reading;
    w->stats.waiting = w->waiting;
    pthread_mutex_unlock(&w->lock);
}

// --- the loop ---

static bool any_work(mr_workers *w)
{
    pthread_mutex_lock(&w->lock);
    bool any = w->first != NULL;
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->n; i++)
        any |= w->slots[i].job != NULL;
    return any;
}

static bool any_job(const mr_workers *w)
{
    bool any = false;
    for (size_t i = 0; i < w->n; i++)
        any |= w->slots[i].job != NULL;
    return any;
}

static bool is_stopping(mr_workers *w)
{
    pthread_mutex_lock(&w->lock);
    const bool stopping = w->stopping;
    pthread_mutex_unlock(&w->lock);
    return stopping;
}

static void wait_and_read(mr_workers *w)
{
    struct epoll_event events[MOST];
    uint64_t count;
    const int n = epoll_wait(w->epoll, events, MOST, any_work(w) ? TICK_MS : IDLE_MS);
    for (int i = 0; i < n; i++) {
        slot *s = events[i].data.ptr;
        if (!s) {
            ssize_t got = read(w->wake, &count, sizeof count);
            (void)got; // only to quieten it
            continue;
        }
        if (s->process.pid)
            mr_worker_process_flush(&s->process);
        if (s->process.pid)
            read_slot(w, s);
    }
}

static void end_all(mr_workers *w)
{
    const int64_t until = mr_clock_ns() + STOP_NS;
    for (job *j; (j = w->first);) {
        take_waiting(w, j->id);
        end_unbegun(j, "the server stopped before it began");
    }
    for (size_t i = 0; i < w->n; i++)
        if (w->slots[i].job && !w->slots[i].cancelled)
            cancel_slot(&w->slots[i]);
    while (any_job(w) && mr_clock_ns() < until) {
        wait_and_read(w);
        tick(w);
    }
    for (size_t i = 0; i < w->n; i++)
        bury(w, &w->slots[i]);
}

static void *supervise(void *context)
{
    mr_workers *w = context;
    while (!is_stopping(w)) {
        keep_warm(w, mr_clock_ns());
        take_cancels(w);
        dispatch(w);
        wait_and_read(w);
        tick(w);
    }
    take_cancels(w);
    end_all(w);
    return NULL;
}

// --- from other threads ---

static void fill_options(mr_workers *w, const mr_workers_options *options)
{
    w->options = *options;
    w->options.runs = options->runs ? options->runs : 2;
    w->options.reads = options->reads ? options->reads : 2;
    w->options.runs = w->options.runs < MOST / 2 ? w->options.runs : MOST / 2;
    w->options.reads = w->options.reads < MOST / 2 ? w->options.reads : MOST / 2;
    w->workspace = strdup(options->workspace);
    w->program = options->program ? strdup(options->program) : NULL;
    for (size_t i = 0; i < w->options.runs + w->options.reads; i++)
        w->slots[w->n++].kind = i < w->options.runs ? MR_WORK_RUN : MR_WORK_READ;
    for (size_t i = 0; i < w->n; i++)
        w->slots[i].started_ns = -RESTART_NS;
}

void mr_workers_free(mr_workers *w)
{
    if (!w)
        return;
    for (struct cancel *c = w->cancels, *next; c; c = next) { // asked for while it stopped
        next = c->next;
        free(c);
    }
    if (w->epoll >= 0)
        close(w->epoll);
    if (w->wake >= 0)
        close(w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w->workspace);
    free(w->program);
    free(w);
}

mr_status mr_workers_start(const mr_workers_options *options, mr_workers **out, mr_error *err)
{
    mr_workers *w = mr_alloc(sizeof *w);
    struct epoll_event woken = {.events = EPOLLIN, .data.ptr = NULL};
    sigset_t all, before;
    fill_options(w, options);
    pthread_mutex_init(&w->lock, NULL);
    w->epoll = epoll_create1(EPOLL_CLOEXEC);
    w->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    signal(SIGPIPE, SIG_IGN);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); // signals are for whoever started us
    const bool good = w->epoll >= 0 && w->wake >= 0 &&
                      epoll_ctl(w->epoll, EPOLL_CTL_ADD, w->wake, &woken) == 0 &&
                      pthread_create(&w->thread, NULL, supervise, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!good) {
        mr_workers_free(w);
        return mr_fail(err, MR_EIO, NULL, "the workers cannot be supervised: %s", strerror(errno));
    }
    *out = w;
    return MR_OK;
}

void mr_workers_stop(mr_workers *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_mutex_unlock(&w->lock);
    wake(w);
    pthread_join(w->thread, NULL);
}

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325; // FNV-1a, Fowler, Noll and Vo 1991
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
    return hash;
}

mr_status mr_workers_submit(mr_workers *w, const mr_work *given, int64_t *id, mr_error *err)
{
    job *j = mr_alloc(sizeof *j);
    *j = (job){.given = *given, .affinity = hash_of(given->affinity), .queued_ns = mr_clock_ns()};
    j->given.affinity = given->affinity ? "" : NULL; // the text is the caller's
    pthread_mutex_lock(&w->lock);
    const bool taken = !w->stopping && w->waiting < JOBS_AT_ONCE;
    if (taken) {
        j->id = ++w->next_id;
        *id = j->id;
        *(w->last ? &w->last->next : &w->first) = j;
        w->last = j;
        w->waiting++;
    }
    pthread_mutex_unlock(&w->lock);
    if (taken) {
        wake(w);
        return MR_OK;
    }
    json_decref(given->request);
    free(j);
    return mr_fail(err, MR_ECLOSED, NULL, "too much waits to be done, or the server stops");
}

void mr_workers_cancel(mr_workers *w, int64_t id)
{
    struct cancel *asked = mr_alloc(sizeof *asked);
    asked->id = id;
    pthread_mutex_lock(&w->lock);
    asked->next = w->cancels;
    w->cancels = asked;
    pthread_mutex_unlock(&w->lock);
    wake(w);
}

void mr_workers_count(mr_workers *w, mr_workers_stats *out)
{
    pthread_mutex_lock(&w->lock);
    *out = w->stats;
    pthread_mutex_unlock(&w->lock);
}
