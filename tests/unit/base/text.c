// Views, UTF-8, edit distance, checked products.
#include "mudrock/text.h"

#include "check.h"

static void views_compare_and_trim(void **state)
{
    (void)state;
    assert_true(mr_str_eq(MR_STR("GR"), mr_str_of("GR")));
    assert_false(mr_str_eq(MR_STR("GR"), MR_STR("gr")));
    assert_false(mr_str_eq(MR_STR("GR"), MR_STR("GRS")));
    assert_true(mr_str_eq(mr_str_of(NULL), MR_STR("")));
    assert_true(mr_str_ieq(MR_STR("Rhob_1"), MR_STR("rHOB_1")));
    assert_false(mr_str_ieq(MR_STR("[a"), MR_STR("{a"))); // 0x20 apart, but no letters
    assert_true(mr_str_eq(mr_str_trim(MR_STR(" \t\r\n GAPI x \r\n")), MR_STR("GAPI x")));
    assert_int_equal(mr_str_trim(MR_STR(" \t ")).n, 0);
}

static void utf8_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
        size_t count;
    } cases[] = {
        {"", true, 0},
        {"plain ascii, longer than eight", true, 30},
        {"\xc2\xb5s/ft", true, 5},
        {"12345678\xc3\xa9", true, 9},
        {"\xe2\x82\xac", true, 1},
        {"\xf0\x9f\x9b\xa2", true, 1},
        {"\xf4\x8f\xbf\xbf", true, 1},  // U+10FFFF
        {"\xf4\x90\x80\x80", false, 0}, // past it
        {"\xc0\xaf", false, 0},         // overlong
        {"\xe0\x9f\xbf", false, 0},     // overlong
        {"\xf0\x8f\xbf\xbf", false, 0}, // overlong
        {"\xed\xa0\x80", false, 0},     // surrogate
        {"\xed\x9f\xbf", true, 1},      // the last before them
        {"\x80", false, 0},             // nothing to continue
        {"\xe2\x82", false, 0},         // cut
        {"abcdefg\xe2\x82", false, 0},  // cut, behind a run of ASCII
        {"caf\xe9 latin-1", false, 0},
        {"\xff", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (mr_utf8_valid(mr_str_of(cases[i].text)) != cases[i].valid)
            fail_msg("case %zu", i);
        if (cases[i].valid)
            assert_int_equal(mr_utf8_count(mr_str_of(cases[i].text)), cases[i].count);
    }
    assert_true(mr_utf8_valid((mr_str){"a\0b", 3})); // a NUL is a character
}

static void edit_distance_is_levenshtein(void **state)
{
    (void)state;
    assert_int_equal(mr_edit_distance("kitten", "sitting", 9), 3);
    assert_int_equal(mr_edit_distance("saturday", "sunday", 9), 3);
    assert_int_equal(mr_edit_distance("rohb", "rhob", 9), 2);
    assert_int_equal(mr_edit_distance("GR", "gr", 9), 0);
    assert_int_equal(mr_edit_distance("", "abc", 9), 3);
    assert_int_equal(mr_edit_distance("abc", "", 9), 3);
    assert_int_equal(mr_edit_distance("", "", 0), 0);
    assert_int_equal(mr_edit_distance("kitten", "sitting", 3), 3);
    assert_int_equal(mr_edit_distance("kitten", "sitting", 2), 3);
    assert_int_equal(mr_edit_distance("a", "abcdefgh", 2), 3);
}

static void edit_distance_takes_long_names(void **state)
{
    (void)state;
    char a[400], b[400];
    memset(a, 'n', sizeof a);
    memset(b, 'n', sizeof b);
    a[399] = b[399] = 0;
    assert_int_equal(mr_edit_distance(a, b, 2), 0);
    b[7] = 'x';
    assert_int_equal(mr_edit_distance(a, b, 2), 3); // too long to measure: not alike
    a[255] = b[255] = 0;
    assert_int_equal(mr_edit_distance(a, b, 2), 1);
}

static void products_are_checked(void **state)
{
    (void)state;
    size_t out = 0;
    assert_true(mr_size_mul(3, 5, &out));
    assert_int_equal(out, 15);
    assert_true(mr_size_mul(SIZE_MAX, 1, &out));
    assert_false(mr_size_mul(SIZE_MAX / 2 + 1, 2, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_compare_and_trim),
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(edit_distance_is_levenshtein),
        cmocka_unit_test(edit_distance_takes_long_names),
        cmocka_unit_test(products_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
