// Executions between the store, the workers and the listeners. What a worker says is told at once,
// on the supervisor's thread; what has to be written to the store, which may wait, is done by a
// thread of its own.
#include "executions.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mudrock/clock.h"
#include "mudrock/json.h"
#include "mudrock/log.h"
#include "mudrock/map.h"

enum { CHECK_EVERY_S = 2 };

typedef struct live { // an execution that this server has given to its workers
    mr_executions *owner;
    char id[37], pipeline_id[37], project_id[37];
    int64_t job;
    json_t *nodes; // node_id -> what was told last
    // its end, until it is recorded
    bool died;
    mr_error error;
    struct live *next;
} live;

struct mr_executions {
    mr_service *service;
    mr_workers *workers;
    mr_publish publish;
    pthread_t thread;
    pthread_mutex_t telling; // one event at a time
    pthread_mutex_t lock;    // guards all below
    pthread_cond_t changed;
    mr_map *by_id;            // of live
    live *ended, *ended_last; // to be recorded
    bool closing;
};

// --- telling ---

static void tell(mr_executions *x, const char *kind, const char *id, const char *name, json_t *data,
                 bool last)
{
    char topic[64];
    snprintf(topic, sizeof topic, "%s-%s", kind, id);
    pthread_mutex_lock(&x->telling);
    x->publish.event(x->publish.context, topic, name, data, last);
    pthread_mutex_unlock(&x->telling);
}

static void tell_project(live *l, const char *action, const char *status)
{
    tell(l->owner, "project", l->project_id, "execution",
         json_pack("{s:s,s:s,s:s,s:s}", "action", action, "id", l->id, "pipeline_id",
                   l->pipeline_id, "status", status),
         false);
}

static json_t *picked(const json_t *from, const char *const *names)
{
    json_t *out = json_object();
    for (; *names; names++)
        if (json_object_get(from, *names))
            json_object_set(out, *names, json_object_get(from, *names));
    return out;
}

static void tell_execution(live *l, const json_t *row)
{
    static const char *const names[] = {"id", "status", "started_at", "completed_at", NULL};
    tell(l->owner, "execution", l->id, "execution", picked(row, names), false);
}

static void tell_nodes(live *l, const json_t *nodes)
{
    static const char *const names[] = {"node_id", "state",   "wells_done", "wells",
                                        "rows",    "time_ms", "error",      NULL};
    for (size_t i = 0; i < json_array_size(nodes); i++) {
        json_t *node = picked(json_array_get(nodes, i), names);
        const char *id = json_string_value(json_object_get(node, "node_id"));
        pthread_mutex_lock(&l->owner->lock);
        const bool same = json_equal(json_object_get(l->nodes, id), node);
        json_object_set(l->nodes, id, node);
        pthread_mutex_unlock(&l->owner->lock);
        if (!same)
            tell(l->owner, "execution", l->id, "node", json_deep_copy(node), false);
        json_decref(node);
    }
}

static void on_event(void *context, const json_t *event)
{
    live *l = context;
    const char *name = json_string_value(json_object_get(event, "event"));
    if (name && strcmp(name, "started") == 0) {
        char now[32];
        mr_clock_rfc3339(now);
        json_t *row =
            json_pack("{s:s,s:s,s:s}", "id", l->id, "status", "running", "started_at", now);
        tell_execution(l, row);
        json_decref(row);
        tell_project(l, "started", "running");
        return;
    }
    static const char *const names[] = {"wells_done", "wells",  "rows",
                                        "rows_per_s", "left_s", NULL};
    tell(l->owner, "execution", l->id, "progress", picked(event, names), false);
    tell_nodes(l, json_object_get(event, "nodes"));
}

// --- the end ---

static void on_end(void *context, const mr_work_end *end)
{
    live *l = context;
    mr_executions *x = l->owner;
    pthread_mutex_lock(&x->lock);
    l->died = end->died;
    l->error = end->error;
    l->error.status = end->status;
    l->next = NULL;
    *(x->ended_last ? &x->ended_last->next : &x->ended) = l;
    x->ended_last = l;
    pthread_cond_signal(&x->changed);
    pthread_mutex_unlock(&x->lock);
}

static void tell_log(live *l, const json_t *row)
{
    size_t i;
    json_t *warning;
    const char *error = json_string_value(json_object_get(row, "error_message"));
    json_array_foreach(json_object_get(row, "warnings"), i, warning)
        tell(l->owner, "execution", l->id, "log",
             json_pack("{s:s,s:O,s:n}", "level", "warning", "message", warning, "node_id"), false);
    if (error)
        tell(l->owner, "execution", l->id, "log",
             json_pack("{s:s,s:s,s:n}", "level", "error", "message", error, "node_id"), false);
}

static void tell_end(live *l, const json_t *row)
{
    const char *status = json_string_value(json_object_get(row, "status"));
    tell_nodes(l, json_object_get(row, "nodes"));
    tell_log(l, row);
    tell_execution(l, row);
    tell(l->owner, "execution", l->id, "end",
         json_pack("{s:s,s:O?,s:O?}", "id", l->id, "status", json_object_get(row, "status"),
                   "error_message", json_object_get(row, "error_message")),
         true);
    tell_project(l, "ended", status ? status : "failed");
}

static void live_free(live *l)
{
    json_decref(l->nodes);
    free(l);
}

// What the worker could not record itself. One that has ended stays as it is.
static void record_end(mr_executions *x, live *l)
{
    mr_error err = {0};
    char reason[sizeof l->error.message + 64];
    bool ended = false;
    const bool cancelled = l->error.status == MR_ECANCEL;
    snprintf(reason, sizeof reason, "execution %s: %s", l->id, l->error.message);
    mr_status st = MR_OK;
    if (l->died || l->error.status != MR_OK)
        st = mr_abandon_execution(x->service, l->id, cancelled, cancelled ? "cancelled" : reason,
                                  &ended, &err);
    if (st != MR_OK)
        mr_log(MR_LOG_ERROR, "execution.not_recorded", "execution=%s message=\"%s\"", l->id,
               err.message);
    if (ended && !cancelled)
        mr_log(MR_LOG_ERROR, "execution.failed", "execution=%s message=\"%s\"", l->id, reason);
}

static void finish(mr_executions *x, live *l)
{
    json_t *row = NULL;
    mr_error err;
    record_end(x, l);
    pthread_mutex_lock(&x->lock);
    mr_map_remove(x->by_id, l->id);
    pthread_mutex_unlock(&x->lock);
    if (mr_show_execution(x->service, l->id, &row, &err) != MR_OK) { // deleted with its pipeline
        row = json_pack("{s:s,s:s,s:s}", "id", l->id, "status", "failed", "error_message",
                        err.message);
        if (err.status == MR_ENOTFOUND &&
            mr_delete_results(x->service, l->project_id, l->id, &err) != MR_OK)
            mr_log(MR_LOG_ERROR, "execution.results_left", "execution=%s message=\"%s\"", l->id,
                   err.message);
    }
    tell_end(l, row);
    json_decref(row);
    live_free(l);
}

static void check_others(mr_executions *x)
{
    mr_error err;
    size_t n = 0;
    if (mr_fail_dead_executions(x->service, &n, &err) != MR_OK)
        mr_log(MR_LOG_ERROR, "execution.check_failed", "message=\"%s\"", err.message);
    else if (n)
        mr_log(MR_LOG_WARN, "execution.stale", "count=%zu", n);
}

// The next that has ended, NULL when the time for a look at the others has come.
static live *next_ended(mr_executions *x, bool *closing)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += CHECK_EVERY_S;
    pthread_mutex_lock(&x->lock);
    while (!x->ended && !x->closing)
        if (pthread_cond_timedwait(&x->changed, &x->lock, &until) != 0)
            break;
    live *l = x->ended;
    if (l) {
        x->ended = l->next;
        x->ended_last = x->ended ? x->ended_last : NULL;
    }
    *closing = x->closing;
    pthread_mutex_unlock(&x->lock);
    return l;
}

static void *record(void *context)
{
    mr_executions *x = context;
    check_others(x);
    for (bool closing = false;;) {
        live *l = next_ended(x, &closing);
        if (l)
            finish(x, l);
        else if (closing)
            return NULL;
        else
            check_others(x);
    }
}

mr_status mr_executions_open(mr_service *service, mr_workers *workers, const mr_publish *publish,
                             mr_executions **out, mr_error *err)
{
    mr_executions *x = mr_alloc(sizeof *x);
    *x = (mr_executions){.service = service, .workers = workers, .publish = *publish};
    x->by_id = mr_map_new();
    pthread_mutex_init(&x->lock, NULL);
    pthread_mutex_init(&x->telling, NULL);
    pthread_cond_init(&x->changed, NULL);
    if (pthread_create(&x->thread, NULL, record, x) == 0) {
        *out = x;
        return MR_OK;
    }
    mr_map_free(x->by_id);
    free(x);
    return mr_fail(err, MR_ENOMEM, NULL, "no memory for a thread");
}

void mr_executions_close(mr_executions *x)
{
    if (!x)
        return;
    pthread_mutex_lock(&x->lock);
    x->closing = true;
    pthread_cond_signal(&x->changed);
    pthread_mutex_unlock(&x->lock);
    pthread_join(x->thread, NULL);
}

void mr_executions_free(mr_executions *x)
{
    if (!x)
        return;
    mr_map_free(x->by_id);
    pthread_cond_destroy(&x->changed);
    pthread_mutex_destroy(&x->telling);
    pthread_mutex_destroy(&x->lock);
    free(x);
}

// --- what routes ask for ---

static void copy_id(char out[37], const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    snprintf(out, 37, "%s", text ? text : "");
}

static mr_status submit(mr_executions *x, const json_t *row, const char *project_id, mr_error *err)
{
    live *l = mr_alloc(sizeof *l);
    *l = (live){.owner = x, .nodes = json_object()};
    copy_id(l->id, row, "id");
    copy_id(l->pipeline_id, row, "pipeline_id");
    snprintf(l->project_id, sizeof l->project_id, "%s", project_id);
    const mr_work work = {
        .kind = MR_WORK_RUN,
        .request = json_pack("{s:s,s:s}", "task", "execute", "execution_id", l->id),
        .event = on_event,
        .ended = on_end,
        .context = l,
    };
    char id[37];
    memcpy(id, l->id, sizeof id); // once taken, the end may come before this returns
    pthread_mutex_lock(&x->lock);
    mr_map_put(x->by_id, id, l);
    mr_status st = mr_workers_submit(x->workers, &work, &l->job, err);
    if (st != MR_OK)
        mr_map_remove(x->by_id, id);
    pthread_mutex_unlock(&x->lock);
    if (st != MR_OK)
        live_free(l);
    return st;
}

mr_status mr_executions_begin(mr_executions *x, const char *pipeline_id,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              json_t **out, mr_error *err)
{
    json_t *row = NULL, *pipeline = NULL;
    MR_TRY(mr_start_execution(x->service, pipeline_id, options, problems, &row, err));
    const char *id = json_string_value(json_object_get(row, "pipeline_id"));
    mr_status st = mr_pipeline_load(x->service->catalog, id, &pipeline, err);
    if (st == MR_OK)
        st = submit(x, row, json_string_value(json_object_get(pipeline, "project_id")), err);
    if (st != MR_OK) {
        bool ended;
        mr_abandon_execution(x->service, json_string_value(json_object_get(row, "id")), false,
                             "could not be begun", &ended, NULL);
        json_decref(row);
        row = NULL;
    }
    json_decref(pipeline);
    *out = row;
    return st;
}

// A node of the row as its worker told it last.
static void overlay(json_t *row, const json_t *told)
{
    size_t i;
    json_t *node;
    json_array_foreach(json_object_get(row, "nodes"), i, node)
    {
        const char *id = json_string_value(json_object_get(node, "node_id"));
        json_object_update(node, json_object_get(told, id));
    }
}

mr_status mr_executions_show(mr_executions *x, const char *id, json_t **out, mr_error *err)
{
    MR_TRY(mr_show_execution(x->service, id, out, err));
    pthread_mutex_lock(&x->lock);
    const live *l = mr_map_get(x->by_id, id);
    json_t *told = l ? json_deep_copy(l->nodes) : NULL;
    pthread_mutex_unlock(&x->lock);
    const char *status = json_string_value(json_object_get(*out, "status"));
    if (told && status && strcmp(status, "running") == 0)
        overlay(*out, told);
    json_decref(told);
    return MR_OK;
}

// Its worker records the end itself and then says so: between the two the store knows better. What
// was deleted with its pipeline still runs.
static mr_status check_open(mr_executions *x, const char *id, mr_error *err)
{
    json_t *row = NULL;
    mr_status st = mr_execution_get(x->service->catalog, id, &row, err);
    if (st == MR_OK)
        st = mr_check_cancellable(row, err);
    json_decref(row);
    return st == MR_ENOTFOUND ? MR_OK : st;
}

mr_status mr_executions_cancel(mr_executions *x, const char *id, mr_error *err)
{
    pthread_mutex_lock(&x->lock);
    const live *l = mr_map_get(x->by_id, id);
    const int64_t job = l ? l->job : 0;
    pthread_mutex_unlock(&x->lock);
    if (!job)
        return mr_cancel_execution(x->service, id, err); // ended, or of another process
    MR_TRY(check_open(x, id, err));
    mr_workers_cancel(x->workers, job);
    return MR_OK;
}

// --- overrides ---

mr_status mr_overrides_from_json(const mr_dag *dag, const json_t *overrides, mr_arena *arena,
                                 mr_names *out, mr_error *err)
{
    const char *name, *parameter;
    json_t *parameters, *value;
    size_t n = 0;
    json_object_foreach((json_t *)(uintptr_t)overrides, name, parameters) n +=
        json_object_size(parameters);
    *out = (mr_names){0, MR_ARENA_ARRAY(arena, const char *, n + 1)};
    json_object_foreach((json_t *)(uintptr_t)overrides, name, parameters)
    {
        const char *id = NULL;
        for (size_t i = 0; i < dag->n_nodes; i++)
            if (strcmp(dag->nodes[i].id, name) == 0 ||
                (!id && dag->nodes[i].name && strcmp(dag->nodes[i].name, name) == 0))
                id = dag->nodes[i].id;
        if (!id)
            return mr_fail(err, MR_ENOTFOUND, "overrides", "there is no node \"%s\"", name);
        json_object_foreach(parameters, parameter, value)
        {
            mr_buf text = {0};
            mr_buf_printf(&text, "%s.%s=", id, parameter);
            mr_json_write(value, 0, &text);
            out->at[out->n++] = mr_arena_strdup(arena, text.at);
            mr_buf_clear(&text);
        }
    }
    return MR_OK;
}
