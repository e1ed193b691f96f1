// DLIS (RP66 V1) and LIS79 files in: one log a frame (DLIS) or data format specification (LIS),
// and what the file says beside its curves. The file stays mapped while the tape is open; curves
// are read a log at a time.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

struct json_t;

typedef struct mr_tape_curve {
    const char *mnemonic; // as in the file, UTF-8, without the blanks around it; of two equal ones
                          // in a log NAME.ORIGIN.COPY (DLIS)
    const char *unit;     // as written; NULL when the file says none
    const char *descr;    // may be NULL
    mr_type type;         // float64, utf8 or list<float64>
    int code;             // the representation code of the specification
    size_t n_dims;        // 0: one value a row
    const int64_t *dims;  // the last index runs fastest
    size_t components;    // 2 or 3: a value and its bounds, or a complex number; fastest of all
} mr_tape_curve;

typedef struct mr_tape_log {
    size_t logical_file;    // from 0
    const char *name;       // of the frame; LIS: of the file, with a number from the second on
    const char *well;       // NULL when the file does not name it
    const char *direction;  // increasing, decreasing; NULL when the file does not say
    const char *index_type; // as the file says it; NULL: rows are numbered
    int index;              // which curve is the index; -1: the frame numbers are
    size_t n_curves;
    const mr_tape_curve *curves;
} mr_tape_log;

typedef struct mr_tape {
    mr_arena *arena;
    const char *format; // "DLIS", "LIS79"
    size_t n_logs;
    const mr_tape_log *logs;
    // [{"logical_file","name","well",...}]: an object a logical file, all that is not curves
    struct json_t *files;
    size_t n_warnings;
    const char **warnings; // what was odd or broken, at which byte, and how it was read; reading a
                           // log may add to them
} mr_tape;

typedef struct mr_tape_rows {
    int64_t rows;
    size_t n;
    mr_column **columns;      // one a curve, sealed; field.name is the mnemonic
    mr_column *frame_numbers; // float64; NULL but for a log without an index
} mr_tape_rows;

// By content, whatever it is called: the beginning of a DLIS or LIS79 file, with or without tape
// marks. What cannot be opened is none.
bool mr_tape_recognise(const char *path);

// A file that is none: MR_EFORMAT. One that is broken is read in part: the warnings say what and
// where. `threads` as in mr_pool_new; they never change a result.
mr_status mr_tape_open_file(const char *path, size_t threads, mr_tape **out, mr_error *err);
mr_status mr_tape_open(mr_str bytes, size_t threads, mr_tape **out, mr_error *err); // borrowed
void mr_tape_free(mr_tape *tape);                                                   // accepts NULL

// All rows of log `i`. Absent values are nulls (-999.25 in DLIS by custom, the value that a LIS
// file names), told with their count; never in the index. A log that cannot be read has no rows,
// and a warning says why.
mr_status mr_tape_read(mr_tape *tape, size_t i, mr_tape_rows *out, mr_error *err);
void mr_tape_rows_clear(mr_tape_rows *rows);

// What `import --describe` prints: {"format","logs":[...],"files","warnings"}. Reads a log at a
// time. New reference.
mr_status mr_tape_describe(mr_tape *tape, struct json_t **out, mr_error *err);
