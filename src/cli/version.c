// mudrock version
#include "commands.h"
#include "mudrock/duck.h"

static int run(const mr_cli_args *args)
{
    (void)args;
    printf("mudrock %s (DuckDB %s)\n", MR_VERSION, mr_duck_version());
    return 0;
}

const mr_command mr_command_version = {
    .name = "version",
    .summary = "The version of the program and of its engine.",
    .run = run,
};
