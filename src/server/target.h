// The target of a request line: percent-decoding. Private to the server.
#pragma once

#include <stdbool.h>

#include "mudrock/arena.h"
#include "mudrock/text.h"

// Decoded, NUL-terminated UTF-8 in the arena; NULL for a wrong escape, a NUL or what is no UTF-8.
// In a query "+" is a blank.
char *mr_percent_decode(mr_str text, bool query, mr_arena *arena);
// The i-th part between the slashes of a path that begins with one, still encoded; false behind the
// last.
bool mr_path_segment(const char *path, size_t i, mr_str *out);
