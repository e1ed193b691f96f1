// The map: entries in insertion order, and over them an open-addressed table of their positions.
#include "mudrock/map.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

typedef struct entry {
    char *key;
    void *value;
    uint64_t hash;
} entry;

struct mr_map {
    entry *entries;
    size_t n, capacity;
    uint32_t *slots; // position in entries + 1; 0 = free
    size_t mask;     // number of slots - 1, a power of two; at most half of the slots are taken
};

// FNV-1a (Fowler, Noll, Vo), its bits mixed once more because the table uses the low ones.
static uint64_t hash_of(const char *key)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (const unsigned char *p = (const unsigned char *)key; *p; p++)
        h = (h ^ *p) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

static void index_all(mr_map *map)
{
    memset(map->slots, 0, (map->mask + 1) * sizeof *map->slots);
    for (size_t i = 0; i < map->n; i++) {
        size_t slot = map->entries[i].hash & map->mask;
        while (map->slots[slot])
            slot = (slot + 1) & map->mask;
        map->slots[slot] = (uint32_t)i + 1;
    }
}

static void grow(mr_map *map)
{
    const size_t capacity = map->capacity ? map->capacity * 2 : 8;
    assert(capacity < UINT32_MAX);
    entry *entries = mr_alloc(capacity * sizeof *entries);
    if (map->n)
        memcpy(entries, map->entries, map->n * sizeof *entries);
    free(map->entries);
    free(map->slots);
    map->entries = entries;
    map->capacity = capacity;
    map->slots = mr_alloc(2 * capacity * sizeof *map->slots);
    map->mask = 2 * capacity - 1;
    index_all(map);
}

// The slot where the key stands, or the free one where it would.
static size_t slot_of(const mr_map *map, const char *key, uint64_t hash)
{
    size_t slot = hash & map->mask;
    for (; map->slots[slot]; slot = (slot + 1) & map->mask) {
        const entry *e = &map->entries[map->slots[slot] - 1];
        if (e->hash == hash && strcmp(e->key, key) == 0)
            break;
    }
    return slot;
}

mr_map *mr_map_new(void)
{
    mr_map *map = mr_alloc(sizeof *map);
    grow(map);
    return map;
}

void mr_map_free(mr_map *map)
{
    if (!map)
        return;
    for (size_t i = 0; i < map->n; i++)
        free(map->entries[i].key);
    free(map->entries);
    free(map->slots);
    free(map);
}

void *mr_map_put(mr_map *map, const char *key, void *value)
{
    assert(value);
    const uint64_t hash = hash_of(key);
    size_t slot = slot_of(map, key, hash);
    if (map->slots[slot]) {
        entry *e = &map->entries[map->slots[slot] - 1];
        void *before = e->value;
        e->value = value;
        return before;
    }
    if (map->n == map->capacity) {
        grow(map);
        slot = slot_of(map, key, hash);
    }
    const size_t size = strlen(key) + 1;
    char *copy = mr_alloc(size);
    memcpy(copy, key, size);
    map->entries[map->n] = (entry){copy, value, hash};
    map->slots[slot] = (uint32_t)++map->n;
    return NULL;
}

void *mr_map_get(const mr_map *map, const char *key)
{
    const uint32_t at = map->slots[slot_of(map, key, hash_of(key))];
    return at ? map->entries[at - 1].value : NULL;
}

bool mr_map_remove(mr_map *map, const char *key)
{
    const uint32_t at = map->slots[slot_of(map, key, hash_of(key))];
    if (!at)
        return false;
    entry *e = &map->entries[at - 1];
    free(e->key);
    memmove(e, e + 1, (map->n - at) * sizeof *e);
    map->n--;
    index_all(map); // all positions after it have changed
    return true;
}

size_t mr_map_count(const mr_map *map)
{
    return map->n;
}

void *mr_map_at(const mr_map *map, size_t i, const char **key)
{
    assert(i < map->n);
    if (key)
        *key = map->entries[i].key;
    return map->entries[i].value;
}
