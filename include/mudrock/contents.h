// What files of well data hold besides logs of LAS: surveys, markers, checkshots, logs of WITSML
// and plain tables. One inner form for all their formats.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

typedef struct mr_station {
    double md, inc, azi; // md as written; degrees from vertical, clockwise from north; NaN = null
    double tvd;          // as written, else by minimum curvature; NaN = not known
} mr_station;

typedef struct mr_survey {
    const char *well;    // NULL = none said
    const char *md_unit; // NULL = none said
    size_t n;
    mr_station *at; // in the file's order
} mr_survey;

typedef struct mr_marker {
    const char *well, *name; // NULL = none said
    double md;               // NaN = none said
    const char *unit;
    const char *type; // "Horizon", "Other", ...; NULL = none said
} mr_marker;

typedef struct mr_shot {
    double md;  // NaN = none said
    double twt; // two-way, positive down, ms
} mr_shot;

typedef struct mr_checkshot {
    const char *well, *md_unit;
    size_t n;
    mr_shot *at;
} mr_checkshot;

typedef struct mr_sheet { // a log of WITSML, or a table of any kind
    const char *name;
    const char *well;      // logs
    const char *direction; // logs: "increasing", "decreasing"
    mr_table *table;       // float64 and utf8, units as written; a log's first column is its index
} mr_sheet;

typedef struct mr_contents {
    mr_arena *arena;
    const char *format;
    size_t n_surveys, n_markers, n_checkshots, n_logs, n_tables, n_warnings;
    mr_survey *surveys;
    mr_marker *markers;
    mr_checkshot *checkshots;
    mr_sheet *logs, *tables;
    const char **warnings;
} mr_contents;

struct json_t;

// The format's name when the bytes are of one of these kinds; NULL when not. The head of a file
// will do, 64 kB of it.
const char *mr_contents_format(mr_str head, const char *path);
const char *mr_contents_format_of_file(const char *path); // NULL also when it cannot be read
// MR_EFORMAT names the format and the line.
mr_status mr_contents_read_file(const char *path, mr_contents **out, mr_error *err);
mr_status mr_contents_read(mr_str bytes, const char *path, mr_contents **out, mr_error *err);
void mr_contents_free(mr_contents *contents); // accepts NULL
// The members that the file has: "surveys", "markers", "checkshots", "logs", "tables" as
// docs/formats say, "format" and "warnings". `name` for a table that has none. New reference.
struct json_t *mr_contents_describe(const mr_contents *contents, const char *name);
// One entry of "tables": name, rows, columns with type (number, text, timestamp), unit, nulls and
// range. New reference; NULL when a name is not UTF-8.
struct json_t *mr_table_describe(const mr_table *table, const char *name);
