// Running a document: typed, saved, recorded before it starts and when it ends.
#include <jansson.h>
#include <string.h>

#include "content_key.h"
#include "execute.h"

static mr_run_options run_options(const mr_service *service, const mr_execute_options *options)
{
    return (mr_run_options){
        .units = service->units,
        .catalog = service->catalog,
        .objects = service->objects,
        .duck = service->duck,
        .sql = service->sql,
        .threads = options->threads ? options->threads : service->threads,
        .data_folder = options->data_folder,
        .out_folder = options->out_folder,
        .wells = options->wells && options->wells->n ? options->wells : NULL,
        .cancel = options->cancel,
        .progress = options->progress,
        .at = options->at,
        .context = options->context,
    };
}

mr_status mr_type_document(mr_service *service, const mr_dag *dag,
                           const mr_execute_options *options, mr_typed_dag **out, mr_error *err)
{
    mr_run_options run = run_options(service, options);
    mr_sources sources = {0};
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_executor_sources(&run, arena, &sources, err);
    mr_validate_options validate = {
        .units = service->units, .sources = &sources, .sql = service->sql};
    if (st == MR_OK)
        st = mr_validate(dag, &validate, out, err);
    mr_arena_free(arena);
    return st;
}

static void copy_problem(const mr_diagnostic *d, mr_diagnostics *to)
{
    mr_diagnostic *copy = mr_diagnose(to, d->severity, d->code, d->node_id, "%s", d->message);
    copy->column = mr_arena_strdup(to->arena, d->column);
    copy->pointer = mr_arena_strdup(to->arena, d->pointer);
    copy->hint = mr_arena_strdup(to->arena, d->hint);
    copy->migration = mr_arena_strdup(to->arena, d->migration);
    for (size_t k = 0; k < d->n_related; k++)
        mr_diagnostic_relate(to, copy, d->related_node_ids[k]);
}

// What the whole document lacks does not matter to one node of it.
static bool concerns(const mr_typed_dag *typed, const mr_diagnostic *d, const bool *upstream)
{
    static const char *const of_outputs[] = {"dag.no_output", "dag.multiple_outputs", "dag.orphan",
                                             "dag.unreachable"};
    for (size_t i = 0; i < sizeof of_outputs / sizeof *of_outputs; i++)
        if (strcmp(d->code, of_outputs[i]) == 0)
            return false;
    for (size_t i = 0; d->node_id && i < typed->dag->n_nodes; i++)
        if (strcmp(typed->nodes[i].node->id, d->node_id) == 0)
            return upstream[i];
    return true;
}

mr_status mr_check_typed(const mr_typed_dag *typed, const char *to_node, mr_diagnostics *problems,
                         mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    const bool *upstream = NULL;
    size_t errors = 0;
    for (size_t i = 0; to_node && i < typed->dag->n_nodes; i++)
        if (strcmp(typed->nodes[i].node->id, to_node) == 0)
            upstream = mr_upstream(typed, i, arena);
    for (size_t i = 0; i < typed->problems.n; i++) {
        const mr_diagnostic *d = &typed->problems.at[i];
        if (upstream && !concerns(typed, d, upstream))
            continue;
        copy_problem(d, problems);
        errors += d->severity == MR_SEVERITY_ERROR;
    }
    mr_arena_free(arena);
    return errors ? mr_fail(err, MR_EINVALID, typed->dag->name, "the pipeline has %zu error%s",
                            errors, errors == 1 ? "" : "s")
                  : MR_OK;
}

mr_status mr_find_target(const mr_dag *dag, const char *name, const char **id, mr_error *err)
{
    *id = NULL;
    if (!name)
        return MR_OK;
    if (mr_dag_find(dag, name)) {
        *id = name;
        return MR_OK;
    }
    for (size_t i = 0; i < dag->n_nodes; i++) {
        if (!dag->nodes[i].name || strcmp(dag->nodes[i].name, name) != 0)
            continue;
        if (*id)
            return mr_fail(err, MR_EUSAGE, NULL, "several nodes are called \"%s\": use the id",
                           name);
        *id = dag->nodes[i].id;
    }
    return *id ? MR_OK : mr_fail(err, MR_ENOTFOUND, NULL, "there is no node \"%s\"", name);
}

// --- a run in the store ---

static json_t *input_parameters(const mr_execute_options *options)
{
    json_t *lists[2] = {json_array(), json_array()};
    const mr_names *names[2] = {options->wells, options->overrides};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; names[k] && i < names[k]->n; i++)
            json_array_append_new(lists[k], json_string(names[k]->at[i]));
    return json_pack("{s:s?,s:o,s:o}", "to_node", options->to_node, "wells", lists[0], "overrides",
                     lists[1]);
}

mr_status mr_run_create(mr_service *service, const char *pipeline_id, const char *revision_id,
                        const mr_execute_options *options, char id[37], mr_error *err)
{
    json_t *input = input_parameters(options);
    mr_status st = mr_catalog_begin(service->catalog, err);
    if (st == MR_OK) {
        st = mr_execution_create(service->catalog, pipeline_id, input, id, err);
        json_t *fields = json_pack("{s:s*}", "revision_id", revision_id);
        if (st == MR_OK)
            st = mr_execution_update(service->catalog, id, fields, err);
        json_decref(fields);
        if (st == MR_OK)
            st = mr_catalog_commit(service->catalog, err);
        if (st != MR_OK)
            mr_catalog_rollback(service->catalog);
    }
    json_decref(input);
    return st;
}

// Keys of what is to be made.
static mr_status put_keys(mr_run_record *r, const char *to_node, mr_error *err)
{
    const mr_typed_dag *typed = r->record.typed;
    mr_service *service = r->record.service;
    mr_arena *arena = mr_arena_new();
    char(*keys)[65];
    json_t *list = json_object();
    const bool *upstream = NULL;
    mr_status st = mr_content_keys(service, typed, r->record.options->wells, arena, &keys, err);
    for (size_t i = 0; to_node && i < typed->dag->n_nodes; i++)
        if (strcmp(typed->nodes[i].node->id, to_node) == 0)
            upstream = mr_upstream(typed, i, arena);
    for (size_t i = 0; st == MR_OK && i < typed->dag->n_nodes; i++)
        if (keys[i][0] && (upstream ? upstream[i] : typed->nodes[i].reaches_output))
            json_object_set_new(list, typed->nodes[i].node->id, json_string(keys[i]));
    if (st == MR_OK)
        st = mr_execution_put_keys(service->catalog, r->id, list, err);
    json_decref(list);
    mr_arena_free(arena);
    return st;
}

// pending -> running, with what is known before it runs.
static mr_status begin(mr_run_record *r, const char *to_node, mr_error *err)
{
    mr_catalog *catalog = r->record.service->catalog;
    MR_TRY(mr_running_begin(r->record.service, r->id, &r->running, err));
    MR_TRY(mr_catalog_begin(catalog, err));
    mr_status st = mr_execution_claim(catalog, r->id, err);
    if (st == MR_OK)
        st = mr_execution_update(catalog, r->id, r->start, err);
    if (st == MR_OK)
        st = put_keys(r, to_node, err);
    if (st == MR_OK)
        st = mr_catalog_commit(catalog, err);
    if (st != MR_OK)
        mr_catalog_rollback(catalog);
    return st;
}

// Whoever ended it first has said how: it was cancelled, or taken for dead.
static mr_status check_open(mr_catalog *catalog, const char *id, mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_execution_get(catalog, id, &row, err));
    const char *status = json_string_value(json_object_get(row, "status"));
    mr_status st = MR_OK;
    if (!status || strcmp(status, "running") != 0)
        st = mr_fail(err, MR_ECONFLICT, id, "was ended meanwhile: it is %s", status ? status : "");
    json_decref(row);
    return st;
}

// The end of a run in the store; the row as it stands then.
static mr_status end(mr_run_record *r, mr_status status, const mr_error *failure,
                     json_t **execution, mr_error *err)
{
    mr_catalog *catalog = r->record.service->catalog;
    json_t *fields = mr_record_end(&r->record, status, failure);
    if (!r->id[0]) {
        json_object_update(fields, r->start);
        *execution = fields;
        return MR_OK;
    }
    mr_status st = mr_catalog_begin(catalog, err);
    if (st == MR_OK) {
        st = check_open(catalog, r->id, err);
        if (st == MR_OK)
            st = mr_execution_update(catalog, r->id, fields, err);
        if (st == MR_OK && status == MR_OK)
            st = mr_record_lineage(&r->record, r->id, json_object_get(r->start, "input_snapshots"),
                                   err);
        if (st == MR_OK)
            st = mr_catalog_commit(catalog, err);
        if (st != MR_OK)
            mr_catalog_rollback(catalog);
    }
    if (st == MR_OK)
        st = mr_execution_get(catalog, r->id, execution, err);
    json_decref(fields);
    return st;
}

mr_status mr_run_typed(mr_run_record *r, json_t **execution, mr_error *err)
{
    const mr_execute_options *options = r->record.options;
    const mr_typed_dag *typed = r->record.typed;
    mr_run_result *result = NULL;
    mr_error failure = {0}, trouble = {0};
    mr_run_options how = run_options(r->record.service, options);
    MR_TRY(mr_find_target(typed->dag, options->to_node, &how.to_node, err));
    MR_TRY(mr_record_start(&r->record, &r->start, err));
    if (r->id[0])
        MR_TRY(begin(r, how.to_node, err));
    mr_arena *arena = mr_arena_new();
    how.result_prefix =
        r->id[0] ? mr_arena_printf(arena, "project-%s/executions/%s", typed->dag->project_id, r->id)
                 : "run";
    if (options->started)
        options->started(options->context, r->id, typed);
    mr_status st = mr_run(typed, &how, &result, &failure);
    r->record.result = result;
    mr_status recorded = end(r, st, &failure, execution, &trouble);
    mr_run_result_free(result);
    mr_arena_free(arena);
    if (st != MR_OK)
        return mr_fail(err, st, failure.where, "%s", failure.message);
    if (recorded != MR_OK)
        return mr_fail(err, recorded, trouble.where, "the run is done but not recorded: %s",
                       trouble.message);
    return MR_OK;
}

void mr_run_clear(mr_run_record *r)
{
    mr_running_end(r->running);
    json_decref(r->start);
}

// --- in this process, document and all ---

static mr_status save_and_create(mr_run_record *r, const mr_dag *dag, mr_error *err)
{
    mr_service *service = r->record.service;
    json_t *saved = NULL;
    if (!service->catalog || r->record.options->data_folder)
        return MR_OK; // not recorded
    MR_TRY(mr_save_document(service, dag, r->record.options->project, "run", &saved, err));
    mr_status st = mr_run_create(service, dag->id,
                                 json_string_value(json_object_get(saved, "head_revision_id")),
                                 r->record.options, r->id, err);
    json_decref(saved);
    return st;
}

mr_status mr_execute_pipeline(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              json_t **execution, mr_error *err)
{
    mr_dag *prepared = NULL;
    mr_typed_dag *typed = NULL;
    const char *target = NULL;
    mr_run_record r = {0};
    *execution = NULL;
    mr_status st = mr_prepare_document(service, dag, options, &prepared, err);
    if (st == MR_OK)
        st = mr_find_target(prepared, options->to_node, &target, err);
    if (st == MR_OK)
        st = mr_type_document(service, prepared, options, &typed, err);
    if (st == MR_OK)
        st = mr_check_typed(typed, target, problems, err);
    if (st == MR_OK) {
        r.record = (mr_record){service, typed, options, NULL};
        st = save_and_create(&r, dag, err);
    }
    if (st == MR_OK)
        st = mr_run_typed(&r, execution, err);
    mr_run_clear(&r);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    return st;
}
