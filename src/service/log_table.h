// A data section of a file, of whatever format, as the table that is stored.
#pragma once

#include "mudrock/table.h"
#include "mudrock/units.h"

typedef struct mr_found_curve { // as the file has it; borrowed
    const char *mnemonic, *unit, *descr;
    const mr_column *column;
} mr_found_curve;

// What the rows of a section go by: a length (or no unit and no other hint), a time, or something
// else: words, numbers of rows, depths that are not along the hole.
typedef enum mr_index_kind {
    MR_INDEX_UNSAID, // the file leaves it to the unit
    MR_INDEX_DEPTH,
    MR_INDEX_TIME,
    MR_INDEX_OTHER,
} mr_index_kind;

typedef struct mr_found_log {
    size_t n;
    const mr_found_curve *curves;
    size_t index; // which curve is the index
    mr_index_kind said;
    int64_t rows;
} mr_found_log;

typedef struct mr_log_index {
    mr_index_kind kind; // never MR_INDEX_UNSAID
    size_t curve; // that holds the depths: the index, or where that is none a curve called so;
                  // SIZE_MAX = there is none
} mr_log_index;
mr_log_index mr_log_index_of(const mr_units *units, const mr_found_log *log);

// Columns in file order, named by mr_column_name, the curve that holds the depths `depth`, units as
// written, quantities by mnemonic. A name that is taken gets _2, _3, ... Values are shared with
// `log`.
mr_status mr_log_table(const mr_units *units, const mr_found_log *log, mr_table **out,
                       mr_error *err);
