// Tops from delimited text: headers, delimiters, what is left out.
#include "mudrock/tops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static mr_tops *read_text(const char *text)
{
    mr_tops *tops = NULL;
    mr_error err = {0};
    if (mr_tops_read(mr_str_of(text), &tops, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return tops;
}

static void knows_headers(void **state)
{
    (void)state;
    static const char *const good[] = {
        "uwi,form,depth",
        "Well;Marker;MD [m]",
        "API Number\tFormation Name\tTop_MD",
        "well_name|top|md|tvd",
        "\"Well\",\"Name\",\"Depth (ft)\"",
        "well_id,uwi,pick,depth_m,interpreter,comment",
    };
    static const char *const bad[] = {
        "",
        "depth,gr",
        "well,name,depth,porosity",
        "top,base,lithology",
        "well,name",
        "well,depth,md,name",
        "name,x,y",
        "well,zone,name,depth",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!mr_tops_is_header(mr_str_of(good[i])))
            fail_msg("\"%s\" is a header of tops", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (mr_tops_is_header(mr_str_of(bad[i])))
            fail_msg("\"%s\" is no header of tops", bad[i]);
}

static void reads_lines(void **state)
{
    (void)state;
    mr_tops *tops = read_text(
        "\xef\xbb\xbfuwi,form,depth\r\n007,\"A, upper\",1000.5\r\n\r\n007,\"B \"\"x\"\"\",1e3\r\n");
    assert_int_equal(tops->n, 2);
    assert_string_equal(tops->at[0].well, "007");
    assert_string_equal(tops->at[0].name, "A, upper");
    assert_true(tops->at[0].depth == 1000.5);
    assert_int_equal(tops->at[0].line, 2);
    assert_string_equal(tops->at[1].name, "B \"x\"");
    assert_true(tops->at[1].depth == 1000);
    assert_int_equal(tops->at[1].line, 4);
    assert_null(tops->depth_unit);
    assert_null(tops->at[0].interpreter);
    mr_tops_free(tops);
}

static void reads_units_and_decimal_commas(void **state)
{
    (void)state;
    mr_tops *tops = read_text("Well;Marker;MD (ft);Interpreter\nW-1;T;1234,5;me\nW-1;U;1300.25;\n");
    assert_string_equal(tops->depth_unit, "ft");
    assert_true(tops->at[0].depth == 1234.5 && tops->at[1].depth == 1300.25);
    assert_string_equal(tops->at[0].interpreter, "me");
    assert_null(tops->at[1].interpreter);
    mr_tops_free(tops);
    tops = read_text("well,name,depth_m\rW,T,1\rW,U,2"); // CR alone, no last line end
    assert_string_equal(tops->depth_unit, "m");
    assert_int_equal(tops->n, 2);
    mr_tops_free(tops);
}

static void converts_windows_1252(void **state)
{
    (void)state;
    mr_tops *tops = read_text("well,name,depth\nB\xf8yg,\x8a\xe6t,1\n");
    assert_string_equal(tops->at[0].well, "B\xc3\xb8yg");
    assert_string_equal(tops->at[0].name, "\xc5\xa0\xc3\xa6t");
    mr_tops_free(tops);
}

static void says_what_it_leaves_out(void **state)
{
    (void)state;
    mr_tops *tops =
        read_text("well,name,depth\n,A,1\nW,,2\nW,C,\nW,D,deep\nW,E\nW,F,1,2\nW,G,nan\nW,H,7\n");
    assert_int_equal(tops->n, 1);
    assert_string_equal(tops->at[0].name, "H");
    assert_int_equal(tops->n_skipped, 7);
    assert_int_equal(tops->n_warnings, 7);
    assert_non_null(strstr(tops->warnings[0], "line 2"));
    assert_non_null(strstr(tops->warnings[3], "deep"));
    mr_tops_free(tops);
}

static void refuses_other_text(void **state)
{
    (void)state;
    mr_tops *tops = NULL;
    assert_int_equal(mr_tops_read(MR_STR("depth,gr\n1,2\n"), &tops, NULL), MR_EFORMAT);
    assert_int_equal(mr_tops_read(MR_STR(""), &tops, NULL), MR_EFORMAT);
    assert_int_equal(mr_tops_read(MR_STR("well,name,depth\n\0"), &tops, NULL), MR_EFORMAT);
    assert_int_equal(mr_tops_read_file("/nowhere/at/all.csv", &tops, NULL), MR_ENOTFOUND);
    assert_null(tops);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_headers),
        cmocka_unit_test(reads_lines),
        cmocka_unit_test(reads_units_and_decimal_commas),
        cmocka_unit_test(converts_windows_1252),
        cmocka_unit_test(says_what_it_leaves_out),
        cmocka_unit_test(refuses_other_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
