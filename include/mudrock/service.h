// The use cases that the faces (command line, server) share. One function each; src/service/<use_case>.c.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "mudrock/catalog.h"
#include "mudrock/diagnostic.h"
#include "mudrock/executor.h"

typedef struct mr_service { // an open workspace
    char *workspace;
    mr_units *units;
    mr_catalog *catalog;
    mr_objects *objects;
    mr_duck *duck;
    size_t threads;
} mr_service;

typedef struct mr_service_options {
    const char *workspace; // folder; made when `create`
    bool create;
    size_t threads;
} mr_service_options;

// Opens (migrations, sweep of temporary files, operator registry). Without `create` a folder that holds no workspace is MR_ENOTFOUND.
mr_status mr_service_open(const mr_service_options *options, mr_service **out, mr_error *err);
void mr_service_close(mr_service *service);

// Import: one file; the summary is {file, format, well_id, rows, curves, added, skipped, warnings}. Nothing half-written remains.
mr_status mr_import_file(mr_service *service, const char *project, const char *path, struct json_t **summary,
                         mr_error *err);
// `import --describe`: what is in the file; nothing written; needs no workspace (service may be NULL).
mr_status mr_describe_file(const mr_units *units, const char *path, struct json_t **out, mr_error *err);

// A document from a file path, or a saved pipeline by id or name.
mr_status mr_load_document(mr_service *service, const char *file_or_id, mr_dag **out, mr_diagnostics *problems,
                           mr_error *err);
// NODE.PARAM=VALUE (node by name or id; VALUE as JSON, else text): changes the document in memory.
mr_status mr_override_parameter(mr_dag **dag, const char *assignment, mr_error *err);

typedef struct mr_execute_options {
    size_t threads;
    const char *data_folder, *out_folder, *to_node; // to_node: name or id
    const mr_names *wells;
    bool no_cache;
    atomic_int *cancel;
    void (*progress)(void *context, const mr_progress *progress);
    void *context;
} mr_execute_options;
// Validates, creates the execution row, runs, records log, metrics, lineage and summary. MR_EINVALID with *problems filled when the document has errors.
// *execution is the row as JSON (also after a failed run). Saves an unsaved document as a pipeline of the project first.
mr_status mr_execute_pipeline(mr_service *service, const mr_dag *dag, const mr_execute_options *options,
                              mr_diagnostics *problems, struct json_t **execution, mr_error *err);
