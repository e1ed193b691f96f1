// Formation tops from delimited text: one line a top, with the well, the name of the top and its
// depth.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/text.h"

typedef struct mr_top {
    const char *well; // UWI, API number, id or name, as written: leading zeros stay
    const char *name;
    double depth;            // measured, as written
    const char *interpreter; // NULL = none said
    int64_t line;            // in the file, from 1
} mr_top;

typedef struct mr_tops {
    mr_arena *arena;
    const char *depth_unit; // of the header ("depth (ft)", "md_m"); NULL = not said: the wells'
    size_t n;
    mr_top *at;
    size_t n_skipped; // lines without a well, a name or a depth
    size_t n_warnings;
    const char **warnings; // what was skipped and why, the first ones
} mr_tops;

// Whether the first line is a header of tops: a column for the well, one for the name, one for the
// measured depth, and no column that tops do not have.
bool mr_tops_is_header(mr_str line);
// Comma, semicolon, tab or bar; quotes; UTF-8 or Windows-1252; with a semicolon, tab or bar a
// decimal comma too. MR_EFORMAT when the header is not one of tops.
mr_status mr_tops_read_file(const char *path, mr_tops **out, mr_error *err);
mr_status mr_tops_read(mr_str bytes, mr_tops **out, mr_error *err);
void mr_tops_free(mr_tops *tops); // accepts NULL
