// Pages of a Parquet file: the same rows as the whole file has there, whatever their types and
// names.
#include "fixture.h"

enum { ROWS = 300000, WELLS = 3 }; // several row groups

// every_type, with a well_id in front whose value has a quote.
static const char *const wells[WELLS] = {"A", "it's", "C"};

static mr_table *rows_of_wells(void)
{
    mr_table *table = every_type(0, ROWS);
    mr_builder *ids = builder("well_id", MR_UTF8);
    for (int64_t i = 0; i < ROWS; i++)
        mr_builder_text(ids, mr_str_of(wells[i * WELLS / ROWS]));
    mr_table_put(table, finish(ids));
    return table;
}

static const char *write_rows(struct fixture *f, const mr_table *table)
{
    const char *path = in(f, "rows.parquet");
    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    return path;
}

static mr_table *page_of(struct fixture *f, const char *path, mr_duck_page page, int64_t wanted)
{
    mr_table *out = NULL;
    int64_t total = -1;
    assert_ok(mr_duck_read_page(f->session, path, &page, &out, &total, why));
    assert_int_equal(total, wanted);
    return out;
}

static void test_slices(void **state)
{
    struct fixture *f = *state;
    mr_table *whole = rows_of_wells();
    const char *path = write_rows(f, whole);
    static const int64_t cuts[][2] = {{0, 10}, {122870, 20}, {299990, 100}, {299999, 1}, {5, 0}};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        mr_table *got =
            page_of(f, path, (mr_duck_page){.offset = cuts[i][0], .limit = cuts[i][1]}, ROWS);
        mr_table *wanted = NULL;
        const int64_t left = ROWS - cuts[i][0];
        assert_ok(
            mr_table_slice(whole, cuts[i][0], cuts[i][1] < left ? cuts[i][1] : left, &wanted, why));
        assert_table_equal(got, wanted);
        assert_string_equal(mr_table_find(got, "gr")->field.unit, "gAPI");
        mr_table_unref(wanted);
        mr_table_unref(got);
    }
    mr_table *behind = page_of(f, path, (mr_duck_page){.offset = ROWS, .limit = 5}, ROWS);
    assert_int_equal(behind->rows, 0);
    mr_table_unref(behind);
    mr_table_unref(whole);
}

static void test_wells_and_columns(void **state)
{
    struct fixture *f = *state;
    mr_table *whole = rows_of_wells();
    const char *path = write_rows(f, whole);
    const char *columns[] = {"well id", "depth"};
    mr_table *got = page_of(f, path,
                            (mr_duck_page){.n_columns = 2,
                                           .columns = columns,
                                           .n_wells = 1,
                                           .wells = &wells[1],
                                           .offset = 7,
                                           .limit = -1},
                            ROWS / WELLS);
    assert_int_equal(got->n, 2);
    assert_string_equal(got->columns[0]->field.name, "well id");
    assert_int_equal(got->rows, ROWS / WELLS - 7);
    assert_true(mr_column_real(got->columns[1], 0) == 1000 + (ROWS / WELLS + 7) / 8.0);
    mr_table_unref(got);
    // From row 3 to row 10, both of them; of the second well none lies there.
    mr_duck_page part = {.between = "depth", .from = 1000.375, .to = 1001.25, .limit = -1};
    got = page_of(f, path, part, 8);
    assert_true(mr_column_real(mr_table_find(got, "depth"), 0) == 1000.375);
    assert_true(mr_column_real(mr_table_find(got, "depth"), 7) == 1001.25);
    mr_table_unref(got);
    part.n_wells = 1;
    part.wells = &wells[1];
    got = page_of(f, path, part, 0);
    mr_table_unref(got);
    const char *nowhere = "'; DROP TABLE x; --";
    got = page_of(f, path, (mr_duck_page){.n_wells = 1, .wells = &nowhere, .limit = -1}, 0);
    assert_int_equal(got->rows, 0);
    mr_table_unref(got);
    mr_table_unref(whole);
}

// Equal ones stay in their order, nulls come last either way.
static void test_sorted(void **state)
{
    struct fixture *f = *state;
    mr_table *whole = rows_of_wells();
    const char *path = write_rows(f, whole);
    for (int down = 0; down < 2; down++) {
        mr_table *got =
            page_of(f, path, (mr_duck_page){.sort = "flag", .descending = down, .limit = -1}, ROWS);
        const mr_column *flag = mr_table_find(got, "flag"), *depth = mr_table_find(got, "depth");
        for (int64_t i = 1; i < got->rows; i++) {
            const int before = mr_valid(flag, i - 1) ? mr_column_truth(flag, i - 1) ^ down : 2;
            const int now = mr_valid(flag, i) ? mr_column_truth(flag, i) ^ down : 2;
            assert_true(before <= now);
            if (before == now)
                assert_true(mr_column_real(depth, i - 1) < mr_column_real(depth, i));
        }
        mr_table_unref(got);
    }
    mr_table_unref(whole);
}

static void test_refused(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 3), *out = NULL; // without well_id
    const char *path = write_rows(f, table), *no = "no", *a = "A";
    const mr_duck_page pages[] = {{.n_columns = 1, .columns = &no, .limit = 1},
                                  {.sort = "no", .limit = 1},
                                  {.between = "no", .limit = 1},
                                  {.n_wells = 1, .wells = &a, .limit = 1}};
    mr_error err;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_int_equal(mr_duck_read_page(f->session, path, &pages[i], &out, NULL, &err),
                         MR_ENOTFOUND);
    assert_int_equal(mr_duck_read_page(f->session, in(f, "gone"), &pages[0], &out, NULL, &err),
                     MR_ENOTFOUND);
    mr_table_unref(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_slices, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wells_and_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sorted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
