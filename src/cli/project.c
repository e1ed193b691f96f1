// mudrock project list | create | show | delete
#include <jansson.h>

#include "action.h"
#include "commands.h"
#include "print.h"

static mr_status do_list(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    static const mr_print_column columns[] = {
        {"name", "PROJECT"},
        {"wells", "WELLS"},
        {"pipelines", "PIPELINES"},
        {"depth_unit", "DEPTH UNIT"},
        {"created_at", "CREATED"},
        {"id", "ID"},
        {0},
    };
    json_t *rows = NULL;
    MR_TRY(mr_project_list(service->catalog, &rows, err));
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return MR_OK;
}

static mr_status do_create(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    char id[37];
    MR_TRY(mr_project_create(service->catalog, mr_cli_word(args, 0),
                             mr_cli_value(args, "description"), id, err));
    printf("%s\n", id);
    return MR_OK;
}

static mr_status do_show(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *project = NULL;
    MR_TRY(mr_project_open(service, mr_cli_word(args, 0), false, &project, err));
    mr_print_object(args, project);
    json_decref(project);
    return MR_OK;
}

static mr_status do_delete(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    json_t *project = NULL;
    MR_TRY(mr_project_open(service, mr_cli_word(args, 0), false, &project, err));
    const char *id = json_string_value(json_object_get(project, "id"));
    mr_status st = mr_remove_project(service, id, err);
    json_decref(project);
    return st;
}

static int list(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_list);
}

static int create(const mr_cli_args *args)
{
    return mr_action_run(args, true, do_create);
}

static int show(const mr_cli_args *args)
{
    return mr_action_run(args, false, do_show);
}

static int delete (const mr_cli_args *args)
{
    return mr_action_run(args, false, do_delete);
}

static const mr_option list_options[] = {MR_OPTION_LISTING, MR_OPTION_WORKSPACE, {0}};
static const mr_option show_options[] = {MR_OPTION_TEXT_JSON, MR_OPTION_WORKSPACE, {0}};
static const mr_option delete_options[] = {MR_OPTION_WORKSPACE, {0}};
static const mr_option create_options[] = {
    {"description", MR_OPTION_VALUE, "TEXT", "what the project is about", NULL},
    MR_OPTION_WORKSPACE,
    {0},
};

static const mr_command command_list = {
    .name = "list",
    .summary = "The projects of the workspace.",
    .options = list_options,
    .run = list,
};

static const mr_command command_create = {
    .name = "create",
    .arguments = "NAME",
    .min = 1,
    .max = 1,
    .summary = "Make a project (and the workspace when there is none); prints its id.",
    .options = create_options,
    .run = create,
};

static const mr_command command_show = {
    .name = "show",
    .arguments = "P",
    .min = 1,
    .max = 1,
    .summary = "A project, by id or name.",
    .options = show_options,
    .run = show,
};

static const mr_command command_delete = {
    .name = "delete",
    .arguments = "P",
    .min = 1,
    .max = 1,
    .summary = "Delete a project with all its wells, pipelines and results.",
    .options = delete_options,
    .run = delete,
};

static const mr_command *const subcommands[] = {&command_list, &command_create, &command_show,
                                                &command_delete, NULL};

const mr_command mr_command_project = {
    .name = "project",
    .summary = "Projects: list, create, show, delete.",
    .subcommands = subcommands,
};
