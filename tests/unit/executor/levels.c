// Levels of long wells: least and greatest of every block, whatever the batches were.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/executor/output/levels.h"

enum { BLOCK = 32, LONG = 300000, SHORT = 1000 };

static const mr_field fields[] = {
    {.name = "well_id", .type = MR_UTF8, .nullable = true},
    {.name = "depth", .type = MR_FLOAT64, .unit = "m", .nullable = true},
    {.name = "gr", .type = MR_FLOAT64, .unit = "gAPI", .nullable = true},
    {.name = "zone", .type = MR_UTF8, .nullable = true},
};
static const mr_schema schema = {.n = 4, .fields = (mr_field *)(uintptr_t)fields};

// Gamma ray at row i; every seventh is a null, and whole blocks in between.
static double value(int64_t i)
{
    return i % 7 == 0 || i / BLOCK % 100 == 3 ? (double)NAN : (double)(i * 7919 % 10007);
}

static double depth(int64_t i)
{
    return 0.1 * (double)i;
}

static double backwards(int64_t i)
{
    return -0.1 * (double)i;
}

static void add(mr_levels *levels, const char *well, double (*depth_of)(int64_t i), int64_t first,
                int64_t n)
{
    mr_table *table = mr_table_new(n);
    for (size_t c = 0; c < schema.n; c++) {
        mr_builder *b = mr_builder_new(&fields[c]);
        const mr_column *made = NULL;
        for (int64_t i = first; i < first + n; i++)
            if (fields[c].type == MR_UTF8)
                mr_builder_text(b, mr_str_of(well));
            else
                mr_builder_real(b, c == 1 ? depth_of(i) : value(i));
        assert_int_equal(mr_builder_finish(b, &made, NULL), MR_OK);
        mr_builder_free(b);
        mr_table_put(table, made);
    }
    mr_levels_add(levels, table);
    mr_table_unref(table);
}

static mr_table *table_of(mr_levels *levels)
{
    mr_table *table = NULL;
    mr_error err = {0};
    if (mr_levels_table(levels, &table, &err) != MR_OK)
        fail_msg("%s", err.message);
    mr_levels_free(levels);
    return table;
}

static void assert_same(double got, double wanted)
{
    assert_true(isnan(wanted) ? isnan(got) : got == wanted);
}

static double number(const mr_table *table, const char *name, int64_t i)
{
    return mr_column_f64(mr_table_find(table, name))[i];
}

static void test_blocks(void **state)
{
    (void)state;
    mr_levels *levels = mr_levels_new(&schema);
    add(levels, "short", depth, 0, SHORT);
    for (int64_t at = 0, n = 1; at < LONG; at += n, n = n * 3 % 4001) // in odd pieces
        add(levels, "long", depth, at, n < LONG - at ? n : LONG - at);
    add(levels, "other", depth, 0, SHORT);
    mr_table *table = table_of(levels);
    assert_int_equal(table->rows, (LONG + BLOCK - 1) / BLOCK);
    assert_int_equal(table->n, 5); // no text but the key
    assert_string_equal(mr_table_find(table, "gr.min")->field.unit, "gAPI");
    for (int64_t b = 0; b < table->rows; b++) {
        double least = (double)NAN, greatest = (double)NAN;
        int64_t i = b * BLOCK, end = i + BLOCK < LONG ? i + BLOCK : LONG;
        assert_true(mr_str_eq(mr_column_text(mr_table_find(table, "well_id"), b), MR_STR("long")));
        assert_same(number(table, "depth", b), depth(i));
        assert_same(number(table, "depth.max", b), depth(end - 1));
        for (; i < end; i++) {
            least = isnan(least) || value(i) < least ? value(i) : least;
            greatest = isnan(greatest) || value(i) > greatest ? value(i) : greatest;
        }
        assert_same(number(table, "gr.min", b), least);
        assert_same(number(table, "gr.max", b), greatest);
    }
    mr_table_unref(table);
}

static void test_none(void **state)
{
    (void)state;
    mr_levels *levels = mr_levels_new(&schema);
    add(levels, "short", depth, 0, SHORT);
    assert_null(table_of(levels));
    levels = mr_levels_new(&schema);
    add(levels, "upwards", backwards, 0, LONG);
    assert_null(table_of(levels));
    const mr_schema without = {.n = 1, .fields = (mr_field *)(uintptr_t)fields};
    assert_null(mr_levels_new(&without));
}

// Parts of one well, another between them: neither part is the well.
static void test_well_in_parts(void **state)
{
    (void)state;
    mr_levels *levels = mr_levels_new(&schema);
    add(levels, "A", depth, 0, LONG);
    add(levels, "B", depth, 0, SHORT);
    add(levels, "A", depth, LONG, LONG);
    assert_null(table_of(levels));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_well_in_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
