// mudrock markers
#include "commands.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},       {"name", "MARKER"},
    {"depth", "DEPTH"},        {"interpreter", "INTERPRETER"},
    {"source_name", "SOURCE"}, {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_MARKERS, columns);
}

static const mr_option options[] = {MR_OPTION_WELL, MR_LISTING_OPTIONS, {0}};

const mr_command mr_command_markers = {
    .name = "markers",
    .summary = "The markers (tops) of the wells.",
    .options = options,
    .run = run,
};
