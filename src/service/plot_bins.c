// Binning by depth.
#include "plot_bins.h"

#include <math.h>

static void add(mr_bin *bin, double value)
{
    if (isnan(value)) {
        bin->state = bin->state == MR_BIN_EMPTY ? MR_BIN_NULL : bin->state;
        return;
    }
    if (bin->state != MR_BIN_VALUE)
        *bin = (mr_bin){.state = MR_BIN_VALUE, .min = value, .max = value};
    if (value < bin->min) {
        bin->min = value;
        bin->falling = true;
    } else if (value > bin->max) {
        bin->max = value;
        bin->falling = false;
    }
    bin->sum += value;
    bin->n++;
}

const mr_bins *mr_bins_of(const mr_column *depth, const mr_column *column, double top, double base,
                          size_t n, mr_arena *arena)
{
    if (!column)
        return NULL;
    mr_bins *bins = MR_ARENA_NEW(arena, mr_bins);
    *bins = (mr_bins){top, base, n, MR_ARENA_ARRAY(arena, mr_bin, n)};
    bool number = column->field.type == MR_BOOL || mr_type_is_number(column->field.type);
    for (int64_t i = 0; i < column->length; i++) {
        double d = mr_column_real(depth, i);
        if (!(d >= top && d <= base))
            continue;
        size_t k = (size_t)((d - top) / (base - top) * (double)n);
        add(&bins->at[k < n ? k : n - 1], number ? mr_column_real(column, i) : (double)NAN);
    }
    return bins;
}
