// mudrock surveys
#include "action.h"
#include "commands.h"
#include "deletion.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},
    {"name", "SURVEY"},
    {"stations", "STATIONS"},
    {"depth_min", "TOP"},
    {"depth_max", "BASE"},
    {"depth_unit", "UNIT"},
    {"is_definitive", "DEFINITIVE"},
    {"source_name", "FILE"},
    {"source_format", "FORMAT"},
    {0},
};

static int list(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_SURVEYS, columns);
}

static mr_status choose_survey(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_choose_survey(service, mr_cli_value(args, "project"), mr_cli_word(args, 0),
                            mr_cli_word(args, 1), err);
}

static int choose(const mr_cli_args *args)
{
    return mr_action_run(args, false, choose_survey);
}

static const mr_option options[] = {MR_OPTION_WELL, MR_LISTING_OPTIONS, {0}};
static const mr_option choose_options[] = {MR_OPTION_PROJECT, MR_OPTION_WORKSPACE, {0}};

static const mr_command command_choose = {
    .name = "choose",
    .arguments = "WELL SURVEY",
    .min = 2,
    .max = 2,
    .summary = "Say which of a well's surveys is the definitive one.",
    .options = choose_options,
    .run = choose,
};

MR_DELETION(surveys, "survey", "WELL/SURVEY", 1);

static const mr_command *const subcommands[] = {&command_choose, &surveys_delete, &surveys_undelete,
                                                NULL};

const mr_command mr_command_surveys = {
    .name = "surveys",
    .summary = "The deviation surveys of the wells.",
    .options = options,
    .subcommands = subcommands,
    .run = list,
};
