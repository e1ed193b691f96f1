// DuckDB: sessions, Parquet and CSV in and out, SQL over tables. The only folder that includes
// duckdb.h.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arrow.h"
#include "mudrock/error.h"
#include "mudrock/schema.h"
#include "mudrock/table.h"

typedef struct mr_duck mr_duck;                 // an in-memory database; thread-safe
typedef struct mr_duck_session mr_duck_session; // a connection; one thread at a time

typedef struct mr_duck_options {
    int64_t memory_bytes;    // 0 = a default that suits the machine
    const char *temp_folder; // for spilling; NULL = none
    int threads;             // of the engine itself; 0 = 1
    bool sandbox;            // no files, no network, no extensions, no settings; functions that
                             // answer null in the place of NaN, infinity or an error:
                             // mr_finite(x), mr_ln(x), mr_acos(x), mr_stddev_samp(x), ...
} mr_duck_options;

mr_status mr_duck_open(const mr_duck_options *options, mr_duck **out, mr_error *err);
void mr_duck_close(mr_duck *duck);
const char *mr_duck_version(void);
mr_status mr_duck_session_open(mr_duck *duck, mr_duck_session **out, mr_error *err);
void mr_duck_session_close(mr_duck_session *session);
void mr_duck_interrupt(mr_duck_session *session); // from any thread

// Columns and rows of a Parquet file, from its footer. Units and quantities come from our key-value
// metadata when it has them.
mr_status mr_duck_parquet_schema(mr_duck_session *session, const char *path, mr_arena *arena,
                                 mr_schema *out, int64_t *rows, mr_error *err);

typedef struct mr_duck_range { // column between min and max, NaN = open; null rows are left out
    const char *column;
    double min, max;
} mr_duck_range;

// Reads columns (n = 0: all) of a Parquet file in file order, rows that pass all ranges. Column
// names may hold anything and are the file's to the letter (MR_ENOTFOUND). NaN and infinity in a
// file are nulls. Types that tables do not have: small and unsigned integers, decimals, dates as
// the nearest of ours, the rest as text.
mr_status mr_duck_read_parquet(mr_duck_session *session, const char *path,
                               const char *const *columns, size_t n, const mr_duck_range *ranges,
                               size_t n_ranges, mr_table **out, mr_error *err);

// Some rows of a Parquet file of ours. *total: how many there are without offset and limit;
// `total` may be NULL.
// A column that is not there is MR_ENOTFOUND.
typedef struct mr_duck_page {
    size_t n_columns; // 0 = all
    const char *const *columns;
    size_t n_wells; // 0 = all; else rows of these well_ids
    const char *const *wells;
    const char *between; // a column of numbers that lie between from and to; NULL = any rows
    double from, to;
    const char *sort; // NULL = in file order; equal ones stay in it, nulls come last
    bool descending;
    int64_t offset, limit; // limit < 0 = none
} mr_duck_page;
mr_status mr_duck_read_page(mr_duck_session *session, const char *path, const mr_duck_page *page,
                            mr_table **out, int64_t *total, mr_error *err);

// CSV with a header; types are sniffed by DuckDB unless a header cell is `name:type` (then all of
// it is read as text and parsed by that type; empty = null, lists as JSON text; "" between quotes
// is an empty text in a utf8 column, but in a file of one column a null).
mr_status mr_duck_read_csv(mr_duck_session *session, const char *path, mr_table **out,
                           mr_error *err);

// Parquet: row groups of 122,880 rows, zstd, units and quantities in the key-value metadata. CSV: a
// header of names, null = empty, lists as JSON text, times as RFC 3339; numbers read back to the
// same double. Streams tables into one file at `path` (a temporary path: the caller renames), in
// order. Same input, same bytes. `rows` may be NULL.
typedef enum mr_duck_format { MR_DUCK_PARQUET, MR_DUCK_CSV } mr_duck_format;
mr_status mr_duck_copy(mr_duck_session *session, const char *path, mr_duck_format format,
                       const mr_schema *schema, mr_table_next *next, void *context, int64_t *rows,
                       mr_error *err);
mr_status mr_duck_write_table(mr_duck_session *session, const char *path, mr_duck_format format,
                              const mr_table *table, mr_error *err);

// One SELECT over named tables (visible as views of these names, to this session only), the result
// as a table. The fields have no units: an expression has none that SQL knew of.
typedef struct mr_duck_input {
    const char *name;
    const mr_table *table;
} mr_duck_input;
mr_status mr_duck_query(mr_duck_session *session, const char *sql, const mr_duck_input *inputs,
                        size_t n, mr_table **out, mr_error *err);
// Names and types of a SELECT's result over schemas, without running it.
typedef struct mr_duck_input_schema {
    const char *name;
    const mr_schema *schema;
} mr_duck_input_schema;
mr_status mr_duck_describe(mr_duck_session *session, const char *sql,
                           const mr_duck_input_schema *inputs, size_t n, mr_arena *arena,
                           mr_schema *out, mr_error *err);

// The syntax tree of one SELECT, as JSON text in the arena: DuckDB's json_serialize_sql, whose
// `statements[0].node` is the query and whose `query_location`s are offsets into `sql`. Nothing is
// looked up or run. Another statement, several, or none that parses: MR_EPARAM, with line and
// column in the message.
mr_status mr_duck_syntax(mr_duck_session *session, const char *sql, mr_arena *arena,
                         const char **out, mr_error *err);

// The texts of n such trees, in the arena.
mr_status mr_duck_unparse(mr_duck_session *session, const char *const *trees, size_t n,
                          mr_arena *arena, const char **out, mr_error *err);

// Line and column, from 1, of a byte offset in an SQL text; columns are characters.
void mr_sql_place(const char *sql, size_t offset, int *line, int *column);

// A scalar function of ours that SQL may call, in every session.
typedef struct mr_duck_argument {
    mr_type type; // not MR_ANY
    bool truths;  // MR_LIST_FLOAT64: a list of truths in SQL, here 1 and 0
} mr_duck_argument;
typedef struct mr_duck_function {
    const char *name;
    const mr_duck_argument *arguments;
    size_t n, required; // those after `required` may be left out, from the end
    mr_type result;
    // A batch of calls: a row each of `arguments`, whose columns are the arguments given, in order.
    // *out has as many rows. Nulls come and go as nulls. From any thread, many at a time.
    mr_status (*call)(void *context, const mr_table *arguments, const mr_column **out,
                      mr_error *err);
    void *context; // must outlive the database
} mr_duck_function;
// `function` is copied, but for the context. MR_ECONFLICT when one of that name was
// registered before; one of the engine's own gets further forms.
mr_status mr_duck_register(mr_duck *duck, const mr_duck_function *function, mr_error *err);
