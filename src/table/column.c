// Columns: ownership, access row by row.
#include "column.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

#include "bits.h"

memory *mr_memory_new(void)
{
    memory *m = mr_alloc(sizeof *m);
    atomic_init(&m->refs, 1);
    return m;
}

memory *mr_memory_ref(memory *m)
{
    atomic_fetch_add_explicit(&m->refs, 1, memory_order_relaxed);
    return m;
}

void mr_memory_unref(memory *m)
{
    while (m && atomic_fetch_sub_explicit(&m->refs, 1, memory_order_acq_rel) == 1) {
        memory *parent = m->parent;
        free(m->validity);
        free(m->values);
        free(m->offsets);
        mr_column_unref(m->items);
        free(m);
        m = parent;
    }
}

static size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *put_text(char **at, const char *text)
{
    const size_t size = text_size(text);
    if (!size)
        return NULL;
    char *copy = memcpy(*at, text, size);
    *at += size;
    return copy;
}

mr_column *mr_column_make(const mr_field *field, memory *m)
{
    assert(field->name && field->type != MR_ANY);
    const size_t texts = text_size(field->name) + text_size(field->unit) +
                         text_size(field->quantity) + text_size(field->description);
    struct mr_column_data *data = mr_alloc(sizeof *data + texts);
    char *at = data->texts;
    atomic_init(&data->refs, 1);
    data->memory = m;
    mr_column *c = &data->column;
    *c = (mr_column){.field = *field,
                     .validity = m->validity,
                     .values = m->values,
                     .offsets = m->offsets,
                     .items = m->items,
                     .data = data};
    c->field.name = put_text(&at, field->name);
    c->field.unit = put_text(&at, field->unit);
    c->field.quantity = put_text(&at, field->quantity);
    c->field.description = put_text(&at, field->description);
    return c;
}

const mr_column *mr_column_ref(const mr_column *column)
{
    atomic_fetch_add_explicit(&column->data->refs, 1, memory_order_relaxed);
    return column;
}

void mr_column_unref(const mr_column *column)
{
    if (!column)
        return;
    struct mr_column_data *data = column->data;
    if (atomic_fetch_sub_explicit(&data->refs, 1, memory_order_acq_rel) != 1)
        return;
    mr_memory_unref(data->memory);
    free(data);
}

size_t mr_type_width(mr_type type)
{
    static const size_t widths[] = {
        [MR_FLOAT64] = 8, [MR_FLOAT32] = 4,   [MR_INT64] = 8,
        [MR_INT32] = 4,   [MR_TIMESTAMP] = 8, [MR_LIST_FLOAT64] = 0,
    };
    return widths[type];
}

mr_status mr_column_fail_memory(mr_error *err, const char *name, size_t bytes)
{
    return mr_fail(err, MR_ENOMEM, NULL, "out of memory: %zu bytes for column '%s'", bytes, name);
}

const mr_column *mr_column_with_field(const mr_column *column, const mr_field *field)
{
    assert(field->type == column->field.type);
    mr_column *c = mr_column_make(field, mr_memory_ref(column->data->memory));
    c->length = column->length;
    c->nulls = column->nulls;
    c->validity = column->validity;
    c->values = column->values;
    c->offsets = column->offsets;
    c->items = column->items;
    c->field.nullable = field->nullable || column->nulls > 0;
    return c;
}

const double *mr_column_f64(const mr_column *column)
{
    assert(column->field.type == MR_FLOAT64);
    return column->values;
}

int64_t mr_column_int(const mr_column *column, int64_t i)
{
    assert(i >= 0 && i < column->length);
    if (!mr_valid(column, i))
        return 0;
    switch (column->field.type) {
    case MR_INT64:
    case MR_TIMESTAMP: return ((const int64_t *)column->values)[i];
    case MR_INT32: return ((const int32_t *)column->values)[i];
    case MR_BOOL: return bit_at(column->values, i);
    case MR_ANY:
    case MR_UTF8:
    case MR_FLOAT64:
    case MR_FLOAT32:
    case MR_LIST_FLOAT64: break;
    }
    assert(false && "a whole number");
    return 0;
}

double mr_column_real(const mr_column *column, int64_t i)
{
    assert(i >= 0 && i < column->length);
    if (!mr_valid(column, i))
        return (double)NAN;
    if (column->field.type == MR_FLOAT64)
        return ((const double *)column->values)[i];
    if (column->field.type == MR_FLOAT32)
        return (double)((const float *)column->values)[i];
    return (double)mr_column_int(column, i);
}

bool mr_column_truth(const mr_column *column, int64_t i)
{
    assert(column->field.type == MR_BOOL && i >= 0 && i < column->length);
    return mr_valid(column, i) && bit_at(column->values, i);
}

mr_str mr_column_text(const mr_column *column, int64_t i)
{
    assert(column->field.type == MR_UTF8 && i >= 0 && i < column->length);
    if (!mr_valid(column, i))
        return (mr_str){"", 0};
    const int32_t first = column->offsets[i];
    return (mr_str){(const char *)column->values + first, (size_t)(column->offsets[i + 1] - first)};
}

const double *mr_column_list(const mr_column *column, int64_t i, size_t *n)
{
    assert(column->field.type == MR_LIST_FLOAT64 && i >= 0 && i < column->length);
    *n = 0;
    if (!mr_valid(column, i))
        return NULL;
    const int32_t first = column->offsets[i];
    *n = (size_t)(column->offsets[i + 1] - first);
    return (const double *)column->items->values + first;
}

mr_status mr_column_new_list(const mr_field *field, int64_t rows, int64_t each, mr_column *items,
                             mr_column **out, mr_error *err)
{
    assert(field->type == MR_LIST_FLOAT64 && rows >= 0 && items->length == rows * each);
    if (items->length > INT32_MAX) {
        mr_column_unref(items);
        return mr_fail(err, MR_ETOOLARGE, NULL, "column '%s' holds %lld items, more than 2^31",
                       field->name, (long long)rows * each);
    }
    const size_t bytes = ((size_t)rows + 1) * sizeof(int32_t);
    int32_t *offsets = malloc(bytes);
    if (!offsets) {
        mr_column_unref(items);
        return mr_column_fail_memory(err, field->name, bytes);
    }
    for (int64_t i = 0; i <= rows; i++)
        offsets[i] = (int32_t)(i * each);
    memory *m = mr_memory_new();
    m->offsets = offsets;
    m->items = items;
    *out = mr_column_make(field, m);
    (*out)->length = rows;
    return MR_OK;
}

// A NaN is a null item, whatever its bits; 0 and -0 differ.
static bool equal_item(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return a == b && signbit(a) == signbit(b);
}

static bool equal_value(const mr_column *a, const mr_column *b, int64_t i)
{
    const size_t width = mr_type_width(a->field.type);
    if (width)
        return memcmp((const char *)a->values + (size_t)i * width,
                      (const char *)b->values + (size_t)i * width, width) == 0;
    if (a->field.type == MR_BOOL)
        return bit_at(a->values, i) == bit_at(b->values, i);
    if (a->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(a, i), mr_column_text(b, i));

    size_t n, nb;
    const double *items = mr_column_list(a, i, &n), *items_b = mr_column_list(b, i, &nb);
    if (n != nb)
        return false;
    for (size_t k = 0; k < n; k++)
        if (!equal_item(items[k], items_b[k]))
            return false;
    return true;
}

bool mr_column_equal(const mr_column *a, const mr_column *b)
{
    if (a->field.type != b->field.type || a->length != b->length || a->nulls != b->nulls)
        return false;
    const size_t width = mr_type_width(a->field.type);
    if (width && a->nulls == 0)
        return memcmp(a->values, b->values, (size_t)a->length * width) == 0;
    for (int64_t i = 0; i < a->length; i++) {
        const bool valid = mr_valid(a, i);
        if (valid != mr_valid(b, i) || (valid && !equal_value(a, b, i)))
            return false;
    }
    return true;
}
