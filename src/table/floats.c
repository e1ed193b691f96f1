// Columns of float64 that are written in place, then sealed.
#define _DEFAULT_SOURCE // madvise

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "column.h"

enum {
    LINE = 64, // of a cache
    LARGE_PAGE = 2 << 20,
    PAGE = 4096,
};

// A block of values. Pages taken one by one as they are first written to can cost more time than
// what is computed for them: few large ones are asked for.
static void *new_values(size_t bytes)
{
    void *values = NULL;

    if (bytes < 2 * LARGE_PAGE)
        return malloc(bytes);
    if (posix_memalign(&values, LARGE_PAGE, bytes) != 0)
        return NULL;
#ifdef MADV_HUGEPAGE
    (void)madvise(values, bytes / PAGE * PAGE, MADV_HUGEPAGE); // a hint
#endif
    return values;
}

// Of one column to the next. Where all began in the same place of a page, a row over many columns
// would find few places in the cache.
static bool stride_of(int64_t rows, size_t *bytes)
{
    if (!mr_size_mul((size_t)rows + 1, sizeof(double), bytes) || *bytes > SIZE_MAX - PAGE)
        return false;
    *bytes = (*bytes + LINE - 1) / LINE * LINE;
    *bytes += *bytes % PAGE < LINE ? LINE : 0;
    return true;
}

// A column over `values`, which are its own or its parent's.
static mr_column *column_over(const mr_field *field, int64_t rows, void *values, memory *parent)
{
    memory *m = mr_memory_new();

    m->validity = malloc(((size_t)rows / 64 + 2) * sizeof(uint64_t));
    if (!m->validity) {
        mr_memory_unref(m);
        return NULL;
    }
    if (parent)
        m->parent = mr_memory_ref(parent);
    else
        m->values = values;
    mr_column *c = mr_column_make(field, m);
    c->values = values;
    c->length = rows;
    return c;
}

mr_status mr_column_new_f64(const mr_field *field, int64_t n, mr_column **out, double **values,
                            mr_error *err)
{
    assert(field->type == MR_FLOAT64 && n >= 0);
    size_t bytes;
    if (!stride_of(n, &bytes))
        return mr_column_fail_memory(err, field->name, SIZE_MAX);
    void *block = new_values(bytes);
    mr_column *c = block ? column_over(field, n, block, NULL) : NULL;
    if (!c) {
        free(block);
        return mr_column_fail_memory(err, field->name, bytes);
    }
    *out = c;
    *values = block;
    return MR_OK;
}

mr_status mr_columns_new_f64(const mr_field *fields, size_t n, int64_t rows, mr_column **out,
                             double **values, mr_error *err)
{
    size_t stride, bytes;
    assert(n > 0 && rows >= 0);
    if (!stride_of(rows, &stride) || !mr_size_mul(n, stride, &bytes))
        return mr_column_fail_memory(err, fields->name, SIZE_MAX);
    memory *block = mr_memory_new();
    block->values = new_values(bytes);
    size_t made = 0;
    for (; block->values && made < n; made++) {
        assert(fields[made].type == MR_FLOAT64);
        values[made] = (double *)(void *)((char *)block->values + made * stride);
        out[made] = column_over(&fields[made], rows, values[made], block);
        if (!out[made])
            break;
    }
    mr_memory_unref(block); // the columns hold it
    if (made == n)
        return MR_OK;
    while (made > 0)
        mr_column_unref(out[--made]);
    return mr_column_fail_memory(err, fields->name, bytes);
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// x * 0 is a zero, or a NaN when x is not finite; or-ing the bits vectorises where adding may not.
static bool all_finite(const double values[64])
{
    uint64_t any = 0;
    for (int i = 0; i < 64; i++)
        any |= bits_of(values[i] * 0);
    return any << 1 == 0; // but for the signs
}

// Which of 64 values are finite; whether all others are the one NaN that columns hold. Without
// branches: nulls come and go.
static bool all_settled(const double values[64], uint64_t *finite)
{
    const uint64_t nan = bits_of((double)NAN);
    uint64_t settled = 0;
    *finite = 0;
    for (unsigned i = 0; i < 64; i++) {
        const uint64_t is_finite = values[i] - values[i] == 0;
        *finite |= is_finite << i;
        settled |= (is_finite | (bits_of(values[i]) == nan)) << i;
    }
    return settled == ~UINT64_C(0);
}

// The validity of up to 64 values; those that are not finite become NaN.
static uint64_t seal_word(double *values, int64_t n, int64_t *infinities)
{
    uint64_t word = 0;
    for (int64_t i = 0; i < n; i++) {
        word |= (uint64_t)(isfinite(values[i]) != 0) << i;
        *infinities += isinf(values[i]) != 0;
        if (!isfinite(values[i]))
            values[i] = (double)NAN;
    }
    return word;
}

int64_t mr_column_seal(mr_column *column)
{
    uint64_t *words = column->data->memory->validity;
    double *values = (double *)(uintptr_t)column->values;
    int64_t infinities = 0, valid = 0;
    assert(column->field.type == MR_FLOAT64 && words);
    for (int64_t first = 0; first < column->length; first += 64) {
        const int64_t n = column->length - first < 64 ? column->length - first : 64;
        uint64_t *word = &words[first / 64];
        if (n == 64 && all_finite(values + first))
            *word = ~UINT64_C(0);
        else if (n < 64 || !all_settled(values + first, word))
            *word = seal_word(values + first, n, &infinities);
        valid += __builtin_popcountll(*word);
    }
    column->nulls = column->length - valid;
    column->validity = column->nulls ? words : NULL;
    column->field.nullable |= column->nulls > 0;
    return infinities;
}
