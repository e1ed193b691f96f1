// mudrock logs
#include <jansson.h>

#include "action.h"
#include "commands.h"
#include "deletion.h"
#include "listing.h"
#include "session.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},
    {"log_type", "LOG"},
    {"source_name", "FILE"},
    {"rows", "ROWS"},
    {"curves", "CURVES"},
    {"depth_min", "TOP"},
    {"depth_max", "BASE"},
    {"depth_unit", "UNIT"},
    {"index_mnemonic", "INDEX"},
    {"index_kind", "GOES BY"},
    {"imported_at", "IMPORTED"},
    {"superseded_at", "SUPERSEDED"},
    {0},
};

static mr_status list_logs(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *rows = NULL;
    MR_TRY(mr_list_logs(service, mr_cli_value(args, "project"), mr_cli_value(args, "well"),
                        mr_cli_flag(args, "superseded"), &rows, err));
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return MR_OK;
}

static mr_status rename_log(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_rename_log(service, mr_cli_value(args, "project"), mr_cli_word(args, 0),
                         mr_cli_word(args, 1), mr_cli_word(args, 2), err);
}

static int list(const mr_cli_args *args)
{
    return mr_action_run(args, false, list_logs);
}

static int do_rename(const mr_cli_args *args)
{
    return mr_action_run(args, false, rename_log);
}

static const mr_option options[] = {
    {"superseded", MR_OPTION_FLAG, NULL, "older versions too", NULL},
    MR_OPTION_WELL,
    MR_LISTING_OPTIONS,
    {0},
};
static const mr_option change_options[] = {MR_OPTION_PROJECT, MR_OPTION_WORKSPACE, {0}};

static const mr_command command_list = {
    .name = "list",
    .summary = "The logs of the wells: a data section of a file each.",
    .options = options,
    .run = list,
};

static const mr_command command_rename = {
    .name = "rename",
    .arguments = "WELL LOG NAME",
    .min = 3,
    .max = 3,
    .summary = "Give a log another name (its log type).",
    .options = change_options,
    .run = do_rename,
};

MR_DELETION(logs, "log", "WELL LOG", 2);

static const mr_command *const subcommands[] = {&command_list, &command_rename, &logs_delete,
                                                &logs_undelete, NULL};

const mr_command mr_command_logs = {
    .name = "logs",
    .summary = "The logs of the wells; rename, delete them.",
    .options = options,
    .subcommands = subcommands,
    .run = list,
};
