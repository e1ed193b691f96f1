// mr_scan('token'): tables of ours as a table function of DuckDB. Private to duck/.
//
// Rather than duckdb_arrow_scan: a view over an Arrow stream is used up by one scan, so a query
// that names its input twice would silently find no rows the second time; it is seen by every
// connection; and its batches reach the Parquet writer in the sizes they came in, so that the
// file's bytes would depend on them. Here every vector but the last is full, and a table may be
// scanned any number of times.
#pragma once

#include "session.h"

typedef struct mr_scan {
    char token[33];          // random: who does not know it cannot read the scan
    const mr_schema *schema; // of the columns
    const mr_table *table;   // read as often as wanted; or NULL:
    mr_table_next *next;     // read once
    void *context;
    bool begun;       // the one reading of next has begun
    int64_t rows;     // given out by next
    mr_status status; // what next failed with
    mr_error error;
    struct mr_scan *link;
} mr_scan;

mr_status mr_scan_register(mr_duck *duck, duckdb_connection connection, mr_error *err);
// MR_EPARAM when two columns have names that differ in case only, or not at all: DuckDB takes them
// for one.
mr_status mr_scan_check_names(const mr_schema *schema, mr_error *err);
// Makes the scan known under a new token, until mr_scan_remove. The caller keeps it in place
// meanwhile.
void mr_scan_add(mr_duck *duck, mr_scan *scan);
void mr_scan_remove(mr_duck *duck, mr_scan *scan);
