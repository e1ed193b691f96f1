// Count, nulls, range and mean of a column, as catalogue and descriptions give them.
#pragma once

#include <stdint.h>

#include "mudrock/table.h"

typedef struct mr_stats {
    int64_t count, nulls;  // count: all rows, nulls included
    double min, max, mean; // of lists: over all items; NaN: no number at all, or none in the column
} mr_stats;

void mr_stats_of(const mr_column *column, mr_stats *out);
struct json_t *mr_json_real(double value); // NaN gives null
