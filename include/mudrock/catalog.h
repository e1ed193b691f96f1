// The metadata store: one interface; SQLite behind it (PostgreSQL with its own issue). Numbered
// migrations in src/catalog/migrations. Every write is a transaction. Thread-safe. What is listed
// comes as JSON values, field names as the table's columns.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"
#include "mudrock/error.h"

struct json_t;
typedef struct mr_catalog mr_catalog;

// path of the SQLite file; made when absent. Runs the migrations that are missing; a newer database
// than this program is refused.
mr_status mr_catalog_open(const char *path, mr_catalog **out, mr_error *err);
void mr_catalog_close(mr_catalog *catalog);
// Another number than before whenever anything was written since, by whichever process.
mr_status mr_catalog_version(mr_catalog *catalog, int64_t *out, mr_error *err);

// Several writes as one: begin holds the store for this thread until commit or rollback. A call
// that fails in between undoes itself alone. A commit that fails has rolled back; a rollback when
// nothing is held does nothing.
mr_status mr_catalog_begin(mr_catalog *catalog, mr_error *err);
mr_status mr_catalog_commit(mr_catalog *catalog, mr_error *err);
void mr_catalog_rollback(mr_catalog *catalog);

// --- projects: {id, name, description, depth_unit, units, created_at, updated_at, wells,
// pipelines} ---
mr_status mr_project_create(mr_catalog *catalog, const char *name, const char *description,
                            char id[37],
                            mr_error *err); // MR_ECONFLICT when the name is taken
mr_status mr_project_get(mr_catalog *catalog, const char *id_or_name, struct json_t **out,
                         mr_error *err);
mr_status mr_project_list(mr_catalog *catalog, struct json_t **out, mr_error *err);
mr_status mr_project_delete(mr_catalog *catalog, const char *id, mr_error *err);

// --- wells ---
typedef struct mr_well_row {
    const char *id; // filled by put
    const char *well_id, *well_name, *uwi, *crs;
    const char *depth_unit; // of kb_elevation and total_depth; logs have their own
    double latitude, longitude, x, y, kb_elevation, total_depth; // NaN = unknown
    struct json_t *header;                                       // borrowed; may be NULL
} mr_well_row;
// Inserts, or completes the row of that well_id: a field that is NULL or NaN keeps its value, and
// so do the name, the UWI and the unit once they are there.
mr_status mr_well_put(mr_catalog *catalog, const char *project_id, const mr_well_row *well,
                      char id[37], mr_error *err);
typedef struct mr_well_filter {
    const char *search;    // part of an id, name or UWI, ASCII case ignored; NULL = any
    const char *has_curve; // a column of a current log; NULL = any
} mr_well_filter;
mr_status mr_well_list(mr_catalog *catalog, const char *project_id, const mr_well_filter *filter,
                       struct json_t **out, mr_error *err); // filter NULL = all
mr_status mr_well_get(mr_catalog *catalog, const char *project_id, const char *well_id,
                      struct json_t **out, mr_error *err);

// --- which well a file means ---
typedef struct mr_identity { // as the file says it; NULL = it does not
    const char *uwi, *name, *field, *country;
} mr_identity;
enum { MR_MOST_MATCHES = 8 };
typedef struct mr_well_match {
    const char *id, *well_id, *well_name;
    bool exact; // a file called it exactly so before
} mr_well_match;
// The wells that it may be: those of its UWI (mr_uwi_key); where there is none, those of its name
// (mr_name_fold) without a UWI that contradicts, whose field and country do not contradict either.
// One that was called exactly so stands alone. n = 0: a new well; n > 1: only a person knows.
mr_status mr_well_matches(mr_catalog *catalog, const char *project_id, const mr_identity *identity,
                          mr_arena *arena, size_t *n, mr_well_match out[MR_MOST_MATCHES],
                          mr_error *err);
// Remembers that a file called the well (its row's id) so.
mr_status mr_identity_put(mr_catalog *catalog, const char *well, const mr_identity *identity,
                          mr_error *err);
const char *mr_identity_text(const mr_identity *identity,
                             mr_arena *arena); // its keys, for mr_log_row.said
// A well_id from a name that no well of the project has: its slug, numbered when that is taken.
mr_status mr_well_free_id(mr_catalog *catalog, const char *project_id, const char *name,
                          mr_arena *arena, const char **out, mr_error *err);

// --- logs: a data section of a file, with its own facts ---
typedef struct mr_curve_row {
    const char *column_name, *mnemonic, *unit, *description, *quantity; // as the file has them
    int64_t count, nulls;
    double min, max, mean;               // NaN = none
    const char *set_unit, *set_quantity; // what the user says instead; NULL = nothing
    const char *type;                    // mr_type_name; NULL = only the object knows
} mr_curve_row;
typedef struct mr_log_row {
    // What kind it is: composite, run_1, core, ...; where several logs of a well are alike their
    // files' names tell them apart.
    const char *log_type, *object_key, *digest, *source_name, *source_format, *source_digest;
    // Which section of which file: its path below what was imported, "#2" for a second section. A
    // later version has the same. "=TYPE:" in front where the user chose the type. NULL = log_type.
    const char *source_key;
    const char *said; // mr_identity_text of the file
    int64_t rows;
    double depth_min, depth_max;
    size_t n_curves;
    const mr_curve_row *curves;
    const char *depth_unit, *index_kind, *index_mnemonic; // index_kind: depth (NULL), time, other
    const char *null_value, *service, *run, *set_name;    // as the file says them
    struct json_t *header;                                // borrowed; may be NULL
} mr_log_row;
// Adds a log of a well and its curves; the earlier version of the same source is marked superseded,
// and what was said of its curves goes on where the file's unit is the same. The same digest again
// changes no values and *added is false.
mr_status mr_log_put(mr_catalog *catalog, const char *well, const mr_log_row *log, bool *added,
                     mr_error *err);
typedef struct mr_log_source { // the current log that a file is, or is a new version of
    const char *well_id, *well_name, *log_id, *log_type; // NULL: there is none
    const char *source_key, *base_name;
    bool same_bytes;
} mr_log_source;
// By the source's digest (and log_type unless NULL), else by its key and what the file says of the
// well.
mr_status mr_log_of_source(mr_catalog *catalog, const char *project_id, const mr_log_row *like,
                           mr_arena *arena, mr_log_source *out, mr_error *err);
// {id, well_id, well_name, log_type, base_name, rows, depth_min, depth_max, depth_unit, index_kind,
// index_mnemonic, null_value, service, run, set_name, source_name, source_format, imported_at,
// superseded_at, curves}.
mr_status mr_log_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                      bool superseded, struct json_t **out, mr_error *err);
// MR_ECONFLICT when another log of the well has the name.
mr_status mr_log_rename(mr_catalog *catalog, const char *log_id, const char *name, mr_error *err);
// What a person says of a curve stands beside the file's word and is read instead of it, with who
// and when. NULL leaves as it is, "" takes back.
typedef struct mr_curve_word {
    const char *unit, *quantity;
} mr_curve_word;
// base: the set_at that the change began from, "" where nobody had said anything, NULL = whatever.
// MR_ESTALE when someone spoke meanwhile.
mr_status mr_curve_correct(mr_catalog *catalog, const char *log_id, const char *column,
                           const mr_curve_word *word, const char *base, mr_error *err);
// How curves of one name stand: what the file says, and what is read. NULL and "" = nothing.
typedef struct mr_curve_state {
    const char *column, *file_unit, *unit, *quantity;
} mr_curve_state;
// Of the curves of all current logs that stand so, of the named wells only unless there are none,
// and of no others: what changed meanwhile is left alone. *changed counts curves.
mr_status mr_curves_correct(mr_catalog *catalog, const char *project_id, const mr_names *wells,
                            const mr_curve_state *state, const mr_curve_word *word,
                            int64_t *changed, mr_error *err);
// A row for every state that curves of the project are in: {column_name, mnemonic, file_unit, unit,
// quantity, wells, curves, corrected}, by column, the most curves first.
mr_status mr_curve_states(mr_catalog *catalog, const char *project_id, struct json_t **out,
                          mr_error *err);
// As a row of the list below; the index too, as "depth".
mr_status mr_curve_get(mr_catalog *catalog, const char *log_id, const char *column,
                       struct json_t **out, mr_error *err);
// Current logs only; with well_id, log_type, rows; unit and quantity as they are read, file_unit
// and file_quantity as the file has them, set_by and set_at. well_id NULL = all.
mr_status mr_curve_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                        struct json_t **out, mr_error *err);

// A row a column over all wells: {column_name, mnemonic, unit, quantity, wells, count, nulls, min,
// max, units_differ}. Where the wells' units differ there is no one unit, minimum or maximum.
mr_status mr_curve_summary(mr_catalog *catalog, const char *project_id, struct json_t **out,
                           mr_error *err);

// What a run and the validator read: current logs of wells, typed, with what people said of them.
// Wells in the order asked; when none is named, those that have a current log, sorted by well_id.
typedef struct mr_log_curve {
    const char *column, *mnemonic, *unit, *quantity;
    const char *type; // NULL = only the object knows
    int64_t count, nulls;
    double min, max;
    const char *file_unit;
    bool corrected;     // unit or quantity are a person's
    const char *matrix; // of a neutron porosity, where the file says it; else NULL
} mr_log_curve;
typedef struct mr_log_info {
    const char *well_id, *well_name, *depth_unit;
    const char *id, *object_key, *digest;
    const char *source_name, *source_digest; // the file it was imported from
    const char *log_type, *base_name, *index_mnemonic, *imported_at;
    bool by_depth; // its rows have a depth
    int64_t rows;
    double depth_min, depth_max;
    size_t n_curves;
    const mr_log_curve *curves;
} mr_log_info;
typedef struct mr_well_logs {
    const char *well_id, *well_name;
    bool known; // the project has such a well
    size_t n;
    mr_log_info *logs; // sorted by log_type
} mr_well_logs;
mr_status mr_log_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                      mr_arena *arena, size_t *n, mr_well_logs **out, mr_error *err);

// What the import kept of the header of the log whose values are that object, for who writes it
// again: {"well", "parameters", "other", "curves": {column: {mnemonic, descr}}}. *out is NULL when
// there is no such log. New reference.
mr_status mr_log_header(mr_catalog *catalog, const char *object_key, struct json_t **out,
                        mr_error *err);
// Every object the store refers to, superseded and deleted things included: [{object_key, digest}],
// sorted by key. What else lies under wells/ or tables/ is left over from an import that never
// ended.
mr_status mr_catalog_names_object(mr_catalog *catalog, const char *object_key, bool *out,
                                  mr_error *err);
mr_status mr_catalog_objects(mr_catalog *catalog, struct json_t **out, mr_error *err);

// --- taking away, and back ---
// kind: well (with its logs, markers and surveys), log (with its versions), markers (of a source:
// "WELL/FILE" or all of a well: "WELL"), survey ("WELL/NAME"), table, surface; `name` as they are
// listed (a log: its id). What is deleted comes back by its deleted id until it is purged.
mr_status mr_delete(mr_catalog *catalog, const char *project_id, const char *kind, const char *name,
                    char deleted_id[37], mr_error *err);
// MR_ECONFLICT when its name is taken by now.
mr_status mr_undelete(mr_catalog *catalog, const char *project_id, const char *deleted_id,
                      mr_error *err);
mr_status mr_deleted_list(mr_catalog *catalog, const char *project_id, struct json_t **out,
                          mr_error *err); // {id, kind, name, deleted_at, deleted_by}
// Forgets what was deleted before `before` (RFC 3339); *n counts.
mr_status mr_deleted_purge(mr_catalog *catalog, const char *before, int64_t *n, mr_error *err);

// well_id stays.
mr_status mr_well_rename(mr_catalog *catalog, const char *project_id, const char *well_id,
                         const char *name, mr_error *err);
// All that `from` has becomes `into`'s, and files of `from` are `into`'s from now on.
mr_status mr_well_merge(mr_catalog *catalog, const char *project_id, const char *from,
                        const char *into, mr_error *err);
// The logs (ids) become those of a new well of that name; its id is *well_id.
mr_status mr_well_split(mr_catalog *catalog, const char *project_id, const char *from,
                        const mr_names *log_ids, const char *name, mr_arena *arena,
                        const char **well_id, mr_error *err);

// --- markers ---
typedef struct mr_marker_row {
    const char *well_id, *name, *interpreter, *source_name;
    double depth;
    const char *depth_unit; // its own; NULL = not said
    const char *type;       // horizon, contact, ... as the file says; NULL = not said
} mr_marker_row;
// Inserts or updates by (well, name, interpreter). A well that is not known is MR_ENOTFOUND.
mr_status mr_marker_put(mr_catalog *catalog, const char *project_id, const mr_marker_row *marker,
                        mr_error *err);
mr_status mr_marker_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                         struct json_t **out,
                         mr_error *err); // sorted by well, depth
mr_status mr_marker_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                         mr_arena *arena, size_t *n, mr_marker_row **out, mr_error *err);
// The different depth units of these markers, NULL among them where one says none. Lives in the
// arena.
mr_status mr_marker_units(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                          mr_arena *arena, size_t *n, const char ***out, mr_error *err);

// --- surveys: where wells go ---
typedef struct mr_survey_row {
    const char *name, *object_key, *digest; // name: wanted; numbered where the well has it already
    const char *depth_unit;                 // of depths, as the file says; NULL = not said
    const char *source_name, *source_format, *source_digest;
    const char *source_key; // the file's place, '#', what it calls the well
    int64_t stations;
    double depth_min, depth_max;
} mr_survey_row;
// Adds a survey to a well (its row's id), or takes the place of that with the same source_key.
mr_status mr_survey_put(mr_catalog *catalog, const char *well, const mr_survey_row *survey,
                        mr_error *err);
typedef struct mr_survey_source { // the survey that a file is, or is a new version of
    const char *well_id, *name;   // NULL: there is none
    bool same_bytes;
} mr_survey_source;
mr_status mr_survey_of_source(mr_catalog *catalog, const char *project_id,
                              const mr_survey_row *like, mr_arena *arena, mr_survey_source *out,
                              mr_error *err);
// {id, well_id, well_name, name, stations, depth_min, depth_max, depth_unit, is_definitive,
// source_name, source_format, imported_at}, sorted by well and name.
mr_status mr_survey_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                         struct json_t **out, mr_error *err);
// The definitive one of its well is read before all others.
mr_status mr_survey_choose(mr_catalog *catalog, const char *project_id, const char *well_id,
                           const char *name, mr_error *err);
// What a run and the validator read, a survey a well: the definitive one, else that of most
// stations. Wells in the order asked; when none is named, those that have a survey.
typedef struct mr_well_survey {
    const char *well_id, *well_name;
    bool known;                                          // the project has such a well
    const char *name, *object_key, *digest, *depth_unit; // NULL: it has no survey
    int64_t stations;
    double depth_min, depth_max;
    bool definitive;
    const char *passed; // the names of its other surveys; NULL = it has none
} mr_well_survey;
mr_status mr_survey_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                         mr_arena *arena, size_t *n, mr_well_survey **out, mr_error *err);

// --- project tables (imported CSV or Parquet), surfaces, trajectories: an object with a name ---
typedef struct mr_table_row {
    const char *name, *kind, *object_key, *digest;
    struct json_t *columns, *header;
} mr_table_row;
mr_status mr_project_table_put(mr_catalog *catalog, const char *project_id, const mr_table_row *row,
                               mr_error *err);
mr_status mr_project_table_get(mr_catalog *catalog, const char *project_id, const char *name,
                               struct json_t **out, mr_error *err);
// A surface, never a table of that name.
mr_status mr_surface_get(mr_catalog *catalog, const char *project_id, const char *name,
                         struct json_t **out, mr_error *err);
mr_status mr_project_table_list(mr_catalog *catalog, const char *project_id, struct json_t **out,
                                mr_error *err);

// --- pipelines ---
// Saves the document, its nodes, edges and a revision in one transaction. pipeline id = dag->id.
// base_revision: the revision id the save started from (NULL: new pipeline, or do not check);
// another head is MR_ESTALE with that head in err->where, none at all MR_ENOTFOUND. MR_ECONFLICT
// when the project has another pipeline of that name and version (/name), or another project has
// that id (/id).
mr_status mr_pipeline_save(mr_catalog *catalog, const char *project_id, const mr_dag *dag,
                           const char *base_revision, const char *message, struct json_t **out,
                           mr_error *err);
// {id, project_id, name, description, version, tags, created_at, updated_at, head_revision_id,
// revision, dag_definition} A name that several pipelines bear is MR_ECONFLICT.
mr_status mr_pipeline_load(mr_catalog *catalog, const char *id_or_name, struct json_t **out,
                           mr_error *err);
mr_status mr_pipeline_list(mr_catalog *catalog, const char *project_id, struct json_t **out,
                           mr_error *err); // NULL = all
// The same rows with `nodes`, how many, and `last_execution`, {id, status, completed_at} or null.
mr_status mr_pipeline_summaries(mr_catalog *catalog, const char *project_id, struct json_t **out,
                                mr_error *err);
mr_status mr_pipeline_delete(mr_catalog *catalog, const char *id, mr_error *err);
mr_status mr_pipeline_revisions(mr_catalog *catalog, const char *id, struct json_t **out,
                                mr_error *err);
mr_status mr_revision_document(mr_catalog *catalog, const char *revision_id, struct json_t **out,
                               mr_error *err);

// --- executions: rows as in the table pipeline_executions ---
mr_status mr_execution_create(mr_catalog *catalog, const char *pipeline_id,
                              struct json_t *input_parameters, char id[37],
                              mr_error *err); // status pending
// Sets the columns named in `fields` (status, started_at, result_summary, execution_log, metrics,
// ...), nothing else.
mr_status mr_execution_update(mr_catalog *catalog, const char *id, struct json_t *fields,
                              mr_error *err);
mr_status mr_execution_get(mr_catalog *catalog, const char *id, struct json_t **out, mr_error *err);
// pending -> running, by the calling process, from now on. MR_ECONFLICT when it is not pending.
mr_status mr_execution_claim(mr_catalog *catalog, const char *id, mr_error *err);
// A pending or running one becomes failed or cancelled with `reason`, one whose process died unseen
// failed; *ended is false when it had ended before.
mr_status mr_execution_end(mr_catalog *catalog, const char *id, const char *status,
                           const char *reason, bool *ended, mr_error *err);
mr_status mr_execution_list(
    mr_catalog *catalog, const char *pipeline_id, size_t limit, struct json_t **out,
    mr_error *err); // NULL = all; newest first; without the columns that get by id alone:
                    // result_summary, execution_log, input_snapshots, resolved_operators
// The same, those behind the execution `after`: the last one of the page before; NULL = from the
// newest. One that is not there gives none.
mr_status mr_execution_page(mr_catalog *catalog, const char *pipeline_id, const char *after,
                            size_t limit, struct json_t **out, mr_error *err);
// pending and running ones whose process is gone become failed, for a reason that gives way to a
// better one of who saw the process die; how many in *n.
#define MR_DIED_UNSEEN "the process that ran it ended"
mr_status mr_execution_fail_stale(mr_catalog *catalog, size_t *n, mr_error *err);
// Content keys of the nodes that an execution is to make: {node_id: key}.
mr_status mr_execution_put_keys(mr_catalog *catalog, const char *id, const struct json_t *keys,
                                mr_error *err);
mr_status mr_execution_key(mr_catalog *catalog, const char *id, const char *node_id, char key[65],
                           mr_error *err); // "" when there is none
// The newest completed execution that made this content, and the node that did (free() it; may be
// NULL); the newest one that made the node at all. "" when there is none.
mr_status mr_execution_with_key(mr_catalog *catalog, const char *key, char id[37], char **node_id,
                                mr_error *err);
mr_status mr_execution_with_node(mr_catalog *catalog, const char *pipeline_id, const char *node_id,
                                 char id[37], mr_error *err);
mr_status mr_lineage_put(mr_catalog *catalog, const char *execution_id, const char *source_node,
                         const char *target_node, const char *snapshot, const char *type,
                         struct json_t *config, mr_error *err);
mr_status mr_lineage_list(mr_catalog *catalog, const char *execution_id, struct json_t **out,
                          mr_error *err);

// --- operator registry: brought in line with the descriptors at every start ---
typedef struct mr_registry_row {
    const char *operator_id, *operator_name, *category, *description, *version, *family;
    const char *family_title, *family_kind; // kind: scalar, aggregate, window, table, io, control
    struct json_t *input_schema, *output_schema, *parameters_schema;
    const char *implementation_type; // native, udf
    bool is_latest, schema_compatible;
    const char *replacement_version; // set: deprecated
    const char *channels; // those that give this version, parted by commas: "stable,lts-1.x"; NULL
                          // = none
} mr_registry_row;
mr_status mr_registry_sync(mr_catalog *catalog, const mr_registry_row *rows, size_t n,
                           size_t *written, mr_error *err);

mr_status mr_audit(mr_catalog *catalog, const char *action, const char *subject_type,
                   const char *subject_id, struct json_t *detail, mr_error *err);
