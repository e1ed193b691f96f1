// /executions: list, start, show, cancel; and the sample
#include <jansson.h>

#include "../page.h"
#include "../response.h"
#include "../server.h"
#include "handlers.h"

static bool has_workers(mr_request *r)
{
    if (mr_request_server(r)->workers)
        return true;
    mr_respond_problem(r, 503, "no_workers", "this server runs nothing");
    return false;
}

// --- list ---

void mr_route_executions(mr_request *r)
{
    mr_catalog *catalog = mr_request_service(r)->catalog;
    const size_t limit = (size_t)mr_page_limit(r);
    json_t *pipeline = NULL, *rows = NULL;
    mr_error err;
    mr_status st = mr_pipeline_load(catalog, mr_request_part(r, "pipeline"), &pipeline, &err);
    if (st == MR_OK)
        st = mr_execution_page(catalog, json_string_value(json_object_get(pipeline, "id")),
                               mr_request_query(r, "cursor"), limit + 1, &rows, &err);
    json_decref(pipeline);
    if (st != MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    const bool more = json_array_size(rows) > limit;
    if (more)
        json_array_remove(rows, limit);
    const json_t *last = json_array_get(rows, limit - 1);
    mr_respond_json(r, 200,
                    json_pack("{s:o,s:O?}", "items", rows, "next_cursor",
                              more ? json_object_get(last, "id") : NULL));
}

// --- start ---

static mr_status decode_saved(const json_t *pipeline, mr_dag **out, mr_error *err)
{
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = mr_dag_decode_json(json_object_get(pipeline, "dag_definition"), out, &problems);
    mr_diagnostics_clear(&problems);
    return st == MR_OK ? MR_OK : mr_fail(err, MR_EINVALID, "", "is saved as no pipeline document");
}

void mr_route_execution_start(mr_request *r)
{
    mr_server *server = mr_request_server(r);
    json_t *pipeline = NULL, *row = NULL;
    mr_dag *dag = NULL;
    mr_execute_options options = {0};
    mr_diagnostics problems;
    mr_error err;
    if (!has_workers(r))
        return;
    const json_t *body = mr_request_body(r).n ? mr_request_object(r) : NULL;
    if (mr_request_body(r).n && !body)
        return;
    mr_diagnostics_init(&problems);
    mr_status st =
        mr_pipeline_load(server->service->catalog, mr_request_part(r, "pipeline"), &pipeline, &err);
    if (st == MR_OK)
        st = decode_saved(pipeline, &dag, &err);
    if (st == MR_OK)
        st = mr_execute_options_from_json(dag, body, mr_request_arena(r), &options, &err);
    if (st == MR_OK)
        st = mr_executions_begin(server->executions,
                                 json_string_value(json_object_get(pipeline, "id")), &options,
                                 &problems, &row, &err);
    if (st == MR_OK)
        mr_respond_json(r, 202, row);
    else
        mr_respond_invalid(r, &err, st == MR_EINVALID ? &problems : NULL, NULL);
    mr_diagnostics_clear(&problems);
    mr_dag_free(dag);
    json_decref(pipeline);
}

// --- one ---

void mr_route_execution_show(mr_request *r)
{
    const mr_server *server = mr_request_server(r);
    const char *id = mr_request_part(r, "execution");
    json_t *row = NULL;
    mr_error err;
    mr_status st = server->executions ? mr_executions_show(server->executions, id, &row, &err)
                                      : mr_show_execution(server->service, id, &row, &err);
    if (st == MR_OK)
        mr_respond_json(r, 200, row);
    else
        mr_respond_error(r, &err);
}

void mr_route_execution_cancel(mr_request *r)
{
    mr_error err;
    if (!has_workers(r))
        return;
    if (mr_executions_cancel(mr_request_server(r)->executions, mr_request_part(r, "execution"),
                             &err) == MR_OK)
        mr_respond_empty(r, 202);
    else
        mr_respond_error(r, &err);
}

// --- the sample ---

static void sample_ended(void *context, const mr_work_end *end)
{
    mr_request *r = context;
    mr_read_answer answer;
    mr_read_answer_of(end, &answer);
    if (answer.status == 200)
        answer.status = 201;
    mr_respond_read(r, &answer);
}

void mr_route_sample(mr_request *r)
{
    const mr_work work = {
        .kind = MR_WORK_RUN,
        .request = json_pack("{s:s}", "task", "sample"),
        .ended = sample_ended,
        .context = r,
    };
    int64_t id;
    mr_error err;
    if (!mr_request_server(r)->workers) {
        json_decref(work.request);
        (void)has_workers(r);
        return;
    }
    if (mr_workers_submit(mr_request_server(r)->workers, &work, &id, &err) != MR_OK)
        mr_respond_error(r, &err);
}
