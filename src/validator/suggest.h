// Hints: the nearest name by edit distance, within a bounded amount of work.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"

// One for a whole validation: a document full of errors must not cost seconds of hints. `arena`
// takes the texts.
typedef struct mr_suggest {
    mr_arena *arena;
    size_t spent; // comparisons so far
} mr_suggest;

typedef struct mr_nearest {
    mr_suggest *suggest;
    const char *wanted;
    size_t limit;
    const char *best; // as offered; NULL = none is near
    size_t distance;
} mr_nearest;

// Near is one edit in two characters, two up to five, three beyond; or the same but for a suffix
// after '_'.
void mr_nearest_begin(mr_nearest *nearest, mr_suggest *suggest, const char *wanted);
// The first offered of equal distance stays.
void mr_nearest_offer(mr_nearest *nearest, const char *candidate);
bool mr_nearest_affordable(const mr_nearest *nearest);
