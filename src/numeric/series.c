// Along a series in depth order: segments, thickness, the sliding sorted window.
#include <string.h>

#include "mudrock/numeric.h"

bool mr_segment_next(const double *x, size_t n, size_t *first, size_t *end)
{
    size_t i = *end;

    while (i < n && isnan(x[i]))
        i++;
    *first = i;
    while (i < n && !isnan(x[i]))
        i++;
    *end = i;
    return *first < i;
}

void mr_thickness(const double *z, size_t n, double *dz)
{
    for (size_t i = 0; i < n; i++) {
        const double above = z[i > 0 ? i - 1 : i], below = z[i + 1 < n ? i + 1 : i];
        dz[i] = (below - above) / 2;
    }
}

size_t mr_sliding_room(size_t n, size_t half)
{
    return half >= n ? n : (2 * half + 1 < n ? 2 * half + 1 : n);
}

void mr_sliding_init(mr_sliding *s, const double *x, size_t n, size_t half, double *room)
{
    *s = (mr_sliding){.x = x, .n = n, .half = half, .sorted = room};
}

// First place whose value is not less.
static size_t place_of(const mr_sliding *s, double value)
{
    size_t low = 0, high = s->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void drop(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = place_of(s, value);
    memmove(s->sorted + at, s->sorted + at + 1, (s->count - at - 1) * sizeof *s->sorted);
    s->count--;
}

static void add(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = place_of(s, value);
    memmove(s->sorted + at + 1, s->sorted + at, (s->count - at) * sizeof *s->sorted);
    s->sorted[at] = value;
    s->count++;
}

void mr_sliding_to(mr_sliding *s, size_t i)
{
    const size_t first = i > s->half ? i - s->half : 0;
    const size_t end = s->n - i > s->half ? i + s->half + 1 : s->n;

    while (s->first < first && s->first < s->end)
        drop(s, s->x[s->first++]);
    while (s->end < end)
        add(s, s->x[s->end++]);
}
