// mudrock curves
#include "action.h"
#include "commands.h"
#include "listing.h"

static const mr_print_column columns[] = {
    {"well_id", "WELL"},
    {"log_type", "LOG"},
    {"column_name", "COLUMN"},
    {"mnemonic", "MNEMONIC"},
    {"unit", "UNIT"},
    {"understood", "UNDERSTOOD"},
    {"file_unit", "FILE SAYS"},
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

static mr_status set_curve(mr_service *service, const mr_cli_args *args, mr_error *err)
{
    return mr_correct_curve(service,
                            &(mr_curve_change){
                                .project = mr_cli_value(args, "project"),
                                .well = mr_cli_word(args, 0),
                                .column = mr_cli_word(args, 1),
                                .log = mr_cli_value(args, "log"),
                                .unit = mr_cli_value(args, "unit"),
                                .quantity = mr_cli_value(args, "quantity"),
                            },
                            NULL, NULL, err);
}

static int do_set(const mr_cli_args *args)
{
    return mr_action_run(args, false, set_curve);
}

static const mr_option set_options[] = {
    {"unit", MR_OPTION_VALUE, "U", "the unit that the values are in; \"\" = as the file says",
     NULL},
    {"quantity", MR_OPTION_VALUE, "Q", "what is measured; \"\" = as the mnemonic says", NULL},
    {"log", MR_OPTION_VALUE, "LOG", "which log, where several have the curve", NULL},
    MR_OPTION_PROJECT,
    MR_OPTION_WORKSPACE,
    {0},
};

static const mr_command command_set = {
    .name = "set",
    .arguments = "WELL CURVE",
    .min = 2,
    .max = 2,
    .summary = "Say the unit or the quantity of a curve where its file does not, or wrongly.",
    .details =
        "What is said stands beside the file's word, with who and when, and is read instead of "
        "it.\nCURVE is a column or a mnemonic; `depth` is the index.",
    .options = set_options,
    .run = do_set,
};

static const mr_command *const subcommands[] = {&command_set, NULL};

const mr_command mr_command_curves = {
    .name = "curves",
    .summary = "The curves of the wells; set their units.",
    .options = options,
    .subcommands = subcommands,
    .run = run,
};
