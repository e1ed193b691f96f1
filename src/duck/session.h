// A database, its connections and what every file of duck/ needs to speak SQL: private to duck/.
#pragma once

#include <duckdb.h>
#include <pthread.h>
#include <stdatomic.h>

#include "mudrock/duck.h"
#include "mudrock/text.h"

struct mr_duck {
    duckdb_database database;
    pthread_mutex_t lock;  // guards scans and callees
    struct mr_scan *scans; // what mr_scan() may read at present
    // Of its own, since a function is registered under it, and what the engine holds meanwhile may
    // ask for scans.
    pthread_mutex_t register_lock; // guards callees
    struct mr_callee *callees;     // the functions registered; freed with the database
};

struct mr_duck_session {
    mr_duck *duck;
    duckdb_connection connection;
    atomic_bool interrupted; // since the running call began
};

// Every public call on a session begins with it: an interrupt from before does not count.
void mr_session_begin(mr_duck_session *session);

// Parts of an SQL text: an identifier in double quotes, a literal in single quotes, a double to the
// last bit.
void mr_sql_name(mr_buf *sql, const char *name);
void mr_sql_text(mr_buf *sql, const char *text);
void mr_sql_real(mr_buf *sql, double value);

// Fails with DuckDB's message on one line. MR_ECANCEL when the session was interrupted, else what
// the error's type says, else `blame`.
mr_status mr_session_fail(mr_duck_session *session, duckdb_error_type type, const char *message,
                          mr_status blame, mr_error *err);
// Exactly one statement, bound but not run. Destroy with duckdb_destroy_prepare.
mr_status mr_session_prepare(mr_duck_session *session, const mr_buf *sql, mr_status blame,
                             duckdb_prepared_statement *out, mr_error *err);
// Runs a statement whose rows nobody wants.
mr_status mr_session_run(mr_duck_session *session, const mr_buf *sql, mr_status blame,
                         mr_error *err);
// What is known of a result before it comes.
typedef struct mr_expect {
    mr_status blame;         // for what is not a failure of the machine
    const mr_schema *schema; // units, quantities, descriptions and whether null is allowed, by
                             // name; NULL = nothing
    int64_t at_most;         // rows; 0 = not known
    bool exact;              // there are at_most rows
} mr_expect;
// Runs a bound SELECT and streams its rows into a table. Names and types of the columns are the
// statement's.
mr_status mr_session_fetch(mr_duck_session *session, duckdb_prepared_statement statement,
                           const mr_expect *expect, mr_table **out, mr_error *err);
// The first n values of a vector as a column.
mr_status mr_vector_read(duckdb_vector vector, const mr_field *field, idx_t n,
                         const mr_column **out, mr_error *err);
// Rows first .. first + n - 1 of a column into a vector from place `at` on; false when memory ran
// out.
bool mr_vector_write(duckdb_vector vector, idx_t at, const mr_column *column, int64_t first,
                     int64_t n);
// Prepares and fetches.
mr_status mr_session_select(mr_duck_session *session, const mr_buf *sql, const mr_expect *expect,
                            mr_table **out, mr_error *err);
// The columns of a bound SELECT. MR_EPARAM for a type that tables do not have.
mr_status mr_statement_schema(duckdb_prepared_statement statement, mr_arena *arena, mr_schema *out,
                              mr_error *err);

void mr_callees_free(struct mr_callee *callees);

// Names the file in err->where, before what stands there. Returns st; MR_OK passes through.
mr_status mr_in_file(mr_status st, const char *path, mr_error *err);

// Our type for one of DuckDB's; false when tables have none.
bool mr_type_from_duck(duckdb_logical_type type, mr_type *out);
duckdb_logical_type mr_type_to_duck(mr_type type); // destroy it
const char *mr_type_sql(mr_type type);             // DOUBLE, VARCHAR, ...
// A path as DuckDB takes it for one file: quoted, no pattern. The file must be there.
mr_status mr_sql_path(mr_buf *sql, const char *path, mr_error *err);
