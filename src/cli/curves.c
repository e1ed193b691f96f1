// mudrock curves
#include "commands.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},
    {"log_type", "LOG"},
    {"column_name", "COLUMN"},
    {"mnemonic", "MNEMONIC"},
    {"unit", "UNIT"},
    {"understood", "UNDERSTOOD"},
    {"quantity", "QUANTITY"},
    {"count", "COUNT"},
    {"nulls", "NULLS"},
    {"min", "MIN"},
    {"max", "MAX"},
    {"mean", "MEAN"},
    {0},
};

static int run(const mr_cli_args *args)
{
    return mr_listing_run(args, MR_LIST_CURVES, columns);
}

static const mr_option options[] = {MR_OPTION_WELL, MR_LISTING_OPTIONS, {0}};

const mr_command mr_command_curves = {
    .name = "curves",
    .summary = "The curves of the wells.",
    .options = options,
    .run = run,
};
