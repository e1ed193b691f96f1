// Sums, products and least values over the windows i - half .. i + half of a series, block by
// block. Sums go by doubling: of 1, 2, 4, ... values, and of those a window's; nothing is taken
// away again, so nothing drifts.
#include <string.h>

#include "mudrock/elementary.h"

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
    return 4 * length_of(mr_window_rows(half), half);
}

// The series from `half` above the first row to `half` below the last; `absent` for nulls and
// beyond the ends.
static MR_VECTOR void cut_out(const mr_window *w, size_t first, size_t rows, double absent,
                              double *restrict out)
{
    const size_t half = w->half, length = length_of(rows, half);
    const size_t above = first < half ? half - first : 0;
    const double *restrict x = w->x + first + above - half;
    const size_t there = w->n - (first + above - half);
    const size_t end = there < length - above ? there : length - above;

    for (size_t k = 0; k < above; k++)
        out[k] = absent;
    for (size_t k = 0; k < end; k++)
        out[above + k] = isnan(x[k]) ? absent : x[k];
    for (size_t k = above + end; k < length; k++)
        out[k] = absent;
}

static MR_VECTOR void mark_there(const mr_window *w, size_t first, size_t rows,
                                 double *restrict out)
{
    const size_t half = w->half, length = length_of(rows, half);
    const size_t above = first < half ? half - first : 0;
    const double *restrict x = w->x + first + above - half;
    const size_t there = w->n - (first + above - half);
    const size_t end = there < length - above ? there : length - above;

    for (size_t k = 0; k < above; k++)
        out[k] = 0;
    for (size_t k = 0; k < end; k++)
        out[above + k] = isnan(x[k]) ? 0 : 1;
    for (size_t k = above + end; k < length; k++)
        out[k] = 0;
}

static MR_VECTOR void add(size_t n, const double *restrict a, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += a[i];
}

static MR_VECTOR void add_four(size_t n, const double *restrict a, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += (a[i] + a[i + 1]) + (a[i + 2] + a[i + 3]);
}

static MR_VECTOR void add_two(size_t n, const double *a, size_t apart, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] + a[i + apart];
}

static MR_VECTOR void least_of_two(size_t n, const double *a, size_t apart, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] < a[i + apart] ? a[i] : a[i + apart];
}

void mr_box_sums(double *x, size_t rows, size_t width, double *out, double *room)
{
    double *from = x, *to = room;
    size_t length = rows + width - 1, taken = 0;

    memset(out, 0, rows * sizeof *out);
    if (width < 16) { // fewer steps than by doubling
        for (; taken + 4 <= width; taken += 4)
            add_four(rows, x + taken, out);
        for (; taken < width; taken++)
            add(rows, x + taken, out);
        return;
    }
    for (size_t step = 1;; step *= 2) {
        if (width & step) {
            add(rows, from + taken, out);
            taken += step;
        }
        if (2 * step > width)
            return;
        length -= step;
        add_two(length, from, step, to);
        double *swap = from;
        from = to;
        to = swap;
    }
}

void mr_window_sums(const mr_window *w, size_t first, size_t rows, double *sum, double *count,
                    double *room)
{
    const size_t half = w->half, length = length_of(rows, half);

    cut_out(w, first, rows, 0, room);
    mr_box_sums(room, rows, 2 * half + 1, sum, room + length);
    mark_there(w, first, rows, room);
    mr_box_sums(room, rows, 2 * half + 1, count, room + length);
}

void mr_window_weighted(const mr_window *w, size_t first, size_t rows, double *sum, double *weight,
                        double *room)
{
    const size_t half = w->half, length = length_of(rows, half);
    double *once = room + length, *spare = room + 2 * length;

    cut_out(w, first, rows, 0, room);
    mr_box_sums(room, rows + half, half + 1, once, spare);
    mr_box_sums(once, rows, half + 1, sum, spare);
    mark_there(w, first, rows, room);
    mr_box_sums(room, rows + half, half + 1, once, spare);
    mr_box_sums(once, rows, half + 1, weight, spare);
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

void mr_window_products(const mr_window *a, const mr_window *b, size_t first, size_t rows,
                        const double *mean_a, const double *mean_b, double *out, double *room)
{
    const size_t half = a->half, width = 2 * half + 1;
    const bool squares = a->x == b->x && mean_a == mean_b;
    double *x = room, *y = squares ? x : room + length_of(rows, half);
    size_t k = 0;

    cut_out(a, first, rows, MR_NAN, x);
    if (!squares)
        cut_out(b, first, rows, MR_NAN, y);
    memset(out, 0, rows * sizeof *out);
    for (; k + 4 <= width; k += 4)
        if (squares)
            add_four_squares(rows, x + k, mean_a, out);
        else
            add_four_products(rows, x + k, y + k, mean_a, mean_b, out);
    for (; k < width; k++)
        add_products(rows, x + k, y + k, mean_a, mean_b, out);
}

void mr_window_least(const mr_window *w, size_t first, size_t rows, double *out, double *room)
{
    const size_t half = w->half, width = 2 * half + 1;
    double *from = room, *to = room + length_of(rows, half);
    size_t length = length_of(rows, half), step = 1;

    cut_out(w, first, rows, HUGE_VAL, from);
    for (; 2 * step <= width; step *= 2) {
        length -= step;
        least_of_two(length, from, step, to);
        double *swap = from;
        from = to;
        to = swap;
    }
    least_of_two(rows, from, width - step, out);
}
