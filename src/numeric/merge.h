// Sorted lists of many rows: line k holds what stands in place k of each.
#pragma once

#include <stddef.h>

typedef struct list {
    double *lines; // line k is at lines + k * stride
    size_t places, stride;
} list;

// Of two lists, the first a power of two long and not the shorter, for n rows; nothing that is
// written is read. `spare`: a line of infinities, which are thought to follow a second list that is
// too short, and `length` after it one that is written in vain.
void mr_merge_lists(list a, list b, list out, size_t n, double *spare, size_t length);
