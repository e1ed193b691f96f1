// mudrock import
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "mudrock/service.h"
#include "mudrock/units.h"
#include "print.h"

static void print_description(const json_t *file)
{
    static const mr_print_column columns[] = {
        {"mnemonic", "CURVE"},    {"unit", "UNIT"},
        {"quantity", "QUANTITY"}, {"count", "COUNT"},
        {"nulls", "NULLS"},       {"min", "MIN"},
        {"max", "MAX"},           {"mean", "MEAN"},
        {"descr", "MEANING"},     {0},
    };
    const char *version = json_string_value(json_object_get(file, "version"));
    const char *name, *text;
    json_t *item;
    printf("%s%s%s, %lld rows, %zu curves\n", json_string_value(json_object_get(file, "format")),
           version ? " " : "", version ? version : "",
           (long long)json_integer_value(json_object_get(file, "rows")),
           json_array_size(json_object_get(file, "curves")));
    json_object_foreach(json_object_get(file, "well"), name, item)
    {
        text = json_string_value(json_object_get(item, "value"));
        if (text && *text)
            printf("  %-6s %s\n", name, text);
    }
    mr_print_text_table(json_object_get(file, "curves"), columns);
    size_t i;
    json_array_foreach(json_object_get(file, "warnings"), i, item)
        fprintf(stderr, "warning: %s\n", json_string_value(item));
}

static int describe(const mr_cli_args *args)
{
    mr_units *units = NULL;
    json_t *file = NULL;
    mr_error err = {0};
    const char *format = mr_cli_value(args, "format");
    mr_status st = MR_OK;
    if (mr_cli_count(args) != 1)
        st = mr_fail(&err, MR_EUSAGE, NULL, "import --describe takes one file");
    if (st == MR_OK)
        st = mr_units_open(&units, &err);
    if (st == MR_OK)
        st = mr_describe_file(units, mr_cli_word(args, 0), &file, &err);
    mr_units_close(units);
    if (st != MR_OK)
        return mr_print_error(&err);
    if (format && strcmp(format, "json") == 0)
        mr_print_json(file);
    else
        print_description(file);
    json_decref(file);
    return 0;
}

static int run(const mr_cli_args *args)
{
    return describe(args);
}

static const mr_option options[] = {
    {"describe", MR_OPTION_FLAG, NULL, "say what is in the file, write nothing", NULL},
    MR_OPTION_TEXT_JSON,
    {0},
};

const mr_command mr_command_import = {
    .name = "import",
    .arguments = "--describe FILE",
    .min = 1,
    .max = 1,
    .summary = "What is in a file.",
    .options = options,
    .run = run,
};
