// The first run: whoever opens an empty workspace finds the sample in it, with its result.
#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "server.h"

enum { PATIENCE_S = 30 };

typedef struct sample {
    pthread_mutex_t lock; // guards all below
    pthread_cond_t changed;
    bool ended;
    mr_status status;
    mr_error error;
} sample;

static void on_end(void *context, const mr_work_end *end)
{
    sample *s = context;
    pthread_mutex_lock(&s->lock);
    s->ended = true;
    s->status = end->status;
    s->error = end->error;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

// One that takes too long is given up, so that the server comes up without it.
static mr_status wait_for(mr_workers *workers, int64_t job, sample *s, mr_error *err)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&s->lock);
    while (!s->ended && pthread_cond_timedwait(&s->changed, &s->lock, &until) != ETIMEDOUT)
        continue;
    if (!s->ended) {
        pthread_mutex_unlock(&s->lock);
        mr_workers_cancel(workers, job);
        pthread_mutex_lock(&s->lock);
    }
    while (!s->ended)
        pthread_cond_wait(&s->changed, &s->lock);
    pthread_mutex_unlock(&s->lock);
    return s->status == MR_OK ? MR_OK
                              : mr_fail(err, s->status, s->error.where, "%s", s->error.message);
}

static mr_status has_projects(mr_service *service, bool *out, mr_error *err)
{
    json_t *projects = NULL;
    MR_TRY(mr_project_list(service->catalog, &projects, err));
    *out = json_array_size(projects) > 0;
    json_decref(projects);
    return MR_OK;
}

mr_status mr_server_first_run(mr_server *server, mr_error *err)
{
    sample s = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    bool known = false;
    int64_t job;
    MR_TRY(has_projects(server->service, &known, err));
    if (known || !server->workers)
        return MR_OK;
    const mr_work work = {.kind = MR_WORK_RUN,
                          .request = json_pack("{s:s}", "task", "sample"),
                          .ended = on_end,
                          .context = &s};
    mr_status st = mr_workers_submit(server->workers, &work, &job, err);
    return st == MR_OK ? wait_for(server->workers, job, &s, err) : st;
}
