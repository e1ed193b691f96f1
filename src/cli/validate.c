// mudrock validate
#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "document.h"
#include "print.h"

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
    const char *format = mr_cli_value(args, "format");
    if (typed && format && strcmp(format, "json") == 0) {
        json_t *list = mr_diagnostics_to_json(&typed->problems);
        mr_print_json(list);
        json_decref(list);
    } else if (st == MR_OK) {
        assert(dag && typed);
        printf("%s: %zu nodes, no errors, %zu warnings\n", job.document, dag->n_nodes,
               typed->problems.n);
    }
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
    mr_service_close(service);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option options[] = {MR_DOCUMENT_OPTIONS, MR_OPTION_TEXT_JSON, {0}};

const mr_command mr_command_validate = {
    .name = "validate",
    .arguments = "PIPELINE",
    .min = 1,
    .max = 1,
    .summary =
        "Check a pipeline, a file or a saved one: every problem at once, without running it.",
    .options = options,
    .run = run,
};
