// What the LAS reader's files share: the text, its sections, the header items, the shape of the
// data.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/las.h"
#include "mudrock/pool.h"

enum las_kind {
    LAS_VERSION,
    LAS_WELL,
    LAS_CURVES,     // ~C, ~Log_Definition
    LAS_PARAMETERS, // ~P, ~X_Parameter
    LAS_OTHER,
    LAS_DATA,       // ~A, ~Log_Data
    LAS_DEFINITION, // LAS 3: ~X_Definition
    LAS_NAMED_DATA, // LAS 3: ~X_Data
    LAS_UNKNOWN,
};

typedef struct las_section {
    enum las_kind kind;
    bool strong; // the title is the letter alone or begins as the standard's word does (~Curve, not
                 // ~Core)
    mr_str name; // after the ~, before a |
    mr_str link; // after the |: the definition that goes with a data section
    mr_str body; // the lines after the title
    bool used;   // something was made of it
} las_section;

typedef struct las_items { // growing; in the arena
    size_t n, capacity;
    mr_las_item *at;
} las_items;

// What stands in a piece of the text, LAS_PIECE bytes of it but for the last: found in one look at
// every byte.
typedef struct las_piece {
    uint32_t lfs;
    bool ascii, zero, tilde; // all of it; any byte 0; any ~
} las_piece;

#ifdef MR_FUZZING
enum { LAS_PIECE = 48 }; // short inputs have many
#else
enum { LAS_PIECE = 1 << 16 };
#endif

enum las_wrap { LAS_WRAP_UNSAID, LAS_WRAP_NO, LAS_WRAP_YES };

typedef struct las_reader {
    mr_las *las;
    mr_arena *arena;
    mr_error *err;
    mr_str text;  // the whole file after its byte order mark, UTF-8 or Windows-1252
    bool latin;   // Windows-1252
    mr_buf owned; // holds the text when it had to be converted
    size_t n_pieces;
    las_piece *pieces;
    size_t n_sections, sections_capacity;
    las_section *sections;
    double version;
    enum las_wrap wrap;
    bool has_null;
    double null;
    char delimiter; // ' ', ',', '\t' or ';'; 0 when the file says none
    las_items curves;
    size_t warnings_capacity;
    mr_pool *pool; // NULL: the one thread that reads
} las_reader;

// las_read.c
size_t las_threads(const las_reader *r);
// The jobs 0 .. n-1 on the reader's threads; the error goes to r->err.
mr_status las_each(const las_reader *r, size_t n, mr_job *job, void *context);

// las_text.c
// Decides the encoding (`given`: by name; NULL: by the bytes), converts what is neither UTF-8 nor
// Windows-1252, refuses bytes that are no text.
mr_status las_decode(las_reader *r, mr_str bytes, const char *given);
// The next ~ at or after `from`, or NULL.
const char *las_find_tilde(const las_reader *r, const char *from);
// A NUL-terminated UTF-8 copy of a piece of the text, in the arena.
const char *las_copy(las_reader *r, mr_str piece);
// The same upper-cased: ASCII, Latin-1 and Cyrillic letters.
const char *las_copy_upper(las_reader *r, mr_str piece);
// Appends a piece of the text to `out` as UTF-8.
void las_put_utf8(const las_reader *r, mr_str piece, mr_buf *out);

// The first characters of a piece, `limit` bytes at most, for a message.
mr_str las_cut(const las_reader *r, mr_str piece, size_t limit);

// Lines end with LF, CR LF or CR.
typedef struct las_lines {
    const char *at, *end;
    const char
        *lf; // the next LF at or after `at`, `end` when there is none; NULL = not searched yet
} las_lines;
las_lines las_lines_of(mr_str text);
bool las_next_line(las_lines *lines, mr_str *line); // without its end
mr_str las_trim(mr_str s);                          // every byte up to 0x20 counts as blank
static inline bool las_blank(char c)
{
    return (unsigned char)c <= ' ';
}

// Fails with "line L, column C" of `at`, a place in the text.
mr_status las_fail(const las_reader *r, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Notes what was odd; `at` may be NULL. Past a hundred warnings the rest is dropped and the last
// one says so.
void las_warn(las_reader *r, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// las_sections.c
mr_status las_find_sections(las_reader *r);

// las_header.c
typedef struct las_parts { // of one header line: NAME.UNIT VALUE : DESCRIPTION
    mr_str name, unit, value, descr;
} las_parts;
// False when the line has neither a dot nor a colon.
bool las_split_header(mr_str line, enum las_kind kind, las_parts *out);
mr_status las_read_headers(las_reader *r);
// Adds the items of a section.
mr_status las_read_items(las_reader *r, const las_section *section, las_items *items);
void las_add_item(las_reader *r, las_items *items, mr_las_item item);
// Every occurrence of a repeated mnemonic gets :1, :2, ...
void las_number_repeated(las_reader *r, mr_las_item *items, size_t n);

// las_cells.c
enum las_meaning {
    LAS_NUMBER, // also NaN
    LAS_EMPTY,
    LAS_WORD,   // a way of writing "no value": (null), --, ERR, None, -1.#IND
    LAS_ODD,    // a number all the same: 1,234.5 and 1.5+3
    LAS_EITHER, // 1,234 beside points: thousands or thousandths, for the column to say
    LAS_TEXT,
};
enum las_comma {       // what a comma inside a number is
    LAS_COMMA_NONE,    // it parts the columns
    LAS_COMMA_DECIMAL, // the decimal mark
    LAS_COMMA_EITHER,  // points are decimal marks in the same data
};
typedef struct las_cell {
    mr_str text;
    bool quoted;
    bool lost; // one of several numbers that ran together and cannot be told apart
} las_cell;
typedef struct las_cells {
    size_t n, capacity;
    las_cell *at; // malloc'ed
} las_cells;
typedef struct las_splitter {
    char delimiter;
    size_t expected; // columns by the header, 0 when it says none
} las_splitter;
// MR_EFORMAT with *bad at the offending byte: a quote that the line does not close.
mr_status las_split(const las_splitter *splitter, mr_str line, las_cells *out, const char **bad);
void las_cells_clear(las_cells *cells);
// What separates the columns, from what the file says and from its first lines of data.
char las_choose_delimiter(las_reader *r, mr_str body, mr_str first_line, size_t expected);

// las_tokens.c
enum las_meaning las_cell_meaning(const las_cell *cell, enum las_comma comma, double *number);
// Number with a point or, where `comma`, a comma as decimal mark; the whole text.
bool las_number(mr_str text, bool comma, double *out);

// las_numbers.c
typedef struct las_columns {
    size_t n;
    int64_t rows;
    const mr_column **at; // malloc'ed, references; entries may be NULL after a failure
} las_columns;
void las_columns_clear(las_columns *columns);
// The quick way: every line holds the same number of plain numbers, or the rows are wrapped by
// count. *done is false, with nothing kept, when the section is not like that.
mr_status las_read_numbers(las_reader *r, mr_str body, char delimiter, las_columns *out,
                           bool *done);

// las_table.c: the general way: text, wrapped lines, any delimiter.
mr_status las_read_cells(las_reader *r, mr_str body, char delimiter, las_columns *out);
// The first line that is neither blank nor a comment; false when there is none.
bool las_first_data_line(mr_str body, mr_str *line);

// las_titles.c
// The data after the lines of titles, units and dashes that some programs write below ~A; warns of
// them.
mr_str las_skip_titles(las_reader *r, mr_str body);
// Whether a line between the data is such a one again, as where a printed page began.
bool las_is_title(const las_reader *r, mr_str line, char delimiter);

// las_data.c
mr_status las_read_data(las_reader *r);
// The columns of one section under r->curves, which grow when it has more.
mr_status las_read_body(las_reader *r, mr_str body, las_columns *columns);
// Moves the columns into curves, each under its final name.
void las_hand_over(las_reader *r, las_columns *columns, mr_las_section *out);
las_section *las_find_definition(const las_reader *r, const las_section *data);

// las_other.c
// The sections that nothing was made of: other data, titles of their own. What cannot be read is
// told.
// What the title of a data section says it holds; that of LAS 1 and 2 is a log.
mr_las_role las_role_by_name(mr_str name);
void las_read_others(las_reader *r);

// las_describe_sections.c
struct json_t;
void las_describe_sections(const mr_las *las, const mr_units *units, struct json_t *out);
// las_describe.c
struct json_t *las_describe_curve(const mr_las_curve *curve, const mr_units *units);
// The field of column i; the header may name fewer curves than there are columns.
mr_field las_field(const las_reader *r, size_t i, mr_type type);
