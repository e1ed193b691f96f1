// mudrock operator list | show | run
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "mudrock/manual.h"
#include "mudrock/operator.h"
#include "mudrock/service.h"
#include "print.h"

static bool wanted(const char *filter, const char *value)
{
    return !filter || strcmp(filter, value) == 0;
}

static int list(const mr_cli_args *args)
{
    static const mr_print_column columns[] = {
        {"id", "ID"},
        {"version", "VERSION"},
        {"category", "CATEGORY"},
        {"family", "FAMILY"},
        {"kind", "KIND"},
        {"title", "TITLE"},
        {0},
    };
    const char *category = mr_cli_value(args, "category"), *family = mr_cli_value(args, "family");
    json_t *rows = json_array();
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        if (wanted(category, mr_category_name(op->category)) && wanted(family, op->family))
            json_array_append_new(rows, mr_operator_to_json(op));
    }
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return 0;
}

static int show(const mr_cli_args *args)
{
    const mr_operator *op;
    mr_error err = {0};
    if (mr_operator_named(mr_cli_word(args, 0), &op, &err) != MR_OK)
        return mr_print_error(&err);
    const char *format = mr_cli_value(args, "format");
    if (format && strcmp(format, "json") == 0) {
        json_t *json = mr_operator_to_json(op);
        mr_print_json(json);
        json_decref(json);
        return 0;
    }
    mr_buf page = {0};
    mr_operator_page(op, NULL, &page);
    fputs(page.at, stdout);
    mr_buf_clear(&page);
    return 0;
}

static int run(const mr_cli_args *args)
{
    mr_buf units = {0};
    mr_operator_job job = {
        .units = &units,
        .operator_id = mr_cli_word(args, 0),
        .params = mr_cli_value(args, "params"),
        .input = mr_cli_value(args, "input"),
        .output = mr_cli_value(args, "output"),
    };
    mr_error err = {0};
    mr_diagnostics problems;
    int64_t rows = 0;
    if (!job.input || !job.output) {
        mr_fail(&err, MR_EUSAGE, NULL, "operator run wants --input FILE and --output FILE");
        return mr_print_usage_error(&err, mr_cli_path(args));
    }
    mr_diagnostics_init(&problems);
    mr_status st = mr_cli_number(args, "threads", 1024, &job.threads, &err);
    if (st == MR_OK)
        st = mr_operator_run(&job, &problems, &rows, &err);
    mr_print_diagnostics(&problems, NULL);
    mr_diagnostics_clear(&problems);
    if (st == MR_OK)
        fprintf(stderr, "%lld rows written to %s%s%s\n", (long long)rows, job.output,
                units.n ? ": " : "", units.n ? units.at : "");
    mr_buf_clear(&units);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option list_options[] = {
    {"category", MR_OPTION_VALUE, "C", "only this category", NULL},
    {"family", MR_OPTION_VALUE, "F", "only this family", NULL},
    MR_OPTION_LISTING,
    {0},
};

static const mr_option show_options[] = {MR_OPTION_TEXT_JSON, {0}};

static const mr_option run_options[] = {
    {"params", MR_OPTION_VALUE, "JSON", "parameters as a JSON object (else all defaults)", NULL},
    {"input", MR_OPTION_VALUE, "FILE", ".csv (header name or name:type), .parquet or .las", NULL},
    {"output", MR_OPTION_VALUE, "FILE", ".csv, .parquet or .las", NULL},
    MR_OPTION_THREADS,
    {0},
};

static const mr_command command_list = {
    .name = "list",
    .summary = "The operators there are.",
    .options = list_options,
    .run = list,
};

static const mr_command command_show = {
    .name = "show",
    .arguments = "ID[@VERSION]",
    .min = 1,
    .max = 1,
    .summary = "What an operator does and takes.",
    .options = show_options,
    .run = show,
};

static const mr_command command_run = {
    .name = "run",
    .arguments = "ID[@VERSION] --input FILE --output FILE",
    .min = 1,
    .max = 1,
    .summary = "Run one operator over a file.",
    .options = run_options,
    .run = run,
};

static const mr_command *const subcommands[] = {&command_list, &command_show, &command_run, NULL};

const mr_command mr_command_operator = {
    .name = "operator",
    .summary = "The operators: list them, explain one, run one over a file.",
    .subcommands = subcommands,
};
