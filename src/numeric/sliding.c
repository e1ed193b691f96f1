// Windows in order. Wide ones are kept sorted while values come and go. Narrow ones are sorted for
// many rows at once, by merging: the windows of 1, 2, 4, ... values from every row on, and of those
// a window's. Merges are Batcher's (1968): which places are compared does not depend on values, so
// a vector holds the same place of neighbouring windows.
#include <string.h>

#include "mudrock/elementary.h"
#include "window.h"

enum {
    NARROW = 63, // half of a window
    LANES = 256, // rows at once
    FEW = 8,     // ranks whose distances are found for all rows at once
    VECTOR = 8,
    MERGED_AT_ONCE = 8, // values of a list that stay in registers
};

// Where lists are in the scratch of narrow windows. A level has a line of `length` for each place
// of its lists; those of windows have lines of LANES and a vector, so that lines do not all begin
// in the same place of a page, of which caches hold few.
typedef struct layout {
    size_t width, length, line;
    size_t next_level, windows, next_windows, spare, counts, end; // the first level is at 0
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
    l.counts = l.spare + 2 * l.length;
    l.end = l.counts + LANES + l.length; // counts are a quarter as long
    return l;
}

size_t mr_sliding_room(size_t n, size_t half)
{
    if (half <= NARROW)
        return layout_of(half).end;
    return half < n && 2 * half + 1 < n ? 2 * half + 1 : n;
}

void mr_sliding_init(mr_sliding *s, const double *x, size_t n, size_t half, double *room)
{
    *s = (mr_sliding){.x = x, .n = n, .half = half, .room = room};
    if (half > NARROW)
        return;
    const layout l = layout_of(half);
    memset(room, 0, l.end * sizeof *room); // lines are read to their ends
    for (size_t i = 0; i < l.length; i++)
        room[l.spare + i] = HUGE_VAL;
}

// --- merging ---

// Line k is at lines + k * stride.
typedef struct list {
    double *lines;
    size_t places, stride;
} list;

#define READ(k)  v[k] = in[k][i]
#define WRITE(k) out[k][i] = v[k]
#define ORDER(a, b)                                                                                \
    do {                                                                                           \
        const double x = v[a], y = v[b];                                                           \
        v[a] = x < y ? x : y;                                                                      \
        v[b] = x < y ? y : x;                                                                      \
    } while (0)

// Two sorted lists of one, two, four or eight values into one, for n rows. No line that is written
// is read.
static MR_VECTOR void merge_1(size_t n, const double *const *in, double *const *out)
{
    MR_NO_OVERLAP
    for (size_t i = 0; i < n; i++) {
        double v[2];
        READ(0), READ(1);
        ORDER(0, 1);
        WRITE(0), WRITE(1);
    }
}

static MR_VECTOR void merge_2(size_t n, const double *const *in, double *const *out)
{
    MR_NO_OVERLAP
    for (size_t i = 0; i < n; i++) {
        double v[4];
        READ(0), READ(1), READ(2), READ(3);
        ORDER(0, 2);
        ORDER(1, 3);
        ORDER(1, 2);
        WRITE(0), WRITE(1), WRITE(2), WRITE(3);
    }
}

static MR_VECTOR void merge_4(size_t n, const double *const *in, double *const *out)
{
    MR_NO_OVERLAP
    for (size_t i = 0; i < n; i++) {
        double v[8];
        READ(0), READ(1), READ(2), READ(3), READ(4), READ(5), READ(6), READ(7);
        ORDER(0, 4);
        ORDER(1, 5);
        ORDER(2, 6);
        ORDER(3, 7);
        ORDER(2, 4);
        ORDER(3, 5);
        ORDER(1, 2);
        ORDER(3, 4);
        ORDER(5, 6);
        WRITE(0), WRITE(1), WRITE(2), WRITE(3), WRITE(4), WRITE(5), WRITE(6), WRITE(7);
    }
}

static MR_VECTOR void merge_8(size_t n, const double *const *in, double *const *out)
{
    MR_NO_OVERLAP
    for (size_t i = 0; i < n; i++) {
        double v[16];
        READ(0), READ(1), READ(2), READ(3), READ(4), READ(5), READ(6), READ(7);
        READ(8), READ(9), READ(10), READ(11), READ(12), READ(13), READ(14), READ(15);
        ORDER(0, 8);
        ORDER(1, 9);
        ORDER(2, 10);
        ORDER(3, 11);
        ORDER(4, 12);
        ORDER(5, 13);
        ORDER(6, 14);
        ORDER(7, 15);
        ORDER(4, 8);
        ORDER(5, 9);
        ORDER(6, 10);
        ORDER(7, 11);
        ORDER(2, 4);
        ORDER(3, 5);
        ORDER(6, 8);
        ORDER(7, 9);
        ORDER(10, 12);
        ORDER(11, 13);
        ORDER(1, 2);
        ORDER(3, 4);
        ORDER(5, 6);
        ORDER(7, 8);
        ORDER(9, 10);
        ORDER(11, 12);
        ORDER(13, 14);
        WRITE(0), WRITE(1), WRITE(2), WRITE(3), WRITE(4), WRITE(5), WRITE(6), WRITE(7);
        WRITE(8), WRITE(9), WRITE(10), WRITE(11), WRITE(12), WRITE(13), WRITE(14), WRITE(15);
    }
}

#undef READ
#undef WRITE
#undef ORDER

static MR_VECTOR void order_lines(size_t n, double *restrict a, double *restrict b)
{
    for (size_t i = 0; i < n; i++) {
        const double x = a[i], y = b[i];
        a[i] = x < y ? x : y;
        b[i] = x < y ? y : x;
    }
}

// `spare`: a line of greatest values, which follow a second list that is too short, and one to be
// written in vain.
static void merge_in_registers(list a, list b, list out, size_t n, double *spare, size_t length)
{
    const double *in[2 * MERGED_AT_ONCE];
    double *to[2 * MERGED_AT_ONCE];

    for (size_t k = 0; k < a.places; k++) {
        in[k] = a.lines + k * a.stride;
        in[a.places + k] = k < b.places ? b.lines + k * b.stride : spare;
        to[k] = out.lines + k * out.stride;
        to[a.places + k] = k < b.places ? out.lines + (a.places + k) * out.stride : spare + length;
    }
    switch (a.places) {
    case 1: merge_1(n, in, to); break;
    case 2: merge_2(n, in, to); break;
    case 4: merge_4(n, in, to); break;
    default: merge_8(n, in, to); break;
    }
}

static list every_other(list l, size_t first)
{
    return (list){l.lines + first * l.stride, (l.places + 1 - first) / 2, 2 * l.stride};
}

// Of two sorted lists, the first a power of two long and not the shorter, for n rows: what stands
// in even places is merged, and what stands in odd ones; then neighbours are put in order.
static void merge(list a, list b, list out, size_t n, double *spare, size_t length)
{
    if (a.places <= MERGED_AT_ONCE) {
        merge_in_registers(a, b, out, n, spare, length);
        return;
    }
    for (size_t odd = 0; odd < 2; odd++)
        merge(every_other(a, odd), every_other(b, odd), every_other(out, odd), n, spare, length);
    for (size_t k = 1; k + 1 < out.places; k += 2)
        order_lines(n, out.lines + k * out.stride, out.lines + (k + 1) * out.stride);
}

// The windows of LANES rows or less, each in its column.
typedef struct sorted_rows {
    const double *values; // nulls are infinite, and so come last
    const uint16_t *counts;
    size_t rows, line;
} sorted_rows;

static sorted_rows sort_windows(const mr_sliding *s, size_t first, size_t rows)
{
    const layout l = layout_of(s->half);
    const mr_window window = {s->x, s->n, s->half};
    double *level = s->room, *next = level + l.next_level, *spare = level + l.spare;
    double *all = level + l.windows, *more = level + l.next_windows, *swap;
    uint16_t *counts = (uint16_t *)(level + l.counts);
    size_t taken = 0;

    mr_window_counts(&window, first, rows, counts, counts + LANES);
    mr_window_cut(&window, first, rows, HUGE_VAL, level);
    for (size_t places = 1;; places *= 2) {
        const list part = {level + taken, places, l.length};
        if (l.width & places && taken == 0) {
            for (size_t k = 0; k < places; k++)
                memcpy(all + k * l.line, part.lines + k * l.length, LANES * sizeof *all);
            taken = places;
        } else if (l.width & places) {
            merge(part, (list){all, taken, l.line}, (list){more, taken + places, l.line}, LANES,
                  spare, l.length);
            swap = all, all = more, more = swap;
            taken += places;
        }
        if (2 * places > l.width)
            return (sorted_rows){all, counts, rows, l.line};
        merge((list){level, places, l.length}, (list){level + places, places, l.length},
              (list){next, 2 * places, l.length}, whole_vectors(LANES + l.width - 2 * places),
              spare, l.length);
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

static numbers numbers_of(const sorted_rows *s)
{
    numbers n = {.counts = 0};

    for (size_t i = 0; i < s->rows; i++)
        n.count[s->counts[i]] = true;
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

static void medians(const sorted_rows *s, const numbers *n, const mr_orders *out)
{
    for (size_t i = 0; i < s->rows; i++)
        out->median[i] = MR_NAN;
    for (size_t count = 1; count <= n->most; count++) {
        const double *middle = s->values + count / 2 * s->line;
        if (n->count[count] && count % 2)
            take_one(s->rows, middle, (double)count, out->count, out->median);
        else if (n->count[count])
            take_middle(s->rows, middle - s->line, middle, (double)count, out->count, out->median);
    }
}

static void percentiles(const sorted_rows *s, const numbers *n, const mr_orders *out)
{
    for (size_t i = 0; i < s->rows; i++)
        out->percentile[i] = MR_NAN;
    for (size_t count = 1; count <= n->most; count++) {
        const mr_between at = mr_percentile_place(count, out->q);
        const double *lower = s->values + at.below * s->line;
        if (n->count[count] && at.share > 0)
            take_between(s->rows, lower, lower + s->line, at.share, (double)count, out->count,
                         out->percentile);
        else if (n->count[count])
            take_one(s->rows, lower, (double)count, out->count, out->percentile);
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

static void one_by_one(const sorted_rows *s, const mr_orders *out)
{
    for (size_t i = 0; i < s->rows; i++) {
        const mr_sorted window = window_of(s, i);
        if (out->median)
            out->median[i] = mr_median_of(window);
        if (out->percentile)
            out->percentile[i] = mr_percentile_of(window, out->q);
        if (out->deviation)
            out->deviation[i] = mr_mad_of(window, out->median[i]);
    }
}

static void narrow_rows(const mr_sliding *s, size_t first, size_t rows, const mr_orders *out)
{
    const sorted_rows sorted = sort_windows(s, first, rows);
    const numbers n = numbers_of(&sorted);

    for (size_t i = 0; i < rows; i++)
        out->count[i] = sorted.counts[i];
    if (n.ranks > FEW || n.counts > 2 * FEW) {
        one_by_one(&sorted, out);
        return;
    }
    if (out->median)
        medians(&sorted, &n, out);
    if (out->percentile)
        percentiles(&sorted, &n, out);
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
        if (out->median)
            out->median[i] = mr_median_of(window);
        if (out->percentile)
            out->percentile[i] = mr_percentile_of(window, out->q);
        if (out->deviation)
            out->deviation[i] = mr_mad_of(window, out->median[i]);
    }
}

void mr_sliding_rows(mr_sliding *s, size_t first, size_t rows, const mr_orders *out_)
{
    mr_orders out = *out_;

    for (size_t done = 0, n; done < rows; done += n) {
        n = rows - done < LANES ? rows - done : LANES;
        if (s->half <= NARROW)
            narrow_rows(s, first + done, n, &out);
        else
            wide_rows(s, first + done, n, &out);
        out.count += n;
        out.median += out.median ? n : 0;
        out.percentile += out.percentile ? n : 0;
        out.deviation += out.deviation ? n : 0;
    }
}
