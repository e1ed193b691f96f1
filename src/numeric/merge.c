// Merging sorted lists of many rows at once. Merges are Batcher's (1968): which places are compared
// does not depend on values, so a vector holds the same place of neighbouring lists.
#include "merge.h"

#include <string.h>

#include "mudrock/elementary.h"

enum { MERGED_AT_ONCE = 8 }; // values of a list that stay in registers

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

// What stands in even places is merged, and what stands in odd ones; then neighbours are put in
// order.
void mr_merge_lists(list a, list b, list out, size_t n, double *spare, size_t length)
{
    if (a.places <= MERGED_AT_ONCE) {
        merge_in_registers(a, b, out, n, spare, length);
        return;
    }
    for (size_t odd = 0; odd < 2; odd++)
        mr_merge_lists(every_other(a, odd), every_other(b, odd), every_other(out, odd), n, spare,
                       length);
    for (size_t k = 1; k + 1 < out.places; k += 2)
        order_lines(n, out.lines + k * out.stride, out.lines + (k + 1) * out.stride);
}
