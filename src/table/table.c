// Tables: lists of shared columns of one length.
#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

#include "column.h"

uint64_t mr_rowset_new(void)
{
    static _Atomic uint64_t given;
    return atomic_fetch_add_explicit(&given, 1, memory_order_relaxed) + 1;
}

mr_table *mr_table_new(int64_t rows)
{
    assert(rows >= 0);
    mr_table *table = mr_alloc(sizeof *table);
    table->rows = rows;
    table->refs = 1;
    return table;
}

// The struct is public and stays free of <stdatomic.h>, which C++ and bindings cannot read: hence
// the compiler's own atomics.
mr_table *mr_table_ref(mr_table *table)
{
    __atomic_fetch_add(&table->refs, 1, __ATOMIC_RELAXED);
    return table;
}

void mr_table_unref(mr_table *table)
{
    if (!table || __atomic_fetch_sub(&table->refs, 1, __ATOMIC_ACQ_REL) != 1)
        return;
    for (size_t i = 0; i < table->n; i++)
        mr_column_unref(table->columns[i]);
    free(table->columns);
    free(table);
}

static bool find(const mr_table *table, const char *name, size_t *at)
{
    for (size_t i = 0; i < table->n; i++) {
        if (strcmp(table->columns[i]->field.name, name) == 0) {
            *at = i;
            return true;
        }
    }
    return false;
}

// Room is made for a power of two of columns: when n is one, it is used up.
static void make_room(mr_table *table)
{
    const size_t n = table->n;
    if (n & (n - 1))
        return;
    const mr_column **columns = mr_alloc((n ? 2 * n : 1) * sizeof(mr_column *));
    if (n)
        memcpy(columns, table->columns, n * sizeof(mr_column *));
    free(table->columns);
    table->columns = columns;
}

void mr_table_put(mr_table *table, const mr_column *column)
{
    size_t at;
    assert(__atomic_load_n(&table->refs, __ATOMIC_RELAXED) == 1);
    assert(column->length == table->rows);
    if (find(table, column->field.name, &at)) {
        mr_column_unref(table->columns[at]);
        table->columns[at] = column;
        return;
    }
    make_room(table);
    table->columns[table->n++] = column;
}

mr_table *mr_table_copy(const mr_table *table)
{
    mr_table *copy = mr_table_new(table->rows);
    copy->rowset = table->rowset;
    for (size_t i = 0; i < table->n; i++)
        mr_table_put(copy, mr_column_ref(table->columns[i]));
    return copy;
}

const mr_column *mr_table_find(const mr_table *table, const char *name)
{
    size_t at;
    return find(table, name, &at) ? table->columns[at] : NULL;
}

// Puts the column when its making went well, else frees the table.
static mr_status put_or_drop(mr_table *table, mr_status status, const mr_column *column)
{
    if (status == MR_OK)
        mr_table_put(table, column);
    else
        mr_table_unref(table);
    return status;
}

mr_status mr_table_take(const mr_table *table, const int64_t *rows, int64_t n, mr_table **out,
                        mr_error *err)
{
    mr_table *taken = mr_table_new(n);
    for (size_t i = 0; i < table->n; i++) {
        const mr_column *column = NULL;
        const mr_status status = mr_column_take(table->columns[i], rows, n, &column, err);
        MR_TRY(put_or_drop(taken, status, column));
    }
    *out = taken;
    return MR_OK;
}

mr_status mr_table_slice(const mr_table *table, int64_t first, int64_t n, mr_table **out,
                         mr_error *err)
{
    assert(first >= 0 && n >= 0 && first + n <= table->rows);
    if (n == table->rows) {
        *out = mr_table_copy(table);
        return MR_OK;
    }
    mr_table *slice = mr_table_new(n);
    for (size_t i = 0; i < table->n; i++) {
        const mr_column *column = NULL;
        const mr_status status = mr_column_slice(table->columns[i], first, n, &column, err);
        MR_TRY(put_or_drop(slice, status, column));
    }
    *out = slice;
    return MR_OK;
}

static mr_status check_alike(const mr_table *a, const mr_table *b, mr_error *err)
{
    if (a->n != b->n)
        return mr_fail(err, MR_EINVALID, NULL, "one table has %zu columns, another %zu", a->n,
                       b->n);
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->columns[i]->field.name, b->columns[i]->field.name) != 0)
            return mr_fail(err, MR_EINVALID, NULL,
                           "column %zu is '%s' in one table and '%s' in another", i + 1,
                           a->columns[i]->field.name, b->columns[i]->field.name);
    return MR_OK;
}

mr_status mr_table_concat(mr_table *const *tables, size_t n, mr_table **out, mr_error *err)
{
    assert(n > 0);
    if (n == 1) {
        *out = mr_table_copy(tables[0]);
        return MR_OK;
    }
    int64_t rows = tables[0]->rows;
    for (size_t i = 1; i < n; i++) {
        MR_TRY(check_alike(tables[0], tables[i], err));
        rows += tables[i]->rows;
    }
    mr_table *all = mr_table_new(rows);
    const mr_column **parts = mr_alloc(n * sizeof(mr_column *));
    mr_status status = MR_OK;
    for (size_t i = 0; i < tables[0]->n && status == MR_OK; i++) {
        const mr_column *column = NULL;
        for (size_t k = 0; k < n; k++)
            parts[k] = tables[k]->columns[i];
        status = mr_column_concat(parts, n, &column, err);
        status = put_or_drop(all, status, column);
    }
    free(parts);
    if (status == MR_OK)
        *out = all;
    return status;
}

void mr_table_schema(const mr_table *table, mr_arena *arena, mr_schema *out)
{
    out->n = table->n;
    out->fields = MR_ARENA_ARRAY(arena, mr_field, table->n);
    for (size_t i = 0; i < table->n; i++) {
        mr_field field = table->columns[i]->field;
        field.name = mr_arena_strdup(arena, field.name);
        field.unit = mr_arena_strdup(arena, field.unit);
        field.quantity = mr_arena_strdup(arena, field.quantity);
        field.description = mr_arena_strdup(arena, field.description);
        out->fields[i] = field;
    }
}

static size_t column_bytes(const mr_column *c)
{
    const size_t rows = (size_t)c->length, bits = (rows + 7) / 8;
    size_t bytes = rows * mr_type_width(c->field.type) + (c->validity ? bits : 0);
    if (c->field.type == MR_BOOL)
        bytes += bits;
    if (c->offsets) {
        const size_t span = (size_t)(c->offsets[c->length] - c->offsets[0]);
        bytes += (rows + 1) * sizeof(int32_t) + span * (c->items ? sizeof(double) : 1);
    }
    return bytes;
}

size_t mr_table_bytes(const mr_table *table)
{
    size_t bytes = 0;
    for (size_t i = 0; i < table->n; i++)
        bytes += column_bytes(table->columns[i]);
    return bytes;
}
