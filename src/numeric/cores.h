// Ranks of windows, eight rows at a time: what their windows share, the core, is sorted once.
#pragma once

#include "merge.h"
#include "mudrock/numeric.h"

enum {
    MR_CORES_HALF = 63,  // the widest window
    MR_CORES_ROWS = 256, // at once
};

typedef struct mr_cores {
    list core;                // of every eight rows
    list others;              // of every row: the seven values of its window beside the core
    double *lowest, *highest; // lines of infinities
    double *found[2];         // lines of two ranks
    size_t rank[2];
    unsigned older; // of the two
} mr_cores;

size_t mr_cores_room(size_t half);
// Windows of at least 17 values. room: zeros at first, then as it was left.
void mr_cores_sort(mr_cores *c, const mr_window *w, size_t first, size_t rows, double *room);
// What stands in place `rank`, from 0, of the windows of the rows; nulls count as infinite. Good
// until two other ranks are asked for.
const double *mr_cores_ranked(mr_cores *c, size_t rank);
