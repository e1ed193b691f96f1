// mudrock wells
#include "commands.h"
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

const mr_command mr_command_wells = {
    .name = "wells",
    .summary = "The wells of a project.",
    .options = options,
    .run = run,
};
