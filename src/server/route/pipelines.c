// /pipelines: list, save, load, delete
#include <jansson.h>
#include <string.h>

#include "mudrock/id.h"

#include "../page.h"
#include "../response.h"
#include "../server.h"
#include "handlers.h"

static const char *text_of(const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text ? text : "";
}

static void publish(mr_request *r, const char *action, const json_t *row)
{
    char topic[64];
    (void)snprintf(topic, sizeof topic, "project-%s", text_of(row, "project_id"));
    mr_events_publish(mr_request_server(r)->events, topic, "pipeline",
                      json_pack("{s:s,s:O?,s:O?,s:O?,s:O?}", "action", action, "id",
                                json_object_get(row, "id"), "name", json_object_get(row, "name"),
                                "revision", json_object_get(row, "revision"), "head_revision_id",
                                json_object_get(row, "head_revision_id")),
                      false);
}

static void respond_pipeline(mr_request *r, int status, json_t *row)
{
    mr_response_tag(r, text_of(row, "head_revision_id"));
    mr_respond_json(r, status, row);
}

void mr_route_pipelines(mr_request *r)
{
    static const char *const keys[] = {"id", NULL};
    const mr_list_query query = {.project = mr_request_part(r, "project")};
    json_t *rows = NULL;
    mr_error err;
    if (mr_list(mr_request_service(r), MR_LIST_PIPELINES, &query, &rows, &err) == MR_OK)
        mr_respond_page(r, rows, keys);
    else
        mr_respond_error(r, &err);
}

void mr_route_pipeline_show(mr_request *r)
{
    json_t *row = NULL;
    mr_error err;
    if (mr_pipeline_load(mr_request_service(r)->catalog, mr_request_part(r, "pipeline"), &row,
                         &err) == MR_OK)
        respond_pipeline(r, 200, row);
    else
        mr_respond_error(r, &err);
}

void mr_route_pipeline_delete(mr_request *r)
{
    json_t *row = NULL;
    mr_error err;
    if (mr_remove_pipeline(mr_request_service(r), mr_request_part(r, "pipeline"), &row, &err) !=
        MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    publish(r, "deleted", row);
    json_decref(row);
    mr_respond_empty(r, 204);
}

// --- saving ---

static void save(mr_request *r, int status, const mr_pipeline_change *change)
{
    json_t *row = NULL, *more = NULL;
    mr_error err;
    bool changed;
    const mr_status st = mr_save_pipeline(mr_request_service(r), change, &row, &changed, &err);
    if (st != MR_OK) {
        if (st == MR_ESTALE)
            more = json_pack("{s:s,s:s}", "head_revision_id", err.where, "where", "");
        mr_respond_invalid(r, &err, NULL, more);
        return;
    }
    if (changed)
        publish(r, "saved", row);
    respond_pipeline(r, status, row);
}

static void respond_undecoded(mr_request *r, const mr_diagnostics *problems)
{
    mr_error err;
    mr_fail(&err, MR_EINVALID, "", "this is no pipeline document");
    mr_respond_invalid(r, &err, problems, NULL);
}

void mr_route_pipeline_create(mr_request *r)
{
    char id[37];
    mr_dag *dag = NULL;
    mr_diagnostics problems;
    json_t *body = mr_request_object(r);
    if (!body)
        return;
    if (!json_object_get(body, "id")) {
        mr_uuid_new(id);
        json_object_set_new(body, "id", json_string(id));
    }
    mr_diagnostics_init(&problems);
    const mr_status st = mr_request_document(r, NULL, &dag, &problems);
    const mr_pipeline_change change = {.dag = dag, .project = mr_request_part(r, "project")};
    if (st == MR_OK)
        save(r, 201, &change);
    else if (st == MR_EINVALID)
        respond_undecoded(r, &problems);
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
}

void mr_route_pipeline_save(mr_request *r)
{
    mr_dag *dag = NULL;
    mr_diagnostics problems;
    const char *base = mr_request_match(r);
    if (!base) {
        mr_respond_problem(r, 428, "precondition_required",
                           "a save names the revision it began from: If-Match: \"revision\"");
        return;
    }
    mr_diagnostics_init(&problems);
    const mr_status st = mr_request_document(r, NULL, &dag, &problems);
    const mr_pipeline_change change = {.dag = dag, .base_revision = base};
    if (st == MR_OK && strcmp(dag->id, mr_request_part(r, "pipeline")) != 0)
        mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM),
                           "the document has the id \"%s\", not that of the path", dag->id);
    else if (st == MR_OK)
        save(r, 200, &change);
    else if (st == MR_EINVALID)
        respond_undecoded(r, &problems);
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
}
