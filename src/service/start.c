// A run in two halves: begun by a server, carried out by a worker.
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "execute.h"
#include "start.h"

static mr_status decode(const json_t *document, const char *id, mr_dag **out, mr_error *err)
{
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = mr_dag_decode_json((json_t *)(uintptr_t)document, out, &problems);
    mr_diagnostics_clear(&problems);
    return st == MR_OK ? st : mr_fail(err, MR_EINVALID, id, "is saved as no pipeline document");
}

// --- the first half ---

static mr_status check(mr_service *service, const mr_dag *dag, const mr_execute_options *options,
                       mr_diagnostics *problems, mr_error *err)
{
    mr_dag *prepared = NULL;
    mr_typed_dag *typed = NULL;
    const char *target = NULL;
    MR_TRY(mr_prepare_document(service, dag, options, &prepared, err));
    mr_status st = mr_find_target(prepared, options->to_node, &target, err);
    if (st == MR_OK)
        st = mr_type_document(service, prepared, options, &typed, err);
    if (st == MR_OK)
        st = mr_check_typed(typed, target, problems, err);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    return st;
}

mr_status mr_start_execution(mr_service *service, const char *pipeline_id,
                             const mr_execute_options *options, mr_diagnostics *problems,
                             json_t **execution, mr_error *err)
{
    json_t *row = NULL;
    mr_dag *dag = NULL;
    char id[37] = "";
    MR_TRY(mr_pipeline_load(service->catalog, pipeline_id, &row, err));
    const char *pipeline = json_string_value(json_object_get(row, "id"));
    const char *revision = json_string_value(json_object_get(row, "head_revision_id"));
    mr_status st = decode(json_object_get(row, "dag_definition"), pipeline, &dag, err);
    if (st == MR_OK)
        st = check(service, dag, options, problems, err);
    if (st == MR_OK)
        st = mr_run_create(service, pipeline, revision, options, id, err);
    if (st == MR_OK)
        st = mr_show_execution(service, id, execution, err);
    mr_dag_free(dag);
    json_decref(row);
    return st;
}

// --- the second half ---

void mr_names_from_json(const json_t *list, mr_arena *arena, mr_names *out)
{
    *out = (mr_names){json_array_size(list), NULL};
    out->at = MR_ARENA_ARRAY(arena, const char *, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = mr_arena_strdup(arena, json_string_value(json_array_get(list, i)));
}

mr_status mr_execution_document(mr_service *service, const json_t *row, mr_arena *arena,
                                mr_execute_options *options, mr_dag **out, mr_error *err)
{
    const char *id = json_string_value(json_object_get(row, "id"));
    const char *revision = json_string_value(json_object_get(row, "revision_id"));
    const json_t *input = json_object_get(row, "input_parameters");
    mr_names *wells = MR_ARENA_NEW(arena, mr_names), *overrides = MR_ARENA_NEW(arena, mr_names);
    json_t *document = NULL;
    mr_dag *dag = NULL;
    if (!revision)
        return mr_fail(err, MR_ECONFLICT, id, "does not say which revision of its pipeline ran");
    mr_names_from_json(json_object_get(input, "wells"), arena, wells);
    mr_names_from_json(json_object_get(input, "overrides"), arena, overrides);
    options->wells = wells;
    options->overrides = overrides;
    options->to_node = mr_arena_strdup(arena, json_string_value(json_object_get(input, "to_node")));
    MR_TRY(mr_revision_document(service->catalog, revision, &document, err));
    mr_status st = decode(document, id, &dag, err);
    if (st == MR_OK)
        st = mr_prepare_document(service, dag, options, out, err);
    mr_dag_free(dag);
    json_decref(document);
    return st;
}

static const char *folder_of(const mr_service *service, const mr_dag *dag, mr_arena *arena)
{
    return mr_arena_printf(arena, "%s/outputs/project-%s", service->workspace, dag->project_id);
}

static mr_status run_row(mr_service *service, const json_t *row, mr_execute_options *options,
                         mr_arena *arena, json_t **execution, mr_error *err)
{
    mr_dag *dag = NULL;
    mr_typed_dag *typed = NULL;
    mr_diagnostics problems;
    mr_run_record r = {0};
    const char *target = NULL;
    mr_diagnostics_init(&problems);
    mr_status st = mr_execution_document(service, row, arena, options, &dag, err);
    if (st == MR_OK)
        st = mr_find_target(dag, options->to_node, &target, err);
    if (st == MR_OK && !options->out_folder)
        options->out_folder = folder_of(service, dag, arena);
    if (st == MR_OK)
        st = mr_type_document(service, dag, options, &typed, err);
    if (st == MR_OK)
        st = mr_check_typed(typed, target, &problems, err);
    for (size_t i = 0; st == MR_EINVALID && dag && i < problems.n; i++)
        if (problems.at[i].severity == MR_SEVERITY_ERROR) {
            mr_fail(err, st, dag->name, "%s", problems.at[i].message); // the first says most
            break;
        }
    if (st == MR_OK) {
        r.record = (mr_record){service, typed, options, NULL};
        snprintf(r.id, sizeof r.id, "%s", json_string_value(json_object_get(row, "id")));
        st = mr_run_typed(&r, execution, err);
    }
    mr_run_clear(&r);
    mr_diagnostics_clear(&problems);
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
    return st;
}

mr_status mr_run_execution(mr_service *service, const char *execution_id,
                           const mr_execute_options *options, json_t **execution, mr_error *err)
{
    json_t *row = NULL;
    mr_error failure = {0};
    *execution = NULL;
    MR_TRY(mr_execution_get(service->catalog, execution_id, &row, err));
    mr_arena *arena = mr_arena_new();
    mr_execute_options own = *options;
    mr_status st = run_row(service, row, &own, arena, execution, &failure);
    // It did not come to a run, so that nothing has been recorded yet.
    if (st != MR_OK && st != MR_ECONFLICT && !*execution) {
        bool ended;
        mr_status recorded = mr_abandon_execution(service, execution_id, st == MR_ECANCEL,
                                                  failure.message, &ended, err);
        if (recorded != MR_OK)
            st = recorded;
    }
    if (st != MR_OK && failure.status == st)
        mr_fail(err, st, failure.where, "%s", failure.message);
    mr_arena_free(arena);
    json_decref(row);
    return st;
}

// --- when neither ends it ---

static mr_status delete_key(void *context, const char *key, int64_t bytes, mr_error *err)
{
    (void)bytes;
    (void)err;
    json_array_append_new(context, json_string(key));
    return MR_OK;
}

mr_status mr_delete_results(mr_service *service, const char *project_id, const char *execution_id,
                            mr_error *err)
{
    char prefix[128];
    json_t *keys = json_array();
    (void)snprintf(prefix, sizeof prefix, "project-%s/executions/%s/", project_id, execution_id);
    mr_status st = mr_object_list(service->objects, prefix, delete_key, keys, err);
    for (size_t i = 0; st == MR_OK && i < json_array_size(keys); i++) {
        st = mr_object_delete(service->objects, json_string_value(json_array_get(keys, i)), err);
        st = st == MR_ENOTFOUND ? MR_OK : st;
    }
    json_decref(keys);
    return st;
}

static mr_status delete_traces(mr_service *service, const char *execution_id, mr_error *err)
{
    json_t *row = NULL, *pipeline = NULL;
    mr_arena *arena = mr_arena_new();
    unlink(mr_arena_printf(arena, "%s/running-%s", service->workspace, execution_id));
    mr_status st = mr_objects_sweep(service->objects, err); // what the dead process wrote aside
    if (st == MR_OK)
        st = mr_execution_get(service->catalog, execution_id, &row, err);
    if (st == MR_OK)
        st = mr_pipeline_load(service->catalog,
                              json_string_value(json_object_get(row, "pipeline_id")), &pipeline,
                              err);
    const char *project = json_string_value(json_object_get(pipeline, "project_id"));
    if (st == MR_OK)
        st = mr_delete_results(service, project, execution_id, err);
    mr_arena_free(arena);
    json_decref(pipeline);
    json_decref(row);
    return st;
}

mr_status mr_abandon_execution(mr_service *service, const char *execution_id, bool cancelled,
                               const char *reason, bool *ended, mr_error *err)
{
    MR_TRY(mr_execution_end(service->catalog, execution_id, cancelled ? "cancelled" : "failed",
                            reason, ended, err));
    return *ended ? delete_traces(service, execution_id, err) : MR_OK;
}
