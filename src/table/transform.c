// New columns from old: slices, gathered rows, joined columns, other units, wider types.
#include "column.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"

// Bits from `first` on as words of their own, where they do not start at a word.
static mr_status cut_bits(const mr_column *column, const uint64_t *words, int64_t first, int64_t n,
                          void **block, const uint64_t **out, mr_error *err)
{
    if (first % 64 == 0) {
        *out = words + first / 64;
        return MR_OK;
    }
    const size_t bytes = (words_for(n) + 1) * sizeof(uint64_t);
    uint64_t *copy = malloc(bytes);
    if (!copy)
        return mr_column_fail_memory(err, column->field.name, bytes);
    mr_bits_copy(copy, 0, words, first, n);
    *block = copy;
    *out = copy;
    return MR_OK;
}

mr_status mr_column_slice(const mr_column *column, int64_t first, int64_t n, const mr_column **out,
                          mr_error *err)
{
    assert(first >= 0 && n >= 0 && first + n <= column->length);
    const mr_type type = column->field.type;
    memory *m = mr_memory_new();
    m->parent = mr_memory_ref(column->data->memory);
    mr_column *c = mr_column_make(&column->field, m);
    c->length = n;
    c->items = column->items;
    c->offsets = column->offsets ? column->offsets + first : NULL;
    c->values = column->values;
    if (mr_type_width(type))
        c->values = (const char *)column->values + (size_t)first * mr_type_width(type);
    if (column->validity)
        c->nulls = n - mr_bits_count(column->validity, first, n);

    mr_status status = MR_OK;
    const uint64_t *bits = NULL;
    if (c->nulls)
        status = cut_bits(column, column->validity, first, n, &m->validity, &c->validity, err);
    if (type == MR_BOOL && status == MR_OK) {
        status = cut_bits(column, column->values, first, n, &m->values, &bits, err);
        c->values = bits;
    }
    if (status != MR_OK) {
        mr_column_unref(c);
        return status;
    }
    *out = c;
    return MR_OK;
}

static mr_status take_f64(const mr_column *column, const int64_t *rows, int64_t n,
                          const mr_column **out, mr_error *err)
{
    mr_column *c;
    double *to;
    MR_TRY(mr_column_new_f64(&column->field, n, &c, &to, err));
    const double *from = column->values;
    for (int64_t i = 0; i < n; i++) {
        assert(rows[i] < column->length);
        to[i] = rows[i] < 0 ? (double)NAN : from[rows[i]];
    }
    mr_column_seal(c);
    *out = c;
    return MR_OK;
}

mr_status mr_column_take(const mr_column *column, const int64_t *rows, int64_t n,
                         const mr_column **out, mr_error *err)
{
    if (column->field.type == MR_FLOAT64)
        return take_f64(column, rows, n, out, err);
    mr_builder *b = mr_builder_new(&column->field);
    for (int64_t i = 0, run; i < n; i += run) { // rows that follow each other go together
        run = 1;
        if (rows[i] < 0) {
            mr_builder_null(b);
            continue;
        }
        while (i + run < n && rows[i + run] == rows[i] + run)
            run++;
        mr_builder_rows(b, column, rows[i], run);
    }
    const mr_status status = mr_builder_finish(b, out, err);
    mr_builder_free(b);
    return status;
}

mr_status mr_column_concat(const mr_column *const *columns, size_t n, const mr_column **out,
                           mr_error *err)
{
    assert(n > 0);
    if (n == 1) {
        *out = mr_column_ref(columns[0]);
        return MR_OK;
    }
    for (size_t i = 1; i < n; i++)
        if (columns[i]->field.type != columns[0]->field.type)
            return mr_fail(err, MR_EINVALID, NULL,
                           "column '%s' is %s in one table and %s in another",
                           columns[0]->field.name, mr_type_name(columns[0]->field.type),
                           mr_type_name(columns[i]->field.type));
    mr_builder *b = mr_builder_new(&columns[0]->field);
    for (size_t i = 0; i < n; i++)
        mr_builder_rows(b, columns[i], 0, columns[i]->length);
    const mr_status status = mr_builder_finish(b, out, err);
    mr_builder_free(b);
    return status;
}

// All rows as doubles, nulls as NaN.
static void read_reals(const mr_column *column, double *to)
{
    const int64_t n = column->length;
    if (column->field.type == MR_FLOAT64) {
        memcpy(to, column->values, (size_t)n * sizeof *to);
    } else if (column->field.type == MR_FLOAT32) {
        const float *from = column->values;
        for (int64_t i = 0; i < n; i++)
            to[i] = (double)from[i];
    } else {
        for (int64_t i = 0; i < n; i++)
            to[i] = mr_column_real(column, i);
    }
}

// The same for the items of lists.
static mr_status convert_lists(const mr_column *column, double scale, double offset,
                               const char *unit, const mr_column **out, mr_error *err)
{
    mr_field field = column->field;
    double *room = NULL;
    size_t most = 0, n;
    mr_status st = MR_OK;

    field.unit = unit;
    mr_builder *b = mr_builder_new(&field);
    for (int64_t i = 0; st == MR_OK && i < column->length; i++) {
        const double *items = mr_column_list(column, i, &n);
        if (!mr_valid(column, i)) {
            mr_builder_null(b);
            continue;
        }
        if (n > most || !room) {
            free(room);
            most = n;
            room = malloc((n + 1) * sizeof *room);
            if (!room)
                st = mr_column_fail_memory(err, field.name, n * sizeof *room);
        }
        for (size_t k = 0; room && k < n; k++)
            room[k] = scale * items[k] + offset;
        if (room)
            mr_builder_list(b, room, n);
    }
    free(room);
    if (st == MR_OK)
        st = mr_builder_finish(b, out, err);
    mr_builder_free(b);
    return st;
}

mr_status mr_column_convert(const mr_column *column, double scale, double offset, const char *unit,
                            const mr_column **out, mr_error *err)
{
    if (column->field.type == MR_LIST_FLOAT64)
        return convert_lists(column, scale, offset, unit, out, err);
    assert(mr_type_is_number(column->field.type));
    mr_field field = column->field;
    mr_column *c;
    double *to;
    field.type = MR_FLOAT64;
    field.unit = unit;
    MR_TRY(mr_column_new_f64(&field, column->length, &c, &to, err));
    read_reals(column, to);
    mr_rescale(to, column->length, scale, offset);
    mr_column_seal(c);
    *out = c;
    return MR_OK;
}

mr_status mr_column_cast(const mr_column *column, mr_type type, const mr_column **out,
                         mr_error *err)
{
    mr_field field = column->field;
    if (!mr_type_widens(field.type, type))
        return mr_fail(err, MR_EINVALID, NULL, "column '%s' is %s and does not widen to %s",
                       field.name, mr_type_name(field.type), mr_type_name(type));
    if (type == field.type || type == MR_ANY) {
        *out = mr_column_ref(column);
        return MR_OK;
    }
    field.type = type;
    if (type == MR_FLOAT64) {
        mr_column *c;
        double *to;
        MR_TRY(mr_column_new_f64(&field, column->length, &c, &to, err));
        read_reals(column, to);
        mr_column_seal(c);
        *out = c;
        return MR_OK;
    }
    mr_builder *b = mr_builder_new(&field); // to int64
    for (int64_t i = 0; i < column->length; i++)
        if (mr_valid(column, i))
            mr_builder_int(b, mr_column_int(column, i));
        else
            mr_builder_null(b);
    const mr_status status = mr_builder_finish(b, out, err);
    mr_builder_free(b);
    return status;
}
