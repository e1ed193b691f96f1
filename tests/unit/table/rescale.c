// Units of a column: the digits of the decimal, not of its binary.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sample.h"

static void one(double x, double scale, const char *wanted)
{
    double right = strtod(wanted, NULL);
    mr_rescale(&x, 1, scale, 0);
    if (x != right)
        fail_msg("%.17g, right %.17g", x, right);
}

// By hand: 1 ft = 0.3048 m, 1 ft (US survey) = 1200/3937 m, exactly.
static void depths_have_the_digits_of_the_decimal(void **state)
{
    (void)state;
    one(5000.5, 0.3048, "1524.1524");
    one(5001, 0.3048, "1524.3048");
    one(5002.5, 0.3048, "1524.762");
    one(5000.125, 0.3048, "1524.0381");
    one(-12.3, 0.3048, "-3.74904");
    one(1524.1524, 1 / 0.3048, "5000.5");
    one(3937, 1200.0 / 3937, "1200");
    one(24.7, 0.01, "0.247");
    one(2417, 0.001, "2.417");
    one(8.1, 25.4, "205.74");
}

// Every step of 0.05 ft to 30,000 ft, against the product written as a decimal: i / 20 * 3048 /
// 10000 = i * 1524 / 1e5.
static void every_depth_is_the_nearest_double(void **state)
{
    char text[32];
    (void)state;
    for (int64_t i = 0; i < 600000; i++) {
        const int64_t product = i * 1524;
        double x = (double)i / 20;
        mr_rescale(&x, 1, 0.3048, 0);
        snprintf(text, sizeof text, "%lld.%05lld", (long long)(product / 100000),
                 (long long)(product % 100000));
        if (x != strtod(text, NULL))
            fail_msg("%s became %.17g", text, x);
    }
}

// What stands beside a value changes nothing: many decimals and few, alone and together.
static void neighbours_change_nothing(void **state)
{
    double all[] = {1.123456789, 30000.5, 5000.5, (double)NAN, 1e300, 0.1 + 0.2, 3, 987654.321, 0};
    enum { N = sizeof all / sizeof *all };
    double alone[N];
    (void)state;
    for (size_t i = 0; i < N; i++) {
        alone[i] = all[i];
        mr_rescale(&alone[i], 1, 0.3048, 0);
    }
    mr_rescale(all, N, 0.3048, 0);
    for (size_t i = 0; i < N; i++)
        assert_true(all[i] == alone[i] || (isnan(all[i]) && isnan(alone[i])));
}

static void the_rest_is_a_line(void **state)
{
    double x[] = {212, 1e300, (double)INFINITY};
    (void)state;
    mr_rescale(x, 1, 5.0 / 9, -160.0 / 9);
    assert_true(fabs(x[0] - 100) < 1e-12);
    mr_rescale(x + 1, 2, 1000, 0);
    assert_true(x[1] == 1e303 && isinf(x[2]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depths_have_the_digits_of_the_decimal),
        cmocka_unit_test(every_depth_is_the_nearest_double),
        cmocka_unit_test(neighbours_change_nothing),
        cmocka_unit_test(the_rest_is_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
