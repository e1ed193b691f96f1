// What the files of the CSV reader share. Private to duck/.
#pragma once

#include "mudrock/csv.h"
#include "mudrock/units.h"

typedef struct csv_dialect {
    char delimiter, quote;
    bool comments; // lines that begin with # are none of the table's
    size_t n_edges;
    const size_t *edges; // columns of fixed width: the characters at which the second and all
                         // further ones begin; a line that runs over one is a cell
    size_t begin;        // of those: the byte where they begin; lines above are titles, a cell each
} csv_dialect;

typedef struct csv_cell {
    mr_str text; // trimmed when not quoted; good until the next record
    bool quoted;
} csv_cell;

typedef struct csv_scan {
    mr_str text;
    size_t at;
    int64_t line;   // of the next record
    int64_t record; // line of the last one
    csv_dialect dialect;
    size_t n, capacity;
    csv_cell *cells;
    mr_buf scratch; // quoted cells with their quotes undone
} csv_scan;

void csv_scan_init(csv_scan *scan, mr_str text, csv_dialect dialect);
void csv_scan_clear(csv_scan *scan);
// The next line that is neither blank nor a comment, as cells. *more is false
// at the end.
mr_status csv_next(csv_scan *scan, bool *more, mr_error *err);

// The delimiter that the first line names ("sep=;"), else the one under which most lines hold as
// many cells, and the fewest of them odd.
csv_dialect csv_sniff(mr_str text, const mr_csv_options *options, mr_arena *arena);
// Sets the edges of columns of fixed width, and says whether there are any.
bool csv_find_edges(mr_str text, mr_arena *arena, csv_dialect *out);

typedef enum csv_kind {
    CSV_EMPTY,
    CSV_WORD, // NA, N/A, null, -
    CSV_TRUTH,
    CSV_WHOLE, // fits an int64 and has no zeros in front
    CSV_REAL,
    CSV_TIME, // ISO 8601
    CSV_DAY,  // 31/12/2020: two numbers and a year
    CSV_DATE, // 31-Dec-2020, 2020/12/31: which is the day is said
    CSV_WIDE, // a number with more digits than a double or an int64 keeps
    CSV_TEXT,
} csv_kind;

typedef struct csv_value {
    csv_kind kind;
    double real;
    int64_t whole;
    int first, second, year; // of CSV_DAY; CSV_DATE: day, month, year
    char mark;               // what parts those
} csv_value;

csv_value csv_value_of(mr_str text, char decimal, bool groups);
// The decimal mark that a cell of digits with one mark speaks for; 0 = neither.
// 1,234 may be either.
enum { CSV_EITHER_COMMA = 'c', CSV_EITHER_POINT = 'p' };
char csv_mark_of(mr_str text);

// --- a text table on its way ---

typedef struct csv_column {
    mr_field field;
    int64_t of[CSV_TEXT + 1];
    int64_t line[CSV_TEXT + 1]; // of the first of each kind
    char text[CSV_TEXT + 1][40];
    int most_first, most_second; // of days
    int64_t beyond;              // whole numbers that a double does not keep
    int64_t absent[5];           // customary absent values
    bool id;
} csv_column;

typedef struct csv_reading {
    const mr_csv_options *options;
    mr_csv_report *report;
    mr_arena *arena;
    mr_error *err;
    mr_str text;
    csv_dialect dialect;
    char decimal;
    bool groups; // marks between thousands are read
    size_t n;
    csv_column *columns;
    int64_t skip; // lines up to here are title, units, or above the table
    int64_t rows;
} csv_reading;

void csv_warn(csv_reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
csv_value csv_value_in(const csv_reading *r, const csv_cell *cell); // what --null names is empty
// Names and units of the columns: under titles and notes, in one line or two, or none.
mr_status csv_read_head(csv_reading *r, csv_scan *scan, const mr_units *units);
