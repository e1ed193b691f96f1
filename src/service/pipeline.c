// Pipelines as somebody changes them.
#include <jansson.h>
#include <string.h>

#include "mudrock/service.h"

static const char *head_of(const json_t *row)
{
    const char *head = json_string_value(json_object_get(row, "head_revision_id"));
    return head ? head : "";
}

// Within the transaction: what is saved stays what it is while this looks at it.
static mr_status save(mr_service *service, const mr_pipeline_change *change, const mr_dag *dag,
                      json_t **out, bool *changed, mr_error *err)
{
    json_t *saved = NULL;
    mr_status st = mr_pipeline_load(service->catalog, dag->id, &saved, err);
    if (st != MR_OK && st != MR_ENOTFOUND && st != MR_ECONFLICT)
        return st;
    // A name is no id: another pipeline that is called like this one's id is not this one.
    if (saved && strcmp(json_string_value(json_object_get(saved, "id")), dag->id) != 0) {
        json_decref(saved);
        saved = NULL;
    }
    *changed = !saved || !json_equal(json_object_get(saved, "dag_definition"), dag->json);
    if (saved && !*changed) {
        *out = saved;
        return MR_OK;
    }
    if (saved && !change->base_revision)
        st = mr_fail(err, MR_ECONFLICT, "/id", "there is a pipeline \"%s\" of that id already",
                     dag->name);
    else
        st = mr_pipeline_save(service->catalog, dag->project_id, dag, change->base_revision,
                              change->message, out, err);
    if (st == MR_ESTALE)
        (void)mr_fail(err, st, head_of(saved), "someone else saved the pipeline \"%s\" meanwhile",
                      dag->name);
    json_decref(saved);
    return st;
}

mr_status mr_save_pipeline(mr_service *service, const mr_pipeline_change *change, json_t **out,
                           bool *changed, mr_error *err)
{
    const mr_execute_options options = {.project = change->project};
    mr_dag *dag = NULL;
    bool differs;
    *out = NULL;
    MR_TRY(mr_prepare_document(service, change->dag, &options, &dag, err));
    mr_status st = mr_catalog_begin(service->catalog, err);
    if (st == MR_OK) {
        st = save(service, change, dag, out, changed ? changed : &differs, err);
        if (st == MR_OK)
            st = mr_catalog_commit(service->catalog, err);
        else
            mr_catalog_rollback(service->catalog);
    }
    if (st != MR_OK) {
        json_decref(*out);
        *out = NULL;
    }
    mr_dag_free(dag);
    return st;
}

// Rows first: a row without its results would be a broken promise, results without a row are only
// space.
mr_status mr_remove_pipeline(mr_service *service, const char *id_or_name, json_t **out,
                             mr_error *err)
{
    json_t *row = NULL, *executions = NULL;
    MR_TRY(mr_pipeline_load(service->catalog, id_or_name, &row, err));
    const char *id = json_string_value(json_object_get(row, "id"));
    const char *project = json_string_value(json_object_get(row, "project_id"));
    mr_status st = mr_execution_list(service->catalog, id, SIZE_MAX, &executions, err);
    if (st == MR_OK)
        st = mr_pipeline_delete(service->catalog, id, err);
    for (size_t i = 0; st == MR_OK && i < json_array_size(executions); i++)
        st = mr_delete_results(
            service, project,
            json_string_value(json_object_get(json_array_get(executions, i), "id")), err);
    if (st == MR_OK && out)
        *out = json_incref(row);
    json_decref(executions);
    json_decref(row);
    return st;
}
