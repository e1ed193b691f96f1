// /projects and what to open first
#include <jansson.h>

#include "../page.h"
#include "../response.h"
#include "handlers.h"

static void respond(mr_request *r, mr_status st, int status, json_t *row, const mr_error *err)
{
    if (st == MR_OK)
        mr_respond_json(r, status, row);
    else
        mr_respond_error(r, err);
}

void mr_route_projects(mr_request *r)
{
    static const char *const keys[] = {"id", NULL};
    json_t *rows = NULL;
    mr_error err;
    if (mr_project_list(mr_request_service(r)->catalog, &rows, &err) == MR_OK)
        mr_respond_page(r, rows, keys);
    else
        mr_respond_error(r, &err);
}

void mr_route_project_create(mr_request *r)
{
    mr_catalog *catalog = mr_request_service(r)->catalog;
    json_t *project = NULL;
    mr_error err;
    char id[37];
    const json_t *body = mr_request_object(r);
    if (!body)
        return;
    const json_t *name = json_object_get(body, "name");
    const json_t *description = json_object_get(body, "description");
    if (!json_is_string(name) || !*json_string_value(name)) {
        mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM), "a project needs a name");
        return;
    }
    mr_status st = mr_project_create(catalog, json_string_value(name),
                                     json_string_value(description), id, &err);
    if (st == MR_OK)
        st = mr_project_get(catalog, id, &project, &err);
    respond(r, st, 201, project, &err);
}

void mr_route_project_show(mr_request *r)
{
    json_t *project = NULL;
    mr_error err;
    mr_status st = mr_project_open(mr_request_service(r), mr_request_part(r, "project"), false,
                                   &project, &err);
    respond(r, st, 200, project, &err);
}

void mr_route_project_delete(mr_request *r)
{
    mr_service *service = mr_request_service(r);
    json_t *project = NULL;
    mr_error err;
    mr_status st = mr_project_open(service, mr_request_part(r, "project"), false, &project, &err);
    if (st == MR_OK)
        st = mr_remove_project(service, json_string_value(json_object_get(project, "id")), &err);
    json_decref(project);
    if (st == MR_OK)
        mr_respond_empty(r, 204);
    else
        mr_respond_error(r, &err);
}

void mr_route_front_page(mr_request *r)
{
    json_t *front = NULL;
    mr_error err;
    mr_status st = mr_front_page(mr_request_service(r), &front, &err);
    if (st == MR_OK && !front)
        front = json_pack("{s:n,s:n,s:n}", "project_id", "pipeline_id", "execution_id");
    respond(r, st, 200, front, &err);
}
