// Reading the words of a command line by the tables of its command.
#include "options.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "mudrock/text.h"

struct given {
    const mr_option *option;
    const char *value;
};

struct mr_cli_args {
    mr_arena *arena;
    const mr_command *command;
    const char *path, *program;
    bool help;
    size_t n_words, n_given;
    const char **words;
    struct given *given;
};

// The name of `n` candidates nearest to a mistyped one, NULL when none is near.
static const char *nearest(const char *typed, const char *const *names, size_t n)
{
    const char *best = NULL;
    size_t least = strlen(typed) / 3 + 1;
    for (size_t i = 0; i < n; i++) {
        size_t distance = mr_edit_distance(typed, names[i], least);
        if (distance <= least && (!best || distance < least)) {
            best = names[i];
            least = distance;
        }
    }
    return best;
}

static const mr_command *find_command(const mr_command *in, const char *name)
{
    for (size_t i = 0; in->subcommands[i]; i++)
        if (strcmp(in->subcommands[i]->name, name) == 0)
            return in->subcommands[i];
    return NULL;
}

static mr_status unknown_command(const mr_cli_args *args, const char *typed, mr_error *err)
{
    const char *names[64];
    size_t n = 0;
    for (; n < 64 && args->command->subcommands[n]; n++)
        names[n] = args->command->subcommands[n]->name;
    const char *near = nearest(typed, names, n);
    return mr_fail(err, MR_EUSAGE, NULL, "there is no command \"%s %s\"%s%s%s", args->path, typed,
                   near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static mr_status unknown_option(const mr_command *command, const char *typed, mr_error *err)
{
    const char *names[64] = {"help"};
    size_t n = 1;
    for (const mr_option *o = command->options; o && o->name && n < 64; o++)
        names[n++] = o->name;
    const char *near = nearest(typed, names, n);
    return mr_fail(err, MR_EUSAGE, NULL, "there is no option --%s%s%s%s", typed,
                   near ? "; did you mean --" : "", near ? near : "", near ? "?" : "");
}

static bool is_choice(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (const char *at = choices; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strncmp(at, value, n) == 0 && (at[n] == '|' || at[n] == 0))
            return true;
    }
    return false;
}

static void give(mr_cli_args *args, const mr_option *option, const char *value)
{
    if ((args->n_given & (args->n_given - 1)) == 0) { // grows at powers of two
        size_t capacity = args->n_given ? 2 * args->n_given : 1;
        struct given *more = MR_ARENA_ARRAY(args->arena, struct given, capacity);
        if (args->n_given)
            memcpy(more, args->given, args->n_given * sizeof *more);
        args->given = more;
    }
    args->given[args->n_given++] = (struct given){option, value};
}

static mr_status give_checked(mr_cli_args *args, const mr_option *option, const char *value,
                              mr_error *err)
{
    if (option->choices && !is_choice(option->choices, value))
        return mr_fail(err, MR_EUSAGE, NULL, "--%s is \"%s\", must be one of %s", option->name,
                       value, option->choices);
    if (option->kind != MR_OPTION_LIST) {
        give(args, option, value);
        return MR_OK;
    }
    for (const char *at = value; *at;) {
        size_t n = strcspn(at, ",");
        if (n)
            give(args, option, mr_arena_strndup(args->arena, at, n));
        at += n + (at[n] == ',');
    }
    return MR_OK;
}

// `more` are the words that follow; *used counts those that the option takes.
static mr_status read_option(mr_cli_args *args, const char *word, char *const *more, int n_more,
                             int *used, mr_error *err)
{
    size_t n = strcspn(word, "=");
    const char *value = word[n] ? word + n + 1 : NULL;
    const mr_option *option = args->command->options;
    while (option && option->name &&
           (strlen(option->name) != n || strncmp(option->name, word, n) != 0))
        option++;
    if (!option || !option->name)
        return unknown_option(args->command, mr_arena_strndup(args->arena, word, n), err);

    *used = 0;
    if (option->kind == MR_OPTION_FLAG) {
        if (value)
            return mr_fail(err, MR_EUSAGE, NULL, "--%s takes no value", option->name);
        give(args, option, "");
        return MR_OK;
    }
    if (!value && n_more == 0)
        return mr_fail(err, MR_EUSAGE, NULL, "--%s wants a value: %s", option->name,
                       option->argument);
    if (!value) {
        value = more[0];
        *used = 1;
    }
    MR_TRY(give_checked(args, option, value, err));
    // Once the command has all its words, those that follow belong to the list.
    bool list = option->kind == MR_OPTION_LIST || option->kind == MR_OPTION_EACH;
    bool full = args->command->max >= 0 && args->n_words >= (size_t)args->command->max;
    while (list && full && *used < n_more && more[*used][0] != '-') {
        MR_TRY(give_checked(args, option, more[*used], err));
        *used += 1;
    }
    return MR_OK;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static mr_status check_count(const mr_cli_args *args, mr_error *err)
{
    const mr_command *c = args->command;
    if (args->n_words < (size_t)c->min)
        return mr_fail(err, MR_EUSAGE, NULL, "%s wants %s", args->path, c->arguments);
    if (c->max >= 0 && args->n_words > (size_t)c->max)
        return mr_fail(err, MR_EUSAGE, NULL, "%s takes %s: \"%s\" is one too many", args->path,
                       c->max ? c->arguments : "no words", args->words[c->max]);
    return MR_OK;
}

mr_status mr_cli_parse(const mr_command *root, int argc, char **argv, mr_arena *arena,
                       mr_cli_args **out, mr_error *err)
{
    mr_cli_args *args = MR_ARENA_NEW(arena, mr_cli_args);
    *args = (mr_cli_args){.arena = arena,
                          .command = root,
                          .path = root->name,
                          .program = argc ? argv[0] : root->name};
    args->words = MR_ARENA_ARRAY(arena, const char *, (size_t)argc + 1);
    args->help = wants_help(argc, argv);
    *out = args;

    int i = 1;
    for (; args->command->subcommands && i < argc && argv[i][0] != '-'; i++) {
        const mr_command *sub = find_command(args->command, argv[i]);
        if (!sub)
            return unknown_command(args, argv[i], err);
        args->command = sub;
        args->path = mr_arena_printf(arena, "%s %s", args->path, sub->name);
    }
    if (args->help)
        return MR_OK;
    bool options = true;
    for (; i < argc; i++) {
        int used = 0;
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (options && strncmp(argv[i], "--", 2) == 0)
            MR_TRY(read_option(args, argv[i] + 2, argv + i + 1, argc - i - 1, &used, err));
        else if (options && argv[i][0] == '-' && argv[i][1])
            return mr_fail(err, MR_EUSAGE, NULL, "there is no option %s (long ones only: --name)",
                           argv[i]);
        else
            args->words[args->n_words++] = argv[i];
        i += used;
    }
    if (args->command->subcommands && !args->command->run)
        return mr_fail(err, MR_EUSAGE, NULL, "%s wants a command", args->path);
    return check_count(args, err);
}

const mr_command *mr_cli_command(const mr_cli_args *args)
{
    return args->command;
}

const char *mr_cli_path(const mr_cli_args *args)
{
    return args->path;
}

const char *mr_cli_program(const mr_cli_args *args)
{
    return args->program;
}

bool mr_cli_help_wanted(const mr_cli_args *args)
{
    return args->help;
}

size_t mr_cli_count(const mr_cli_args *args)
{
    return args->n_words;
}

const char *mr_cli_word(const mr_cli_args *args, size_t i)
{
    return i < args->n_words ? args->words[i] : NULL;
}

mr_names mr_cli_words(const mr_cli_args *args)
{
    return (mr_names){args->n_words, args->words};
}

bool mr_cli_takes(const mr_cli_args *args, const char *name)
{
    const mr_option *o = args->command->options;
    while (o && o->name && strcmp(o->name, name) != 0)
        o++;
    return o && o->name;
}

const char *mr_cli_value(const mr_cli_args *args, const char *name)
{
    assert(mr_cli_takes(args, name)); // else the command asks for what its table does not have
    for (size_t i = args->n_given; i-- > 0;)
        if (strcmp(args->given[i].option->name, name) == 0)
            return args->given[i].value;
    return NULL;
}

bool mr_cli_flag(const mr_cli_args *args, const char *name)
{
    return mr_cli_value(args, name) != NULL;
}

mr_names mr_cli_list(const mr_cli_args *args, const char *name)
{
    assert(mr_cli_takes(args, name)); // else the command asks for what its table does not have
    mr_names names = {.at = MR_ARENA_ARRAY(args->arena, const char *, args->n_given + 1)};
    for (size_t i = 0; i < args->n_given; i++)
        if (strcmp(args->given[i].option->name, name) == 0)
            names.at[names.n++] = args->given[i].value;
    return names;
}

mr_status mr_cli_number(const mr_cli_args *args, const char *name, size_t most, size_t *out,
                        mr_error *err)
{
    const char *value = mr_cli_value(args, name);
    int64_t number;
    if (!value)
        return MR_OK;
    if (!mr_parse_int64_all(mr_str_of(value), &number) || number < 1 || (uint64_t)number > most)
        return mr_fail(err, MR_EUSAGE, NULL, "--%s is \"%s\", must be a whole number from 1 to %zu",
                       name, value, most);
    *out = (size_t)number;
    return MR_OK;
}
