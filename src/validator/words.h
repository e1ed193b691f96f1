// The words messages are made of: names of nodes, lists of names, JSON pointers.
#pragma once

#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"

// The name a message gives a node: its name, or its id when it has none.
const char *mr_node_label(const mr_node *node);

// 'a', 'b' and 'c'; past `most` names: 'a', 'b' and 7 more. "" for none.
char *mr_words_list(mr_arena *arena, const char *const *names, size_t n, size_t most);

// One segment of a JSON pointer: ~ and / escaped (RFC 6901).
const char *mr_pointer_escape(mr_arena *arena, const char *segment);
