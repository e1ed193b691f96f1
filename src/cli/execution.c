// mudrock execution list | show | logs | lineage | cancel
#include <jansson.h>
#include <string.h>

#include "action.h"
#include "commands.h"
#include "print.h"

static const mr_print_column log_columns[] = {
    {"node_name", "NODE"}, {"state", "STATE"},    {"wells_done", "WELLS"}, {"rows", "ROWS"},
    {"time_ms", "MS"},     {"infinities", "INF"}, {"error", "ERROR"},      {0},
};

static mr_status do_list(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    static const mr_print_column columns[] = {
        {"started_at", "STARTED"},   {"status", "STATUS"}, {"execution_time_ms", "MS"},
        {"pipeline_id", "PIPELINE"}, {"id", "ID"},         {0},
    };
    json_t *rows = NULL, *pipeline = NULL;
    const char *named = mr_cli_value(args, "pipeline"), *id = NULL;
    size_t limit = 100;
    MR_TRY(mr_cli_number(args, "limit", 1000000, &limit, err));
    if (named)
        MR_TRY(mr_pipeline_load(service->catalog, named, &pipeline, err));
    id = json_string_value(json_object_get(pipeline, "id"));
    mr_status st = mr_execution_list(service->catalog, id, limit, &rows, err);
    if (st == MR_OK)
        mr_print_list(args, rows, columns);
    json_decref(rows);
    json_decref(pipeline);
    return st;
}

static void print_text(const json_t *execution)
{
    static const mr_print_column outputs[] = {
        {"node_name", "OUTPUT"}, {"kind", "KIND"}, {"rows", "ROWS"},
        {"bytes", "BYTES"},      {"path", "PATH"}, {0},
    };
    static const char *const plain[] = {
        "id",           "pipeline_id",       "status",        "started_at",
        "completed_at", "execution_time_ms", "error_message", "content_hash"};
    const json_t *summary = json_object_get(execution, "result_summary");
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const json_t *value = json_object_get(execution, plain[i]);
        if (json_is_string(value))
            printf("%-18s %s\n", plain[i], json_string_value(value));
        else if (json_is_integer(value))
            printf("%-18s %lld\n", plain[i], (long long)json_integer_value(value));
    }
    if (json_array_size(json_object_get(execution, "execution_log"))) {
        printf("\n");
        mr_print_text_table(json_object_get(execution, "execution_log"), log_columns);
    }
    if (json_array_size(json_object_get(summary, "outputs"))) {
        printf("\n");
        mr_print_text_table(json_object_get(summary, "outputs"), outputs);
    }
}

static mr_status do_show(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *execution = NULL;
    const char *format = mr_cli_value(args, "format");
    MR_TRY(mr_execution_get(service->catalog, mr_cli_word(args, 0), &execution, err));
    if (format && strcmp(format, "json") == 0)
        mr_print_json(execution);
    else
        print_text(execution);
    json_decref(execution);
    return MR_OK;
}

static mr_status do_logs(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *execution = NULL;
    MR_TRY(mr_execution_get(service->catalog, mr_cli_word(args, 0), &execution, err));
    json_t *log = json_object_get(execution, "execution_log");
    json_t *none = json_array();
    mr_print_list(args, json_is_array(log) ? log : none, log_columns);
    json_decref(none);
    json_decref(execution);
    return MR_OK;
}

static mr_status do_lineage(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    static const mr_print_column columns[] = {
        {"source_node_id", "FROM"},
        {"target_node_id", "TO"},
        {"transformation_type", "BY"},
        {"source_data_snapshot", "SNAPSHOT"},
        {0},
    };
    json_t *execution = NULL, *rows = NULL;
    MR_TRY(mr_execution_get(service->catalog, mr_cli_word(args, 0), &execution, err));
    mr_status st = mr_lineage_list(service->catalog, mr_cli_word(args, 0), &rows, err);
    if (st == MR_OK)
        mr_print_list(args, rows, columns);
    json_decref(rows);
    json_decref(execution);
    return st;
}

static mr_status do_cancel(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    MR_TRY(mr_cancel_execution(service, mr_cli_word(args, 0), err));
    fprintf(stderr, "cancelled\n");
    return MR_OK;
}

static int list(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_list);
}

static int show(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_show);
}

static int logs(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_logs);
}

static int lineage(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_lineage);
}

static int cancel(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_cancel);
}

static const mr_option list_options[] = {
    {"pipeline", MR_OPTION_VALUE, "P", "only of this pipeline, by id or name", NULL},
    {"limit", MR_OPTION_VALUE, "N", "the newest N (else 100)", NULL},
    MR_OPTION_LISTING,
    MR_OPTION_WORKSPACE,
    {0},
};
static const mr_option show_options[] = {MR_OPTION_TEXT_JSON, MR_OPTION_WORKSPACE, {0}};
static const mr_option rows_options[] = {MR_OPTION_LISTING, MR_OPTION_WORKSPACE, {0}};
static const mr_option cancel_options[] = {MR_OPTION_WORKSPACE, {0}};

static const mr_command command_list = {
    .name = "list",
    .summary = "The executions, newest first.",
    .options = list_options,
    .run = list,
};

static const mr_command command_show = {
    .name = "show",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "An execution: status, what each node did, what came out.",
    .options = show_options,
    .run = show,
};

static const mr_command command_logs = {
    .name = "logs",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "What each node of an execution did.",
    .options = rows_options,
    .run = logs,
};

static const mr_command command_lineage = {
    .name = "lineage",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "What was made from what.",
    .options = rows_options,
    .run = lineage,
};

static const mr_command command_cancel = {
    .name = "cancel",
    .arguments = "ID",
    .min = 1,
    .max = 1,
    .summary = "Cancel a running execution, whichever process runs it.",
    .options = cancel_options,
    .run = cancel,
};

static const mr_command *const subcommands[] = {&command_list,    &command_show,   &command_logs,
                                                &command_lineage, &command_cancel, NULL};

const mr_command mr_command_execution = {
    .name = "execution",
    .summary = "Executions: list, show, logs, lineage, cancel.",
    .subcommands = subcommands,
};
