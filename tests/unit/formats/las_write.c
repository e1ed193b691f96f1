// What the LAS writer writes, the reader reads back: names, units, numbers to the last bit, nulls.
#include "sample.h"

#include <float.h>
#include <math.h>

static const mr_column *numbers(const char *name, const char *unit, size_t n, const double *from)
{
    mr_field field = {.name = name, .type = MR_FLOAT64, .nullable = true, .unit = unit};
    mr_column *column;
    double *values;
    assert_int_equal(mr_column_new_f64(&field, (int64_t)n, &column, &values, NULL), MR_OK);
    memcpy(values, from, n * sizeof *from);
    mr_column_seal(column);
    return column;
}

static const mr_column *texts(const char *name, size_t n, const char *const *from)
{
    mr_field field = {.name = name, .type = MR_UTF8, .nullable = true};
    mr_builder *builder = mr_builder_new(&field);
    for (size_t i = 0; i < n; i++) {
        if (from[i])
            mr_builder_text(builder, mr_str_of(from[i]));
        else
            mr_builder_null(builder);
    }
    const mr_column *column;
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    return column;
}

static const mr_las_header header = {.well_name = "15/9-F-1: A",
                                     .uwi = "0012",
                                     .company = "C",
                                     .field = "F\nG",
                                     .comment = "~x\n ~y",
                                     .depth_unit = "m"};

// Writes and reads again; frees the table.
static mr_las *again(mr_table *table, const char *part, size_t replaced)
{
    mr_buf out = {0};
    mr_error err = {0};
    size_t n = 99;
    if (mr_las_write(&header, table, &out, &n, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    assert_int_equal(n, replaced);
    if (!strstr(out.at, part))
        fail_msg("'%s' is not in\n%s", part, out.at);
    mr_las *las = NULL;
    if (mr_las_read((mr_str){out.at, out.n}, 1, &las, &err) != MR_OK)
        fail_msg("%s: %s in\n%s", err.where, err.message, out.at);
    assert_int_equal(las->n_warnings, 0);
    mr_buf_clear(&out);
    mr_table_unref(table);
    return las;
}

static const char *value(const mr_las *las, const char *mnemonic)
{
    for (size_t i = 0; i < las->well.n; i++)
        if (strcmp(las->well.at[i].mnemonic, mnemonic) == 0)
            return las->well.at[i].value;
    return "";
}

static void numbers_come_back_to_the_last_bit(void **state)
{
    (void)state;
    const double depth[] = {1, 1.1524, 1.3048, 1.4572, 1.6096, 1.762, 1.9144, 2.0668};
    const double v[] = {0.1, -0.0, DBL_MAX, DBL_MIN, 5e-324, (double)NAN, 1.0 / 3, -1e22};
    mr_table *table = mr_table_new(8);
    mr_table_put(table, numbers("depth", "m", 8, depth));
    mr_table_put(table, numbers("rho b.1", ".1IN", 8, v));
    mr_las *las = again(table, "DEPT.m", 0);
    assert_int_equal(las->rows, 8);
    assert_string_equal(las->curves[0].item.mnemonic, "DEPT");
    assert_string_equal(las->curves[1].item.mnemonic, "RHO_B_1");
    assert_string_equal(las->curves[1].item.unit, ".1IN");
    assert_string_equal(las->depth_unit, "m");
    assert_string_equal(value(las, "STRT"), "1");
    assert_string_equal(value(las, "STOP"), "2.0668");
    assert_string_equal(value(las, "STEP"), "0.1524");
    assert_string_equal(value(las, "NULL"), "-999.25");
    assert_string_equal(value(las, "WELL"), "15/9-F-1: A");
    assert_string_equal(value(las, "UWI"), "0012");
    assert_string_equal(value(las, "FLD"), "F G");
    for (size_t i = 0; i < 8; i++) {
        assert_true(mr_column_f64(las->curves[0].column)[i] == depth[i]);
        double got = mr_column_f64(las->curves[1].column)[i];
        assert_true(isnan(v[i]) ? isnan(got) : got == v[i]);
    }
    mr_las_free(las);
}

static void the_null_value_is_one_no_value_has(void **state)
{
    (void)state;
    const double depth[] = {1, 2, 4}, a[] = {-999.25, (double)NAN, 1},
                 b[] = {(double)NAN, -9999.25, 2};
    mr_table *table = mr_table_new(3);
    mr_table_put(table, numbers("depth", "m", 3, depth));
    mr_table_put(table, numbers("a", NULL, 3, a));
    mr_table_put(table, numbers("b", NULL, 3, b));
    mr_las *las = again(table, "NULL.        -99999.25 ", 0);
    assert_string_equal(value(las, "STEP"), "0"); // the depths are not regular
    assert_true(mr_column_f64(las->curves[1].column)[0] == -999.25);
    assert_int_equal(las->curves[1].column->nulls, 1);
    assert_true(mr_column_f64(las->curves[2].column)[1] == -9999.25);
    mr_las_free(las);
}

static void text_becomes_one_word(void **state)
{
    (void)state;
    const double depth[] = {1, 2, 3, 4, 5};
    const char *const cells[] = {"fine sand", "silt", NULL, "\"q", ""};
    mr_table *table = mr_table_new(5);
    mr_table_put(table, numbers("depth", "m", 5, depth));
    mr_table_put(table, texts("lith", 5, cells));
    mr_las *las = again(table, "fine_sand", 3);
    const mr_column *column = las->curves[1].column;
    assert_int_equal(column->field.type, MR_UTF8);
    assert_true(mr_str_eq(mr_column_text(column, 0), MR_STR("fine_sand")));
    assert_true(mr_str_eq(mr_column_text(column, 1), MR_STR("silt")));
    assert_false(mr_valid(column, 2));
    mr_las_free(las);
}

static void lists_become_channels(void **state)
{
    (void)state;
    const double depth[] = {1, 2}, items[] = {10, 20, 30};
    mr_field field = {.name = "nmr", .type = MR_LIST_FLOAT64, .nullable = true, .unit = "ms"};
    mr_builder *builder = mr_builder_new(&field);
    mr_builder_list(builder, items, 3);
    mr_builder_list(builder, items, 1);
    const mr_column *list;
    assert_int_equal(mr_builder_finish(builder, &list, NULL), MR_OK);
    mr_builder_free(builder);
    mr_table *table = mr_table_new(2);
    mr_table_put(table, numbers("depth", "m", 2, depth));
    mr_table_put(table, list);
    mr_las *las = again(table, "NMR[3].ms", 0);
    assert_int_equal(las->n_curves, 4);
    assert_string_equal(las->curves[3].item.mnemonic, "NMR[3]");
    assert_true(mr_column_f64(las->curves[3].column)[0] == 30);
    assert_false(mr_valid(las->curves[3].column, 1));
    mr_las_free(las);
}

static void no_rows_give_a_header(void **state)
{
    (void)state;
    mr_table *table = mr_table_new(0);
    mr_table_put(table, numbers("depth", "m", 0, (const double[]){0}));
    mr_las *las = again(table, "~ASCII\n", 0);
    assert_int_equal(las->rows, 0);
    assert_int_equal(las->n_curves, 1);
    mr_las_free(las);
}

static void a_depth_must_be_a_number_in_every_row(void **state)
{
    (void)state;
    mr_buf out = {0};
    mr_error err = {0};
    mr_table *table = mr_table_new(2);
    assert_int_equal(mr_las_write(&header, table, &out, NULL, &err), MR_EFORMAT);
    mr_table_put(table, numbers("depth", "m", 2, (const double[]){1, (double)NAN}));
    assert_int_equal(mr_las_write(&header, table, &out, NULL, &err), MR_EFORMAT);
    assert_string_equal(err.where, "depth");
    assert_non_null(strstr(err.message, "row 2"));
    mr_table_put(table, texts("depth", 2, (const char *const[]){"a", "b"}));
    assert_int_equal(mr_las_write(&header, table, &out, NULL, &err), MR_EFORMAT);
    assert_non_null(strstr(err.message, "utf8"));
    assert_int_equal(out.n, 0);
    mr_buf_clear(&out);
    mr_table_unref(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back_to_the_last_bit),
        cmocka_unit_test(the_null_value_is_one_no_value_has),
        cmocka_unit_test(text_becomes_one_word),
        cmocka_unit_test(lists_become_channels),
        cmocka_unit_test(no_rows_give_a_header),
        cmocka_unit_test(a_depth_must_be_a_number_in_every_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
