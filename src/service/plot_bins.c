// Binning by depth.
#include "plot_bins.h"

#include <math.h>

#include "mudrock/numeric.h"

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

// Bins in which no sample falls because nothing was measured there are null. z: depths in order.
static void empty_in_gaps(const mr_bins *bins, const double *z, size_t n, mr_arena *arena)
{
    const mr_gaps gaps =
        mr_gaps_of(z, n, MR_NAN, MR_GAP_STEPS, MR_ARENA_ARRAY(arena, double, n + 1));
    const double height = (bins->base - bins->top) / (double)bins->n;

    for (size_t i = 1; i < n; i++) {
        if (!mr_is_gap(&gaps, z[i] - z[i - 1]))
            continue;
        for (size_t k = 0; k < bins->n; k++) {
            const double above = bins->top + (double)k * height;
            if (bins->at[k].state == MR_BIN_EMPTY && above > z[i - 1] && above + height < z[i])
                bins->at[k].state = MR_BIN_NULL;
        }
    }
}

const mr_bins *mr_bins_of(const mr_column *depth, const mr_column *column, double top, double base,
                          size_t n, mr_arena *arena)
{
    if (!column)
        return NULL;
    mr_bins *bins = MR_ARENA_NEW(arena, mr_bins);
    *bins = (mr_bins){top, base, n, MR_ARENA_ARRAY(arena, mr_bin, n)};
    bool number = column->field.type == MR_BOOL || mr_type_is_number(column->field.type);
    double *z = MR_ARENA_ARRAY(arena, double, (size_t)column->length + 1);
    size_t sampled = 0;
    for (int64_t i = 0; i < column->length; i++) {
        double d = mr_column_real(depth, i);
        if (sampled == 0 ? !isnan(d) : d >= z[sampled - 1])
            z[sampled++] = d;
        if (!(d >= top && d <= base))
            continue;
        size_t k = (size_t)((d - top) / (base - top) * (double)n);
        add(&bins->at[k < n ? k : n - 1], number ? mr_column_real(column, i) : (double)NAN);
    }
    empty_in_gaps(bins, z, sampled, arena);
    return bins;
}
