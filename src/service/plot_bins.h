// A curve brought down to what a page can show: per line of depth the least and the greatest value.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/table.h"

typedef enum mr_bin_state { MR_BIN_EMPTY, MR_BIN_NULL, MR_BIN_VALUE } mr_bin_state;

typedef struct mr_bin {
    mr_bin_state state; // empty: no sample falls here; null: samples do, all of them null
    double min, max, sum;
    size_t n;
    bool falling; // the greatest came first
} mr_bin;

typedef struct mr_bins {
    double top, base; // depth
    size_t n;
    mr_bin *at; // of equal thickness
} mr_bins;

// NULL for a column that is not there. Text is taken as null.
const mr_bins *mr_bins_of(const mr_column *depth, const mr_column *column, double top, double base,
                          size_t n, mr_arena *arena);
