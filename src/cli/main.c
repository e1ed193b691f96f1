// The program: finds the command, prints its help or runs it.
#include <string.h>

#include "commands.h"
#include "print.h"

static const mr_command *const commands[] = {
    &mr_command_demo,     &mr_command_init,      &mr_command_project,
    &mr_command_import,   &mr_command_wells,     &mr_command_logs,
    &mr_command_curves,   &mr_command_markers,   &mr_command_surfaces,
    &mr_command_surveys,  &mr_command_tables,    &mr_command_validate,
    &mr_command_run,      &mr_command_plan,      &mr_command_operator,
    &mr_command_pipeline, &mr_command_execution, &mr_command_serve,
    &mr_command_worker,   &mr_command_version,   NULL,
};

static const mr_command root = {
    .name = "mudrock",
    .summary = "Typed, no-code pipelines over subsurface data.",
    .subcommands = commands,
    .details = "mudrock COMMAND --help says more. Data goes to standard output, everything else to "
               "standard error.\n"
               "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 invalid pipeline or parameters, 4 "
               "not found, 5 refused, 130 interrupted.",
};

static int run(int argc, char **argv, mr_arena *arena)
{
    mr_cli_args *args;
    mr_error err = {0};
    if (argc < 2) {
        mr_cli_help(&root, root.name, stderr);
        return mr_status_exit(MR_EUSAGE);
    }
    if (strcmp(argv[1], "--version") == 0)
        return mr_command_version.run(NULL);
    if (mr_cli_parse(&root, argc, argv, arena, &args, &err) != MR_OK)
        return mr_print_usage_error(&err, mr_cli_path(args));
    if (mr_cli_help_wanted(args)) {
        mr_cli_help(mr_cli_command(args), mr_cli_path(args), stdout);
        return 0;
    }
    return mr_cli_command(args)->run(args);
}

int main(int argc, char **argv)
{
    mr_arena *arena = mr_arena_new();
    int code = run(argc, argv, arena);
    mr_arena_free(arena);
    return mr_print_end(code);
}
