// One pass over a column; the sum is compensated (Neumaier 1974), so that the mean does not depend
// on the order of magnitude of its parts.
#include "stats.h"

#include <jansson.h>
#include <math.h>

#include "mudrock/schema.h"

void mr_stats_of(const mr_column *column, mr_stats *out)
{
    *out = (mr_stats){column->length, column->nulls, (double)NAN, (double)NAN, (double)NAN};
    if (!mr_type_is_number(column->field.type))
        return;
    double sum = 0, rest = 0;
    int64_t n = 0;
    for (int64_t i = 0; i < column->length; i++) {
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

json_t *mr_json_real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}
