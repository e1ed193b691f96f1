// A hash map from text to pointer, insertion-ordered when walked. Keys are copied. Not thread-safe.
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct mr_map mr_map;

mr_map *mr_map_new(void);
void mr_map_free(mr_map *map); // values stay the caller's
// Returns the value that stood there before, NULL when there was none. `value` must not be NULL.
void *mr_map_put(mr_map *map, const char *key, void *value);
void *mr_map_get(const mr_map *map, const char *key); // NULL when absent
bool mr_map_remove(mr_map *map, const char *key);
size_t mr_map_count(const mr_map *map);
// The i-th entry in insertion order (removals close the gap).
void *mr_map_at(const mr_map *map, size_t i, const char **key);
