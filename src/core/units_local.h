// Private to the files of units.
#pragma once

#include <pthread.h>

#include "mudrock/arena.h"
#include "mudrock/map.h"
#include "mudrock/units.h"
#include "quantity_index.h"
#include "unit_expression.h"

struct mr_units {
    mr_unit_library *library;
    mr_arena *arena;
    mr_map *houses;        // house spelling -> value
    mr_map *exact;         // spelling -> value
    mr_map *ignore_case;   // spelling in lower case -> value
    mr_map *symbols;       // of composed texts -> value
    mr_map *composed;      // other words of composed texts, in lower case -> row
    mr_map *cache;         // what files wrote and the table has not -> value
    pthread_mutex_t *lock; // guards the cache and the arena
    mr_quantity_index *quantities;
};

// What the text is worth alone, without a curve. Thread-safe.
mr_unit_value mr_units_resolve(const mr_units *units, const char *text);
// The first row of the table that is this unit; NULL when none is.
const char *mr_units_house(const mr_units *units, const mr_unit_value *value);
