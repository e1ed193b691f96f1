// What the readers of well data share: the list of formats, rows of words, and what their columns
// make of them.
#pragma once

#include <math.h>

#include "mudrock/contents.h"

#define CONTENTS_NONE ((double)NAN)

typedef struct contents_reader {
    mr_str text; // UTF-8
    const char *path;
    mr_contents *out;
    mr_error *err;
    const char *format;
} contents_reader;

// One format: one file that defines one of these, and one line in contents.c.
typedef struct contents_format {
    const char *name;
    bool (*recognise)(mr_str head, const char *path);
    mr_status (*read)(contents_reader *r);
} contents_format;

extern const contents_format contents_petrel, contents_petrel_trace, contents_survey,
    contents_gslib, contents_witsml;

mr_status contents_fail(const contents_reader *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void contents_warn(contents_reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Room for one more at the end of a list that lives in the arena.
void *contents_grow(contents_reader *r, void *list, size_t n, size_t size);
const char *contents_copy(contents_reader *r, mr_str text); // trimmed; NULL when nothing is left

// --- lines and words ---
typedef struct contents_lines {
    mr_str rest;
    int64_t line; // of what was taken last, from 1
} contents_lines;
bool contents_line(contents_lines *lines, mr_str *line); // LF, CR LF or CR
// The next word up to a blank, or the next field up to `delimiter`. A quote opens only where a word
// begins: latitudes have one inside. Sets *quoted when not NULL.
bool contents_word(mr_str *line, char delimiter, mr_str *word);
bool contents_number(mr_str word, double *out); // D exponents too; "nan" is NaN

// --- rows under named columns ---
typedef struct contents_rows {
    size_t n, rows, capacity; // columns, rows
    const char **names, **units;
    mr_str *cells; // rows * n
    int64_t *lines;
} contents_rows;
// `name` may hold its unit: "MD (ft)", "MD [m]".
void contents_add_column(contents_reader *r, contents_rows *rows, mr_str name);
// Takes the words of a line as a row; MR_EFORMAT when there are not as many as columns.
mr_status contents_add_row(contents_reader *r, contents_rows *rows, mr_str line, char delimiter,
                           int64_t at);
// The column whose name has these letters and digits, the first of several parted by |; -1 = none.
int contents_find(const contents_rows *rows, const char *names);
double contents_real(const contents_rows *rows, size_t row, int column); // NaN when none
// All rows as a table: a column is numbers when all its cells are, but for `null` and empty ones.
mr_status contents_table(contents_reader *r, const contents_rows *rows, double least, double most,
                         const char *name);
// Of the last table: values that often mean none, where the format does not say so. They are told,
// and kept.
void contents_warn_absent(contents_reader *r);
// Rows with md, inclination and azimuth as surveys, one a well, in the order of the file.
mr_status contents_surveys(contents_reader *r, const contents_rows *rows, const char *well,
                           const char *md_unit);
// What makes degrees of an angle in that unit, 1 without one; 0 for a unit that is no angle.
double contents_degrees(const char *unit);
// What a survey lacks in tvd, by minimum curvature; the way to the first station is straight.
void contents_fill_tvd(mr_survey *survey);
