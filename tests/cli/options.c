// Reading command lines by a table: kinds of options, lists, counts, choices, hints.
#include "../../src/cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const mr_option run_options[] = {
    {"to", MR_OPTION_VALUE, "NODE", "", NULL},
    {"wells", MR_OPTION_LIST, "W", "", NULL},
    {"set", MR_OPTION_EACH, "A=B", "", NULL},
    {"no-cache", MR_OPTION_FLAG, NULL, "", NULL},
    {"format", MR_OPTION_VALUE, "F", "", "text|json|csv"},
    {"threads", MR_OPTION_VALUE, "N", "", NULL},
    {0},
};
static const mr_command run = {
    .name = "run", .arguments = "PIPELINE", .min = 1, .max = 1, .options = run_options};
static const mr_command list = {.name = "list", .options = run_options};
static const mr_command *const operator_commands[] = {&list, NULL};
static const mr_command operators = {.name = "operator", .subcommands = operator_commands};
static const mr_command *const commands[] = {&run, &operators, NULL};
static const mr_command root = {.name = "mudrock", .subcommands = commands};

enum { MAX_WORDS = 16 };
typedef struct parsed {
    mr_arena *arena;
    mr_cli_args *args;
    mr_error err;
    mr_status status;
} parsed;

// Words parted by blanks.
static parsed parse(const char *text)
{
    parsed p = {.arena = mr_arena_new()};
    char *words[MAX_WORDS] = {mr_arena_strdup(p.arena, "mudrock")};
    int n = 1;
    for (const char *at = text; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        words[n++] = mr_arena_strndup(p.arena, at, size);
        at += size;
    }
    p.status = mr_cli_parse(&root, n, words, p.arena, &p.args, &p.err);
    return p;
}

static void refused(const char *text, const char *message)
{
    parsed p = parse(text);
    assert_int_equal(p.status, MR_EUSAGE);
    if (!strstr(p.err.message, message))
        fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, p.err.message, message);
    mr_arena_free(p.arena);
}

static void reads_options_anywhere(void **state)
{
    (void)state;
    parsed p = parse("run --to Vsh file.json --no-cache --format=json --to Sw");
    assert_int_equal(p.status, MR_OK);
    assert_string_equal(mr_cli_path(p.args), "mudrock run");
    assert_string_equal(mr_cli_word(p.args, 0), "file.json");
    assert_null(mr_cli_word(p.args, 1));
    assert_string_equal(mr_cli_value(p.args, "to"), "Sw"); // the last one counts
    assert_true(mr_cli_flag(p.args, "no-cache"));
    assert_string_equal(mr_cli_value(p.args, "format"), "json");
    assert_null(mr_cli_value(p.args, "threads"));
    assert_false(mr_cli_takes(p.args, "data"));
    mr_arena_free(p.arena);
}

static void reads_lists(void **state)
{
    (void)state;
    parsed p = parse("run f --wells A,B C --set x.y=1,2 z=3 --wells D");
    assert_int_equal(p.status, MR_OK);
    mr_names wells = mr_cli_list(p.args, "wells"), sets = mr_cli_list(p.args, "set");
    assert_int_equal(wells.n, 4);
    assert_string_equal(wells.at[2], "C");
    assert_string_equal(wells.at[3], "D");
    assert_int_equal(sets.n, 2);
    assert_string_equal(sets.at[0], "x.y=1,2"); // no comma parts it
    mr_arena_free(p.arena);

    p = parse("run --wells A f --no-cache"); // before the pipeline a list takes one word
    assert_int_equal(p.status, MR_OK);
    assert_string_equal(mr_cli_word(p.args, 0), "f");
    assert_int_equal(mr_cli_list(p.args, "wells").n, 1);
    mr_arena_free(p.arena);
}

static void ends_options_at_two_dashes(void **state)
{
    (void)state;
    parsed p = parse("run -- --to");
    assert_int_equal(p.status, MR_OK);
    assert_string_equal(mr_cli_word(p.args, 0), "--to");
    mr_arena_free(p.arena);
}

static void wants_help(void **state)
{
    (void)state;
    static const char *const texts[] = {"--help", "run --help", "operator list -h",
                                        "run a b --what --help"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        parsed p = parse(texts[i]);
        assert_int_equal(p.status, MR_OK);
        assert_true(mr_cli_help_wanted(p.args));
        mr_arena_free(p.arena);
    }
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    refused("rnu file", "did you mean \"run\"");
    refused("operater list", "did you mean \"operator\"");
    refused("zzzzzz", "no command \"mudrock zzzzzz\"");
    refused("operator", "wants a command");
    refused("operator lst", "did you mean \"list\"");
    refused("run f --wels A", "did you mean --wells");
    refused("run f --qqqqqq", "no option --qqqqqq");
    refused("run f -q", "no option -q");
    refused("run f --to", "wants a value: NODE");
    refused("run f --no-cache=1", "takes no value");
    refused("run f --format xml", "must be one of text|json|csv");
    refused("run f --format=", "must be one of");
    refused("run", "wants PIPELINE");
    refused("run a b", "\"b\" is one too many");
    refused("operator list x", "takes no words");
}

static void reads_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        mr_status status;
        size_t number;
    } cases[] = {
        {"run f", MR_OK, 7},
        {"run f --threads 3", MR_OK, 3},
        {"run f --threads 0", MR_EUSAGE, 7},
        {"run f --threads -1", MR_EUSAGE, 7},
        {"run f --threads 2x", MR_EUSAGE, 7},
        {"run f --threads 1.5", MR_EUSAGE, 7},
        {"run f --threads 65", MR_EUSAGE, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p = parse(cases[i].text);
        size_t number = 7;
        assert_int_equal(p.status, MR_OK);
        assert_int_equal(mr_cli_number(p.args, "threads", 64, &number, &p.err), cases[i].status);
        assert_int_equal(number, cases[i].number);
        mr_arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_options_anywhere),     cmocka_unit_test(reads_lists),
        cmocka_unit_test(ends_options_at_two_dashes), cmocka_unit_test(wants_help),
        cmocka_unit_test(says_what_is_wrong),         cmocka_unit_test(reads_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
