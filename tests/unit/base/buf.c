// The text builder.
#include "mudrock/text.h"

#include "check.h"

static void pieces_come_together(void **state)
{
    (void)state;
    mr_buf buf = {0};
    mr_buf_puts(&buf, "gr");
    mr_buf_putc(&buf, '=');
    mr_buf_double(&buf, 0.1);
    mr_buf_printf(&buf, ";%03d;%s", 7, "x");
    mr_buf_put(&buf, "\0y", 2);
    assert_int_equal(buf.status, MR_OK);
    size_t n = 99;
    char *text = mr_buf_take(&buf, &n);
    assert_int_equal(n, 14);
    assert_memory_equal(text, "gr=0.1;007;x\0y", 15); // and its NUL
    free(text);
    assert_null(buf.at);
    mr_buf_puts(&buf, "again");
    assert_string_equal(buf.at, "again");
    mr_buf_clear(&buf);
}

static void it_grows(void **state)
{
    (void)state;
    mr_buf buf = {0};
    for (int i = 0; i < 100000; i++)
        mr_buf_printf(&buf, "%05d", i);
    assert_int_equal(buf.n, 500000);
    assert_int_equal(strlen(buf.at), 500000);
    assert_memory_equal(buf.at + 5 * 77777, "77777", 5);
    mr_buf_clear(&buf);
}

static void an_empty_one_gives_an_empty_text(void **state)
{
    (void)state;
    mr_buf buf = {0};
    char *text = mr_buf_take(&buf, NULL);
    assert_string_equal(text, "");
    free(text);
}

static void the_first_error_stays(void **state)
{
    (void)state;
    mr_buf buf = {0};
    mr_buf_puts(&buf, "before");
    assert_status(mr_buf_reserve(&buf, SIZE_MAX - 3), MR_ENOMEM);
    mr_buf_puts(&buf, "after");
    mr_buf_printf(&buf, "%d", 1);
    mr_buf_double(&buf, 2);
    assert_string_equal(buf.at, "before");
    assert_status(mr_buf_reserve(&buf, 1), MR_ENOMEM);
    size_t n = 1;
    assert_null(mr_buf_take(&buf, &n));
    assert_int_equal(n, 0);
    assert_int_equal(buf.status, MR_OK); // usable again
}

static void xml_text(void **state)
{
    mr_buf buf = {0};
    (void)state;

    mr_buf_xml(&buf, "a<b & \"c\" > d\n\x01\xc3\xa9");
    mr_buf_xml(&buf, NULL);
    mr_buf_putc(&buf, 0);
    assert_string_equal(buf.at, "a&lt;b &amp; &quot;c&quot; > d\xc3\xa9");
    mr_buf_clear(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_text),
        cmocka_unit_test(pieces_come_together),
        cmocka_unit_test(it_grows),
        cmocka_unit_test(an_empty_one_gives_an_empty_text),
        cmocka_unit_test(the_first_error_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
