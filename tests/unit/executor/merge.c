// The merge of several inputs, row by row, against joins worked out by hand.
#include "fixture.h"

#include "../../../src/executor/merge.h"

#define NIL ((double)NAN)

// A table of well (one letter a row, '-' = null), depth and one more column (NULL = none).
static mr_table *make(const char *wells, const double *depth, const char *name,
                      const double *values)
{
    int64_t n = (int64_t)strlen(wells);
    mr_table *table = mr_table_new(n);
    mr_builder *well =
        mr_builder_new(&(mr_field){.name = "well_id", .type = MR_UTF8, .nullable = true});
    mr_builder *z =
        mr_builder_new(&(mr_field){.name = "depth", .type = MR_FLOAT64, .nullable = true});
    mr_builder *v =
        mr_builder_new(&(mr_field){.name = name ? name : "", .type = MR_FLOAT64, .nullable = true});
    for (int64_t i = 0; i < n; i++) {
        wells[i] == '-' ? mr_builder_null(well) : mr_builder_text(well, (mr_str){wells + i, 1});
        if (depth)
            mr_builder_real(z, depth[i]);
        if (name)
            mr_builder_real(v, values[i]);
    }
    mr_builder *const builders[] = {well, depth ? z : NULL, name ? v : NULL};
    for (size_t k = 0; k < 3; k++) {
        const mr_column *column = NULL;
        if (!builders[k])
            continue;
        assert_int_equal(mr_builder_finish(builders[k], &column, NULL), MR_OK);
        mr_table_put(table, column);
    }
    mr_builder_free(well);
    mr_builder_free(z);
    mr_builder_free(v);
    return table;
}

static mr_table *merge(mr_table **tables, const size_t *rows, size_t n)
{
    static mr_field fields[] = {{.name = "well_id", .type = MR_UTF8},
                                {.name = "depth", .type = MR_FLOAT64},
                                {.name = "a", .type = MR_FLOAT64},
                                {.name = "b", .type = MR_FLOAT64},
                                {.name = "c", .type = MR_FLOAT64}};
    const mr_schema schema = {5, fields};
    mr_table *out = NULL;
    assert_ok(mr_merge_tables(tables, rows, n, &schema, &out, why));
    for (size_t i = 0; i < n; i++)
        mr_table_unref(tables[i]);
    return out;
}

static void check(const mr_table *t, const char *name, const double *wanted)
{
    const mr_column *c = mr_table_find(t, name);
    assert_non_null(c);
    for (int64_t i = 0; i < t->rows; i++) {
        if (mr_valid(c, i) != !isnan(wanted[i]))
            fail_msg("%s, row %d: null or not", name, (int)i);
        if (mr_valid(c, i))
            assert_near(mr_column_real(c, i), wanted[i]);
    }
}

static void check_wells(const mr_table *t, const char *wanted)
{
    const mr_column *c = mr_table_find(t, "well_id");
    assert_int_equal(t->rows, strlen(wanted));
    for (int64_t i = 0; i < t->rows; i++) {
        assert_int_equal(mr_valid(c, i), wanted[i] != '-');
        if (wanted[i] != '-')
            assert_memory_equal(mr_column_text(c, i).at, wanted + i, 1);
    }
}

static const size_t own_rows[] = {1, 2, 3};

// Wells in the order they first come up, not by name; depths sorted inside a well even when the
// inputs are not.
static void test_order(void **state)
{
    (void)state;
    mr_table *parts[] = {make("BBA", (double[]){2, 1, 5}, "a", (double[]){20, 10, 50}),
                         make("CAB", (double[]){1, 4, 2}, "b", (double[]){7, 8, 9})};
    mr_table *t = merge(parts, own_rows, 2);
    check_wells(t, "BBAAC");
    check(t, "depth", (double[]){1, 2, 4, 5, 1});
    check(t, "a", (double[]){10, 20, NIL, 50, NIL});
    check(t, "b", (double[]){NIL, 9, 8, NIL, 7});
    mr_table_unref(t);
}

// A depth that stands twice on one side and three times on the other gives six rows.
static void test_repeated_keys(void **state)
{
    (void)state;
    mr_table *parts[] = {make("AA", (double[]){1, 1}, "a", (double[]){1, 2}),
                         make("AAA", (double[]){1, 1, 1}, "b", (double[]){3, 4, 5})};
    mr_table *t = merge(parts, own_rows, 2);
    check(t, "a", (double[]){1, 1, 1, 2, 2, 2});
    check(t, "b", (double[]){3, 4, 5, 3, 4, 5});
    assert_int_equal(t->rows, 6);
    mr_table_unref(t);
}

// A row without depth is kept, last of its well, and meets no other; rows without a well are one
// well of their own.
static void test_nulls(void **state)
{
    (void)state;
    mr_table *parts[] = {make("A-A", (double[]){NIL, 1, 3}, "a", (double[]){1, 2, 3}),
                         make("A-A", (double[]){3, 1, NIL}, "b", (double[]){4, 5, 6})};
    mr_table *t = merge(parts, own_rows, 2);
    check_wells(t, "AAA-");
    check(t, "depth", (double[]){3, NIL, NIL, 1});
    check(t, "a", (double[]){3, 1, NIL, 2});
    check(t, "b", (double[]){4, NIL, 6, 5});
    mr_table_unref(t);
}

// One column by two ways: where the first has the row its value stands, even a null; elsewhere the
// second's.
static void test_shared_column(void **state)
{
    (void)state;
    mr_table *parts[] = {make("AA", (double[]){1, 2}, "a", (double[]){10, NIL}),
                         make("AA", (double[]){2, 3}, "a", (double[]){20, 30})};
    mr_table *t = merge(parts, own_rows, 2);
    assert_int_equal(t->n, 3);
    check(t, "a", (double[]){10, NIL, 30});
    mr_table_unref(t);
}

// Inputs of the same rows are never joined, so a repeated depth stays what it is, also beside a
// third that is.
static void test_same_rows(void **state)
{
    (void)state;
    const size_t rows[] = {7, 8, 7};
    mr_table *parts[] = {make("AA", (double[]){1, 1}, "a", (double[]){1, 2}),
                         make("A", (double[]){1}, "b", (double[]){9}),
                         make("AA", (double[]){1, 1}, "c", (double[]){3, 4})};
    mr_table *t = merge(parts, rows, 3);
    assert_int_equal(t->rows, 2);
    check(t, "a", (double[]){1, 2});
    check(t, "b", (double[]){9, 9});
    check(t, "c", (double[]){3, 4});
    mr_table_unref(t);
}

// What one side lacks of the key takes no part in it.
static void test_part_of_key(void **state)
{
    (void)state;
    mr_table *parts[] = {make("AAB", (double[]){1, 2, 1}, NULL, NULL),
                         make("BA", NULL, "b", (double[]){5, 6})};
    mr_table *t = merge(parts, own_rows, 2);
    check_wells(t, "AAB");
    check(t, "b", (double[]){6, 6, 5});
    mr_table_unref(t);
}

static void test_empty(void **state)
{
    (void)state;
    mr_table *parts[] = {make("", (double[]){0}, "a", (double[]){0}),
                         make("A", (double[]){1}, "b", (double[]){2})};
    mr_table *t = merge(parts, own_rows, 2);
    assert_int_equal(t->rows, 1);
    check(t, "a", (double[]){NIL});
    check(t, "b", (double[]){2});
    mr_table_unref(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),     cmocka_unit_test(test_repeated_keys),
        cmocka_unit_test(test_nulls),     cmocka_unit_test(test_shared_column),
        cmocka_unit_test(test_same_rows), cmocka_unit_test(test_part_of_key),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
