// What the files of the workbook reader share.
#pragma once

#include "mudrock/workbook.h"

#include "../contents/contents.h"

// --- parts: XML inside a zip archive ---

typedef struct xl_package {
    mr_str bytes;
    mr_error *err;
    char part[256];            // that is being read, for messages
    int64_t unpacked, counted; // bytes: of all parts, of this one so far
} xl_package;

typedef struct xl_attributes {
    size_t n;
    const void *const *at;
} xl_attributes;
mr_str xl_attribute(const xl_attributes *all, const char *name); // empty when absent

typedef struct xl_handler { // names without their namespaces; any may be NULL
    void *context;
    mr_status (*start)(void *context, const char *name, const xl_attributes *attributes);
    mr_status (*end)(void *context, const char *name);
    void (*text)(void *context, mr_str text);
} xl_handler;
// Parses the part; *found is false, and nothing read, when there is none.
mr_status xl_part(xl_package *package, const char *name, const xl_handler *handler, bool *found);

// --- what cells mean ---

typedef enum xl_meaning { XL_NUMBER, XL_DATE, XL_TIME, XL_DURATION } xl_meaning;
xl_meaning xl_meaning_of_id(int64_t id); // of a number format that Excel has built in
xl_meaning xl_meaning_of_code(mr_str code);
// Days since the beginning of the workbook's time as ISO 8601 text of at most 32 bytes; false for a
// day that is none (29 February 1900, day 0, before and after).
bool xl_date(double serial, bool from_1904, xl_meaning meaning, char out[32]);

// --- the workbook ---

typedef struct xl_sheet {
    const char *name, *id, *part; // part: NULL until the relations are read
    bool hidden, cells;           // cells: a worksheet, no chart
} xl_sheet;

typedef struct xl_book {
    mr_arena *arena;
    xl_package package;
    const mr_csv_options *options;
    contents_reader out;
    bool from_1904;
    size_t n_sheets, n_strings, n_meanings, n_codes;
    xl_sheet *sheets;
    mr_str *strings;      // shared
    xl_meaning *meanings; // by style
    struct xl_code *codes;
} xl_book;
// Everything but the sheets: names, relations, styles, shared texts.
mr_status xl_read_parts(xl_book *book);

// --- a sheet ---

// Its cells one after another, row by row: a head, then the text.
typedef struct xl_cell {
    int32_t row, column; // from 0
    uint32_t n;          // bytes of text
    bool text;           // of a text cell; else a number, a date or a truth as text
    mr_str at;           // valid until more is put
} xl_cell;

typedef struct xl_range {
    int32_t top, left, bottom, right;
} xl_range;

typedef struct xl_grid {
    mr_buf cells;
    size_t n, n_merged;
    xl_range *merged;                                      // in the book's arena
    int64_t uncounted, durations, no_days, errors, breaks; // of cells
    char first_uncounted[16], first_no_day[16], first_break[16];
} xl_grid;
void xl_put(xl_grid *grid, const xl_cell *cell);
bool xl_next(const xl_grid *grid, size_t *at, xl_cell *out); // *at from 0
mr_status xl_read_sheet(xl_book *book, const xl_sheet *sheet, xl_grid *out);
void xl_cell_name(int32_t row, int32_t column, char out[16]); // "B7"

// --- merged cells ---

const xl_range *xl_merged_at(const xl_grid *grid, int32_t row, int32_t column); // NULL = none
// Gives the cells below the first one of a merged range its value, and tells how many.
mr_status xl_fill_merged(xl_book *book, const xl_sheet *sheet, xl_grid *grid);

// Finds the table of a sheet and puts it to the others.
mr_status xl_take_table(xl_book *book, const xl_sheet *sheet, xl_grid *grid);
