// mudrock wells
#include "action.h"
#include "commands.h"
#include "deletion.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},          {"well_name", "NAME"},          {"uwi", "UWI"},
    {"depth_unit", "DEPTH UNIT"}, {"total_depth", "TOTAL DEPTH"}, {"kb_elevation", "KB"},
    {"latitude", "LATITUDE"},     {"longitude", "LONGITUDE"},     {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_WELLS, columns);
}

static const mr_option options[] = {MR_LISTING_OPTIONS, {0}};

static mr_status rename_well(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_rename_well(service, mr_cli_value(args, "project"), mr_cli_word(args, 0),
                          mr_cli_word(args, 1), err);
}

static mr_status merge_wells(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_merge_wells(service, mr_cli_value(args, "project"), mr_cli_word(args, 0),
                          mr_cli_word(args, 1), err);
}

static mr_status split_well(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    const char *name = mr_cli_value(args, "name"), *well_id = NULL;
    mr_names logs = mr_cli_list(args, "log");
    if (!name)
        return mr_fail(err, MR_EUSAGE, NULL, "say with --name how the new well is called");
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_split_well(service, mr_cli_value(args, "project"), mr_cli_word(args, 0),
                                 &logs, name, arena, &well_id, err);
    if (st == MR_OK)
        printf("%s\n", well_id);
    mr_arena_free(arena);
    return st;
}

MR_DELETION(wells, "well", "WELL", 1);

static int do_rename(const mr_cli_args *args)
{
    return mr_action_run(args, false, rename_well);
}

static int do_merge(const mr_cli_args *args)
{
    return mr_action_run(args, false, merge_wells);
}

static int do_split(const mr_cli_args *args)
{
    return mr_action_run(args, false, split_well);
}

static const mr_option change_options[] = {MR_OPTION_PROJECT, MR_OPTION_WORKSPACE, {0}};
static const mr_option split_options[] = {
    {"log", MR_OPTION_LIST, "LOG", "a log that goes to the new well", NULL},
    {"name", MR_OPTION_VALUE, "NAME", "of the new well", NULL},
    MR_OPTION_PROJECT,
    MR_OPTION_WORKSPACE,
    {0},
};

static const mr_command command_rename = {
    .name = "rename",
    .arguments = "WELL NAME",
    .min = 2,
    .max = 2,
    .summary = "Give a well another name; its id stays.",
    .options = change_options,
    .run = do_rename,
};

static const mr_command command_merge = {
    .name = "merge",
    .arguments = "FROM INTO",
    .min = 2,
    .max = 2,
    .summary = "Two wells that are one: all that FROM has becomes INTO's.",
    .options = change_options,
    .run = do_merge,
};

static const mr_command command_split = {
    .name = "split",
    .arguments = "WELL",
    .min = 1,
    .max = 1,
    .summary = "One well that is two: logs go to a new well; prints its id.",
    .options = split_options,
    .run = do_split,
};

static const mr_command *const subcommands[] = {&command_rename, &command_merge,  &command_split,
                                                &wells_delete,   &wells_undelete, NULL};

const mr_command mr_command_wells = {
    .name = "wells",
    .summary = "The wells of a project; rename, merge, split, delete them.",
    .options = options,
    .subcommands = subcommands,
    .run = run,
};
