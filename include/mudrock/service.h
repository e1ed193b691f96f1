// The use cases that the faces (command line, server) share. One function each;
// src/service/<use_case>.c.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/catalog.h"
#include "mudrock/diagnostic.h"
#include "mudrock/executor.h"
#include "mudrock/sql.h"
#include "mudrock/validate.h"

typedef struct mr_service { // an open workspace
    char *workspace;
    mr_units *units;
    mr_catalog *catalog;
    mr_objects *objects;
    mr_duck *duck;
    mr_sql *sql;
    size_t threads; // never 0
    int lock;       // a shared lock on the workspace, held while it is open
    bool ephemeral;
    struct mr_source_memory *sources; // what the sources of documents offered last
} mr_service;

typedef struct mr_service_options {
    const char *workspace; // folder; made when `create`
    bool create;
    bool ephemeral; // no workspace: a temporary folder, removed at close; service->catalog is NULL
    size_t threads; // 0 = processors
    int64_t memory_bytes; // of the data engine; 0 = what suits the machine
} mr_service_options;

// Opens (migrations, operator registry). Executions of dead processes become failed; whoever is
// alone in the workspace also removes what such processes left: temporary files, objects of imports
// that never ended. Without `create` a folder that holds no workspace is MR_ENOTFOUND.
mr_status mr_service_open(const mr_service_options *options, mr_service **out, mr_error *err);
void mr_service_close(mr_service *service); // accepts NULL

// --- projects and what they hold ---
// The project of that id or name; NULL = the only one (MR_EUSAGE naming them when there are
// several, MR_ENOTFOUND when there is none). With `create` a name that is not there, or NULL in an
// empty workspace ("default"), makes one. New reference.
mr_status mr_project_open(mr_service *service, const char *id_or_name, bool create,
                          struct json_t **out, mr_error *err);

// With its objects. MR_ENOTFOUND when there is no project of that id.
mr_status mr_remove_project(mr_service *service, const char *id, mr_error *err);

typedef enum mr_listing {
    MR_LIST_WELLS,
    MR_LIST_CURVES,
    MR_LIST_CURVE_SUMMARY, // a row a column over all wells
    MR_LIST_CURVE_STATES,  // as mr_curve_states; the index too
    MR_LIST_MARKERS,
    MR_LIST_SURVEYS,
    MR_LIST_SURFACES,
    MR_LIST_TABLES,
    MR_LIST_PIPELINES, // with `nodes` and `last_execution`
} mr_listing;
typedef struct mr_list_query {
    const char *project; // as mr_project_open finds it
    const char *well_id; // of curves, markers and surveys; NULL = all
    // Part of a well's id, name or UWI; of a curve's column, mnemonic or description; ASCII case
    // ignored. NULL = any.
    const char *search;
    const char *has_curve; // of wells: a column; NULL = any
} mr_list_query;
// What the project has. New reference.
mr_status mr_list(mr_service *service, mr_listing what, const mr_list_query *query,
                  struct json_t **out, mr_error *err);

// --- what people change of what was imported ---
// As mr_log_list; well NULL = all.
mr_status mr_list_logs(mr_service *service, const char *project, const char *well, bool superseded,
                       struct json_t **out, mr_error *err);
// Likewise the current ones, each with `taken`: whether such a source takes it of its well.
mr_status mr_list_taken_logs(mr_service *service, const char *project, const char *well,
                             const mr_source *source, struct json_t **out, mr_error *err);
mr_status mr_rename_log(mr_service *service, const char *project, const char *well, const char *log,
                        const char *name, mr_error *err); // log: its log_type or id
mr_status mr_rename_well(mr_service *service, const char *project, const char *well,
                         const char *name, mr_error *err);
mr_status mr_merge_wells(mr_service *service, const char *project, const char *from,
                         const char *into, mr_error *err);
mr_status mr_split_well(mr_service *service, const char *project, const char *well,
                        const mr_names *logs, const char *name, mr_arena *arena,
                        const char **well_id, mr_error *err);

typedef struct mr_curve_change {
    const char *project, *well;
    const char *column;          // or its mnemonic
    const char *log;             // log_type; NULL = the only one of the well that has the curve
    const char *unit, *quantity; // NULL = as it is; "" = what the file says
    const char *base;            // the tag that the change began from; NULL = whatever it is
} mr_curve_change;
enum { MR_CURVE_TAG = 80 }; // bytes of a tag with its NUL
// A unit that is not understood and a quantity that there is not are MR_EPARAM; another tag than
// `base` is MR_ESTALE. *row as in the list of curves, new reference; row may be NULL.
mr_status mr_correct_curve(mr_service *service, const mr_curve_change *change, struct json_t **row,
                           char tag[MR_CURVE_TAG], mr_error *err);
mr_status mr_show_curve(mr_service *service, const mr_curve_change *which, struct json_t **row,
                        char tag[MR_CURVE_TAG], mr_error *err);
// Of all curves that stand so, of these wells only unless there are none named; `change` says what.
// MR_ECONFLICT when none does.
mr_status mr_correct_curves(mr_service *service, const mr_curve_change *change,
                            const mr_names *wells, const struct mr_curve_state *state,
                            int64_t *changed, mr_error *err);
// {units: [{unit, like}], quantities: [{quantity, title, unit, kind}]}: what may be said. Units of
// equal `like` convert into each other. New reference.
struct json_t *mr_units_to_json(const mr_units *units);

// The survey that runs read, of a well that has several.
mr_status mr_choose_survey(mr_service *service, const char *project, const char *well,
                           const char *survey, mr_error *err);

// kind: well, log (with `log`, its log_type), markers ("WELL" or "WELL/FILE"), survey
// ("WELL/SURVEY"), table, surface. What
// is deleted comes back for 30 days.
mr_status mr_delete_thing(mr_service *service, const char *project, const char *kind,
                          const char *name, const char *log, char deleted_id[37], mr_error *err);
mr_status mr_undelete_thing(mr_service *service, const char *project, const char *kind,
                            const char *name, mr_error *err); // by name or deleted id
// {id, kind, name, deleted_at, deleted_by}, newest first; kind NULL = all.
mr_status mr_list_deleted(mr_service *service, const char *project, const char *kind,
                          struct json_t **out, mr_error *err);
mr_status mr_forget_deleted(mr_service *service, int64_t *n, mr_error *err);

// --- import ---
typedef struct mr_import_options {
    const char *project;               // NULL = the only one, or a new one called "default"
    const char *log_type;              // NULL = what the file says, else composite
    size_t threads;                    // that read one file; 0 = the service's
    const char *well;                  // the well_id whose logs they are; NULL = as the files say
    mr_names units;                    // "CURVE=UNIT": kept as corrections beside the file's word
    const char *encoding;              // of text files; NULL = found out
    const struct mr_csv_options *text; // how text tables are written; NULL = found out
} mr_import_options;
// Import of one file: LAS (a well's log), DLIS and LIS79 (a log a frame), tops (markers), surveys,
// WITSML, grids (surfaces), tables of any kind. The summary is {file, format, status: added |
// unchanged | replaced, well_id, well_name, log_type, table, surface, survey, rows, curves,
// markers, skipped, notes:
// [..], warnings: [..]}: keys that do not apply are absent. A file of several things has `parts`,
// each with the keys that apply to it; its own status is added when any of theirs is, else replaced
// when any is. Nothing half-written remains.
mr_status mr_import_file(mr_service *service, const mr_import_options *options, const char *path,
                         struct json_t **summary, mr_error *err);

typedef struct mr_import_progress {
    size_t done, total; // files
    int64_t rows;
} mr_import_progress;
typedef struct mr_import_batch {
    mr_import_options options;
    atomic_int *cancel; // not 0: no further file is begun; may be NULL
    // One file ended: `error` is NULL and `summary` its summary, or the other way round. Called
    // from one thread at a time, in any order.
    void (*ended)(void *context, const char *path, const struct json_t *summary,
                  const mr_error *error, const mr_import_progress *progress);
    void *context;
} mr_import_batch;
// Files and folders (recursively, files of known kinds, sorted), many at a time. Logs come before
// surveys and these before tops, so that the wells are there. A bad file is reported through
// `ended` and the rest go on; then MR_EFAIL at the end. The summary is {project, files, added,
// unchanged, replaced, failed, ignored, rows}; ignored: files of folders that are of no known
// kind.
mr_status mr_import_all(mr_service *service, const mr_import_batch *batch, const mr_names *paths,
                        struct json_t **summary, mr_error *err);

// `import --describe`: what is in the file; nothing written; needs no workspace. `threads` may
// read the file, 0 = processors.
mr_status mr_describe_file(const mr_units *units, const char *path,
                           const mr_import_options *options, struct json_t **out, mr_error *err);

// --- tables in files, by extension: .csv, .parquet, .las ---
mr_status mr_file_read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                             mr_error *err);
// Whole or absent.
mr_status mr_file_write_table(mr_duck *duck, const char *path, const mr_table *table,
                              mr_error *err);

// --- operators ---
// id or id@version; an unknown one is MR_ENOTFOUND with the nearest id in the message.
mr_status mr_operator_named(const char *id_at_version, const mr_operator **out, mr_error *err);
// Runs one operator over a file. Its parameters and the columns it needs are checked as in a
// pipeline: MR_EINVALID with *problems filled.
typedef struct mr_operator_job {
    const char *operator_id; // id or id@version
    const char *params;      // JSON object; NULL = all defaults
    const char *input, *output;
    size_t threads;
    struct mr_buf *units; // is given "depth ft, gr gAPI" of what was written; NULL = not wanted
} mr_operator_job;
mr_status mr_operator_run(const mr_operator_job *job, mr_diagnostics *problems, int64_t *rows,
                          mr_error *err);

// --- documents ---
// A document from a file path (anything with a "/", or ending in .json, or that exists), or a saved
// pipeline by id or name. service may be NULL: files only. A document that cannot be decoded is
// MR_EINVALID with *problems filled.
bool mr_is_document_file(const char *file_or_id);
mr_status mr_load_document(mr_service *service, const char *file_or_id, mr_dag **out,
                           mr_diagnostics *problems, mr_error *err);
// NODE.PARAM=VALUE (node by name or id; VALUE as JSON, else text): changes the document in memory.
// *dag is another one afterwards.
mr_status mr_override_parameter(mr_dag **dag, const char *assignment, mr_error *err);
// Saves under the project (id or name; NULL: the document's, else the only one): {id, name,
// project_id, revision, changed}. A document equal to the saved one changes nothing.
mr_status mr_save_document(mr_service *service, const mr_dag *dag, const char *project,
                           const char *message, struct json_t **out, mr_error *err);

typedef struct mr_pipeline_change {
    const mr_dag *dag;
    const char *project;       // as in mr_save_document
    const char *base_revision; // the one that the change began from; NULL: it is a new pipeline
    const char *message;       // NULL = none
} mr_pipeline_change;
// Saves as somebody changed it: *out as mr_pipeline_load gives it. MR_ESTALE when another revision
// came first, its id in err->where; MR_ECONFLICT when a new one is there already. A document equal
// to the saved one changes nothing and is well, so that a save may be repeated; *changed may be
// NULL.
mr_status mr_save_pipeline(mr_service *service, const mr_pipeline_change *change,
                           struct json_t **out, bool *changed, mr_error *err);
// With its history and executions, by id or name. *out, which may be NULL: what it was, as
// mr_pipeline_load.
mr_status mr_remove_pipeline(mr_service *service, const char *id_or_name, struct json_t **out,
                             mr_error *err);

// --- what an editor asks ---
// Types the document of an editor, which need not be whole or good. What its sources offer is
// remembered until the store changes. A document without a project is the only one's; its
// project_id is then filled in.
mr_status mr_type_draft(mr_service *service, mr_dag *dag, bool draft, mr_typed_dag **out,
                        mr_error *err);
// {node id: {"input": [field] or null, "output": [field] or null}}. New reference.
struct json_t *mr_inferred_schemas(const mr_typed_dag *typed);

// --- running ---
typedef struct mr_execute_options {
    size_t threads;      // 0 = the service's
    const char *project; // of a document that names none; NULL = the only one
    const char *data_folder, *out_folder, *to_node; // to_node: name or id
    const mr_names *wells;                          // NULL or empty = all
    const mr_names
        *overrides; // NODE.PARAM=VALUE of this run; the saved pipeline does not have them
    bool no_cache;
    atomic_int *cancel;
    // The run is recorded and begins; `typed` lives until it has ended. May be NULL.
    void (*started)(void *context, const char *execution_id, const mr_typed_dag *typed);
    void (*progress)(void *context, const mr_progress *progress);
    void (*at)(void *context, size_t thread, size_t node, const char *well); // as mr_run_options
    void *context;
} mr_execute_options;

// The document as a run takes it: its project filled in, the overrides applied. `dag` stays as it
// is.
mr_status mr_prepare_document(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_dag **out, mr_error *err);
// Types a prepared document against its sources (the project's wells, or options->data_folder). A
// document with errors is no failure here: see
// (*out)->problems. `dag` must outlive the result.
mr_status mr_type_document(mr_service *service, const mr_dag *dag,
                           const mr_execute_options *options, mr_typed_dag **out, mr_error *err);
// Prepares, validates, saves the document as a pipeline of its project when it differs from the
// saved one, creates the execution row, runs, records log, metrics, lineage and summary.
// MR_EINVALID with *problems filled (warnings of a good document stand there too) when it has
// errors. *execution is the row as JSON; its result_summary also has `outputs` [{node_id,
// node_name, kind, path, rows, bytes, digest}] and `warnings`; it is there also after a failed or
// cancelled run, NULL when no run began. With data_folder nothing is recorded: the row is only
// returned.
mr_status mr_execute_pipeline(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              struct json_t **execution, mr_error *err);

// The same in two halves, in two processes. The first takes the saved pipeline and leaves a pending
// execution of its newest revision; of the options it takes to_node, wells and overrides. The
// second claims it and runs it; of the options it takes the rest. Relative outputs stand below
// <workspace>/outputs/project-<id> unless out_folder says otherwise.
mr_status mr_start_execution(mr_service *service, const char *pipeline_id,
                             const mr_execute_options *options, mr_diagnostics *problems,
                             struct json_t **execution, mr_error *err);
mr_status mr_run_execution(mr_service *service, const char *execution_id,
                           const mr_execute_options *options, struct json_t **execution,
                           mr_error *err);
// One whose process died, or that nobody began: it ends as failed or cancelled for that reason, and
// what it had kept goes. Nothing happens to one that has ended.
mr_status mr_abandon_execution(mr_service *service, const char *execution_id, bool cancelled,
                               const char *reason, bool *ended, mr_error *err);
// The results that an execution kept, of which no row is left.
mr_status mr_delete_results(mr_service *service, const char *project_id, const char *execution_id,
                            mr_error *err);
// Executions whose process is gone become failed, whoever ran them; *n counts them.
mr_status mr_fail_dead_executions(mr_service *service, size_t *n, mr_error *err);
// As the HTTP interface shows it: the row with `warnings`, `outputs` and a state a node.
mr_status mr_show_execution(mr_service *service, const char *execution_id, struct json_t **out,
                            mr_error *err);

// What executions hold of a document, saved or not: {"nodes": {id: {key, execution_id, state}}}.
// fresh: an execution made this very content; stale: the node ran, with other content; none.
mr_status mr_results(mr_service *service, const mr_dag *dag, struct json_t **out, mr_error *err);

// --- looking at rows ---
typedef struct mr_look { // any node's rows; needs a workspace
    // Of an execution: its own document, parameters, wells and inputs. Else of `dag`, run or not.
    const char *execution_id;
    const mr_dag *dag;
    const char *node_id;
    const mr_names *wells; // only these are looked at; NULL or empty = all
    atomic_int *cancel;
    // Called when the rows have to be computed; as in mr_execute_options, without an execution.
    void (*started)(void *context, const char *execution_id, const mr_typed_dag *typed);
    void (*at)(void *context, size_t thread, size_t node, const char *well);
    void *context;
} mr_look;

typedef enum mr_data_format {
    MR_DATA_JSON,
    MR_DATA_ARROW,
    MR_DATA_CSV,
    MR_DATA_PARQUET,
} mr_data_format;
bool mr_data_format_parse(const char *text, mr_data_format *out);
typedef struct mr_data_request {
    const mr_names *columns; // NULL or empty = all
    const char *sort;        // NULL = in source order
    bool descending;
    int64_t offset, limit; // limit < 0 = none
    mr_data_format format;
} mr_data_request;
typedef struct mr_data {
    const char *content_type;
    int64_t total; // rows there are without offset and limit
    mr_buf body;   // JSON and Arrow
    char *file;    // CSV and Parquet: a file of its own in the workspace's cache; mr_data_clear
                   // removes it
} mr_data;
// Rows of look->wells. *problems as in mr_execute_pipeline, of the node and those before it.
// Errors: those of the document (MR_EINVALID); MR_ENOTFOUND for a node or column that is not there;
// MR_ECONFLICT when an execution's inputs are not what they were, with the reason.
mr_status mr_node_data(mr_service *service, const mr_look *look, const mr_data_request *request,
                       mr_diagnostics *problems, mr_data *out, mr_error *err);
void mr_data_clear(mr_data *data);

typedef struct mr_plot_request {
    const char *well;       // NULL: the rows belong to no well
    const mr_names *curves; // NULL or empty = all
    double top, base;       // NaN = all
    size_t pixels;
} mr_plot_request;
// Curves decoded for drawing, those last looked at, within a bound. One thread at a time.
typedef struct mr_curves mr_curves;
mr_curves *mr_curves_new(size_t most_bytes);
void mr_curves_free(mr_curves *curves); // accepts NULL
// One well's curves in at most `pixels` bins, as docs/http-api.md says. look->wells is not used.
mr_status mr_node_plot(mr_service *service, mr_curves *curves, const mr_look *look,
                       const mr_plot_request *request, mr_diagnostics *problems, mr_buf *out,
                       mr_error *err);

// What to open first: the pipeline of the newest run that went well, else the newest pipeline:
// {project_id, pipeline_id, execution_id or null}. *out is NULL when there is no pipeline.
mr_status mr_front_page(mr_service *service, struct json_t **out, mr_error *err);

// Asks the process that runs it to stop. MR_ECONFLICT when it does not run (any more).
mr_status mr_cancel_execution(mr_service *service, const char *execution_id, mr_error *err);
// MR_ECONFLICT when this row of an execution says that it has ended.
mr_status mr_check_cancellable(const struct json_t *execution, mr_error *err);

// --- log plot ---
typedef struct mr_plot {
    const char *title, *subtitle;
    const char *depth_unit;
    double top, base; // NaN = all
} mr_plot;
// Draws one well's results as SVG: gamma ray and shale, resistivity, density and neutron,
// saturation, net pay; what the table does not have stays empty.
void mr_plot_svg(const mr_table *well, const mr_plot *plot, mr_buf *out);

// --- demonstration ---
typedef struct mr_demo_options {
    const char *examples;       // folder with wells/ and quicklook.json; NULL = beside the program
    const char *out_folder;     // NULL = the workspace
    mr_import_batch import;     // callbacks; options are ignored
    mr_execute_options execute; // callbacks
} mr_demo_options;
// Imports the sample wells into the project "Sample", runs the quicklook (or takes the run that did
// the same) and draws one well. The result is {project, reused, import, execution, zones: [a row a
// well and zone], plot}. *problems: the warnings of the quicklook.
mr_status mr_demo(mr_service *service, const mr_demo_options *options, mr_diagnostics *problems,
                  struct json_t **out, mr_error *err);
