// Rows as JSON text.
#include "../../../src/service/rows_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// 2^53 + 1 is no double: a reader of JSON would make 2^53 of the number.
static void large_whole_numbers_are_texts(void **state)
{
    (void)state;
    static const int64_t values[] = {9007199254740992, 9007199254740993, -9007199254740993, -7};
    const mr_field field = {.name = "n", .type = MR_INT64, .nullable = true, .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column = NULL;
    for (size_t i = 0; i < 4; i++)
        mr_builder_int(builder, values[i]);
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    mr_table *table = mr_table_new(4);
    mr_table_put(table, column);
    mr_buf out = {0};
    mr_rows_json(table, &out);
    mr_buf_putc(&out, 0);
    assert_string_equal(out.at,
                        "[[9007199254740992],[\"9007199254740993\"],[\"-9007199254740993\"],[-7]]");
    mr_buf_clear(&out);
    mr_table_unref(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_whole_numbers_are_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
