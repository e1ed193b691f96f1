// LAS 1.2, 2.0 and 3.0 in, LAS 2.0 out.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

typedef struct mr_las_item { // one header line, converted to UTF-8
    const char *mnemonic;    // upper case; duplicates NAME:1, NAME:2; blank UNKNOWN
    const char *unit, *value, *descr;
} mr_las_item;

typedef struct mr_las_items {
    size_t n;
    mr_las_item *at;
} mr_las_items;

typedef struct mr_las_curve {
    mr_las_item item;
    const mr_column *column; // float64 or utf8; field.name is the mnemonic, field.unit the unit; 0
                             // rows when the file has no data
} mr_las_curve;

// A data section beside the log that is read as `curves`: another log, tops, a survey, core data,
// or a section whose title no version of LAS knows.
typedef enum mr_las_role { MR_LAS_LOG, MR_LAS_MARKERS, MR_LAS_SURVEY, MR_LAS_TABLE } mr_las_role;
typedef struct mr_las_section {
    const char *name; // as in the file, after the ~
    mr_las_role role; // markers: a text column with names and a column of depths are there
    int64_t rows;
    size_t n_curves;
    mr_las_curve *curves;
} mr_las_section;

typedef struct mr_las {
    mr_arena *arena;
    const char *log_name; // title of the section that the curves are from; "" when there is none
    const char *version;  // "1.2", "2.0", "3.0"
    bool wrap;
    const char *null_text;  // as written; NULL when the file says none
    const char *encoding;   // utf-8, windows-1252, utf-16le, ...: see mudrock/encoding.h
    const char *depth_unit; // of the index curve, as written
    mr_las_items well, parameters;
    const char *other; // ~O text
    size_t n_curves;
    mr_las_curve *curves; // curves[0] is the index
    int64_t rows;
    size_t n_sections;
    mr_las_section *sections; // the other data, in file order
    size_t n_warnings;
    const char **warnings; // what was odd and how it was read
} mr_las;

struct json_t;
typedef struct mr_units mr_units;

// Reads a file (mapped) or bytes. A bad file: MR_EFORMAT, err->where "line L, column C", one
// sentence. Column names in the columns are mnemonics as in item.mnemonic; units and values
// unchanged. Up to `threads` threads read a large file, 0 = as many as there are processors; how
// many never changes a result.
mr_status mr_las_read_file(const char *path, size_t threads, mr_las **out, mr_error *err);
// The same with what a person says of the text.
typedef struct mr_las_options {
    size_t threads;
    const char *encoding; // any name mr_encoding_find knows; NULL = found out
} mr_las_options;
mr_status mr_las_open(const char *path, const mr_las_options *options, mr_las **out, mr_error *err);
mr_status mr_las_parse(mr_str bytes, const mr_las_options *options, mr_las **out, mr_error *err);
mr_status mr_las_read(mr_str bytes, size_t threads, mr_las **out, mr_error *err);
void mr_las_free(mr_las *las); // accepts NULL

// What `import --describe` prints:
// {"format","version","wrap","null_value","encoding","well":{MNEMONIC:{"value","unit","descr"}},
// "parameters","depth_unit","curves":[{"mnemonic","unit","descr","quantity","count","nulls","min","max","mean"}],"rows","warnings"}.
// Beside these, each where the file has such things: "logs" (when there are several, the first one
// with them), "markers", "surveys" and "sections", as tables of columns.
// count is the number of rows; nulls, min, max, mean of a text curve are null. `units` gives the
// quantities, NULL = none. `threads` as above. New reference.
struct json_t *mr_las_describe(const mr_las *las, const mr_units *units, size_t threads);

// The columns of tops: their names and their depths. False when the section has not both.
bool mr_las_tops(const mr_las_section *section, const mr_las_curve **name,
                 const mr_las_curve **depth);

// Writes LAS 2.0, one well: a header and the table's rows; the first column must be the depth.
// Numbers in shortest form, null as -999.25 (or another that no value equals). Text columns are
// written with blanks replaced; counted in *replaced when not NULL.
typedef struct mr_las_header {
    const char *well_name, *uwi, *company, *field, *comment;
    const char *depth_unit;
    // What the import knew, NULL = nothing: {"well": {MNEMONIC: {value, unit, descr}},
    // "parameters": the same, "other": text, "curves": {column: {mnemonic, descr}}}. Items that LAS
    // demands and nobody knows are written empty; nothing is made up.
    const struct json_t *known;
} mr_las_header;
mr_status mr_las_write(const mr_las_header *header, const mr_table *table, mr_buf *out,
                       size_t *replaced, mr_error *err);
