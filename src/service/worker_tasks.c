// What a worker does for a request.
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/json.h"

#include "start.h"
#include "worker_local.h"

enum { TOLD_EVERY_NS = 100 * 1000 * 1000 };

// --- where it is, what it has done ---

static void started(void *context, const char *execution_id, const mr_typed_dag *typed)
{
    mr_task *task = context;
    task->typed = typed;
    task->began_ns = mr_clock_ns();
    if (!execution_id[0])
        return;
    task->told = mr_alloc((typed->dag->n_nodes + 1) * sizeof *task->told);
    mr_worker_write(task->worker,
                    json_pack("{s:I,s:s,s:s}", "id", (json_int_t)task->id, "event", "started",
                              "execution_id", execution_id),
                    (mr_str){0});
}

static void at(void *context, size_t thread, size_t node, const char *well)
{
    mr_task *task = context;
    const char *name = NULL;
    if (node != SIZE_MAX) {
        const mr_node *n = task->typed->nodes[node].node;
        name = n->name ? n->name : n->id;
    }
    mr_worker_at(task->worker->options->page, thread, name, well);
}

static json_t *changed_nodes(mr_task *task, const mr_progress *progress)
{
    json_t *list = json_array();
    for (size_t i = 0; i < progress->n_nodes; i++) {
        const mr_node_stats *now = &progress->nodes[i], *then = &task->told[i];
        if (now->state == then->state && now->wells_done == then->wells_done &&
            now->rows == then->rows)
            continue;
        json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:I,s:I,s:f,s:n}", "node_id",
                                              task->typed->nodes[i].node->id, "state",
                                              mr_node_state_name(now->state), "wells_done",
                                              (json_int_t)now->wells_done, "wells",
                                              (json_int_t)now->wells, "rows", (json_int_t)now->rows,
                                              "time_ms", (double)now->time_ns / 1e6, "error"));
        task->told[i] = *now;
    }
    return list;
}

static void progress(void *context, const mr_progress *p)
{
    mr_task *task = context;
    const int64_t now = mr_clock_ns();
    const double s = (double)(now - task->began_ns) / 1e9;
    if (now - task->told_ns < TOLD_EVERY_NS || !task->told)
        return;
    task->told_ns = now;
    json_t *left = json_null();
    if (p->wells_done > 0)
        left = json_real(s * (double)(p->wells - p->wells_done) / (double)p->wells_done);
    mr_worker_write(task->worker,
                    json_pack("{s:I,s:s,s:I,s:I,s:I,s:f,s:o,s:o}", "id", (json_int_t)task->id,
                              "event", "progress", "wells_done", (json_int_t)p->wells_done, "wells",
                              (json_int_t)p->wells, "rows", (json_int_t)p->rows, "rows_per_s",
                              s > 0 ? (double)p->rows / s : 0, "left_s", left, "nodes",
                              changed_nodes(task, p)),
                    (mr_str){0});
}

// --- the tasks ---

static mr_execute_options callbacks(mr_task *task)
{
    return (mr_execute_options){.threads = task->worker->options->run_threads,
                                .cancel = task->cancel,
                                .started = started,
                                .progress = progress,
                                .at = at,
                                .context = task};
}

static const char *text(const mr_task *task, const char *name)
{
    return json_string_value(json_object_get(task->request, name));
}

static mr_status need_text(const mr_task *task, const char *name, const char **out, mr_error *err)
{
    *out = text(task, name);
    return *out ? MR_OK : mr_fail(err, MR_EUSAGE, name, "the request has no %s", name);
}

static mr_status execute(mr_task *task, mr_arena *arena, mr_answer *answer, mr_error *err)
{
    (void)arena;
    const mr_execute_options options = callbacks(task);
    json_t *row = NULL, *shown = NULL;
    const char *id;
    MR_TRY(need_text(task, "execution_id", &id, err));
    mr_status st = mr_run_execution(task->worker->service, id, &options, &row, err);
    if (mr_show_execution(task->worker->service, id, &shown, st == MR_OK ? err : NULL) == MR_OK)
        mr_json_write(shown, 0, &answer->body);
    answer->content_type = "application/json";
    json_decref(shown);
    json_decref(row);
    return st;
}

typedef struct look {
    mr_look look;
    mr_names wells;
    mr_dag *dag; // owned
} look;

static mr_status read_look(mr_task *task, mr_arena *arena, look *l, mr_answer *answer,
                           mr_error *err)
{
    *l = (look){.look = {.execution_id = text(task, "execution_id"),
                         .wells = &l->wells,
                         .cancel = task->cancel,
                         .started = started,
                         .at = at,
                         .context = task}};
    mr_names_from_json(json_object_get(task->request, "wells"), arena, &l->wells);
    MR_TRY(need_text(task, "node_id", &l->look.node_id, err));
    if (l->look.execution_id)
        return MR_OK;
    json_t *document = json_object_get(task->request, "document");
    if (mr_dag_decode_json(document, &l->dag, &answer->problems) != MR_OK)
        return mr_fail(err, MR_EINVALID, "document", "is no pipeline document");
    l->look.dag = l->dag;
    return MR_OK;
}

static mr_status data(mr_task *task, mr_arena *arena, mr_answer *answer, mr_error *err)
{
    look l;
    mr_names columns;
    mr_data rows = {0};
    const char *sort = text(task, "sort"), *format = text(task, "format");
    const json_t *limit = json_object_get(task->request, "limit");
    mr_data_request request = {
        .columns = &columns,
        .sort = sort && *sort == '-' ? sort + 1 : sort,
        .descending = sort && *sort == '-',
        .offset = json_integer_value(json_object_get(task->request, "offset")),
        .limit = json_is_integer(limit) ? json_integer_value(limit) : -1,
    };
    mr_names_from_json(json_object_get(task->request, "columns"), arena, &columns);
    if (format && !mr_data_format_parse(format, &request.format))
        return mr_fail(err, MR_EUSAGE, "format", "\"%s\" is none of json, arrow, csv, parquet",
                       format);
    mr_status st = read_look(task, arena, &l, answer, err);
    if (st == MR_OK)
        st = mr_node_data(task->worker->service, &l.look, &request, &answer->problems, &rows, err);
    mr_dag_free(l.dag);
    answer->content_type = rows.content_type;
    answer->total = st == MR_OK ? rows.total : -1;
    answer->body = rows.body;
    answer->file = rows.file;
    return st;
}

static double bound(const mr_task *task, size_t i)
{
    const json_t *at_ = json_array_get(json_object_get(task->request, "depth"), i);
    return json_is_number(at_) ? json_number_value(at_) : (double)NAN;
}

static mr_status plot(mr_task *task, mr_arena *arena, mr_answer *answer, mr_error *err)
{
    enum { PIXELS = 1000, MOST_PIXELS = 20000 };
    look l;
    mr_names curves;
    const json_t *pixels = json_object_get(task->request, "pixels");
    mr_plot_request request = {
        .well = text(task, "well"),
        .curves = &curves,
        .top = bound(task, 0),
        .base = bound(task, 1),
        .pixels = json_is_integer(pixels) ? (size_t)json_integer_value(pixels) : PIXELS,
    };
    if (request.pixels < 1 || request.pixels > MOST_PIXELS)
        return mr_fail(err, MR_EPARAM, "pixels", "must be 1 to %d", MOST_PIXELS);
    mr_names_from_json(json_object_get(task->request, "curves"), arena, &curves);
    mr_status st = read_look(task, arena, &l, answer, err);
    if (st == MR_OK)
        st = mr_node_plot(task->worker->service, task->worker->curves, &l.look, &request,
                          &answer->problems, &answer->body, err);
    mr_dag_free(l.dag);
    answer->content_type = "application/json";
    return st;
}

static mr_status sample(mr_task *task, mr_arena *arena, mr_answer *answer, mr_error *err)
{
    (void)arena;
    const mr_demo_options options = {.import = {.cancel = task->cancel},
                                     .execute = callbacks(task)};
    json_t *result = NULL;
    MR_TRY(mr_demo(task->worker->service, &options, &answer->problems, &result, err));
    mr_json_write(result, 0, &answer->body);
    answer->content_type = "application/json";
    json_decref(result);
    return MR_OK;
}

mr_status mr_task_run(mr_task *task, mr_answer *answer, mr_error *err)
{
    static const struct {
        const char *name;
        mr_status (*run)(mr_task *task, mr_arena *arena, mr_answer *answer, mr_error *err);
    } tasks[] = {{"execute", execute}, {"data", data}, {"plot", plot}, {"sample", sample}};
    const char *name = text(task, "task");
    for (size_t i = 0; name && i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(name, tasks[i].name) != 0)
            continue;
        mr_arena *arena = mr_arena_new();
        mr_status st = tasks[i].run(task, arena, answer, err);
        mr_arena_free(arena);
        free(task->told);
        task->told = NULL;
        return st;
    }
    return mr_fail(err, MR_EUSAGE, "task", "there is no task \"%s\"", name ? name : "");
}
