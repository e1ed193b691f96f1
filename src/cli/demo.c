// mudrock demo
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "print.h"
#include "progress.h"
#include "session.h"

static void file_ended(void *context, const char *path, const json_t *summary,
                       const mr_error *error, const mr_import_progress *progress)
{
    (void)path;
    (void)summary;
    mr_bar *bar = context;
    if (error) {
        mr_bar_clear(bar);
        mr_print_error(error);
    }
    mr_bar_show(bar, progress->done, progress->total, progress->rows);
}

static void show_progress(void *context, const mr_progress *progress)
{
    mr_bar_show(context, progress->wells_done, progress->wells, progress->rows);
}

static void print_result(const mr_cli_args *args, const json_t *result)
{
    static const mr_print_column columns[] = {
        {"well_id", "WELL"},    {"zone", "ZONE"},        {"top", "TOP"},
        {"base", "BASE"},       {"gross", "GROSS"},      {"net_reservoir", "NET RES"},
        {"net_pay", "NET PAY"}, {"net_to_gross", "N/G"}, {"phi_avg", "PHI"},
        {"sw_avg", "SW"},       {"hcpt", "HCPT"},        {0},
    };
    const json_t *execution = json_object_get(result, "execution");
    const json_t *outputs =
        json_object_get(json_object_get(execution, "result_summary"), "outputs");
    const char *format = mr_cli_value(args, "format");
    if (format && strcmp(format, "json") == 0) {
        mr_print_json(result);
        return;
    }
    mr_print_text_table(json_object_get(result, "zones"), columns);
    if (json_is_true(json_object_get(result, "reused")))
        fprintf(stderr, "\nNothing has changed since the run of %s.\n",
                json_string_value(json_object_get(execution, "started_at")));
    fprintf(stderr, "\nDepths and thicknesses in m. Log plot: %s\n",
            json_string_value(json_object_get(result, "plot")));
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *output = json_array_get(outputs, i);
        if (strcmp(json_string_value(json_object_get(output, "kind")), "frontend") != 0)
            fprintf(stderr, "%s: %s\n", json_string_value(json_object_get(output, "node_name")),
                    json_string_value(json_object_get(output, "path")));
    }
    fprintf(stderr, "\nOpen the editor: %s serve --workspace %s\n", mr_cli_program(args),
            mr_session_workspace(args));
}

static mr_status demo(const mr_cli_args *args, atomic_int *cancel, json_t **result, mr_error *err)
{
    mr_bar files, wells;
    mr_service *service = NULL;
    mr_diagnostics problems;
    MR_TRY(mr_session_open(args, true, &service, err));
    mr_bar_start(&files, "files");
    mr_bar_start(&wells, "wells");
    mr_diagnostics_init(&problems);
    mr_demo_options options = {
        .examples = mr_cli_value(args, "examples"),
        .out_folder = mr_cli_value(args, "out"),
        .import = {.cancel = cancel, .ended = file_ended, .context = &files},
        .execute = {.cancel = cancel, .progress = show_progress, .context = &wells},
    };
    mr_status st = mr_demo(service, &options, &problems, result, err);
    mr_bar_clear(&files);
    mr_bar_clear(&wells);
    if (st != MR_OK)
        mr_print_diagnostics(&problems, NULL);
    mr_diagnostics_clear(&problems);
    mr_service_close(service);
    return st;
}

static int run(const mr_cli_args *args)
{
    atomic_int cancel = 0;
    json_t *result = NULL;
    mr_error err = {0};
    mr_interrupt *interrupt = mr_interrupt_start(&cancel);
    mr_status st = demo(args, &cancel, &result, &err);
    mr_interrupt_stop(interrupt);
    if (st != MR_OK)
        return mr_print_error(&err);
    print_result(args, result);
    json_decref(result);
    return 0;
}

static const mr_option options[] = {
    {"examples", MR_OPTION_VALUE, "DIR", "folder of the sample wells (else beside the program)",
     NULL},
    {"out", MR_OPTION_VALUE, "DIR", "where the results go (else into the workspace)", NULL},
    MR_OPTION_THREADS,
    MR_OPTION_TEXT_JSON,
    MR_OPTION_WORKSPACE,
    {0},
};

const mr_command mr_command_demo = {
    .name = "demo",
    .summary = "Make a workspace with sample wells, run the quicklook on them, show the result.",
    .options = options,
    .run = run,
};
