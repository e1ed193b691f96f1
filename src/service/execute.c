// Running a document: typed, saved, recorded before it starts and when it ends.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/clock.h"

#include "record.h"
#include "running.h"

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

static void copy_problems(const mr_diagnostics *from, mr_diagnostics *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const mr_diagnostic *d = &from->at[i];
        mr_diagnostic *copy = mr_diagnose(to, d->severity, d->code, d->node_id, "%s", d->message);
        copy->column = mr_arena_strdup(to->arena, d->column);
        copy->pointer = mr_arena_strdup(to->arena, d->pointer);
        copy->hint = mr_arena_strdup(to->arena, d->hint);
        copy->migration = mr_arena_strdup(to->arena, d->migration);
        for (size_t k = 0; k < d->n_related; k++)
            mr_diagnostic_relate(to, copy, d->related_node_ids[k]);
    }
}

static json_t *names_to_json(const mr_names *names)
{
    json_t *list = json_array();
    for (size_t i = 0; names && i < names->n; i++)
        json_array_append_new(list, json_string(names->at[i]));
    return list;
}

static json_t *input_parameters(const mr_execute_options *options)
{
    return json_pack("{s:s?,s:o,s:o}", "to_node", options->to_node, "wells",
                     names_to_json(options->wells), "overrides", names_to_json(options->overrides));
}

// A node by id, else by name.
static mr_status find_target(const mr_dag *dag, const char *name, const char **id, mr_error *err)
{
    if (mr_dag_find(dag, name)) {
        *id = name;
        return MR_OK;
    }
    *id = NULL;
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

typedef struct run {
    mr_record record;
    char id[37];        // of the execution; "" = not recorded
    json_t *start;      // what mr_record_start gave
    const char *prefix; // of kept results
    mr_running *running;
} run;

static mr_status begin(run *r, const mr_dag *dag, mr_arena *arena, mr_error *err)
{
    mr_service *service = r->record.service;
    char now[32];
    MR_TRY(mr_record_start(&r->record, &r->start, err));
    if (!service->catalog || r->record.options->data_folder) {
        r->prefix = "run";
        return MR_OK;
    }
    json_t *saved = NULL, *input = input_parameters(r->record.options);
    mr_status st = mr_save_document(service, dag, r->record.options->project, "run", &saved, err);
    if (st == MR_OK)
        st = mr_execution_create(service->catalog, dag->id, input, r->id, err);
    if (st == MR_OK)
        st = mr_running_begin(service, r->id, &r->running, err);
    if (st == MR_OK) {
        mr_clock_rfc3339(now);
        json_t *fields = json_copy(r->start);
        json_object_set_new(fields, "status", json_string("running"));
        json_object_set_new(fields, "started_at", json_string(now));
        st = mr_execution_update(service->catalog, r->id, fields, err);
        json_decref(fields);
    }
    const char *project = json_string_value(json_object_get(saved, "project_id"));
    r->prefix = mr_arena_printf(arena, "project-%s/executions/%s", project ? project : "", r->id);
    json_decref(saved);
    json_decref(input);
    return st;
}

// The end of a run in the store; the row as it stands then.
static mr_status end(run *r, mr_status status, const mr_error *failure, json_t **execution,
                     mr_error *err)
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

static mr_status run_typed(run *r, const mr_dag *dag, mr_arena *arena, json_t **execution,
                           mr_error *err)
{
    const mr_execute_options *options = r->record.options;
    mr_run_result *result = NULL;
    mr_error failure = {0}, trouble = {0};
    mr_run_options how = run_options(r->record.service, options);
    if (options->to_node)
        MR_TRY(find_target(r->record.typed->dag, options->to_node, &how.to_node, err));
    MR_TRY(begin(r, dag, arena, err));
    how.result_prefix = r->prefix;
    mr_status st = mr_run(r->record.typed, &how, &result, &failure);
    r->record.result = result;
    mr_status recorded = end(r, st, &failure, execution, &trouble);
    mr_run_result_free(result);
    if (st != MR_OK)
        return mr_fail(err, st, failure.where, "%s", failure.message);
    if (recorded != MR_OK)
        return mr_fail(err, recorded, trouble.where, "the run is done but not recorded: %s",
                       trouble.message);
    return MR_OK;
}

mr_status mr_execute_pipeline(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              json_t **execution, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_dag *prepared = NULL;
    mr_typed_dag *typed = NULL;
    run r = {0};
    *execution = NULL;
    mr_status st = mr_prepare_document(service, dag, options, &prepared, err);
    if (st == MR_OK)
        st = mr_type_document(service, prepared, options, &typed, err);
    if (st == MR_OK) {
        copy_problems(&typed->problems, problems);
        if (typed->problems.errors)
            st = mr_fail(err, MR_EINVALID, dag->name, "the pipeline has %zu error%s",
                         typed->problems.errors, typed->problems.errors == 1 ? "" : "s");
    }
    if (st == MR_OK) {
        r.record = (mr_record){service, typed, options, NULL};
        st = run_typed(&r, dag, arena, execution, err);
    }
    mr_running_end(r.running);
    json_decref(r.start);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    mr_arena_free(arena);
    return st;
}
