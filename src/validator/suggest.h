// The words of messages and hints: names of nodes, lists, JSON pointers; the nearest name, within a
// bounded amount of work.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"

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

// The name a message gives a node: its name, or its id when it has none.
const char *mr_node_label(const mr_node *node);

// 'a', 'b' and 'c'; past `most` names: 'a', 'b' and 7 more. "" for none.
char *mr_words_columns(mr_arena *arena, const char *const *names, size_t n,
                       size_t most); // `a`, `b`
char *mr_words_list(mr_arena *arena, const char *const *names, size_t n, size_t most);

char *mr_words_plain(mr_arena *arena, const char *const *names, size_t n); // a, b, c

// One segment of a JSON pointer: ~ and / escaped (RFC 6901).
const char *mr_pointer_escape(mr_arena *arena, const char *segment);
