// A table of texts, printed in Markdown with its columns aligned, so that it reads as well on a
// terminal. Private to operators.
#pragma once

#include "mudrock/arena.h"
#include "mudrock/text.h"

enum { MR_GRID_COLUMNS = 24 };

typedef struct mr_grid {
    mr_arena *arena; // of the cells
    size_t columns;
    size_t n, room; // cells, the heads first
    const char **cells;
} mr_grid;

// Heads parted by '|'; they are the first row.
mr_grid mr_grid_new(mr_arena *arena, const char *heads);
// The next cell of the row begun; NULL is an empty one. Rows are filled from the left.
void mr_grid_add(mr_grid *grid, const char *text);
// Nothing when there is no row below the heads. Columns that are empty in every row are left out.
void mr_grid_print(const mr_grid *grid, mr_buf *out);
