// Statuses and errors.
#include "mudrock/error.h"

#include "check.h"
#include "mudrock/text.h"

static void a_status_has_its_texts_and_codes(void **state)
{
    (void)state;
    assert_int_equal(MR_OK, 0);
    assert_string_equal(mr_status_slug(MR_EPARAM), "invalid_parameter");
    assert_int_equal(mr_status_http(MR_ESTALE), 412);
    assert_int_equal(mr_status_exit(MR_ECANCEL), 130);
}

static void fail_fills_and_returns(void **state)
{
    (void)state;
    mr_error err;
    assert_status(
        mr_fail(&err, MR_EPARAM, "gr_max", "must exceed gr_min: %g <= %g gAPI", 20.0, 30.0),
        MR_EPARAM);
    assert_int_equal(err.status, MR_EPARAM);
    assert_string_equal(err.where, "gr_max");
    assert_string_equal(err.message, "must exceed gr_min: 20 <= 30 gAPI");
    assert_status(mr_fail(&err, MR_EIO, NULL, "x"), MR_EIO);
    assert_string_equal(err.where, "");
    assert_status(mr_fail(NULL, MR_EIO, "a", "x"), MR_EIO);
}

static void fail_in_prefixes(void **state)
{
    (void)state;
    mr_error err;
    mr_fail(&err, MR_EPARAM, "gr_max", "m");
    assert_status(mr_fail_in(&err, MR_EPARAM, "/nodes/%d/params/", 3), MR_EPARAM);
    assert_string_equal(err.where, "/nodes/3/params/gr_max");
    assert_status(mr_fail_in(NULL, MR_EIO, "x"), MR_EIO);
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    mr_error err;
    char text[2000];
    memset(text, 'w', sizeof text - 1);
    text[sizeof text - 1] = 0;
    mr_fail(&err, MR_EIO, text, "%s", text);
    assert_int_equal(strlen(err.where), sizeof err.where - 1);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    mr_fail_in(&err, MR_EIO, "%s", text);
    assert_int_equal(strlen(err.where), sizeof err.where - 1);
}

static void texts_are_valid_utf8(void **state)
{
    (void)state;
    mr_error err;
    mr_fail(&err, MR_EFORMAT, "caf\xe9.las", "unit '\xb5s/ft' of \xc3\xa9");
    assert_string_equal(err.where, "caf?.las");
    assert_string_equal(err.message, "unit '?s/ft' of \xc3\xa9");
    // a character on the edge, at each of its places
    for (int before = 760; before < 770; before++) {
        mr_fail(&err, MR_EFORMAT, NULL, "%*s%s", before, "", "\xf0\x9f\x9b\xa2");
        assert_true(mr_utf8_valid(mr_str_of(err.message)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_has_its_texts_and_codes),
        cmocka_unit_test(fail_fills_and_returns),
        cmocka_unit_test(fail_in_prefixes),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(texts_are_valid_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
