// Finding, loading and typing the document that a command names.
#include "document.h"

#include "print.h"
#include "session.h"

mr_status mr_document_job_read(const mr_cli_args *args, mr_document_job *out, mr_error *err)
{
    *out = (mr_document_job){
        .document = mr_cli_word(args, 0),
        .wells = mr_cli_list(args, "wells"),
        .overrides = mr_cli_list(args, "set"),
    };
    out->options = (mr_execute_options){
        .project = mr_cli_value(args, "project"),
        .data_folder = mr_cli_value(args, "data"),
        .wells = &out->wells,
        .overrides = &out->overrides,
    };
    if (mr_cli_takes(args, "threads"))
        MR_TRY(mr_cli_number(args, "threads", 1024, &out->options.threads, err));
    return MR_OK;
}

mr_status mr_document_open(const mr_cli_args *args, const mr_document_job *job,
                           mr_service **service, mr_dag **dag, mr_error *err)
{
    bool alone = job->options.data_folder && mr_is_document_file(job->document);
    mr_service_options ephemeral = {.ephemeral = true, .threads = job->options.threads};
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = alone ? mr_service_open(&ephemeral, service, err)
                         : mr_session_open(args, false, service, err);
    if (st == MR_OK)
        st = mr_load_document(*service, job->document, dag, &problems, err);
    mr_print_diagnostics(&problems, *dag);
    mr_diagnostics_clear(&problems);
    return st;
}

mr_status mr_document_type(const mr_cli_args *args, const mr_document_job *job,
                           mr_service **service, mr_dag **dag, mr_typed_dag **typed, mr_error *err)
{
    mr_dag *loaded = NULL;
    mr_status st = mr_document_open(args, job, service, &loaded, err);
    if (st == MR_OK)
        st = mr_prepare_document(*service, loaded, &job->options, dag, err);
    if (st == MR_OK)
        st = mr_type_document(*service, *dag, &job->options, typed, err);
    mr_dag_free(loaded);
    if (st != MR_OK)
        return st;
    mr_print_diagnostics(&(*typed)->problems, *dag);
    size_t errors = (*typed)->problems.errors;
    if (errors)
        return mr_fail(err, MR_EINVALID, job->document, "the pipeline has %zu error%s", errors,
                       errors == 1 ? "" : "s");
    return MR_OK;
}
