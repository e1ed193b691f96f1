// Rows in the order of some of their columns: a stable merge sort.
#include <stdlib.h>
#include <string.h>

#include "mudrock/tabular.h"

typedef struct order {
    const mr_sort_key *keys;
    size_t n;
} order;

static int compare_texts(mr_str a, mr_str b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int by = n ? memcmp(a.at, b.at, n) : 0;

    return by ? by : (a.n > b.n) - (a.n < b.n);
}

static int compare_values(const mr_column *column, int64_t a, int64_t b)
{
    if (column->field.type == MR_UTF8)
        return compare_texts(mr_column_text(column, a), mr_column_text(column, b));
    if (column->field.type == MR_FLOAT64 || column->field.type == MR_FLOAT32) {
        const double x = mr_column_real(column, a), y = mr_column_real(column, b);
        return (x > y) - (x < y);
    }
    const int64_t x = mr_column_int(column, a), y = mr_column_int(column, b);
    return (x > y) - (x < y);
}

static int compare(const order *by, int64_t a, int64_t b)
{
    for (size_t i = 0; i < by->n; i++) {
        const mr_sort_key *key = &by->keys[i];
        const bool has_a = mr_valid(key->column, a), has_b = mr_valid(key->column, b);
        if (has_a != has_b)
            return has_a == key->nulls_first ? 1 : -1;
        const int c = has_a ? compare_values(key->column, a, b) : 0;
        if (c)
            return key->descending ? -c : c;
    }
    return 0;
}

// Two sorted runs into one; of equal rows those of the left run come first.
static void merge(const order *by, const int64_t *from, size_t left, size_t right, size_t end,
                  int64_t *to)
{
    size_t a = left, b = right;

    for (size_t k = left; k < end; k++)
        to[k] =
            a < right && (b == end || compare(by, from[a], from[b]) <= 0) ? from[a++] : from[b++];
}

static bool is_sorted(const order *by, int64_t rows)
{
    for (int64_t i = 1; i < rows; i++)
        if (compare(by, i - 1, i) > 0)
            return false;
    return true;
}

static void sort(const order *by, int64_t *rows, int64_t *scratch, size_t n)
{
    int64_t *from = rows, *to = scratch;

    for (size_t width = 1; width < n; width *= 2) {
        for (size_t left = 0; left < n; left += 2 * width) {
            const size_t right = left + width < n ? left + width : n;
            const size_t end = right + width < n ? right + width : n;
            merge(by, from, left, right, end, to);
        }
        int64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != rows)
        memcpy(rows, from, n * sizeof *rows);
}

mr_status mr_table_sort(mr_table *table, const mr_sort_key *keys, size_t n, mr_table **out,
                        mr_error *err)
{
    const order by = {keys, n};
    const size_t rows = (size_t)table->rows;

    if (is_sorted(&by, table->rows)) {
        *out = mr_table_ref(table);
        return MR_OK;
    }
    int64_t *order_of = malloc(2 * rows * sizeof *order_of);
    if (!order_of)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to sort %zu rows", rows);
    for (size_t i = 0; i < rows; i++)
        order_of[i] = (int64_t)i;
    sort(&by, order_of, order_of + rows, rows);
    mr_status st = mr_table_take(table, order_of, table->rows, out, err);
    free(order_of);
    return st;
}
