// mudrock plan
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "document.h"
#include "print.h"

static void print_plan(const mr_typed_dag *typed, const char *format)
{
    mr_buf text = {0};
    if (format && strcmp(format, "json") == 0) {
        json_t *plan = mr_plan_to_json(typed);
        mr_print_json(plan);
        json_decref(plan);
        return;
    }
    if (format && strcmp(format, "dot") == 0)
        mr_plan_to_dot(typed, &text);
    else
        mr_plan_to_text(typed, &text);
    fwrite(text.at, 1, text.n, stdout);
    mr_buf_clear(&text);
}

static int run(const mr_cli_args *args)
{
    mr_document_job job;
    mr_service *service = NULL;
    mr_dag *dag = NULL;
    mr_typed_dag *typed = NULL;
    mr_error err = {0};
    mr_status st = mr_document_job_read(args, &job, &err);
    if (st == MR_OK)
        st = mr_document_type(args, &job, &service, &dag, &typed, &err);
    if (st == MR_OK)
        print_plan(typed, mr_cli_value(args, "format"));
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
    mr_service_close(service);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option options[] = {
    MR_DOCUMENT_OPTIONS,
    {"format", MR_OPTION_VALUE, "FORMAT", "text (default), dot or json", "text|dot|json"},
    {0},
};

const mr_command mr_command_plan = {
    .name = "plan",
    .arguments = "PIPELINE",
    .min = 1,
    .max = 1,
    .summary = "How a pipeline would run: what is read, converted and computed in which stage.",
    .options = options,
    .run = run,
};
