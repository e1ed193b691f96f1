// mudrock surfaces
#include "commands.h"
#include "deletion.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"name", "SURFACE"},
    {"unit", "UNIT"},
    {"ncol", "COLUMNS"},
    {"nrow", "ROWS"},
    {"nulls", "NULLS"},
    {"min", "MIN"},
    {"max", "MAX"},
    {"x_min", "X MIN"},
    {"x_max", "X MAX"},
    {"y_min", "Y MIN"},
    {"y_max", "Y MAX"},
    {"source_name", "FILE"},
    {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_SURFACES, columns);
}

static const mr_option options[] = {MR_LISTING_OPTIONS, {0}};

MR_DELETION(surfaces, "surface", "SURFACE", 1);

static const mr_command *const subcommands[] = {&surfaces_delete, &surfaces_undelete, NULL};

const mr_command mr_command_surfaces = {
    .name = "surfaces",
    .summary = "The surfaces of a project.",
    .options = options,
    .subcommands = subcommands,
    .run = run,
};
