// Text tables as people write them: the dialect is found out, shown, and can be
// said.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

typedef enum mr_csv_dates { MR_DATES_UNSAID, MR_DATES_DMY, MR_DATES_MDY } mr_csv_dates;

typedef struct mr_csv_options { // zeros: found out
    const char *encoding;
    char delimiter; // ' ' = any number of blanks
    char decimal;   // '.' or ','
    int header;     // 1 there is one, -1 there is none
    size_t n_nulls; // words and numbers that mean no value, besides an empty cell
    const char *const *nulls;
    mr_csv_dates dates; // of 03/04/2020
} mr_csv_options;

typedef struct mr_csv_report { // texts in its arena, which the caller gives and
                               // frees
    mr_arena *arena;
    const char *encoding;
    char delimiter, decimal;
    int64_t header_line, unit_line; // 0 = none
    size_t n_warnings;
    const char **warnings; // what was odd, and how it was read
} mr_csv_report;

// Reads a text table. Commas, semicolons, tabs, bars or blanks part the cells;
// quotes; a decimal comma where no comma parts them; a header or none; units in
// titles ("Depth (ft)", "GR [gAPI]") or in a row below them; lines with # and
// lines above the table are no data. A column is of numbers, truths or times
// when all its cells are, but for NA, N/A, null, - and the like, which are null
// there; names of holes and wells stay text. A row with more or fewer cells
// than the rest, a quote that does not close, a date of which no value tells
// day from month: MR_EFORMAT with the line. `options` and `report` may be NULL.
mr_status mr_csv_read_text(mr_str bytes, const mr_csv_options *options, mr_csv_report *report,
                           mr_table **out, mr_error *err);
mr_status mr_csv_read_file(const char *path, const mr_csv_options *options, mr_csv_report *report,
                           mr_table **out, mr_error *err);
// Whether the head of a file (64 kB of it will do) is a text table: most of its lines have as many
// cells, two at least, and one line below the first.
bool mr_csv_is_table(mr_str head);
