// Latitudes and longitudes: every usual spelling, and what is none.
#include "mudrock/degrees.h"

#include <math.h>

#include "sample.h"

static void spellings(void **state)
{
    (void)state;
    static const double dms = 38 + 52 / 60.0 + 12.5 / 3600;
    static const struct {
        const char *text;
        mr_axis axis;
        double want;
    } cases[] = {
        {"38.8701", MR_LATITUDE, 38.8701},
        {"38,8701", MR_LATITUDE, 38.8701},
        {"-98.765", MR_LONGITUDE, -98.765},
        {"98.765 W", MR_LONGITUDE, -98.765},
        {"-98.765 W", MR_LONGITUDE, -98.765},
        {"38° 52 12.5 N", MR_LATITUDE, dms},
        {"38º52'12.5\"N", MR_LATITUDE, dms},
        {"38-52-12.5N", MR_LATITUDE, dms},
        {"N 38 52 12.5", MR_LATITUDE, dms},
        {"38:52:12.5 S", MR_LATITUDE, -dms},
        {"38 deg 52 min 12.5 sec North", MR_LATITUDE, dms},
        {"38d 52m 12.5s N", MR_LATITUDE, dms},
        {"38°52′12.5″", MR_LATITUDE, dms},
        {"38 deg. 52 min. 12.5 sec. N.", MR_LATITUDE, dms},
        {"LAT 38 52' 12.5'' N", MR_LATITUDE, dms},
        {"W098 45 54", MR_LONGITUDE, -(98 + 45 / 60.0 + 54 / 3600.0)},
        {"38 52.208 N", MR_LATITUDE, 38 + 52.208 / 60},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = 0;
        if (!mr_degrees_parse(mr_str_of(cases[i].text), cases[i].axis, &got) ||
            fabs(got - cases[i].want) > 1e-12)
            fail_msg("%s: %.12g", cases[i].text, got);
    }
}

static void what_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        mr_axis axis;
    } cases[] = {
        {"", MR_LATITUDE},          {"N", MR_LATITUDE},
        {"385212.5N", MR_LATITUDE}, {"38 60 12 N", MR_LATITUDE},
        {"38.5 30 N", MR_LATITUDE}, {"-38 N", MR_LATITUDE},
        {"38 E", MR_LATITUDE},      {"91", MR_LATITUDE},
        {"181 W", MR_LONGITUDE},    {"1 2 3 4", MR_LATITUDE},
        {"38 52 x", MR_LATITUDE},   {"38 N S", MR_LATITUDE},
        {"NE 1/4", MR_LATITUDE},    {"12-34-12-34W5", MR_LONGITUDE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = 0;
        if (mr_degrees_parse(mr_str_of(cases[i].text), cases[i].axis, &got))
            fail_msg("%s is read as %.12g", cases[i].text, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(spellings), cmocka_unit_test(what_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
