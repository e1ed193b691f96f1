// The builder. Validity starts as all ones wherever there is room, so that only a null costs
// anything.
#include "column.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

#include "bits.h"

struct mr_builder {
    mr_column *blank; // no rows; keeps the field
    mr_type type;
    size_t width;
    int64_t n, nulls, capacity; // capacity: a multiple of 64 rows
    uint64_t *validity;
    char *values;
    int32_t *offsets;
    size_t bytes, bytes_capacity; // of a utf8 column's text
    mr_builder *items;            // of a list
    mr_status status;
};

mr_builder *mr_builder_new(const mr_field *field)
{
    mr_builder *b = mr_alloc(sizeof *b);
    b->blank = mr_column_make(field, mr_memory_new());
    b->type = field->type;
    b->width = mr_type_width(field->type);
    if (b->type == MR_LIST_FLOAT64)
        b->items = mr_builder_new(
            &(mr_field){.name = "item", .type = MR_FLOAT64, .nullable = true, .origin = -1});
    return b;
}

static void drop_rows(mr_builder *b)
{
    free(b->validity);
    free(b->values);
    free(b->offsets);
    b->validity = NULL;
    b->values = NULL;
    b->offsets = NULL;
    b->n = b->nulls = b->capacity = 0;
    b->bytes = b->bytes_capacity = 0;
    b->status = MR_OK;
}

void mr_builder_free(mr_builder *builder)
{
    if (!builder)
        return;
    drop_rows(builder);
    mr_builder_free(builder->items);
    mr_column_unref(builder->blank);
    free(builder);
}

static bool fail(mr_builder *b, mr_status status)
{
    if (b->status == MR_OK)
        b->status = status;
    return false;
}

// Room for `capacity` rows: a multiple of 64.
static bool resize(mr_builder *b, int64_t capacity)
{
    const size_t rows = (size_t)capacity, words = words_for(capacity);
    const size_t old_words = words_for(b->capacity);
    size_t bytes = words * sizeof(uint64_t);
    void *validity = realloc(b->validity, bytes);
    if (!validity)
        return fail(b, MR_ENOMEM);
    b->validity = validity;
    if (words > old_words)
        memset(b->validity + old_words, 0xff, (words - old_words) * sizeof(uint64_t));
    if (b->type == MR_UTF8 || b->type == MR_LIST_FLOAT64) {
        void *offsets = realloc(b->offsets, (rows + 1) * sizeof(int32_t));
        if (!offsets)
            return fail(b, MR_ENOMEM);
        b->offsets = offsets;
        b->offsets[0] = 0;
    } else {
        bytes = b->type == MR_BOOL ? bytes : rows * b->width;
        void *values = realloc(b->values, bytes);
        if (!values)
            return fail(b, MR_ENOMEM);
        b->values = values;
    }
    b->capacity = capacity;
    return true;
}

static bool grow(mr_builder *b, int64_t more)
{
    const int64_t wanted = b->n + more;
    if (b->status != MR_OK)
        return false;
    if (wanted <= b->capacity)
        return true;
    if (wanted > INT64_MAX / 32)
        return fail(b, MR_ENOMEM);
    const int64_t doubled = 2 * b->capacity > 64 ? 2 * b->capacity : 64;
    return resize(b, wanted > doubled ? (wanted + 63) / 64 * 64 : doubled);
}

static inline bool room(mr_builder *b)
{
    return b->n < b->capacity ? b->status == MR_OK : grow(b, 1);
}

// Room for more bytes of text; an offset has 31 bits.
static bool text_room(mr_builder *b, size_t more)
{
    if (more > INT32_MAX - b->bytes)
        return fail(b, MR_ETOOLARGE);
    const size_t wanted = b->bytes + more;
    if (wanted <= b->bytes_capacity)
        return true;
    const size_t doubled = 2 * b->bytes_capacity,
                 capacity = wanted > doubled ? wanted + 64 : doubled;
    void *values = realloc(b->values, capacity);
    if (!values)
        return fail(b, MR_ENOMEM);
    b->values = values;
    b->bytes_capacity = capacity;
    return true;
}

static bool items_room(mr_builder *b, int64_t more)
{
    if (more > INT32_MAX - b->items->n)
        return fail(b, MR_ETOOLARGE);
    return grow(b->items, more) || fail(b, b->items->status);
}

static void clear_bit(uint64_t *words, int64_t i)
{
    words[i >> 6] &= ~(UINT64_C(1) << (i & 63));
}

static void put_truth(mr_builder *b, bool value)
{
    uint64_t word, bit = UINT64_C(1) << (b->n & 63);
    char *at = b->values + (b->n >> 6) * 8;
    memcpy(&word, at, sizeof word);
    word = value ? word | bit : word & ~bit;
    memcpy(at, &word, sizeof word);
}

static void put_real(mr_builder *b, double value)
{
    const float narrow = (float)value;
    if (b->type == MR_FLOAT64)
        memcpy(b->values + b->n * 8, &value, 8);
    else
        memcpy(b->values + b->n * 4, &narrow, 4);
}

static void put_int(mr_builder *b, int64_t value)
{
    const int32_t narrow = (int32_t)value;
    if (b->type == MR_INT32)
        memcpy(b->values + b->n * 4, &narrow, 4);
    else
        memcpy(b->values + b->n * 8, &value, 8);
}

// Where text or items of the row end.
static void put_end(mr_builder *b)
{
    b->offsets[b->n + 1] = (int32_t)(b->type == MR_UTF8 ? (int64_t)b->bytes : b->items->n);
}

void mr_builder_null(mr_builder *b)
{
    if (!room(b))
        return;
    if (b->type == MR_FLOAT64 || b->type == MR_FLOAT32)
        put_real(b, (double)NAN);
    else if (b->type == MR_BOOL)
        put_truth(b, false);
    else if (b->offsets)
        put_end(b);
    else
        put_int(b, 0);
    clear_bit(b->validity, b->n++);
    b->nulls++;
}

void mr_builder_real(mr_builder *b, double value)
{
    assert(b->type == MR_FLOAT64 || b->type == MR_FLOAT32);
    if (!isfinite(value) || (b->type == MR_FLOAT32 && !isfinite((float)value))) {
        mr_builder_null(b);
        return;
    }
    if (!room(b))
        return;
    put_real(b, value);
    b->n++;
}

void mr_builder_int(mr_builder *b, int64_t value)
{
    assert(b->type == MR_INT64 || b->type == MR_TIMESTAMP ||
           (b->type == MR_INT32 && value >= INT32_MIN && value <= INT32_MAX));
    if (!room(b))
        return;
    put_int(b, value);
    b->n++;
}

void mr_builder_truth(mr_builder *b, bool value)
{
    assert(b->type == MR_BOOL);
    if (!room(b))
        return;
    put_truth(b, value);
    b->n++;
}

void mr_builder_text(mr_builder *b, mr_str value)
{
    assert(b->type == MR_UTF8);
    if (!room(b) || !text_room(b, value.n))
        return;
    if (value.n)
        memcpy(b->values + b->bytes, value.at, value.n);
    b->bytes += value.n;
    put_end(b);
    b->n++;
}

void mr_builder_list(mr_builder *b, const double *items, size_t n)
{
    assert(b->type == MR_LIST_FLOAT64);
    if (!room(b) || !items_room(b, n < INT32_MAX ? (int64_t)n : INT32_MAX))
        return;
    for (size_t i = 0; i < n; i++)
        mr_builder_real(b->items, items[i]);
    put_end(b);
    b->n++;
}

// Texts or lists of rows from .. from + n - 1, which stand one after another also over there.
static bool copy_ends(mr_builder *b, const mr_column *from, int64_t first, int64_t n)
{
    const int32_t *ends = from->offsets + first;
    const int64_t before = b->type == MR_UTF8 ? (int64_t)b->bytes : b->items->n;
    const int64_t more = ends[n] - ends[0];
    if (b->type == MR_UTF8) {
        if (!text_room(b, (size_t)more))
            return false;
        if (more)
            memcpy(b->values + b->bytes, (const char *)from->values + ends[0], (size_t)more);
        b->bytes += (size_t)more;
    } else {
        if (!items_room(b, more))
            return false;
        mr_builder_rows(b->items, from->items, ends[0], more);
    }
    for (int64_t i = 1; i <= n; i++)
        b->offsets[b->n + i] = (int32_t)(before + ends[i] - ends[0]);
    return true;
}

static void copy_bools(mr_builder *b, const mr_column *from, int64_t first, int64_t n)
{
    for (int64_t i = 0; i < n; i += 64) { // `values` is not of words: one word at a time
        const int64_t step = n - i < 64 ? n - i : 64, to = b->n + i;
        uint64_t words[2] = {0};
        const size_t held = (to & 63) + step > 64 ? 16 : 8;
        memcpy(words, b->values + (to >> 6) * 8, held);
        mr_bits_copy(words, to & 63, from->values, first + i, step);
        memcpy(b->values + (to >> 6) * 8, words, held);
    }
}

void mr_builder_rows(mr_builder *b, const mr_column *from, int64_t first, int64_t n)
{
    assert(from->field.type == b->type && first >= 0 && n >= 0 && first + n <= from->length);
    if (n == 0 || !grow(b, n))
        return;
    if (b->offsets && !copy_ends(b, from, first, n))
        return;
    if (b->type == MR_BOOL)
        copy_bools(b, from, first, n);
    if (b->width)
        memcpy(b->values + (size_t)b->n * b->width,
               (const char *)from->values + (size_t)first * b->width, (size_t)n * b->width);
    if (from->validity) {
        mr_bits_copy(b->validity, b->n, from->validity, first, n);
        b->nulls += n - mr_bits_count(from->validity, first, n);
    }
    b->n += n;
}

int64_t mr_builder_length(const mr_builder *builder)
{
    return builder->n;
}

// Gives back what doubling has taken too much. A realloc that fails to shrink leaves all as it was.
static void *shrunk(void *block, size_t bytes)
{
    void *smaller = realloc(block, bytes ? bytes : 1);
    if (!smaller)
        return block;
    return smaller;
}

static void shrink(mr_builder *b)
{
    const size_t rows = (size_t)b->n, words = words_for(b->n) * sizeof(uint64_t);
    if (b->nulls == 0) {
        free(b->validity);
        b->validity = NULL;
    } else {
        b->validity = shrunk(b->validity, words);
    }
    if (b->offsets)
        b->offsets = shrunk(b->offsets, (rows + 1) * sizeof(int32_t));
    if (b->type != MR_LIST_FLOAT64)
        b->values = shrunk(b->values, b->type == MR_UTF8   ? b->bytes
                                      : b->type == MR_BOOL ? words
                                                           : rows * b->width);
}

static mr_status fail_finish(mr_builder *b, mr_error *err)
{
    const mr_status status = b->status;
    const char *name = b->blank->field.name;
    const size_t rows = (size_t)b->n;
    drop_rows(b);
    if (b->items)
        drop_rows(b->items);
    if (status == MR_ETOOLARGE)
        return mr_fail(err, status, NULL, "column '%s' has over 2 GiB of %s after %zu rows", name,
                       b->type == MR_UTF8 ? "text" : "list items", rows);
    return mr_fail(err, status, NULL, "out of memory for column '%s' after %zu rows", name, rows);
}

mr_status mr_builder_finish(mr_builder *b, const mr_column **out, mr_error *err)
{
    const mr_column *items = NULL;
    if (b->capacity == 0)
        grow(b, 1);
    if (b->type == MR_UTF8 && !b->values)
        text_room(b, 1);
    if (b->items && b->status == MR_OK)
        b->status = mr_builder_finish(b->items, &items, NULL);
    if (b->status != MR_OK)
        return fail_finish(b, err);
    shrink(b);

    memory *m = mr_memory_new();
    m->validity = b->validity;
    m->values = b->values;
    m->offsets = b->offsets;
    m->items = items;
    mr_column *c = mr_column_make(&b->blank->field, m);
    c->length = b->n;
    c->nulls = b->nulls;
    c->field.nullable |= b->nulls > 0;
    b->validity = NULL;
    b->values = NULL;
    b->offsets = NULL;
    drop_rows(b);
    *out = c;
    return MR_OK;
}
