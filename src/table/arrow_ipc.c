// The Arrow IPC stream format: messages of FlatBuffers metadata (Message.fbs, Schema.fbs of the
// Arrow format 1.4, metadata version 5), each with a body of buffers padded to 8 bytes. Bits after
// the last row are written as 0, so that equal tables give equal bytes.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"
#include "mudrock/arrow.h"

#include "bits.h"
#include "column.h"
#include "flat.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "values are written as they stand in memory: the format is little-endian"
#endif

enum { METADATA_VERSION_5 = 4, HEADER_SCHEMA = 1, HEADER_RECORD_BATCH = 3 };
enum { TYPE_INT = 2, TYPE_FLOAT, TYPE_UTF8 = 5, TYPE_BOOL, TYPE_TIMESTAMP = 10, TYPE_LIST = 12 };
enum { PRECISION_SINGLE = 1, PRECISION_DOUBLE, UNIT_MICROSECOND = 2 };

static size_t padded(size_t n)
{
    return (n + 7) / 8 * 8;
}

static flat_ref whole_number(flat *f, int32_t bits)
{
    mr_flat_begin(f);
    mr_flat_int(f, 0, bits);
    mr_flat_byte(f, 1, true); // signed
    return mr_flat_end(f);
}

static flat_ref floating_point(flat *f, int16_t precision)
{
    mr_flat_begin(f);
    mr_flat_short(f, 0, precision);
    return mr_flat_end(f);
}

static flat_ref timestamp(flat *f)
{
    const flat_ref zone = mr_flat_text(f, "UTC");
    mr_flat_begin(f);
    mr_flat_short(f, 0, UNIT_MICROSECOND);
    mr_flat_ref(f, 1, zone);
    return mr_flat_end(f);
}

static flat_ref without_fields(flat *f)
{
    mr_flat_begin(f);
    return mr_flat_end(f);
}

// Writes the type's table and says which member of the union it is.
static uint8_t put_type(flat *f, mr_type type, flat_ref *out)
{
    switch (type) {
    case MR_FLOAT64: *out = floating_point(f, PRECISION_DOUBLE); return TYPE_FLOAT;
    case MR_FLOAT32: *out = floating_point(f, PRECISION_SINGLE); return TYPE_FLOAT;
    case MR_INT64: *out = whole_number(f, 64); return TYPE_INT;
    case MR_INT32: *out = whole_number(f, 32); return TYPE_INT;
    case MR_TIMESTAMP: *out = timestamp(f); return TYPE_TIMESTAMP;
    case MR_UTF8: *out = without_fields(f); return TYPE_UTF8;
    case MR_BOOL: *out = without_fields(f); return TYPE_BOOL;
    case MR_LIST_FLOAT64: *out = without_fields(f); return TYPE_LIST;
    case MR_ANY: break;
    }
    assert(false && "a type that columns have");
    return 0;
}

static flat_ref key_value(flat *f, const char *key, const char *value)
{
    const flat_ref value_at = mr_flat_text(f, value), key_at = mr_flat_text(f, key);
    mr_flat_begin(f);
    mr_flat_ref(f, 0, key_at);
    mr_flat_ref(f, 1, value_at);
    return mr_flat_end(f);
}

static flat_ref field_metadata(flat *f, const mr_field *field)
{
    flat_ref pairs[2];
    size_t n = 0;
    if (field->unit)
        pairs[n++] = key_value(f, "unit", field->unit);
    if (field->quantity)
        pairs[n++] = key_value(f, "quantity", field->quantity);
    return n ? mr_flat_refs(f, pairs, n) : 0;
}

static flat_ref put_field(flat *f, const mr_field *field)
{
    static const mr_field item = {.name = "item", .type = MR_FLOAT64, .nullable = true};
    flat_ref child = 0, type;
    if (field->type == MR_LIST_FLOAT64)
        child = put_field(f, &item);
    // Always there, also when empty: some readers follow it without asking.
    const flat_ref children = mr_flat_refs(f, &child, child ? 1 : 0);
    const flat_ref metadata = field_metadata(f, field);
    const uint8_t kind = put_type(f, field->type, &type);
    const flat_ref name = mr_flat_text(f, field->name);
    mr_flat_begin(f);
    mr_flat_ref(f, 0, name);
    mr_flat_byte(f, 1, field->nullable);
    mr_flat_byte(f, 2, kind);
    mr_flat_ref(f, 3, type);
    mr_flat_ref(f, 5, children);
    mr_flat_ref(f, 6, metadata);
    return mr_flat_end(f);
}

static void put_le32(mr_buf *out, uint32_t value)
{
    mr_buf_put(out, &value, sizeof value);
}

static void put_message(flat *f, uint8_t kind, flat_ref header, size_t body, mr_buf *out)
{
    mr_flat_begin(f);
    mr_flat_long(f, 3, (int64_t)body);
    mr_flat_ref(f, 2, header);
    mr_flat_short(f, 0, METADATA_VERSION_5);
    mr_flat_byte(f, 1, kind);
    const flat_ref message = mr_flat_end(f);
    put_le32(out, UINT32_MAX); // continues
    put_le32(out, (uint32_t)mr_flat_size(f));
    mr_flat_finish(f, message, out);
}

void mr_arrow_ipc_begin(const mr_schema *schema, mr_buf *out)
{
    flat f = {0};
    flat_ref *refs = mr_alloc(schema->n * sizeof *refs);
    for (size_t i = 0; i < schema->n; i++)
        refs[i] = put_field(&f, &schema->fields[i]);
    const flat_ref fields = mr_flat_refs(&f, refs, schema->n);
    free(refs);
    mr_flat_begin(&f);
    mr_flat_short(&f, 0, 0); // little-endian
    mr_flat_ref(&f, 1, fields);
    const flat_ref header = mr_flat_end(&f);
    put_message(&f, HEADER_SCHEMA, header, 0, out);
}

void mr_arrow_ipc_end(mr_buf *out)
{
    put_le32(out, UINT32_MAX);
    put_le32(out, 0);
}

// Rows first .. first + n - 1 of a column; a list column's items are a span of their own.
typedef struct span {
    const mr_column *column;
    int64_t first, n, nulls;
} span;

static span span_of(const mr_column *column, int64_t first, int64_t n)
{
    const int64_t nulls = column->validity ? n - mr_bits_count(column->validity, first, n) : 0;
    return (span){column, first, n, nulls};
}

static span span_of_items(span s)
{
    const int32_t *offsets = s.column->offsets + s.first;
    return span_of(s.column->items, offsets[0], offsets[s.n] - offsets[0]);
}

// Sizes of the span's buffers as the format orders them; returns how many.
static size_t buffer_sizes(span s, size_t sizes[3])
{
    const size_t bits = ((size_t)s.n + 7) / 8, width = mr_type_width(s.column->field.type);
    const size_t offsets = ((size_t)s.n + 1) * sizeof(int32_t);
    sizes[0] = s.nulls ? bits : 0;
    if (width || s.column->field.type == MR_BOOL) {
        sizes[1] = width ? (size_t)s.n * width : bits;
        return 2;
    }
    const int32_t *ends = s.column->offsets + s.first;
    sizes[1] = offsets;
    sizes[2] = (size_t)(ends[s.n] - ends[0]);
    return s.column->field.type == MR_UTF8 ? 3 : 2;
}

static void put_padded(mr_buf *out, const void *bytes, size_t n)
{
    static const char zeros[8];
    mr_buf_put(out, bytes, n);
    mr_buf_put(out, zeros, padded(n) - n);
}

static void put_bits(mr_buf *out, const uint64_t *words, int64_t first, int64_t n)
{
    for (int64_t i = 0; i < n; i += 64) { // a word is also the padding
        uint64_t word = 0;
        mr_bits_copy(&word, 0, words, first + i, n - i < 64 ? n - i : 64);
        mr_buf_put(out, &word, sizeof word);
    }
}

static void put_offsets(mr_buf *out, const int32_t *offsets, int64_t n)
{
    for (int64_t i = 0; i <= n; i++) {
        const int32_t from_zero = offsets[i] - offsets[0];
        mr_buf_put(out, &from_zero, sizeof from_zero);
    }
    if (n % 2 == 0)
        put_le32(out, 0);
}

static void put_span(mr_buf *out, span s)
{
    const mr_column *c = s.column;
    const size_t width = mr_type_width(c->field.type);
    if (s.nulls)
        put_bits(out, c->validity, s.first, s.n);
    if (c->field.type == MR_BOOL)
        put_bits(out, c->values, s.first, s.n);
    if (width)
        put_padded(out, (const char *)c->values + (size_t)s.first * width, (size_t)s.n * width);
    if (!c->offsets)
        return;
    const int32_t *offsets = c->offsets + s.first;
    put_offsets(out, offsets, s.n);
    if (c->field.type == MR_UTF8)
        put_padded(out, (const char *)c->values + offsets[0], (size_t)(offsets[s.n] - offsets[0]));
}

// Nodes and buffers of a batch, in the order of a walk over the columns and their items.
typedef struct layout {
    size_t nodes, buffers, body;
    int64_t (*node)[2];   // rows, nulls
    int64_t (*buffer)[2]; // where in the body, length
    span *spans;          // a node each
} layout;

static void lay_span(layout *l, span s)
{
    size_t sizes[3];
    const size_t n = buffer_sizes(s, sizes);
    l->spans[l->nodes] = s;
    l->node[l->nodes][0] = s.n;
    l->node[l->nodes++][1] = s.nulls;
    for (size_t i = 0; i < n; i++) {
        l->buffer[l->buffers][0] = (int64_t)l->body;
        l->buffer[l->buffers++][1] = (int64_t)sizes[i];
        l->body += padded(sizes[i]);
    }
}

void mr_arrow_ipc_batch(const mr_table *table, mr_buf *out)
{
    layout l = {
        .node = mr_alloc(2 * table->n * sizeof *l.node), // a list is two nodes of two buffers
        .buffer = mr_alloc(4 * table->n * sizeof *l.buffer),
        .spans = mr_alloc(2 * table->n * sizeof *l.spans),
    };
    for (size_t i = 0; i < table->n; i++) {
        const span s = span_of(table->columns[i], 0, table->rows);
        lay_span(&l, s);
        if (s.column->items)
            lay_span(&l, span_of_items(s));
    }
    flat f = {0};
    const flat_ref buffers = mr_flat_pairs(&f, l.buffer, l.buffers);
    const flat_ref nodes = mr_flat_pairs(&f, l.node, l.nodes);
    mr_flat_begin(&f);
    mr_flat_long(&f, 0, table->rows);
    mr_flat_ref(&f, 1, nodes);
    mr_flat_ref(&f, 2, buffers);
    const flat_ref header = mr_flat_end(&f);
    put_message(&f, HEADER_RECORD_BATCH, header, l.body, out);

    if (mr_buf_reserve(out, l.body) == MR_OK)
        for (size_t i = 0; i < l.nodes; i++)
            put_span(out, l.spans[i]);
    free(l.node);
    free(l.buffer);
    free(l.spans);
}
