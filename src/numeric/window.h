// What sorted windows share with the other windows.
#pragma once

#include "mudrock/numeric.h"

// The series from `half` above the first row to `half` below the last; `absent` for nulls and
// beyond the ends. out: rows + 2 half.
void mr_window_cut(const mr_window *w, size_t first, size_t rows, double absent, double *out);
// Values of each window that are not NaN; half is at most 32,767. room: 3 (rows + 2 half).
void mr_window_counts(const mr_window *w, size_t first, size_t rows, uint16_t *out, uint16_t *room);
