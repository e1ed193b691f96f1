// mudrock markers
#include "commands.h"
#include "deletion.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},       {"name", "MARKER"},
    {"depth", "DEPTH"},        {"depth_unit", "UNIT"},
    {"type", "TYPE"},          {"interpreter", "INTERPRETER"},
    {"source_name", "SOURCE"}, {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_MARKERS, columns);
}

static const mr_option options[] = {MR_OPTION_WELL, MR_LISTING_OPTIONS, {0}};

MR_DELETION(markers, "markers", "WELL[/FILE]", 1);

static const mr_command *const subcommands[] = {&markers_delete, &markers_undelete, NULL};

const mr_command mr_command_markers = {
    .name = "markers",
    .summary = "The markers (tops) of the wells.",
    .options = options,
    .subcommands = subcommands,
    .run = run,
};
