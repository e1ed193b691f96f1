// Arrow C Data and Stream interfaces, read as a consumer would: by format strings and buffers only.
#include "mudrock/arrow.h"

#include <errno.h>

#include "sample.h"

static mr_schema schema_of(const mr_table *table, mr_arena *arena)
{
    mr_schema schema;
    mr_table_schema(table, arena, &schema);
    return schema;
}

static void the_schema_says_types_and_metadata(void **state)
{
    (void)state;
    static const char *const formats[] = {"u", "g", "f", "l", "i", "b", "tsu:UTC", "+l"};
    mr_arena *arena = mr_arena_new();
    mr_table *table = sample_table(0, 10);
    mr_schema schema = schema_of(table, arena);
    schema.fields[1].unit = "g/cm3";
    schema.fields[1].quantity = "bulk_density";
    schema.fields[3].nullable = false;
    struct ArrowSchema out;
    assert_status(mr_arrow_export_schema(&schema, &out), MR_OK);
    mr_arena_free(arena); // the export has its own texts
    mr_table_unref(table);

    assert_string_equal(out.format, "+s");
    assert_int_equal(out.n_children, COUNT(all_types));
    for (size_t i = 0; i < COUNT(all_types); i++) {
        const struct ArrowSchema *child = out.children[i];
        assert_string_equal(child->format, formats[i]);
        assert_string_equal(child->name, mr_type_name(all_types[i]));
        assert_int_equal(child->flags, i == 3 ? 0 : 2);
        if (i != 1)
            assert_null(child->metadata);
    }
    // the metadata of the interface: counts and lengths are int32 in the machine's byte order
    static const struct {
        int32_t count, key;
        char unit[4];
        int32_t value;
    } head = {2, 4, {'u', 'n', 'i', 't'}, 5};
    const char *metadata = out.children[1]->metadata;
    assert_memory_equal(metadata, &head, sizeof head);
    assert_memory_equal(metadata + 16, "g/cm3", 5);
    assert_memory_equal(metadata + 25, "quantity", 8);
    assert_memory_equal(metadata + 37, "bulk_density", 12);
    assert_string_equal(out.children[7]->children[0]->format, "g");
    out.release(&out);
    assert_null(out.release);
}

static void any_is_no_type_of_a_column(void **state)
{
    (void)state;
    mr_field fields[] = {{.name = "a", .type = MR_INT64}, {.name = "b", .type = MR_ANY}};
    struct ArrowSchema out;
    assert_status(mr_arrow_export_schema(&(mr_schema){2, fields}, &out), MR_EINVALID);
    assert_null(out.release);
}

static bool arrow_bit(const void *buffer, int64_t i)
{
    const unsigned char *bytes = buffer;
    return bytes[i / 8] >> i % 8 & 1;
}

// Puts the buffers behind an mr_column again, by the rules of the format, and compares with the
// model.
static void assert_array(const struct ArrowArray *array, mr_type type, int64_t first, int64_t n)
{
    assert_int_equal(array->length, n);
    assert_int_equal(array->offset, 0);
    assert_int_equal(array->null_count, model_nulls(first, n));
    assert_int_equal(array->n_buffers, type == MR_UTF8 ? 3 : 2);
    for (int64_t i = 0; i < n; i++)
        assert_int_equal(!array->buffers[0] || arrow_bit(array->buffers[0], i),
                         !model_is_null(first + i));
    mr_column items = {.field = {.name = "item", .type = MR_FLOAT64}};
    const bool ends = type == MR_UTF8 || type == MR_LIST_FLOAT64;
    const mr_column seen = {
        .field = {.name = "x", .type = type},
        .length = n,
        .nulls = array->null_count,
        .validity = array->buffers[0],
        .values = type == MR_UTF8 ? array->buffers[2]
                  : ends          ? NULL
                                  : array->buffers[1],
        .offsets = ends ? array->buffers[1] : NULL,
        .items = type == MR_LIST_FLOAT64 ? &items : NULL,
    };
    if (type == MR_LIST_FLOAT64) {
        assert_int_equal(array->n_children, 1);
        items.values = array->children[0]->buffers[1];
        items.length = array->children[0]->length;
    }
    for (int64_t i = 0; i < n; i++)
        assert_row(&seen, i, first + i);
}

static void arrays_outlive_the_table(void **state)
{
    (void)state;
    mr_table *table = sample_table(0, 300), *part;
    assert_status(mr_table_slice(table, 70, 100, &part, NULL), MR_OK);
    struct ArrowArray whole, slice;
    assert_status(mr_arrow_export_table(table, &whole), MR_OK);
    assert_status(mr_arrow_export_table(part, &slice), MR_OK);
    assert_ptr_equal(whole.children[1]->buffers[1], mr_column_f64(table->columns[1])); // no copy
    mr_table_unref(table);
    mr_table_unref(part);
    assert_int_equal(whole.length, 300);
    assert_int_equal(whole.n_buffers, 1);
    for (size_t i = 0; i < COUNT(all_types); i++) {
        assert_array(whole.children[i], all_types[i], 0, 300);
        assert_array(slice.children[i], all_types[i], 70, 100);
    }
    whole.release(&whole);
    assert_null(whole.release);
    slice.release(&slice);
}

// The interface lets a consumer take children out and release them in any order.
static void children_may_be_moved_out(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    mr_table *table = sample_table(0, 50);
    mr_schema schema = schema_of(table, arena);
    struct ArrowArray array;
    struct ArrowSchema types;
    assert_status(mr_arrow_export_table(table, &array), MR_OK);
    assert_status(mr_arrow_export_schema(&schema, &types), MR_OK);
    mr_table_unref(table);
    struct ArrowArray moved = *array.children[7];
    struct ArrowSchema moved_type = *types.children[7];
    array.children[7]->release = NULL;
    types.children[7]->release = NULL;
    array.release(&array);
    types.release(&types);
    assert_array(&moved, MR_LIST_FLOAT64, 0, 50);
    assert_string_equal(moved_type.name, "list<float64>");
    moved.release(&moved);
    moved_type.release(&moved_type);
    mr_arena_free(arena);
}

struct feed {
    int64_t sizes[4];
    size_t at, n;
    int64_t row;
    bool other_columns;
};

static mr_status next(void *feed_, mr_table **table, mr_error *err)
{
    struct feed *f = feed_;
    *table = NULL;
    if (f->at == f->n)
        return MR_OK;
    const int64_t rows = f->sizes[f->at++];
    if (rows < 0)
        return mr_fail(err, MR_ECANCEL, NULL, "stopped after %d rows", (int)f->row);
    *table = sample_table(f->row, rows);
    if (f->other_columns && f->row)
        mr_table_put(*table, sample("int64", MR_INT32, f->row, rows));
    f->row += rows;
    return MR_OK;
}

static void open_stream(struct feed *feed, mr_arena *arena, mr_schema *schema,
                        struct ArrowArrayStream *out)
{
    mr_table *table = sample_table(0, 5);
    *schema = schema_of(table, arena);
    mr_table_unref(table);
    mr_arrow_stream(schema, next, feed, out);
}

static void a_stream_gives_tables_then_ends(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    mr_schema schema;
    struct ArrowArrayStream stream;
    struct feed feed = {.sizes = {0, 64, 0, 10}, .n = 4};
    open_stream(&feed, arena, &schema, &stream);
    struct ArrowSchema types;
    assert_int_equal(stream.get_schema(&stream, &types), 0);
    assert_int_equal(types.n_children, COUNT(all_types));
    types.release(&types);
    struct ArrowArray array;
    static const int64_t rows[] = {64, 10}; // tables without rows are passed over
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(stream.get_next(&stream, &array), 0);
        assert_array(array.children[0], MR_UTF8, i ? 64 : 0, rows[i]);
        array.release(&array);
    }
    for (int i = 0; i < 2; i++) { // the end stays the end
        assert_int_equal(stream.get_next(&stream, &array), 0);
        assert_null(array.release);
    }
    assert_null(stream.get_last_error(&stream));
    stream.release(&stream);
    assert_null(stream.release);
    mr_arena_free(arena);
}

static void a_stream_passes_errors_on(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    mr_schema schema;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    struct feed feed = {.sizes = {7, -1}, .n = 2};
    open_stream(&feed, arena, &schema, &stream);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    array.release(&array);
    assert_int_equal(stream.get_next(&stream, &array), ECANCELED);
    assert_null(array.release);
    assert_string_equal(stream.get_last_error(&stream), "stopped after 7 rows");
    stream.release(&stream);

    feed = (struct feed){.sizes = {7, 8}, .n = 2, .other_columns = true};
    open_stream(&feed, arena, &schema, &stream);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    array.release(&array);
    assert_int_equal(stream.get_next(&stream, &array), EINVAL);
    assert_contains(stream.get_last_error(&stream), "'int64' (int32)");
    stream.release(&stream);
    mr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_says_types_and_metadata),
        cmocka_unit_test(any_is_no_type_of_a_column),
        cmocka_unit_test(arrays_outlive_the_table),
        cmocka_unit_test(children_may_be_moved_out),
        cmocka_unit_test(a_stream_gives_tables_then_ends),
        cmocka_unit_test(a_stream_passes_errors_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
