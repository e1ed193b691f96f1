// One source of a run. A kind of source is one file here and one row in the list in ingestion.c.
#pragma once

#include "mudrock/door.h"
#include "mudrock/executor.h"
#include "mudrock/map.h"

#include "../warnings.h"
#include "../wells.h"

typedef struct mr_ingestion mr_ingestion;

typedef struct mr_ingest { // a source, opened for a run
    const mr_ingestion *kind;
    const mr_run_options *options;
    const mr_typed_dag *typed;
    size_t node; // index in the document
    const mr_source *source;
    const mr_schema *full;   // what the node gives by its type
    const mr_schema *schema; // what this run wants of it
    mr_warnings *warnings;
    mr_arena *arena; // text and lists; written by open only
    size_t n_wells;  // sources by well: in order
    const char **wells, **names;
    const char **objects; // of the wells' logs; NULL, or one of them: there is none
    mr_map *index;        // well_id -> address in `wells`
    void *state;
} mr_ingest;

enum { MR_MOST_WAYS = 16 };

struct mr_ingestion {
    mr_source_kind source;
    bool by_well;
    // For the validator: what the project, which exists, or the folder offers. *out is zeroed,
    // depths NaN, project set.
    mr_status (*offer)(const mr_run_options *options, const mr_project_units *project,
                       const mr_source *source, mr_arena *arena, mr_source_info *out,
                       mr_error *err);
    // What there is to read; fills n_wells, wells, names when by_well.
    mr_status (*open)(mr_ingest *ingest, mr_error *err);
    // The rows of one well (its index), or of the whole source. `order`: of the partition, for
    // warnings. Any thread.
    mr_status (*read)(mr_ingest *ingest, size_t well, size_t order, mr_duck_session *session,
                      mr_table **out, mr_error *err);
    // What reading makes of the numbers of a column of the well: out[0 .. *n-1], where one, "as
    // they are", stands already; more than one only where a well's rows differ. Any thread. NULL:
    // they stay as they are.
    mr_status (*written)(mr_ingest *ingest, size_t well, const char *column,
                         mr_duck_session *session, mr_written out[MR_MOST_WAYS], size_t *n,
                         mr_error *err);
    void (*close)(mr_ingest *ingest); // frees state; may be NULL
};

extern const mr_ingestion mr_ingestion_well_logs, mr_ingestion_well_markers, mr_ingestion_table,
    mr_ingestion_surface, mr_ingestion_well_trajectories;

// The offer of well_logs; and which wells a selection finds, for other sources by well.
mr_status mr_offer_logs(const mr_run_options *options, const mr_project_units *project,
                        const mr_source *source, mr_arena *arena, mr_source_info *out,
                        mr_error *err);
mr_status mr_offer_wells(const mr_run_options *options, const mr_project_units *project,
                         const mr_source *source, mr_arena *arena, mr_source_info *out, size_t *n,
                         mr_well_file **files, mr_error *err);

// well_logs_remarks.c: what is to be told of these wells' logs.
void mr_log_remarks(const mr_run_options *options, const mr_project_units *project,
                    const mr_source *source, const mr_well_file *files, size_t n, mr_arena *arena,
                    mr_source_info *out);
// Those of the units that reading converts to `unit`, each once, NULL-ended; NULL = none.
const char *const *mr_read_from(const mr_units *units, const char *unit, const char *const *from,
                                size_t n, mr_arena *arena);
// The columns of a Parquet or CSV file.
mr_status mr_table_file_schema(mr_duck_session *session, const char *path, mr_arena *arena,
                               mr_schema *out, mr_error *err);

const mr_ingestion *mr_ingestion_of(mr_source_kind kind); // NULL = this program cannot read it

mr_status mr_ingest_open(const mr_run_options *options, const mr_typed_dag *typed, size_t node,
                         const mr_schema *schema, mr_warnings *warnings, mr_ingest **out,
                         mr_error *err);
// Rows of one well (by well_id; a well the source does not have gives no rows), or of all when well
// is NULL.
mr_status mr_ingest_read(mr_ingest *ingest, const char *well, size_t order,
                         mr_duck_session *session, mr_table **out, mr_error *err);
// As mr_ingestion.written; *n is 0 for a well that the source does not have.
mr_status mr_ingest_written(mr_ingest *ingest, const char *well, const char *column,
                            mr_duck_session *session, mr_written out[MR_MOST_WAYS], size_t *n,
                            mr_error *err);
void mr_ingest_close(mr_ingest *ingest); // accepts NULL
