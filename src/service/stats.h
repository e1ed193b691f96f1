// Count, nulls, range and mean of a column, as catalogue and descriptions give them.
#pragma once

#include <stdint.h>

#include "mudrock/table.h"

typedef struct mr_stats {
    int64_t count, nulls;  // count: all rows, nulls included
    double min, max, mean; // NaN: no number at all, or not a column of numbers
} mr_stats;

void mr_stats_of(const mr_column *column, mr_stats *out);
struct json_t *mr_json_real(double value); // NaN gives null
