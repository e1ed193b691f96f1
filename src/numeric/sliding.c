// Windows in order. Wide ones are kept sorted while values come and go. Narrow ones are sorted for
// many rows at once, by merging: the windows of 1, 2, 4, ... values from every row on, and of those
// a window's. Where only some ranks are asked for, most of a window is sorted once for eight rows
// (cores.c).
#include <string.h>

#include "cores.h"
#include "merge.h"
#include "mudrock/elementary.h"
#include "window.h"

enum {
    NARROW = MR_CORES_HALF, // half of a window
    LANES = MR_CORES_ROWS,  // rows at once
    CORED = 8,              // half of a window from which on cores are worth their while
    FEW = 8,                // ranks whose distances are found for all rows at once
    VECTOR = 8,
};

// Where lists are in the scratch of narrow windows. A level has a line of `length` for each place
// of its lists; those of windows have lines of LANES and a vector, so that lines do not all begin
// in the same place of a page, of which caches hold few.
typedef struct layout {
    size_t width, length, line;
    size_t next_level, windows, next_windows, spare, end; // the first level is at 0
} layout;

static size_t whole_vectors(size_t n)
{
    return (n + VECTOR - 1) / VECTOR * VECTOR;
}

static layout layout_of(size_t half)
{
    const size_t width = 2 * half + 1;
    layout l = {.width = width, .length = whole_vectors(LANES + width + VECTOR)};
    size_t most = 1; // places of a level

    while (2 * most <= width)
        most *= 2;
    l.length += l.length % (2 * VECTOR) ? 0 : VECTOR;
    l.line = LANES + VECTOR;
    l.next_level = most * l.length;
    l.windows = l.next_level + most * l.length;
    l.next_windows = l.windows + width * l.line;
    l.spare = l.next_windows + width * l.line;
    l.end = l.spare + 2 * l.length;
    return l;
}

size_t mr_sliding_room(size_t n, size_t half)
{
    if (half <= NARROW) {
        const size_t all = layout_of(half).end, cores = half < CORED ? 0 : mr_cores_room(half);
        return all > cores ? all : cores;
    }
    return half < n && 2 * half + 1 < n ? 2 * half + 1 : n;
}

void mr_sliding_init(mr_sliding *s, const double *x, size_t n, size_t half, double *room)
{
    *s = (mr_sliding){.x = x, .n = n, .half = half, .room = room};
    if (half <= NARROW)
        memset(room, 0, mr_sliding_room(n, half) * sizeof *room); // lines are read to their ends
}

// The windows of LANES rows or less, each in its column.
typedef struct sorted_rows {
    const double *values; // nulls are infinite, and so come last
    const uint16_t *counts;
    size_t rows, line;
} sorted_rows;

static sorted_rows sort_windows(const mr_sliding *s, size_t first, size_t rows,
                                const uint16_t *counts)
{
    const layout l = layout_of(s->half);
    const mr_window window = {s->x, s->n, s->half};
    double *level = s->room, *next = level + l.next_level, *spare = level + l.spare;
    double *all = level + l.windows, *more = level + l.next_windows, *swap;
    size_t taken = 0;

    for (size_t i = 0; i < l.length; i++)
        spare[i] = HUGE_VAL;
    mr_window_cut(&window, first, rows, HUGE_VAL, level);
    for (size_t places = 1;; places *= 2) {
        const list part = {level + taken, places, l.length};
        if (l.width & places && taken == 0) {
            for (size_t k = 0; k < places; k++)
                memcpy(all + k * l.line, part.lines + k * l.length, LANES * sizeof *all);
            taken = places;
        } else if (l.width & places) {
            mr_merge_lists(part, (list){all, taken, l.line}, (list){more, taken + places, l.line},
                           LANES, spare, l.length);
            swap = all, all = more, more = swap;
            taken += places;
        }
        if (2 * places > l.width)
            return (sorted_rows){all, counts, rows, l.line};
        mr_merge_lists((list){level, places, l.length}, (list){level + places, places, l.length},
                       (list){next, 2 * places, l.length},
                       whole_vectors(LANES + l.width - 2 * places), spare, l.length);
        swap = level, level = next, next = swap;
    }
}

// --- what is asked of sorted windows ---

static mr_sorted window_of(const sorted_rows *s, size_t row)
{
    return (mr_sorted){s->values + row, s->counts[row], s->line};
}

// The distance from the centre that `rank` values do not exceed: of all runs of so many values, the
// one that goes least far. Infinity where there are fewer.
static MR_VECTOR void ranked_distance(size_t n, const double *restrict sorted, size_t line,
                                      size_t places, size_t rank, const double *restrict centre,
                                      double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = HUGE_VAL;
    for (size_t k = 0; k + rank <= places; k++) {
        const double *restrict least = sorted + k * line;
        const double *restrict most = sorted + (k + rank - 1) * line;
        for (size_t i = 0; i < n; i++) {
            const double below = centre[i] - least[i], above = most[i] - centre[i];
            const double farthest = below > above ? below : above;
            out[i] = farthest < out[i] ? farthest : out[i];
        }
    }
}

// Ranks of the middle of an odd or even number of values, from 1.
static size_t lower_middle(size_t count)
{
    return (count + 1) / 2;
}

static size_t upper_middle(size_t count)
{
    return count / 2 + 1;
}

// Which numbers of values, or ranks among them, occur in a block. Its windows hold nearly the same
// number, so that all rows are looked at once for each; where nulls are many, windows are taken one
// by one.
typedef struct numbers {
    bool count[2 * NARROW + 2], rank[NARROW + 3];
    size_t counts, ranks, most;
} numbers;

static numbers numbers_of(const uint16_t *counts, size_t rows)
{
    numbers n = {.counts = 0};

    for (size_t i = 0; i < rows; i++)
        n.count[counts[i]] = true;
    for (size_t count = 1; count < sizeof n.count; count++)
        if (n.count[count]) {
            n.rank[lower_middle(count)] = n.rank[upper_middle(count)] = true;
            n.most = count;
            n.counts++;
        }
    for (size_t rank = 1; rank < sizeof n.rank; rank++)
        n.ranks += n.rank[rank];
    return n;
}

static MR_VECTOR void take_middle(size_t n, const double *restrict lower,
                                  const double *restrict upper, double with,
                                  const double *restrict count, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double middle = (lower[i] + upper[i]) / 2;
        out[i] = count[i] == with ? middle : out[i];
    }
}

static MR_VECTOR void take_one(size_t n, const double *restrict value, double with,
                               const double *restrict count, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = count[i] == with ? value[i] : out[i];
}

static MR_VECTOR void take_between(size_t n, const double *restrict lower,
                                   const double *restrict upper, double share, double with,
                                   const double *restrict count, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double between = lower[i] + share * (upper[i] - lower[i]);
        out[i] = count[i] == with ? between : out[i];
    }
}

// Where the lines of ranks come from: sorted windows, or cores.
typedef struct ranks {
    size_t rows;
    const sorted_rows *sorted;
    mr_cores *cores;
} ranks;

static const double *ranked(const ranks *r, size_t rank)
{
    return r->cores ? mr_cores_ranked(r->cores, rank) : r->sorted->values + rank * r->sorted->line;
}

static void medians(const ranks *r, const numbers *n, const mr_orders *out)
{
    for (size_t i = 0; i < r->rows; i++)
        out->median[i] = MR_NAN;
    for (size_t count = 1; count <= n->most; count++)
        if (n->count[count] && count % 2)
            take_one(r->rows, ranked(r, count / 2), (double)count, out->count, out->median);
        else if (n->count[count])
            take_middle(r->rows, ranked(r, count / 2 - 1), ranked(r, count / 2), (double)count,
                        out->count, out->median);
}

static void percentiles(const ranks *r, const numbers *n, const mr_orders *out)
{
    for (size_t i = 0; i < r->rows; i++)
        out->percentile[i] = MR_NAN;
    for (size_t count = 1; count <= n->most; count++) {
        if (!n->count[count])
            continue;
        const mr_between at = mr_percentile_place(count, out->q);
        const double *lower = ranked(r, at.below);
        if (at.share > 0)
            take_between(r->rows, lower, ranked(r, at.below + 1), at.share, (double)count,
                         out->count, out->percentile);
        else
            take_one(r->rows, lower, (double)count, out->count, out->percentile);
    }
}

static void deviations(const sorted_rows *s, const numbers *n, const mr_orders *out)
{
    double distance[LANES], low[LANES];

    for (size_t i = 0; i < s->rows; i++)
        out->deviation[i] = MR_NAN;
    for (size_t rank = 1; rank < sizeof n->rank; rank++) {
        if (!n->rank[rank])
            continue;
        ranked_distance(s->rows, s->values, s->line, n->most, rank, out->median, distance);
        for (size_t count = 2 * rank - 2; count <= 2 * rank; count++)
            if (count > 0 && count <= n->most && n->count[count] && upper_middle(count) == rank)
                take_middle(s->rows, count % 2 ? distance : low, distance, (double)count,
                            out->count, out->deviation);
        memcpy(low, distance, sizeof low);
    }
}

static void answer(mr_sorted window, size_t i, const mr_orders *out)
{
    if (out->median)
        out->median[i] = mr_median_of(window);
    if (out->percentile)
        out->percentile[i] = mr_percentile_of(window, out->q);
    if (out->deviation)
        out->deviation[i] = mr_mad_of(window, out->median[i]);
}

static void one_by_one(const sorted_rows *s, const mr_orders *out)
{
    for (size_t i = 0; i < s->rows; i++)
        answer(window_of(s, i), i, out);
}

static void narrow_rows(const mr_sliding *s, size_t first, size_t rows, const mr_orders *out)
{
    const mr_window window = {s->x, s->n, s->half};
    uint16_t counts[LANES], room[3 * (LANES + 2 * NARROW)];
    sorted_rows sorted = {.rows = 0};
    mr_cores cores;
    ranks found = {.rows = rows, .sorted = &sorted};

    mr_window_counts(&window, first, rows, counts, room);
    for (size_t i = 0; i < rows; i++)
        out->count[i] = counts[i];
    const numbers n = numbers_of(counts, rows);
    const bool many = n.ranks > FEW || n.counts > 2 * FEW;
    if (s->half < CORED || out->deviation || many) {
        sorted = sort_windows(s, first, rows, counts);
    } else {
        mr_cores_sort(&cores, &window, first, rows, s->room);
        found.cores = &cores;
    }
    if (many) {
        one_by_one(&sorted, out);
        return;
    }
    if (out->median)
        medians(&found, &n, out);
    if (out->percentile)
        percentiles(&found, &n, out);
    if (out->deviation)
        deviations(&sorted, &n, out);
}

// --- wide windows ---

static void drop(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = mr_place_sorted(s->room, s->count, value);
    memmove(s->room + at, s->room + at + 1, (s->count - at - 1) * sizeof *s->room);
    s->count--;
}

static void add(mr_sliding *s, double value)
{
    if (isnan(value))
        return;
    size_t at = mr_place_sorted(s->room, s->count, value);
    memmove(s->room + at + 1, s->room + at, (s->count - at) * sizeof *s->room);
    s->room[at] = value;
    s->count++;
}

// One value leaves as another comes: only what stands between them moves.
static void replace(mr_sliding *s, double old, double new)
{
    double *sorted = s->room;
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

static mr_sorted wide_at(mr_sliding *s, size_t i)
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
    return (mr_sorted){s->room, s->count, 1};
}

static void wide_rows(mr_sliding *s, size_t first, size_t rows, const mr_orders *out)
{
    for (size_t i = 0; i < rows; i++) {
        const mr_sorted window = wide_at(s, first + i);
        out->count[i] = (double)window.n;
        answer(window, i, out);
    }
}

static double *below(double *column, size_t rows)
{
    return column ? column + rows : NULL;
}

void mr_sliding_rows(mr_sliding *s, size_t first, size_t rows, const mr_orders *out)
{
    for (size_t done = 0, n; done < rows; done += n) {
        const mr_orders part = {.count = out->count + done,
                                .median = below(out->median, done),
                                .deviation = below(out->deviation, done),
                                .percentile = below(out->percentile, done),
                                .q = out->q};
        n = rows - done < LANES ? rows - done : LANES;
        if (s->half <= NARROW)
            narrow_rows(s, first + done, n, &part);
        else
            wide_rows(s, first + done, n, &part);
    }
}
