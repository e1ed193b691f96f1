// One output of a run: tables come in order, a writer of its own thread puts them aside, and only
// the end of a whole run makes them visible. A kind of output is one file here and one row in the
// list in output.c.
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "mudrock/chan.h"
#include "mudrock/executor.h"

#include "../warnings.h"

typedef struct mr_output mr_output;

typedef struct mr_output_kind_of {
    mr_output_kind kind;
    mr_status (*open)(mr_output *output, mr_error *err); // where to; nothing visible yet
    mr_status (*write)(mr_output *output,
                       mr_error *err); // the writer's thread: takes all tables with mr_output_take
    mr_status (*commit)(mr_output *output, mr_error *err);
    void (*abandon)(mr_output *output); // also after a commit that failed
} mr_output_kind_of;

typedef struct mr_output_well { // names a las header wants
    const char *well_id, *well_name;
    const char *object; // of the log that its rows began as; NULL = none
} mr_output_well;

struct mr_output {
    const mr_output_kind_of *kind;
    const mr_run_options *options;
    const mr_node *node;
    const mr_schema *schema;
    mr_warnings *warnings;
    mr_arena *arena;
    const char *target; // storage_path as the document has it, or the object key
    const char *path;   // where it will stand; the object key for frontend
    size_t n_wells;     // of the run
    const mr_output_well *wells;
    mr_object_write *file; // kinds of one file
    void *state;           // kinds of several
    mr_duck_session *session;
    mr_chan *tables;
    int64_t rows, bytes;
    char digest[65];
    mr_table *head; // the first rows, up to MR_HEAD_ROWS
    _Atomic int64_t began_ns, ended_ns, waited_ns,
        waiting_since; // for the monitor; 0 = not yet, not now
    mr_status status;  // of the writer; read after finish
    mr_error error;
    atomic_bool cancelled;
    bool committed;
    bool threaded; // the writer runs
    pthread_t thread;
};

extern const mr_output_kind_of mr_output_parquet, mr_output_csv, mr_output_frontend, mr_output_las;

// Checks the target and starts the writer. `node` of another kind than output is written as
// frontend.
mr_status mr_output_open(const mr_run_options *options, const mr_node *node,
                         const mr_schema *schema, const mr_output_well *wells, size_t n_wells,
                         mr_warnings *warnings, mr_output **out, mr_error *err);
// Hands a table over (takes the reference, also on failure). MR_ECANCEL when the writer has failed:
// its own error comes from finish.
mr_status mr_output_put(mr_output *output, mr_table *table, mr_error *err);
void mr_output_cancel(mr_output *output); // wakes and stops the writer
mr_status mr_output_finish(mr_output *output,
                           mr_error *err); // no more tables; waits for the writer
mr_status mr_output_commit(mr_output *output, mr_error *err);
void mr_output_close(mr_output *output); // what is not committed is removed; accepts NULL

// For writers: the next table (yours), NULL at the end. MR_ECANCEL when the run stops.
mr_status mr_output_take(void *output, mr_table **table, mr_error *err);
// The target below out_folder, absolute; MR_EDENIED when it is not below.
mr_status mr_output_path(const mr_run_options *options, const char *target, mr_arena *arena,
                         const char **out, mr_error *err);
// Shared by the kinds of one file (file.c).
mr_status mr_output_copy(mr_output *output, mr_duck_format format, mr_table_next *next,
                         mr_error *err); // next: mr_output_take, or what calls it
mr_status mr_output_open_file(mr_output *output, mr_error *err);
mr_status mr_output_commit_file(mr_output *output, mr_error *err);
void mr_output_abandon_file(mr_output *output);
