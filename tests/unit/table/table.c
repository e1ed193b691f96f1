// Tables.
#include "sample.h"

static const mr_column *named(const char *name, mr_type type, int64_t n)
{
    return sample(name, type, 0, n);
}

static void columns_are_put_found_and_overwritten(void **state)
{
    (void)state;
    mr_table *table = mr_table_new(5);
    assert_null(mr_table_find(table, "c0"));
    for (int i = 0; i < 40; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%d", i);
        mr_table_put(table, named(name, MR_INT32, 5));
    }
    assert_int_equal(table->n, 40);
    for (int i = 0; i < 40; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%d", i);
        assert_ptr_equal(mr_table_find(table, name), table->columns[i]);
    }
    const mr_column *other = named("c7", MR_UTF8, 5);
    mr_table_put(table, other);
    assert_int_equal(table->n, 40);
    assert_ptr_equal(table->columns[7], other);
    mr_table_unref(table);
    mr_table_unref(NULL);
}

static void a_copy_shares_and_takes_more(void **state)
{
    (void)state;
    mr_table *table = sample_table(0, 100);
    table->rowset = mr_rowset_new();
    mr_table *copy = mr_table_copy(table);
    mr_table_put(copy, named("more", MR_BOOL, 100));
    assert_int_equal(copy->n, table->n + 1);
    assert_true(copy->rowset == table->rowset);
    for (size_t i = 0; i < table->n; i++)
        assert_ptr_equal(copy->columns[i], table->columns[i]);
    mr_table *again = mr_table_ref(table);
    mr_table_unref(table);
    mr_table_unref(again);
    assert_rows(copy->columns[0], 0, 100);
    mr_table_unref(copy);
}

static void rowsets_differ(void **state)
{
    (void)state;
    const uint64_t a = mr_rowset_new(), b = mr_rowset_new();
    assert_true(a != 0 && b != 0 && a != b);
    mr_table *table = mr_table_new(3);
    assert_true(table->rowset == 0);
    mr_table_unref(table);
}

static void slices_and_takes_lose_the_rowset(void **state)
{
    (void)state;
    mr_table *table = sample_table(0, 200), *out;
    table->rowset = mr_rowset_new();
    assert_status(mr_table_slice(table, 65, 70, &out, NULL), MR_OK);
    assert_true(out->rowset == 0);
    assert_int_equal(out->rows, 70);
    for (size_t i = 0; i < out->n; i++)
        assert_rows(out->columns[i], 65, 70);
    mr_table_unref(out);

    assert_status(mr_table_slice(table, 0, 200, &out, NULL), MR_OK);
    assert_true(out->rowset == table->rowset); // all rows are the same rows
    mr_table_unref(out);

    const int64_t rows[] = {199, -1, 0, 1, 2, 100};
    assert_status(mr_table_take(table, rows, COUNT(rows), &out, NULL), MR_OK);
    assert_true(out->rowset == 0);
    for (size_t i = 0; i < out->n; i++)
        for (size_t k = 0; k < COUNT(rows); k++)
            assert_row(out->columns[i], (int64_t)k, rows[k]);
    mr_table_unref(out);
    mr_table_unref(table);
}

static void tables_are_put_one_after_another(void **state)
{
    (void)state;
    mr_table *parts[] = {sample_table(0, 37), sample_table(37, 0), sample_table(37, 100)}, *out;
    parts[0]->rowset = mr_rowset_new();
    assert_status(mr_table_concat(parts, COUNT(parts), &out, NULL), MR_OK);
    assert_int_equal(out->rows, 137);
    assert_true(out->rowset == 0);
    for (size_t i = 0; i < out->n; i++)
        assert_rows(out->columns[i], 0, 137);
    mr_table_unref(out);
    assert_status(mr_table_concat(parts, 1, &out, NULL), MR_OK);
    assert_true(out->rowset == parts[0]->rowset);
    mr_table_unref(out);
    for (size_t i = 0; i < COUNT(parts); i++)
        mr_table_unref(parts[i]);
}

static void tables_that_differ_are_refused(void **state)
{
    (void)state;
    mr_table *a = mr_table_new(2), *b = mr_table_new(2), *out = NULL;
    mr_error err = {0};
    mr_table *const both[] = {a, b};
    mr_table_put(a, named("gr", MR_FLOAT64, 2));
    assert_status(mr_table_concat(both, 2, &out, &err), MR_EINVALID);
    mr_table_put(b, named("rhob", MR_FLOAT64, 2));
    assert_status(mr_table_concat(both, 2, &out, &err), MR_EINVALID);
    assert_contains(err.message, "'gr'");
    assert_contains(err.message, "'rhob'");
    mr_table_put(a, named("x", MR_INT32, 2)); // good columns before a bad one are freed
    mr_table_unref(b);
    mr_table *c = mr_table_new(2);
    mr_table_put(c, named("gr", MR_FLOAT64, 2));
    mr_table_put(c, named("x", MR_UTF8, 2));
    mr_table *const others[] = {a, c};
    assert_status(mr_table_concat(others, 2, &out, &err), MR_EINVALID);
    assert_contains(err.message, "'x'");
    assert_null(out);
    mr_table_unref(a);
    mr_table_unref(c);
}

static void the_schema_outlives_the_table(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    mr_table *table = sample_table(0, 10);
    mr_schema schema;
    mr_table_schema(table, arena, &schema);
    mr_table_unref(table);
    assert_int_equal(schema.n, COUNT(all_types));
    for (size_t i = 0; i < schema.n; i++) {
        assert_string_equal(schema.fields[i].name, mr_type_name(all_types[i]));
        assert_int_equal(schema.fields[i].type, all_types[i]);
        assert_true(schema.fields[i].nullable);
    }
    mr_arena_free(arena);
}

static void bytes_are_those_of_the_rows(void **state)
{
    (void)state;
    mr_table *table = mr_table_new(100), *slice;
    double *values;
    mr_column *gr;
    const mr_field field = field_of("gr", MR_FLOAT64), name = field_of("well", MR_UTF8);
    assert_status(mr_column_new_f64(&field, 100, &gr, &values, NULL), MR_OK);
    memset(values, 0, 100 * sizeof *values);
    mr_column_seal(gr);
    mr_table_put(table, gr);
    assert_int_equal(mr_table_bytes(table), 800);
    mr_builder *b = mr_builder_new(&name);
    for (int i = 0; i < 100; i++)
        mr_builder_text(b, MR_STR("abc"));
    mr_table_put(table, finish(b));
    assert_int_equal(mr_table_bytes(table), 800 + 101 * 4 + 300);
    assert_status(mr_table_slice(table, 50, 10, &slice, NULL), MR_OK);
    assert_int_equal(mr_table_bytes(slice), 80 + 11 * 4 + 30);
    mr_table_unref(slice);
    mr_table_unref(table);
}

static void no_columns_and_no_rows(void **state)
{
    (void)state;
    mr_table *empty = mr_table_new(0), *out;
    assert_status(mr_table_slice(empty, 0, 0, &out, NULL), MR_OK);
    mr_table_unref(out);
    mr_table *const two[] = {empty, empty};
    assert_status(mr_table_concat(two, 2, &out, NULL), MR_OK);
    assert_int_equal(out->n, 0);
    assert_int_equal(mr_table_bytes(out), 0);
    mr_table_unref(out);
    mr_table_unref(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_put_found_and_overwritten),
        cmocka_unit_test(a_copy_shares_and_takes_more),
        cmocka_unit_test(rowsets_differ),
        cmocka_unit_test(slices_and_takes_lose_the_rowset),
        cmocka_unit_test(tables_are_put_one_after_another),
        cmocka_unit_test(tables_that_differ_are_refused),
        cmocka_unit_test(the_schema_outlives_the_table),
        cmocka_unit_test(bytes_are_those_of_the_rows),
        cmocka_unit_test(no_columns_and_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
