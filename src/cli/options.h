// Commands and options of the command line as tables: parsing, help and hints all come from them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"
#include "mudrock/error.h"

typedef enum mr_option_kind {
    MR_OPTION_FLAG,
    MR_OPTION_VALUE, // the last one given counts
    MR_OPTION_LIST,  // several words, or one parted by commas
    MR_OPTION_EACH,  // several words, taken as they are
} mr_option_kind;

typedef struct mr_option {
    const char *name; // without the dashes; NULL ends the list
    mr_option_kind kind;
    const char *argument; // how the help calls the value
    const char *help;
    const char *choices; // "text|json|csv": nothing else is taken; NULL = any text
} mr_option;

typedef struct mr_cli_args mr_cli_args;

typedef struct mr_command {
    const char *name;
    const char *arguments; // as the usage line prints them; NULL = none
    int min, max;          // how many of them; max -1 = any number
    const char *summary;   // one line
    const char *details;   // further text of the help; NULL = none
    const mr_option *options;
    const struct mr_command *const *subcommands; // NULL-ended; with one of them `run` is not asked
    int (*run)(const mr_cli_args *args); // gives the exit code; NULL: it does nothing itself
} mr_command;

// Options that several commands take.
#define MR_OPTION_WORKSPACE                                                                        \
    {                                                                                              \
        "workspace", MR_OPTION_VALUE, "DIR",                                                       \
            "workspace folder (else $MUDROCK_WORKSPACE, else ./mudrock-workspace)", NULL           \
    }
#define MR_OPTION_PROJECT                                                                          \
    {                                                                                              \
        "project", MR_OPTION_VALUE, "P", "project, by id or name (else the only one)", NULL        \
    }
#define MR_OPTION_LISTING                                                                          \
    {                                                                                              \
        "format", MR_OPTION_VALUE, "FORMAT", "text (default), json or csv", "text|json|csv"        \
    }
#define MR_OPTION_TEXT_JSON                                                                        \
    {                                                                                              \
        "format", MR_OPTION_VALUE, "FORMAT", "text (default) or json", "text|json"                 \
    }
#define MR_OPTION_THREADS                                                                          \
    {                                                                                              \
        "threads", MR_OPTION_VALUE, "N", "worker threads (else one a processor)", NULL             \
    }

// Finds the command and reads its words. On MR_EUSAGE the message names the nearest command or
// option. *args lives in the arena.
// --help or -h anywhere: mr_cli_help_wanted is true and nothing else was checked.
mr_status mr_cli_parse(const mr_command *root, int argc, char **argv, mr_arena *arena,
                       mr_cli_args **args, mr_error *err);

const mr_command *mr_cli_command(const mr_cli_args *args);
const char *mr_cli_path(const mr_cli_args *args);    // "mudrock operator run"
const char *mr_cli_program(const mr_cli_args *args); // as it was called: "build/mudrock"
bool mr_cli_help_wanted(const mr_cli_args *args);
size_t mr_cli_count(const mr_cli_args *args);               // words that are no options
const char *mr_cli_word(const mr_cli_args *args, size_t i); // NULL behind the last
mr_names mr_cli_words(const mr_cli_args *args);
bool mr_cli_takes(const mr_cli_args *args, const char *name); // the command has that option
bool mr_cli_flag(const mr_cli_args *args, const char *name);
const char *mr_cli_value(const mr_cli_args *args, const char *name); // NULL when not given
mr_names mr_cli_list(const mr_cli_args *args, const char *name);     // in the order given
// A whole number from 1 to `most`; when not given *out stays as it is.
mr_status mr_cli_number(const mr_cli_args *args, const char *name, size_t most, size_t *out,
                        mr_error *err);

void mr_cli_help(const mr_command *command, const char *path, FILE *out);
