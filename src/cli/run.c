// mudrock run
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "document.h"
#include "print.h"
#include "progress.h"
#include "session.h"

static void show_progress(void *context, const mr_progress *progress)
{
    mr_bar_show(context, progress->wells_done, progress->wells, progress->rows);
}

static void print_execution(const mr_cli_args *args, const json_t *execution)
{
    static const mr_print_column columns[] = {
        {"node_name", "OUTPUT"}, {"kind", "KIND"}, {"rows", "ROWS"}, {"path", "WRITTEN TO"}, {0},
    };
    const json_t *summary = json_object_get(execution, "result_summary");
    const json_t *warnings = json_object_get(summary, "warnings");
    const json_t *conversions = json_object_get(summary, "conversions");
    const char *format = mr_cli_value(args, "format");
    for (size_t i = 0; i < json_array_size(conversions); i++)
        fprintf(stderr, "unit: %s\n", json_string_value(json_array_get(conversions, i)));
    for (size_t i = 0; i < json_array_size(warnings); i++)
        fprintf(stderr, "warning: %s\n", json_string_value(json_array_get(warnings, i)));
    if (format && strcmp(format, "json") == 0)
        mr_print_json(execution);
    else if (json_array_size(json_object_get(summary, "outputs")))
        mr_print_text_table(json_object_get(summary, "outputs"), columns);
}

static mr_status execute(const mr_cli_args *args, mr_document_job *job, mr_service **service,
                         json_t **execution, mr_error *err)
{
    mr_dag *dag = NULL;
    mr_bar bar;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = mr_document_open(args, job, service, &dag, err);
    mr_bar_start(&bar, "wells");
    job->options.progress = show_progress;
    job->options.context = &bar;
    if (st == MR_OK)
        st = mr_execute_pipeline(*service, dag, &job->options, &problems, execution, err);
    job->options.context = NULL;
    mr_bar_clear(&bar);
    mr_print_diagnostics(&problems, dag);
    mr_diagnostics_clear(&problems);
    mr_dag_free(dag);
    return st;
}

static int run(const mr_cli_args *args)
{
    mr_document_job job;
    atomic_int cancel = 0;
    mr_service *service = NULL;
    json_t *execution = NULL;
    mr_error err = {0};
    mr_interrupt *interrupt = mr_interrupt_start(&cancel);
    mr_status st = mr_document_job_read(args, &job, &err);
    if (st == MR_OK) {
        job.options.to_node = mr_cli_value(args, "to");
        job.options.out_folder = mr_cli_value(args, "out");
        job.options.no_cache = mr_cli_flag(args, "no-cache");
        job.options.cancel = &cancel;
        st = execute(args, &job, &service, &execution, &err);
    }
    if (execution)
        print_execution(args, execution);
    json_decref(execution);
    mr_service_close(service);
    mr_interrupt_stop(interrupt);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option options[] = {
    {"to", MR_OPTION_VALUE, "NODE", "run only to this node (name or id) and keep its result", NULL},
    MR_DOCUMENT_OPTIONS,
    {"out", MR_OPTION_VALUE, "DIR", "relative output paths stand below it (else this folder)",
     NULL},
    {"no-cache", MR_OPTION_FLAG, NULL, "compute everything anew", NULL},
    MR_OPTION_THREADS,
    MR_OPTION_TEXT_JSON,
    {0},
};

const mr_command mr_command_run = {
    .name = "run",
    .arguments = "PIPELINE",
    .min = 1,
    .max = 1,
    .summary = "Run a pipeline, a file or a saved one.",
    .details = "A file is saved as a pipeline of its project under its own id and the run is "
               "recorded; with --data nothing is recorded.\nCtrl-C cancels: no output of the run "
               "is then visible.",
    .options = options,
    .run = run,
};
