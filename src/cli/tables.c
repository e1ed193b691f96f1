// mudrock tables
#include "commands.h"
#include "deletion.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"name", "TABLE"},
    {"kind", "KIND"},
    {"object_key", "OBJECT"},
    {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_TABLES, columns);
}

static const mr_option options[] = {MR_LISTING_OPTIONS, {0}};

MR_DELETION(tables, "table", "TABLE", 1);

static const mr_command *const subcommands[] = {&tables_delete, &tables_undelete, NULL};

const mr_command mr_command_tables = {
    .name = "tables",
    .summary = "The tables of a project.",
    .options = options,
    .subcommands = subcommands,
    .run = run,
};
