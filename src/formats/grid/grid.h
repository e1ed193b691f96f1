// What the readers of grids share: the list of formats, and a walk over text by lines and words.
#pragma once

#include <math.h>

#include "mudrock/grid.h"

typedef struct grid_reader {
    mr_str bytes;
    const char *path;
    mr_grids *grids;
    mr_error *err;
    const char *format; // its name begins every refusal
    size_t capacity, warnings_capacity;
} grid_reader;

// One format: one file that defines one of these, and one line in grid.c.
typedef struct grid_format {
    const char *name;
    bool (*recognise)(mr_str bytes, const char *path);
    mr_status (*read)(grid_reader *r);
} grid_format;

extern const grid_format grid_zmap, grid_cps3, grid_irap, grid_irap_binary, grid_surfer_text,
    grid_surfer_6, grid_surfer_7, grid_esri, grid_storm, grid_tiff, grid_xyz;

// Adds a grid of ncol * nrow nodes, all null, after a look at whether `holds`, the most values that
// the bytes can hold, allows for it. The grid's z is freed with the grids.
mr_status grid_add(grid_reader *r, int64_t ncol, int64_t nrow, size_t holds, mr_grid **out);
void grid_warn(grid_reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
// MR_EFORMAT at a line (from 1) or a byte.
mr_status grid_fail_line(const grid_reader *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
mr_status grid_fail_byte(const grid_reader *r, size_t byte, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Text of the file as UTF-8 (else read as Windows-1252's common part: other bytes become '?'), in
// the arena, trimmed; NULL when nothing is left.
const char *grid_copy(grid_reader *r, mr_str text);

#define MR_GRID_NULL ((double)NAN)

// --- text ---
typedef struct grid_lines {
    mr_str rest;
    int64_t line; // of what was taken last, from 1
} grid_lines;

static inline grid_lines grid_lines_of(mr_str text)
{
    return (grid_lines){text, 0};
}
bool grid_line(grid_lines *lines, mr_str *line); // without its end: LF, CR LF or CR
// The next word of a line, parted by blanks, commas or semicolons; quotes keep blanks, and are
// gone.
bool grid_word(mr_str *line, mr_str *word);
// The next field up to a comma, trimmed; an empty one counts. False after the last.
bool grid_field(mr_str *line, mr_str *field);
// A number with D or E; "nan" in any case is NaN. The whole word.
bool grid_number(mr_str word, double *out);
// A count of nodes, 1 to 2^31.
bool grid_count(mr_str word, int64_t *out);
// Equal as numbers, where both may have gone through a float: 1E30 is 1.0000000150474662E+30.
bool grid_is_null(double value, double null);
// Takes the values of the rest of a text in their order and gives them to `put`, n of them; null is
// NaN. Lines that begin with one of `comments` are passed over. Anything else than numbers, too few
// and too many are refused.
typedef void grid_put(void *context, int64_t i, double value);
mr_status grid_values(grid_reader *r, grid_lines *lines, int64_t n, double null,
                      const char *comments, grid_put *put, void *context);

// --- bytes ---
double grid_f64(const char *at, bool big);
double grid_f32(const char *at, bool big);
int32_t grid_i32(const char *at, bool big);
