// The Arrow IPC stream, read back by a small reader written from the format's description alone: it
// knows nothing of the writer, checks every offset, every alignment and that nothing is left over.
#include "mudrock/arrow.h"

#include "sample.h"

struct stream {
    const unsigned char *at, *end;
};

struct message {
    const unsigned char *metadata; // a FlatBuffer
    size_t metadata_size;
    const unsigned char *body;
    size_t body_size;
};

struct table { // of a FlatBuffer
    const struct message *m;
    size_t at;
};

static int64_t number(const struct message *m, size_t at, size_t size)
{
    assert_true(at + size <= m->metadata_size);
    assert_int_equal(at % size, 0);
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++)
        value |= (uint64_t)m->metadata[at + i] << (8 * i);
    const unsigned unused = (unsigned)(64 - 8 * size);
    return (int64_t)(value << unused) >> unused;
}

static size_t follow(const struct message *m, size_t at)
{
    const int64_t distance = number(m, at, 4);
    assert_true(distance > 0);
    return at + (size_t)distance;
}

// Where a field stands, 0 when it is absent.
static size_t slot(struct table t, size_t i)
{
    const size_t vtable = t.at - (size_t)number(t.m, t.at, 4);
    const size_t size = (size_t)number(t.m, vtable, 2);
    assert_true(size >= 4 && size % 2 == 0 && vtable + size <= t.m->metadata_size);
    if (4 + 2 * i >= size)
        return 0;
    const int64_t field = number(t.m, vtable + 4 + 2 * i, 2);
    assert_true(field < number(t.m, vtable + 2, 2)); // inside the table
    return field ? t.at + (size_t)field : 0;
}

static int64_t field(struct table t, size_t i, size_t size)
{
    const size_t at = slot(t, i);
    return at ? number(t.m, at, size) : 0;
}

static struct table subtable(struct table t, size_t i)
{
    assert_true(slot(t, i) != 0);
    return (struct table){t.m, follow(t.m, slot(t, i))};
}

static const char *text(struct table t, size_t i)
{
    const size_t at = follow(t.m, slot(t, i)), n = (size_t)number(t.m, at, 4);
    assert_true(at + 4 + n < t.m->metadata_size && t.m->metadata[at + 4 + n] == 0);
    return (const char *)t.m->metadata + at + 4;
}

static size_t vector(struct table t, size_t i, size_t *items)
{
    const size_t at = follow(t.m, slot(t, i));
    *items = at + 4;
    return (size_t)number(t.m, at, 4);
}

static uint32_t take_u32(struct stream *s)
{
    uint32_t value;
    assert_true(s->end - s->at >= 4);
    memcpy(&value, s->at, sizeof value);
    s->at += 4;
    return value;
}

// The next message's header; false at the end mark.
static bool take_message(struct stream *s, struct message *m, int kind, struct table *header)
{
    assert_int_equal(take_u32(s), 0xffffffff);
    m->metadata_size = take_u32(s);
    if (m->metadata_size == 0)
        return false;
    assert_int_equal(m->metadata_size % 8, 0);
    assert_true((size_t)(s->end - s->at) >= m->metadata_size);
    m->metadata = s->at;
    s->at += m->metadata_size;
    const struct table root = {m, follow(m, 0)};
    assert_int_equal(field(root, 0, 2), 4); // metadata version 5
    assert_int_equal(field(root, 1, 1), kind);
    m->body_size = (size_t)field(root, 3, 8);
    assert_int_equal(m->body_size % 8, 0);
    assert_true((size_t)(s->end - s->at) >= m->body_size);
    m->body = s->at;
    s->at += m->body_size;
    *header = subtable(root, 2);
    return true;
}

static struct stream written(const mr_table *const *tables, size_t n, mr_buf *out)
{
    mr_arena *arena = mr_arena_new();
    mr_schema schema;
    mr_table_schema(tables[0], arena, &schema);
    schema.fields[1].unit = "ohm.m";
    schema.fields[1].quantity = "resistivity";
    schema.fields[2].nullable = false;
    schema.fields[3].quantity = "count";
    mr_arrow_ipc_begin(&schema, out);
    mr_arena_free(arena);
    for (size_t i = 0; i < n; i++)
        mr_arrow_ipc_batch(tables[i], out);
    mr_arrow_ipc_end(out);
    assert_int_equal(out->status, MR_OK);
    const unsigned char *at = (const unsigned char *)out->at;
    return (struct stream){at, at + out->n};
}

static void assert_pair(struct table f, size_t i, const char *key, const char *value)
{
    size_t items;
    assert_true(vector(f, 6, &items) > i);
    const struct table pair = {f.m, follow(f.m, items + 4 * i)};
    assert_string_equal(text(pair, 0), key);
    assert_string_equal(text(pair, 1), value);
}

static void the_schema_message(void **state)
{
    (void)state;
    // members of the union Type, and what their tables say
    static const struct {
        int type, size; // size of field 0
        int64_t value;
    } wanted[] = {{5, 1, 0},  {3, 2, 2}, {3, 2, 1},  {2, 4, 64},
                  {2, 4, 32}, {6, 1, 0}, {10, 2, 2}, {12, 1, 0}};
    mr_buf out = {0};
    mr_table *table = sample_table(0, 3);
    const mr_table *const tables[] = {table};
    struct stream s = written(tables, 1, &out);
    struct message m;
    struct table schema;
    assert_true(take_message(&s, &m, 1, &schema));
    assert_int_equal(m.body_size, 0);
    assert_int_equal(field(schema, 0, 2), 0); // little-endian
    size_t items;
    assert_int_equal(vector(schema, 1, &items), COUNT(all_types));
    for (size_t i = 0; i < COUNT(all_types); i++) {
        const struct table f = {&m, follow(&m, items + 4 * i)};
        size_t children;
        assert_string_equal(text(f, 0), mr_type_name(all_types[i]));
        assert_int_equal(field(f, 1, 1), i != 2);
        assert_int_equal(field(f, 2, 1), wanted[i].type);
        assert_int_equal(field(subtable(f, 3), 0, (size_t)wanted[i].size), wanted[i].value);
        assert_int_equal(vector(f, 5, &children), all_types[i] == MR_LIST_FLOAT64);
        if (wanted[i].type == 2)
            assert_int_equal(field(subtable(f, 3), 1, 1), 1); // signed
        if (wanted[i].type == 10)
            assert_string_equal(text(subtable(f, 3), 1), "UTC");
        if (i != 1 && i != 3)
            assert_int_equal(slot(f, 6), 0);
        if (all_types[i] == MR_LIST_FLOAT64)
            assert_int_equal(field((struct table){&m, follow(&m, children)}, 2, 1), 3);
        if (i == 1) {
            assert_pair(f, 0, "unit", "ohm.m");
            assert_pair(f, 1, "quantity", "resistivity");
        }
        if (i == 3)
            assert_pair(f, 0, "quantity", "count");
    }
    mr_buf_clear(&out);
    mr_table_unref(table);
}

// Walks over the nodes and buffers of a batch in the format's order.
struct walk {
    struct table batch;
    size_t node, buffer;
};

static void take_node(struct walk *w, int64_t *rows, int64_t *nulls)
{
    size_t items;
    const size_t n = vector(w->batch, 1, &items);
    assert_true(w->node < n);
    *rows = number(w->batch.m, items + 16 * w->node, 8);
    *nulls = number(w->batch.m, items + 16 * w->node++ + 8, 8);
}

// The buffer in memory of its own, so that the sanitizer sees who reads past its end.
static void *take_buffer(struct walk *w, size_t wanted)
{
    size_t items;
    const size_t n = vector(w->batch, 2, &items);
    assert_true(w->buffer < n);
    const size_t at = (size_t)number(w->batch.m, items + 16 * w->buffer, 8);
    const size_t size = (size_t)number(w->batch.m, items + 16 * w->buffer++ + 8, 8);
    assert_int_equal(at % 8, 0);
    assert_true(at + size <= w->batch.m->body_size);
    assert_int_equal(size, wanted);
    if (!size)
        return NULL;
    void *copy = calloc(1, (size + 7) / 8 * 8); // bits are read by words
    memcpy(copy, w->batch.m->body + at, size);
    return copy;
}

static size_t bytes_of_bits(int64_t n)
{
    return ((size_t)n + 7) / 8;
}

// Widths by the order of all_types.
static const size_t widths[] = {0, 8, 4, 8, 4, 0, 8, 0};

static void assert_column(struct walk *w, size_t t, int64_t first, int64_t n)
{
    mr_column items = {.field = {.name = "item", .type = MR_FLOAT64}};
    mr_column c = {.field = {.name = "x", .type = all_types[t]}, .length = n};
    const bool ends = c.field.type == MR_UTF8 || c.field.type == MR_LIST_FLOAT64;
    int64_t rows;
    take_node(w, &rows, &c.nulls);
    assert_int_equal(rows, n);
    assert_int_equal(c.nulls, model_nulls(first, n));
    void *owned[5] = {take_buffer(w, c.nulls ? bytes_of_bits(n) : 0)};
    c.validity = owned[0];
    if (ends) {
        int32_t *offsets = take_buffer(w, ((size_t)n + 1) * 4);
        c.offsets = owned[1] = offsets;
        assert_int_equal(offsets[0], 0);
        if (c.field.type == MR_UTF8) {
            c.values = owned[2] = take_buffer(w, (size_t)offsets[n]);
        } else {
            take_node(w, &items.length, &items.nulls);
            assert_int_equal(items.length, offsets[n]);
            items.validity = owned[3] =
                take_buffer(w, items.nulls ? bytes_of_bits(items.length) : 0);
            items.values = owned[4] = take_buffer(w, (size_t)items.length * 8);
            c.items = &items;
        }
    } else {
        c.values = owned[1] = take_buffer(w, widths[t] ? (size_t)n * widths[t] : bytes_of_bits(n));
    }
    for (int64_t i = 0; i < n; i++)
        assert_row(&c, i, first + i);
    for (int64_t i = 0; i < items.length; i++)
        assert_int_equal(mr_valid(&items, i), !isnan(((const double *)items.values)[i]));
    for (size_t i = 0; i < COUNT(owned); i++)
        free(owned[i]);
}

static void assert_batch(struct stream *s, int64_t first, int64_t n)
{
    struct message m;
    struct walk w = {0};
    assert_true(take_message(s, &m, 3, &w.batch));
    assert_int_equal(field(w.batch, 0, 8), n);
    for (size_t t = 0; t < COUNT(all_types); t++)
        assert_column(&w, t, first, n);
    size_t items;
    assert_int_equal(vector(w.batch, 1, &items), w.node);
    assert_int_equal(vector(w.batch, 2, &items), w.buffer);
}

static void batches_read_back(void **state)
{
    (void)state;
    mr_buf out = {0};
    mr_table *whole = sample_table(0, 200), *slice, *none;
    assert_status(mr_table_slice(whole, 67, 71, &slice, NULL), MR_OK);
    assert_status(mr_table_slice(whole, 5, 0, &none, NULL), MR_OK);
    const mr_table *const tables[] = {whole, slice, none};
    struct stream s = written(tables, COUNT(tables), &out);
    struct message m;
    struct table header;
    assert_true(take_message(&s, &m, 1, &header));
    assert_batch(&s, 0, 200);
    assert_batch(&s, 67, 71);
    assert_batch(&s, 5, 0);
    assert_false(take_message(&s, &m, 0, &header));
    assert_ptr_equal(s.at, s.end);
    mr_buf_clear(&out);
    mr_table_unref(whole);
    mr_table_unref(slice);
    mr_table_unref(none);
}

// Also where a slice shares words whose other bits differ.
static void equal_tables_give_equal_bytes(void **state)
{
    (void)state;
    mr_table *whole = sample_table(0, 300), *slice, *own = sample_table(64, 70);
    assert_status(mr_table_slice(whole, 64, 70, &slice, NULL), MR_OK);
    mr_buf a = {0}, b = {0};
    mr_arrow_ipc_batch(slice, &a);
    mr_arrow_ipc_batch(own, &b);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.at, b.at, a.n);
    mr_buf_clear(&a);
    mr_buf_clear(&b);
    mr_table_unref(whole);
    mr_table_unref(slice);
    mr_table_unref(own);
}

static void any_length_keeps_the_alignment(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 140; n += 1 + n / 20) {
        mr_buf out = {0};
        mr_table *table = sample_table(3, n);
        const mr_table *const tables[] = {table};
        struct stream s = written(tables, 1, &out);
        struct message m;
        struct table header;
        assert_true(take_message(&s, &m, 1, &header));
        assert_batch(&s, 3, n);
        mr_buf_clear(&out);
        mr_table_unref(table);
    }
}

static void a_failed_buffer_stays_failed(void **state)
{
    (void)state;
    mr_buf out = {.status = MR_ENOMEM};
    mr_table *table = sample_table(0, 10);
    mr_arrow_ipc_batch(table, &out);
    mr_arrow_ipc_end(&out);
    assert_status(out.status, MR_ENOMEM);
    assert_null(out.at);
    mr_table_unref(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_message),
        cmocka_unit_test(batches_read_back),
        cmocka_unit_test(equal_tables_give_equal_bytes),
        cmocka_unit_test(any_length_keeps_the_alignment),
        cmocka_unit_test(a_failed_buffer_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
