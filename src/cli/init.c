// mudrock init
#include "commands.h"
#include "print.h"
#include "session.h"

static int run(const mr_cli_args *args)
{
    const char *folder = mr_cli_word(args, 0);
    mr_service *service = NULL;
    mr_error err = {0};
    if (!folder)
        folder = mr_session_workspace(args);
    mr_service_options options = {.workspace = folder, .create = true};
    if (mr_service_open(&options, &service, &err) != MR_OK)
        return mr_print_error(&err);
    mr_service_close(service);
    fprintf(stderr, "The workspace is %s\n", folder);
    return 0;
}

static const mr_option options[] = {MR_OPTION_WORKSPACE, {0}};

const mr_command mr_command_init = {
    .name = "init",
    .arguments = "[DIR]",
    .max = 1,
    .summary = "Make an empty workspace.",
    .options = options,
    .run = run,
};
