// Columns and tables in Arrow layout. A sealed column is immutable and reference-counted; a table
// is a list of columns of one length. Adding a column shares all others. Every null slot of a
// float64 column (and of the items of a list) holds a NaN.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/error.h"
#include "mudrock/schema.h"
#include "mudrock/text.h"

// Layout by type: float64/float32/int64/int32/timestamp: `values`; bool: one bit a row in `values`
// (LSB first, 64-bit words); utf8: offsets[length + 1] into `values` (bytes); list<float64>:
// offsets[length + 1] into `items`. offsets[0] need not be 0, and bits after the last row are
// undefined (both after a slice).
typedef struct mr_column {
    mr_field field; // texts owned by the column
    int64_t length;
    int64_t nulls;
    const uint64_t *validity; // bit set = valid; NULL = all valid
    const void *values;
    const int32_t *offsets;        // utf8 and list
    const struct mr_column *items; // list: a float64 column
    struct mr_column_data *data;   // who owns the memory; private to table/
} mr_column;

const mr_column *mr_column_ref(const mr_column *column);
void mr_column_unref(const mr_column *column); // accepts NULL

static inline bool mr_valid(const mr_column *c, int64_t i)
{
    return !c->validity || (c->validity[i >> 6] >> (i & 63) & 1);
}
const double *mr_column_f64(const mr_column *column); // asserts the type
double mr_column_real(const mr_column *column,
                      int64_t i); // any number, bool or timestamp as double, NaN when null
int64_t mr_column_int(const mr_column *column,
                      int64_t i); // int64, int32, timestamp, bool; 0 when null
bool mr_column_truth(const mr_column *column, int64_t i);  // bool; false when null
mr_str mr_column_text(const mr_column *column, int64_t i); // utf8; empty when null
const double *mr_column_list(const mr_column *column, int64_t i,
                             size_t *n); // list; NULL and 0 when null

// A float64 column to be written in place: `*values` has room for n doubles, uninitialised. Seal
// before use.
mr_status mr_column_new_f64(const mr_field *field, int64_t n, mr_column **out, double **values,
                            mr_error *err);
// n > 0 of them with as many rows, in one block of memory that is freed with the last.
mr_status mr_columns_new_f64(const mr_field *fields, size_t n, int64_t rows, mr_column **out,
                             double **values, mr_error *err);
// A list column of `rows` lists that hold `each` items one after another: takes over `items`,
// sealed float64 of rows * each values, also when it fails. Over 2^31 items: MR_ETOOLARGE.
mr_status mr_column_new_list(const mr_field *field, int64_t rows, int64_t each, mr_column *items,
                             mr_column **out, mr_error *err);
// Makes validity from isfinite, turns every value that is not finite into NaN, returns how many
// infinities that hit. A column with a null gets a nullable field, here and everywhere.
int64_t mr_column_seal(mr_column *column);

// Row by row, any type. `put_*` after a failed reserve is a no-op: finish reports MR_ENOMEM.
typedef struct mr_builder mr_builder;
mr_builder *mr_builder_new(const mr_field *field); // any type but MR_ANY
void mr_builder_free(mr_builder *builder);
void mr_builder_null(mr_builder *builder);
void mr_builder_real(mr_builder *builder, double value); // float64, float32; not finite = null
void mr_builder_int(mr_builder *builder, int64_t value); // int64, int32 (in its range), timestamp
void mr_builder_truth(mr_builder *builder, bool value);
void mr_builder_text(mr_builder *builder, mr_str value);
void mr_builder_list(mr_builder *builder, const double *items, size_t n); // NaN item = null item
// Rows first .. first + n - 1 of a column of the same type.
void mr_builder_rows(mr_builder *builder, const mr_column *from, int64_t first, int64_t n);
int64_t mr_builder_length(const mr_builder *builder);
// Gives the column and empties the builder (usable again for the same field), also when it fails:
// MR_ENOMEM, or MR_ETOOLARGE for over 2 GiB of text or list items.
mr_status mr_builder_finish(mr_builder *builder, const mr_column **out, mr_error *err);

// Same values under another field (name, unit, quantity, origin); the type must be equal. Shares
// the memory.
const mr_column *mr_column_with_field(const mr_column *column, const mr_field *field);
// x = scale * x + offset for n values. A decimal of few digits gives the double that is nearest to
// the exact product: 5000.5 ft are the very 1524.1524 m of another file. No result depends on its
// neighbours.
void mr_rescale(double *x, int64_t n, double scale, double offset);
// The same as a new float64 column with `unit`. Any number type; of lists each item.
mr_status mr_column_convert(const mr_column *column, double scale, double offset, const char *unit,
                            const mr_column **out, mr_error *err);
// Widening (see mr_type_widens), else MR_EINVALID; equal types and MR_ANY give a reference.
mr_status mr_column_cast(const mr_column *column, mr_type type, const mr_column **out,
                         mr_error *err);
// Rows first .. first + n - 1, sharing the values.
mr_status mr_column_slice(const mr_column *column, int64_t first, int64_t n, const mr_column **out,
                          mr_error *err);
// out[i] = column[rows[i]]; rows[i] = -1 gives null.
mr_status mr_column_take(const mr_column *column, const int64_t *rows, int64_t n,
                         const mr_column **out, mr_error *err);
// One after another, n > 0, equal types; the first gives the field.
mr_status mr_column_concat(const mr_column *const *columns, size_t n, const mr_column **out,
                           mr_error *err);
// Type, length, nulls, values bit for bit where valid; not the field.
bool mr_column_equal(const mr_column *a, const mr_column *b);

typedef struct mr_table {
    size_t n; // columns
    const mr_column **columns;
    int64_t rows;
    uint64_t rowset; // tables with the same rowset (not 0) have the same rows in the same order:
                     // they merge without a join
    int refs;        // private
} mr_table;

uint64_t mr_rowset_new(void); // one never given before in this process

mr_table *mr_table_new(int64_t rows); // no columns yet, rowset 0; takes part in ref/unref
mr_table *mr_table_ref(mr_table *table);
void mr_table_unref(mr_table *table);
// A table not yet shared may take columns. Takes over one reference; an equal name is overwritten
// in place.
void mr_table_put(mr_table *table, const mr_column *column);
mr_table *
mr_table_copy(const mr_table *table); // shares all columns, keeps the rowset; may take more
const mr_column *mr_table_find(const mr_table *table, const char *name); // NULL when absent
mr_status mr_table_take(const mr_table *table, const int64_t *rows, int64_t n, mr_table **out,
                        mr_error *err);
mr_status mr_table_slice(const mr_table *table, int64_t first, int64_t n, mr_table **out,
                         mr_error *err);
// Rows of all tables one after another, n > 0; equal names and types in equal order are required
// (else MR_EINVALID).
mr_status mr_table_concat(mr_table *const *tables, size_t n, mr_table **out, mr_error *err);
void mr_table_schema(const mr_table *table, mr_arena *arena, mr_schema *out);
size_t mr_table_bytes(const mr_table *table);
