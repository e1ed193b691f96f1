// Time: known instants as text, and clocks that go forward.
#include "mudrock/clock.h"

#include <time.h>

#include "check.h"

static void known_instants(void **state)
{
    (void)state;
    static const struct {
        int64_t us;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00.000000Z"},
        {1, "1970-01-01T00:00:00.000001Z"},
        {-1, "1969-12-31T23:59:59.999999Z"},
        {951782400000000, "2000-02-29T00:00:00.000000Z"},
        {1000000000123456, "2001-09-09T01:46:40.123456Z"},
        {4107542400000000, "2100-03-01T00:00:00.000000Z"}, // no leap day before it
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[32];
        mr_clock_format(cases[i].us, text);
        assert_string_equal(text, cases[i].text);
    }
    char text[32];
    mr_clock_format(INT64_MAX, text);
    mr_clock_format(INT64_MIN, text);
    assert_true(strlen(text) < 32);
}

static void clocks_go_forward(void **state)
{
    (void)state;
    const int64_t wall = mr_clock_ns(), cpu = mr_cpu_ns();
    const time_t before = time(NULL);
    char text[32];
    mr_clock_rfc3339(text);
    volatile double x = 0;
    while (mr_cpu_ns() - cpu < 2000000)
        x = x + 1;
    assert_true(mr_clock_ns() - wall >= 1000000);

    struct tm tm = {0};
    assert_int_equal(sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                            &tm.tm_hour, &tm.tm_min, &tm.tm_sec),
                     6);
    struct tm utc;
    gmtime_r(&before, &utc);
    assert_int_equal(strlen(text), 27);
    assert_true(tm.tm_year >= utc.tm_year + 1900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_instants),
        cmocka_unit_test(clocks_go_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
