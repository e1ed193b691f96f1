// UUIDs, semantic versions, slugs, column names.
#include "mudrock/id.h"
#include "mudrock/clock.h"

#include <time.h>

#include "core/check.h"

static void uuid_is_version_7_and_unique(void **state)
{
    char a[37], b[37];
    (void)state;

    mr_uuid_new(a);
    mr_uuid_new(b);
    assert_true(mr_uuid_valid(a));
    assert_int_equal(a[14], '7');
    assert_non_null(strchr("89ab", a[19]));
    assert_string_not_equal(a, b);
}

// The first 48 bits are Unix milliseconds.
static void uuid_carries_the_time(void **state)
{
    char text[37];
    unsigned high, low;
    (void)state;

    mr_uuid_new(text);
    assert_int_equal(sscanf(text, "%8x-%4x", &high, &low), 2);
    double seconds = ((double)high * 65536 + low) / 1000;
    assert_true(fabs(seconds - (double)time(NULL)) < 5);
}

// Also within a millisecond, where a clock step lies between them.
static void uuid_sorts_by_time(void **state)
{
    (void)state;
    char before[37], after[37];
    mr_uuid_new(before);
    for (int i = 0; i < 1000; i++) {
        const int64_t began = mr_clock_ns();
        while (mr_clock_ns() - began < 1000) {
        }
        mr_uuid_new(after);
        assert_true(strcmp(before, after) < 0);
        memcpy(before, after, sizeof before);
    }
}

static void uuid_valid_knows_the_form(void **state)
{
    (void)state;
    assert_true(mr_uuid_valid("5d2f0000-0000-4000-8000-0123456789AB"));
    assert_false(mr_uuid_valid(NULL));
    assert_false(mr_uuid_valid(""));
    assert_false(mr_uuid_valid("5d2f0000-0000-4000-8000-0123456789A"));
    assert_false(mr_uuid_valid("5d2f0000-0000-4000-8000-0123456789ABC"));
    assert_false(mr_uuid_valid("5d2f0000x0000-4000-8000-0123456789AB"));
    assert_false(mr_uuid_valid("5d2f0000-0000-4000-8000-0123456789AG"));
}

static void semver_takes_three_numbers_only(void **state)
{
    static const char *const bad[] = {"",       "1",      "1.2",   "1.2.3.4", "1.2.3-rc1",
                                      "v1.2.3", "01.2.3", "1..3",  "1.2.",    "-1.2.3",
                                      "1.2.3 ", " 1.2.3", "1.2.x", "1,2,3",   "1.2.9999999999"};
    mr_semver v;
    (void)state;

    assert_true(mr_semver_parse("10.0.999999999", &v));
    assert_int_equal(v.major, 10);
    assert_int_equal(v.minor, 0);
    assert_int_equal(v.patch, 999999999);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (mr_semver_parse(bad[i], &v))
            fail_msg("took \"%s\"", bad[i]);
    assert_false(mr_semver_parse(NULL, &v));
}

static void semver_compares_by_number(void **state)
{
    const mr_semver a = {1, 9, 0}, b = {1, 10, 0}, c = {2, 0, 0}, d = {1, 9, 1};
    (void)state;

    assert_true(mr_semver_compare(a, b) < 0);
    assert_true(mr_semver_compare(c, b) > 0);
    assert_true(mr_semver_compare(a, d) < 0);
    assert_int_equal(mr_semver_compare(a, a), 0);
}

static void slug(const char *text, const char *wanted)
{
    char out[64];

    mr_slug(text, out, sizeof out);
    assert_string_equal(out, wanted);
}

static void slug_keeps_names_readable_and_paths_safe(void **state)
{
    (void)state;
    slug("31/2-7", "31-2-7");
    slug("NO 15/9-F-1 C", "NO-15-9-F-1-C");
    slug("  Wellington #1-32  ", "Wellington-1-32");
    slug("100/09-27-034-19W5/00", "100-09-27-034-19W5-00");
    slug("a_b.c", "a_b.c");
    slug("a --- b", "a---b");
    slug("../../etc/passwd", "etc-passwd");
    slug("..", "unnamed");
    slug("", "unnamed");
    slug("///", "unnamed");
    slug("Скважина 5", "Скважина-5");
    slug("Åsgård", "Åsgård");
    slug("大庆1", "大庆1");
    slug("胜利 1", "胜利-1");
    slug("بئر ٥", "بئر-٥");
    slug("कुआँ–1", "कुआँ-1"); // marks belong to their letters, dashes of all kinds part
    slug("大庆(1)。", "大庆-1");
    slug("a\x80\xff"
         "b",
         "a-b");
}

static void slug_fits_its_room(void **state)
{
    char out[8];
    (void)state;

    mr_slug("abcdefghijk", out, 4);
    assert_string_equal(out, "abc");
    mr_slug("ab ЖЖЖ", out,
            5); // the letter of two bytes does not fit any more, nor does the dash stay at the end
    assert_string_equal(out, "ab");
    mr_slug("abc", out, 1);
    assert_string_equal(out, "");
    mr_slug("", out, 3);
    assert_string_equal(out, "un");
}

static void column(const char *mnemonic, const char *wanted)
{
    char out[64];

    mr_column_name(mnemonic, out, sizeof out);
    assert_string_equal(out, wanted);
}

static void column_name_is_a_lower_case_mnemonic(void **state)
{
    (void)state;
    column("GR", "gr");
    column("NAME:2", "name_2");
    column("GR.1", "gr_1");
    column("NMR[12]", "nmr_12_");
    column(" DT ", "dt");
    column("I. RES.", "i__res_");
    column("DPHI_SAN", "dphi_san");
    column("ГК", "гк");
    column("Ёмкость", "ёмкость");
    column("ŽÅ", "žå");
    column("自然伽马", "自然伽马");
    column("声波→时差", "声波_时差");
    column("3'AMP", "3_amp");
    column("A\xffz", "a_z");
    column("ohm²", "ohm_");
    column("", "unknown");
    column(NULL, "unknown");
}

static void folded(const char *text, const char *wanted)
{
    char out[64];

    mr_name_fold(text, out, sizeof out);
    assert_string_equal(out, wanted);
}

static void names_are_compared_without_case_and_blanks_alone(void **state)
{
    (void)state;
    folded("  No   1 ", "no 1");
    folded("Åsgård A-1", "åsgård a-1");
    folded("A/1", "a/1");
    folded("大庆1", "大庆1");
}

static void uwi(const char *text, const char *wanted)
{
    char out[64];

    mr_uwi_key(text, out, sizeof out);
    assert_string_equal(out, wanted);
}

// API numbers: 2 digits state, 3 county, 5 well, 2 side track, 2 completion.
static void uwis_are_compared_as_numbers_with_their_zeros(void **state)
{
    (void)state;
    uwi("42-501-20130", "42501201300000");
    uwi("425012013000", "42501201300000");
    uwi("42-501-20130-00-00", "42501201300000");
    uwi("42-501-20130-01", "42501201300100"); // a side track is another hole
    uwi("05-123-45678", "05123456780000");
    uwi("512345678", "05123456780000"); // a spreadsheet took the zero
    uwi("5123456780000", "05123456780000");
    uwi("100/12-34-123-34W5/00", "100123412334w500");
    uwi("007", "007");
    uwi("0000000000", "");
    uwi(" - ", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uuid_is_version_7_and_unique),
        cmocka_unit_test(uuid_carries_the_time),
        cmocka_unit_test(uuid_sorts_by_time),
        cmocka_unit_test(uuid_valid_knows_the_form),
        cmocka_unit_test(semver_takes_three_numbers_only),
        cmocka_unit_test(semver_compares_by_number),
        cmocka_unit_test(slug_keeps_names_readable_and_paths_safe),
        cmocka_unit_test(slug_fits_its_room),
        cmocka_unit_test(column_name_is_a_lower_case_mnemonic),
        cmocka_unit_test(names_are_compared_without_case_and_blanks_alone),
        cmocka_unit_test(uwis_are_compared_as_numbers_with_their_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
