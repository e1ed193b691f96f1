// mudrock pipeline list | save | load | delete
#include <jansson.h>

#include "action.h"
#include "commands.h"
#include "print.h"

static mr_status do_list(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    static const mr_print_column columns[] = {
        {"name", "PIPELINE"},
        {"version", "VERSION"},
        {"revision", "REVISION"},
        {"tags", "TAGS"},
        {"updated_at", "UPDATED"},
        {"id", "ID"},
        {0},
    };
    json_t *rows = NULL;
    const char *project = mr_cli_value(args, "project");
    if (project)
        MR_TRY(
            mr_list(service, MR_LIST_PIPELINES, &(mr_list_query){.project = project}, &rows, err));
    else
        MR_TRY(mr_pipeline_summaries(service->catalog, NULL, &rows, err));
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return MR_OK;
}

static mr_status do_save(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    mr_dag *dag = NULL;
    json_t *saved = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = mr_load_document(NULL, mr_cli_word(args, 0), &dag, &problems, err);
    mr_print_diagnostics(&problems, dag);
    if (st == MR_OK)
        st = mr_save_document(service, dag, mr_cli_value(args, "project"),
                              mr_cli_value(args, "message"), &saved, err);
    if (st == MR_OK) {
        printf("%s\n", json_string_value(json_object_get(saved, "id")));
        fprintf(stderr, "%s\n",
                json_is_true(json_object_get(saved, "changed")) ? "saved" : "unchanged");
    }
    mr_diagnostics_clear(&problems);
    json_decref(saved);
    mr_dag_free(dag);
    return st;
}

static mr_status do_load(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_pipeline_load(service->catalog, mr_cli_word(args, 0), &row, err));
    mr_print_json(json_object_get(row, "dag_definition"));
    json_decref(row);
    return MR_OK;
}

static mr_status do_delete(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_remove_pipeline(service, mr_cli_word(args, 0), NULL, err);
}

static int list(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_list);
}

static int save(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_save);
}

static int load(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_load);
}

static int delete (const mr_cli_args *args)
{
    return mr_action_run(args, false, do_delete);
}

static const mr_option list_options[] = {
    MR_OPTION_PROJECT, MR_OPTION_LISTING, MR_OPTION_WORKSPACE, {0}};
static const mr_option save_options[] = {
    MR_OPTION_PROJECT,
    {"message", MR_OPTION_VALUE, "TEXT", "what changed", NULL},
    MR_OPTION_WORKSPACE,
    {0},
};
static const mr_option other_options[] = {MR_OPTION_WORKSPACE, {0}};

static const mr_command command_list = {
    .name = "list",
    .summary = "The saved pipelines.",
    .options = list_options,
    .run = list,
};

static const mr_command command_save = {
    .name = "save",
    .arguments = "FILE",
    .min = 1,
    .max = 1,
    .summary = "Save a document under its id, as a new revision when it differs; prints the id.",
    .options = save_options,
    .run = save,
};

static const mr_command command_load = {
    .name = "load",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "Print the document of a saved pipeline, by id or name.",
    .options = other_options,
    .run = load,
};

static const mr_command command_delete = {
    .name = "delete",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "Delete a saved pipeline with its history and executions.",
    .options = other_options,
    .run = delete,
};

static const mr_command *const subcommands[] = {&command_list, &command_save, &command_load,
                                                &command_delete, NULL};

const mr_command mr_command_pipeline = {
    .name = "pipeline",
    .summary = "Saved pipelines: list, save, load, delete.",
    .subcommands = subcommands,
};
