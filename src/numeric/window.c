// Sums, moments and extremes over the windows i - half .. i + half of a series, block by block.
// Sums are made of sums of half as many values; nothing is taken away again, so nothing drifts.
#include <string.h>

#include "mudrock/elementary.h"
#include "window.h"

static size_t length_of(size_t rows, size_t half)
{
    return rows + 2 * half;
}

size_t mr_window_rows(size_t half)
{
    return half > 256 ? 2 * half : 512; // with its neighbours in the nearest cache, where it can be
}

size_t mr_window_room(size_t half)
{
    return 5 * length_of(mr_window_rows(half), half) + 1;
}

// Which of the places from `half` above the first row to `half` below the last are in the series:
// above .. end - 1, where `x` is the series from the first place on.
typedef struct span {
    size_t length, above, end;
    ptrdiff_t from; // row of the first place
} span;

static span span_of(const mr_window *w, size_t first, size_t rows)
{
    const size_t length = length_of(rows, w->half);
    const size_t above = first < w->half ? w->half - first : 0;
    const size_t there = w->n + w->half - first;

    return (span){length, above, there < length ? there : length,
                  (ptrdiff_t)first - (ptrdiff_t)w->half};
}

static MR_VECTOR void copy_present(size_t n, const double *restrict x, double absent,
                                   double *restrict out)
{
    for (size_t k = 0; k < n; k++)
        out[k] = isnan(x[k]) ? absent : x[k];
}

static void fill(double *out, size_t first, size_t end, double value)
{
    for (size_t k = first; k < end; k++)
        out[k] = value;
}

void mr_window_cut(const mr_window *w, size_t first, size_t rows, double absent, double *out)
{
    const span s = span_of(w, first, rows);

    fill(out, 0, s.above, absent);
    copy_present(s.end - s.above, w->x + (s.from + (ptrdiff_t)s.above), absent, out + s.above);
    fill(out, s.end, s.length, absent);
}

static MR_VECTOR void mark(size_t n, const double *restrict x, uint16_t *restrict out)
{
    for (size_t k = 0; k < n; k++)
        out[k] = (uint16_t)!isnan(x[k]);
}

static MR_VECTOR void add_halves(size_t n, const double *a, size_t half, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] + a[i + half];
}

// And the one that is left where the number is odd.
static MR_VECTOR void add_halves_and_one(size_t n, const double *a, size_t half, const double *x,
                                         double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (a[i] + a[i + half]) + x[i + 2 * half];
}

static MR_VECTOR void count_halves(size_t n, const uint16_t *a, size_t half, uint16_t *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (uint16_t)(a[i] + a[i + half]);
}

static MR_VECTOR void count_halves_and_one(size_t n, const uint16_t *a, size_t half,
                                           const uint16_t *x, uint16_t *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (uint16_t)(a[i] + a[i + half] + x[i + 2 * half]);
}

static MR_VECTOR void counts_as_reals(size_t n, const uint16_t *restrict counts,
                                      double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = counts[i];
}

static MR_VECTOR void least_of_two(size_t n, const double *a, size_t apart, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] < a[i + apart] ? a[i] : a[i + apart];
}

static MR_VECTOR void most_of_two(size_t n, const double *a, size_t apart, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] > a[i + apart] ? a[i] : a[i + apart];
}

static unsigned bits_below_the_first(size_t width)
{
    unsigned bits = 0;

    while (width >> bits > 1)
        bits++;
    return bits;
}

// out[i] = x[i] + ... + x[i + width - 1] for i < rows; room: twice as long as x. Of widths 1, 3, 6,
// 12, 25, ... (the leading bits of the last): what two neighbours of the one before hold.
static void box_sums(const double *x, size_t rows, size_t width, double *out, double *room)
{
    const size_t length = rows + width - 1;
    const double *from = x;
    double *a = room, *b = room + length;

    if (width == 1)
        memcpy(out, x, rows * sizeof *out);
    for (unsigned bits = bits_below_the_first(width); bits-- > 0;) {
        const size_t half = width >> (bits + 1), whole = width >> bits, n = rows + width - whole;
        double *to = bits == 0 ? out : a;
        if (whole % 2)
            add_halves_and_one(n, from, half, x, to);
        else
            add_halves(n, from, half, to);
        from = to;
        double *swap = a;
        a = b;
        b = swap;
    }
}

// The same of marks, 0 or 1.
static void box_counts(const uint16_t *x, size_t rows, size_t width, uint16_t *out, uint16_t *room)
{
    const size_t length = rows + width - 1;
    const uint16_t *from = x;
    uint16_t *a = room, *b = room + length;

    if (width == 1)
        memcpy(out, x, rows * sizeof *out);
    for (unsigned bits = bits_below_the_first(width); bits-- > 0;) {
        const size_t half = width >> (bits + 1), whole = width >> bits, n = rows + width - whole;
        uint16_t *to = bits == 0 ? out : a;
        if (whole % 2)
            count_halves_and_one(n, from, half, x, to);
        else
            count_halves(n, from, half, to);
        from = to;
        uint16_t *swap = a;
        a = b;
        b = swap;
    }
}

void mr_window_counts(const mr_window *w, size_t first, size_t rows, uint16_t *out, uint16_t *room)
{
    const span s = span_of(w, first, rows);

    memset(room, 0, s.above * sizeof *room);
    mark(s.end - s.above, w->x + (s.from + (ptrdiff_t)s.above), room + s.above);
    memset(room + s.end, 0, (s.length - s.end) * sizeof *room);
    box_counts(room, rows, 2 * w->half + 1, out, room + s.length);
}

static MR_VECTOR void present(size_t n, const double *restrict x, double *restrict out)
{
    for (size_t k = 0; k < n; k++)
        out[k] = isnan(x[k]) ? 0 : 1;
}

// Of what was cut out; room: three spans.
static void count_values(const double *x, size_t rows, size_t width, double *out, double *room)
{
    const size_t length = rows + width - 1;
    void *scratch = room; // of either type, by turns
    uint16_t *counts = scratch;

    if (width > UINT16_MAX) {
        present(length, x, room);
        box_sums(room, rows, width, out, room + length);
        return;
    }
    mark(length, x, counts + rows);
    box_counts(counts + rows, rows, width, counts, counts + rows + length);
    counts_as_reals(rows, counts, out);
}

void mr_window_sums(const mr_window *w, size_t first, size_t rows, double *sum, double *count,
                    double *room)
{
    const size_t length = length_of(rows, w->half), width = 2 * w->half + 1;

    mr_window_cut(w, first, rows, MR_NAN, room);
    count_values(room, rows, width, count, room + length);
    copy_present(length, room, 0, room + length);
    box_sums(room + length, rows, width, sum, room + 2 * length);
}

void mr_window_weighted(const mr_window *w, size_t first, size_t rows, double *sum, double *weight,
                        double *room)
{
    const size_t half = w->half, length = length_of(rows, half);
    double *values = room + length, *once = room + 2 * length, *spare = room + 3 * length;

    mr_window_cut(w, first, rows, MR_NAN, room);
    present(length, room, values);
    box_sums(values, rows + half, half + 1, once, spare);
    box_sums(once, rows, half + 1, weight, spare);
    copy_present(length, room, 0, values);
    box_sums(values, rows + half, half + 1, once, spare);
    box_sums(once, rows, half + 1, sum, spare);
}

// A product with a null counts as 0.
MR_INLINE double product_of(double a, double b)
{
    const double product = a * b;

    return isnan(product) ? 0 : product;
}

static MR_VECTOR void add_products(size_t n, const double *restrict a, const double *restrict b,
                                   const double *restrict mean_a, const double *restrict mean_b,
                                   double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += product_of(a[i] - mean_a[i], b[i] - mean_b[i]);
}

static MR_VECTOR void add_four_products(size_t n, const double *restrict a,
                                        const double *restrict b, const double *restrict mean_a,
                                        const double *restrict mean_b, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double ma = mean_a[i], mb = mean_b[i];
        out[i] +=
            (product_of(a[i] - ma, b[i] - mb) + product_of(a[i + 1] - ma, b[i + 1] - mb)) +
            (product_of(a[i + 2] - ma, b[i + 2] - mb) + product_of(a[i + 3] - ma, b[i + 3] - mb));
    }
}

static MR_VECTOR void add_four_squares(size_t n, const double *restrict a,
                                       const double *restrict mean, double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double p = a[i] - mean[i], q = a[i + 1] - mean[i];
        const double r = a[i + 2] - mean[i], s = a[i + 3] - mean[i];
        out[i] += (product_of(p, p) + product_of(q, q)) + (product_of(r, r) + product_of(s, s));
    }
}

// Both are null where one is.
static MR_VECTOR void pair(size_t n, double *restrict a, double *restrict b)
{
    for (size_t k = 0; k < n; k++) {
        const double x = a[k];
        a[k] = x + 0 * b[k];
        b[k] = b[k] + 0 * x;
    }
}

// Products of distances from the means, one by one: right for any values, dear for wide windows.
static void products(const double *a, const double *b, size_t rows, size_t width,
                     const double *mean_a, const double *mean_b, double *out)
{
    size_t k = 0;

    memset(out, 0, rows * sizeof *out);
    for (; k + 4 <= width; k += 4)
        if (a == b)
            add_four_squares(rows, a + k, mean_a, out);
        else
            add_four_products(rows, a + k, b + k, mean_a, mean_b, out);
    for (; k < width; k++)
        add_products(rows, a + k, b + k, mean_a, mean_b, out);
}

// Distances from a value, 0 for nulls, and their squares.
static MR_VECTOR void shift(size_t n, double by, double *restrict x, double *restrict squares)
{
    for (size_t k = 0; k < n; k++) {
        const double off = isnan(x[k]) ? 0 : x[k] - by;
        x[k] = off;
        squares[k] = off * off;
    }
}

static MR_VECTOR void multiply(size_t n, const double *restrict a, const double *restrict b,
                               double *restrict out)
{
    for (size_t k = 0; k < n; k++)
        out[k] = a[k] * b[k];
}

// A value that the others are not far from: the mean of some of them.
static double middle_of(const double *x, size_t n)
{
    const size_t step = n / 16 + 1;
    double sum = 0, count = 0;

    for (size_t k = step / 2; k < n; k += step)
        if (!isnan(x[k])) {
            sum += x[k];
            count++;
        }
    return count > 0 ? sum / count : 0;
}

static MR_VECTOR void finish_mean(size_t n, const double *restrict count, double by,
                                  double *restrict mean)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = by + mean[i] / count[i];
}

// From products of distances from fixed values to those of distances from the means.
static MR_VECTOR void about_means(size_t n, const double *restrict count,
                                  const double *restrict sum_a, const double *restrict sum_b,
                                  double *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        const double centred = out[i] - sum_a[i] * sum_b[i] / count[i];
        out[i] = count[i] < 2 ? 0 : centred;
    }
}

// From sums of distances from `by`, and of their squares, to means and squares about them. In how
// many windows too many digits were lost: the mean lies more than sixteen deviations from `by`, or
// the spread is near to none by the catalogue.
static MR_VECTOR size_t finish(size_t n, const double *restrict count, double by,
                               double *restrict mean, double *restrict squares)
{
    uint64_t lost = 0;

    for (size_t i = 0; i < n; i++) {
        const double off = mean[i] / count[i], less = mean[i] * off;
        const double centred = squares[i] - less, m = by + off;
        const bool good = (centred > less / 256) & (centred > 1e-18 * count[i] * (m * m));
        lost += (uint64_t) !(good | (count[i] < 2));
        mean[i] = m;
        squares[i] = count[i] < 2 ? 0 : centred;
    }
    return lost;
}

// What moments of some rows are made of.
typedef struct block {
    size_t first, rows, length, width;
    const mr_window *a;
    const double *b; // the second curve, or NULL
    double *x, *y;   // cut out
    double *values, *spare;
    mr_moments m;
} block;

static void cut_pairs(const block *b)
{
    mr_window_cut(b->a, b->first, b->rows, MR_NAN, b->x);
    if (!b->b)
        return;
    mr_window_cut(&(mr_window){b->b, b->a->n, b->a->half}, b->first, b->rows, MR_NAN, b->y);
    pair(b->length, b->x, b->y);
}

// Sums about fixed values near the data; whether they keep enough digits.
static bool moments_by_sums(const block *b)
{
    const size_t rows = b->rows, width = b->width;
    const mr_moments *m = &b->m;
    const double by_a = middle_of(b->x, b->length), by_b = b->b ? middle_of(b->y, b->length) : 0;
    size_t lost = 0;

    shift(b->length, by_a, b->x, b->values);
    box_sums(b->values, rows, width, m->aa, b->spare);
    if (b->b) {
        shift(b->length, by_b, b->y, b->values);
        if (m->bb)
            box_sums(b->values, rows, width, m->bb, b->spare);
        multiply(b->length, b->x, b->y, b->values);
        box_sums(b->values, rows, width, m->ab, b->spare);
        box_sums(b->y, rows, width, m->mean_b, b->spare);
    }
    box_sums(b->x, rows, width, m->mean_a, b->spare);
    if (b->b)
        about_means(rows, m->count, m->mean_a, m->mean_b, m->ab);
    lost += finish(rows, m->count, by_a, m->mean_a, m->aa);
    if (m->bb)
        lost += finish(rows, m->count, by_b, m->mean_b, m->bb);
    else if (b->b)
        finish_mean(rows, m->count, by_b, m->mean_b);
    return lost == 0;
}

// First the means, then all products about them.
static void moments_one_by_one(const block *b)
{
    const mr_moments *m = &b->m;

    copy_present(b->length, b->x, 0, b->values);
    box_sums(b->values, b->rows, b->width, m->mean_a, b->spare);
    finish_mean(b->rows, m->count, 0, m->mean_a);
    products(b->x, b->x, b->rows, b->width, m->mean_a, m->mean_a, m->aa);
    if (!b->b)
        return;
    copy_present(b->length, b->y, 0, b->values);
    box_sums(b->values, b->rows, b->width, m->mean_b, b->spare);
    finish_mean(b->rows, m->count, 0, m->mean_b);
    products(b->x, b->y, b->rows, b->width, m->mean_a, m->mean_b, m->ab);
    if (m->bb)
        products(b->y, b->y, b->rows, b->width, m->mean_b, m->mean_b, m->bb);
}

static mr_moments below(const mr_moments *m, size_t rows)
{
    return (mr_moments){
        .count = m->count + rows,
        .mean_a = m->mean_a + rows,
        .mean_b = m->mean_b ? m->mean_b + rows : NULL,
        .aa = m->aa + rows,
        .ab = m->ab ? m->ab + rows : NULL,
        .bb = m->bb ? m->bb + rows : NULL,
    };
}

void mr_window_moments(const mr_window *a, const double *b, size_t first, size_t rows,
                       const mr_moments *out, double *room)
{
    const bool narrow = a->half < 8;
    const size_t most = narrow ? rows : 12 * a->half; // whose data are near one value

    for (size_t done = 0, n; done < rows; done += n) {
        n = rows - done < most ? rows - done : most;
        const size_t length = length_of(n, a->half);
        const block now = {
            .first = first + done,
            .rows = n,
            .length = length,
            .width = 2 * a->half + 1,
            .a = a,
            .b = b,
            .x = room,
            .y = room + length,
            .values = room + 2 * length,
            .spare = room + 3 * length,
            .m = below(out, done),
        };
        cut_pairs(&now);
        count_values(now.x, n, now.width, now.m.count, now.values);
        if (!narrow && moments_by_sums(&now))
            continue;
        if (!narrow)
            cut_pairs(&now);
        moments_one_by_one(&now);
    }
}

// Of a power of two of values, then of two of these that overlap.
static void extreme(double *from, double *to, size_t rows, size_t width, double *out,
                    void (*of_two)(size_t, const double *, size_t, double *restrict))
{
    size_t length = rows + width - 1, step = 1;

    for (; 2 * step <= width; step *= 2) {
        length -= step;
        of_two(length, from, step, to);
        double *swap = from;
        from = to;
        to = swap;
    }
    of_two(rows, from, width - step, out);
}

void mr_window_extremes(const mr_window *w, size_t first, size_t rows, double *least, double *most,
                        double *room)
{
    double *spare = room + length_of(rows, w->half);

    if (least) {
        mr_window_cut(w, first, rows, HUGE_VAL, room);
        extreme(room, spare, rows, 2 * w->half + 1, least, least_of_two);
    }
    if (most) {
        mr_window_cut(w, first, rows, -HUGE_VAL, room);
        extreme(room, spare, rows, 2 * w->half + 1, most, most_of_two);
    }
}
