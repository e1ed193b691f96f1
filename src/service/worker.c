// The loop of a worker: a thread reads requests and cancels, one waits for signals, the first
// works.
#include "mudrock/worker.h"

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/chan.h"
#include "mudrock/json.h"

#include "worker_local.h"

enum { READ_BYTES = 65536 };

typedef struct loop {
    mr_worker worker;
    mr_chan *requests;    // of json_t *
    pthread_mutex_t lock; // guards the two below
    int64_t busy;         // id of the task at work; 0 = none
    bool leaving;         // a signal came: no further task
    atomic_int cancel;
    sigset_t signals;
} loop;

static void write_all(int fd, const char *at, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(1); // nobody reads any more: what is written is whole or absent anyway
        at += written;
        n -= (size_t)written;
    }
}

void mr_worker_write(mr_worker *worker, json_t *header, mr_str payload)
{
    mr_buf line = {0};
    json_object_set_new(header, "bytes", json_integer((json_int_t)payload.n));
    mr_json_write(header, 0, &line);
    mr_buf_putc(&line, '\n');
    json_decref(header);
    pthread_mutex_lock(&worker->writing);
    if (line.status != MR_OK)
        _exit(1);
    write_all(worker->options->out, line.at, line.n);
    write_all(worker->options->out, payload.at, payload.n);
    pthread_mutex_unlock(&worker->writing);
    mr_buf_clear(&line);
}

// --- what comes in ---

static void take_line(loop *l, mr_str line)
{
    json_t *request = json_loadb(line.at, line.n, 0, NULL); // a document within has been checked
    if (!request)
        _exit(2); // whoever writes is not what started us
    json_t *cancel = json_object_get(request, "cancel");
    if (!cancel) {
        if (mr_chan_put(l->requests, request) != MR_OK)
            json_decref(request);
        return;
    }
    pthread_mutex_lock(&l->lock);
    if (l->busy && l->busy == json_integer_value(cancel))
        atomic_store(&l->cancel, 1);
    pthread_mutex_unlock(&l->lock);
    json_decref(request);
}

static void take_lines(loop *l, mr_buf *text)
{
    size_t from = 0;
    for (char *end; (end = memchr(text->at + from, '\n', text->n - from));) {
        size_t n = (size_t)(end - text->at) - from;
        take_line(l, (mr_str){text->at + from, n});
        from += n + 1;
    }
    memmove(text->at, text->at + from, text->n - from);
    text->n -= from;
}

static void *read_requests(void *context)
{
    loop *l = context;
    mr_buf text = {0};
    for (;;) {
        if (mr_buf_reserve(&text, READ_BYTES) != MR_OK)
            _exit(1);
        ssize_t n = read(l->worker.options->in, text.at + text.n, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        text.n += (size_t)n;
        take_lines(l, &text);
    }
    mr_buf_clear(&text);
    pthread_mutex_lock(&l->lock);
    if (l->busy)
        _exit(1); // nobody is there for the answer
    pthread_mutex_unlock(&l->lock);
    mr_chan_close(l->requests);
    return NULL;
}

static void *wait_for_signals(void *context)
{
    loop *l = context;
    int signal = 0;
    while (sigwait(&l->signals, &signal) == 0 && signal != SIGUSR1) {
        pthread_mutex_lock(&l->lock);
        if (!l->busy)
            _exit(0);
        l->leaving = true;
        atomic_store(&l->cancel, 1);
        pthread_mutex_unlock(&l->lock);
    }
    return NULL;
}

static void waited_for(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGUSR1); // ends the waiting
}

void mr_worker_block_signals(void)
{
    sigset_t signals;
    waited_for(&signals);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

// --- one task ---

static json_t *error_json(mr_status st, const mr_error *error)
{
    if (st == MR_OK)
        return json_null();
    return json_pack("{s:i,s:s,s:s}", "status", (int)st, "where", error->where, "message",
                     error->message);
}

static void answer(loop *l, const mr_task *task, mr_status st, mr_answer *a, const mr_error *error)
{
    json_t *header =
        json_pack("{s:I,s:b,s:s?,s:s?,s:o,s:o}", "id", (json_int_t)task->id, "answer", true,
                  "content_type", a->content_type, "file", a->file, "error", error_json(st, error),
                  "diagnostics", mr_diagnostics_to_json(&a->problems));
    if (a->total >= 0)
        json_object_set_new(header, "total", json_integer((json_int_t)a->total));
    mr_worker_write(&l->worker, header, (mr_str){a->body.at, a->body.n});
}

static void work(loop *l, const json_t *request)
{
    mr_task task = {.worker = &l->worker,
                    .id = json_integer_value(json_object_get(request, "id")),
                    .request = request,
                    .cancel = &l->cancel};
    mr_answer a = {.total = -1};
    mr_error error = {0};
    mr_diagnostics_init(&a.problems);
    pthread_mutex_lock(&l->lock);
    l->busy = task.id;
    atomic_store(&l->cancel, 0);
    pthread_mutex_unlock(&l->lock);
    mr_status st = mr_task_run(&task, &a, &error);
    pthread_mutex_lock(&l->lock);
    l->busy = 0;
    pthread_mutex_unlock(&l->lock);
    answer(l, &task, st, &a, &error);
    mr_buf_clear(&a.body);
    free(a.file);
    mr_diagnostics_clear(&a.problems);
}

static bool is_leaving(loop *l)
{
    pthread_mutex_lock(&l->lock);
    bool leaving = l->leaving;
    pthread_mutex_unlock(&l->lock);
    return leaving;
}

static void serve(loop *l)
{
    void *request;
    while (!is_leaving(l) && mr_chan_take(l->requests, &request) == MR_OK) {
        work(l, request);
        json_decref(request);
    }
    if (is_leaving(l))
        _exit(0); // the reader still waits for what does not come
}

mr_status mr_worker_serve(mr_service *service, const mr_worker_options *options, mr_error *err)
{
    loop l = {.worker = {.service = service, .options = options}};
    pthread_t reader, waiter;
    pthread_mutex_init(&l.lock, NULL);
    pthread_mutex_init(&l.worker.writing, NULL);
    l.requests = mr_chan_new(64);
    l.worker.curves = mr_curves_new(options->curves_bytes);
    waited_for(&l.signals);
    mr_worker_block_signals();
    mr_worker_note_crashes(options->page);
    if (pthread_create(&waiter, NULL, wait_for_signals, &l) != 0 ||
        pthread_create(&reader, NULL, read_requests, &l) != 0)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for the threads of a worker");
    serve(&l);
    pthread_join(reader, NULL);
    pthread_kill(waiter, SIGUSR1);
    pthread_join(waiter, NULL);
    mr_curves_free(l.worker.curves);
    mr_chan_free(l.requests);
    pthread_mutex_destroy(&l.worker.writing);
    pthread_mutex_destroy(&l.lock);
    return MR_OK;
}
