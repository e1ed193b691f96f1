// One pass over a column; the sum is compensated (Neumaier 1974), so that the mean does not depend
// on the order of magnitude of its parts.
#include "stats.h"

#include <jansson.h>
#include <math.h>

#include "mudrock/schema.h"

// Values from .. to - 1 of a column of numbers.
static void measure(const mr_column *column, int64_t from, int64_t to, mr_stats *out)
{
    double sum = 0, rest = 0;
    int64_t n = 0;
    for (int64_t i = from; i < to; i++) {
        double x = mr_column_real(column, i);
        if (isnan(x))
            continue;
        double next = sum + x;
        rest += fabs(sum) >= fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
        out->min = n && out->min <= x ? out->min : x;
        out->max = n && out->max >= x ? out->max : x;
        n++;
    }
    if (n)
        out->mean = (sum + rest) / (double)n;
}

void mr_stats_of(const mr_column *column, mr_stats *out)
{
    *out = (mr_stats){column->length, column->nulls, (double)NAN, (double)NAN, (double)NAN};
    if (column->field.type == MR_LIST_FLOAT64 && column->length)
        measure(column->items, column->offsets[0], column->offsets[column->length], out);
    else if (mr_type_is_number(column->field.type))
        measure(column, 0, column->length, out);
}

json_t *mr_json_real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}
