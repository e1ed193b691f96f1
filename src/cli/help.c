// The help of a command, made from its table.
#include <string.h>

#include "options.h"

static void print_option(const mr_option *o, FILE *out)
{
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s%s", o->name, o->argument ? " " : "",
             o->argument ? o->argument : "",
             o->kind == MR_OPTION_LIST || o->kind == MR_OPTION_EACH ? "..." : "");
    fprintf(out, "  %-22s %s\n", left, o->help);
}

static void print_subcommands(const mr_command *command, FILE *out)
{
    size_t width = 0;
    for (size_t i = 0; command->subcommands[i]; i++) {
        size_t n = strlen(command->subcommands[i]->name);
        width = n > width ? n : width;
    }
    fprintf(out, "\nCommands:\n");
    for (size_t i = 0; command->subcommands[i]; i++)
        fprintf(out, "  %-*s  %s\n", (int)width, command->subcommands[i]->name,
                command->subcommands[i]->summary);
}

void mr_cli_help(const mr_command *command, const char *path, FILE *out)
{
    fprintf(out, "%s\n\nUsage: %s%s%s%s\n", command->summary, path,
            !command->subcommands ? ""
            : command->run        ? " [COMMAND]"
                                  : " COMMAND",
            command->arguments ? " " : "", command->arguments ? command->arguments : "");
    if (command->subcommands)
        print_subcommands(command, out);
    fprintf(out, "\nOptions:\n");
    for (const mr_option *o = command->options; o && o->name; o++)
        print_option(o, out);
    fprintf(out, "  %-22s this text\n", "--help");
    if (command->details)
        fprintf(out, "\n%s\n", command->details);
}
