// Commands about a pipeline document: validate, plan, run.
#pragma once

#include "mudrock/service.h"
#include "options.h"

// The words of such a command, read. The names live in the arguments.
typedef struct mr_document_job {
    const char *document;
    mr_names wells, overrides;
    mr_execute_options options; // points into this struct
} mr_document_job;
mr_status mr_document_job_read(const mr_cli_args *args, mr_document_job *out, mr_error *err);

// Opens what the document needs: nothing but a scratch folder for a file run over --data, else the
// workspace; loads it, printing its diagnostics.
mr_status mr_document_open(const mr_cli_args *args, const mr_document_job *job,
                           mr_service **service, mr_dag **dag, mr_error *err);
// The same, and types it; prints all diagnostics. With errors it is MR_EINVALID, *typed being there
// all the same.
mr_status mr_document_type(const mr_cli_args *args, const mr_document_job *job,
                           mr_service **service, mr_dag **dag, mr_typed_dag **typed, mr_error *err);

#define MR_DOCUMENT_OPTIONS                                                                        \
    {"data", MR_OPTION_VALUE, "DIR",                                                               \
     "wells of this folder (<well>/logs_<type>.parquet or <well>.parquet), not a project's",       \
     NULL},                                                                                        \
        {"wells", MR_OPTION_LIST, "W", "only these wells", NULL},                                  \
        {"set", MR_OPTION_EACH, "NODE.PARAM=VALUE", "another parameter for this time", NULL},      \
        MR_OPTION_PROJECT, MR_OPTION_WORKSPACE
