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

static void drop(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = mr_place_sorted(s->sorted, s->count, value);
    memmove(s->sorted + at, s->sorted + at + 1, (s->count - at - 1) * sizeof *s->sorted);
    s->count--;
}

static void add(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = mr_place_sorted(s->sorted, s->count, value);
    memmove(s->sorted + at + 1, s->sorted + at, (s->count - at) * sizeof *s->sorted);
    s->sorted[at] = value;
    s->count++;
}

// One value leaves as another comes: only what stands between them moves.
static void replace(mr_sliding *s, double old, double new)
{
    double *sorted = s->sorted;
    const size_t from = mr_place_sorted(sorted, s->count, old);
    const size_t to = mr_place_sorted(sorted, s->count, new);

    if (to > from) {
        memmove(sorted + from, sorted + from + 1, (to - from - 1) * sizeof *sorted);
        sorted[to - 1] = new;
    } else {
        memmove(sorted + to + 1, sorted + to, (from - to) * sizeof *sorted);
        sorted[to] = new;
    }
}

void mr_sliding_to(mr_sliding *s, size_t i)
{
    const size_t first = i > s->half ? i - s->half : 0;
    const size_t end = s->n - i > s->half ? i + s->half + 1 : s->n;

    while (s->first < first && s->end < end && !isnan(s->x[s->first]) && !isnan(s->x[s->end]) &&
           s->first < s->end)
        replace(s, s->x[s->first++], s->x[s->end++]);
    while (s->first < first && s->first < s->end)
        drop(s, s->x[s->first++]);
    while (s->end < end)
        add(s, s->x[s->end++]);
}
