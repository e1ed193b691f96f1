// Doubles as text: it reads back (by the C library), and nothing shorter would.
#include "mudrock/text.h"

#include "check.h"

static size_t significant_digits(const char *text)
{
    size_t n = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text == '0') {
            zeros += n > 0;
        } else if (*text >= '1' && *text <= '9') {
            n += zeros + 1;
            zeros = 0;
        }
    }
    return n;
}

static void assert_shortest(double x)
{
    char text[32], shorter[48];
    const size_t n = mr_print_double(x, text);
    assert_int_equal(n, strlen(text));
    assert_true(n < 32);
    const double back = strtod(text, NULL);
    if (memcmp(&back, &x, sizeof x) != 0)
        fail_msg("%.17g is printed as %s", x, text);
    const size_t digits = significant_digits(text);
    if (digits < 2)
        return;
    snprintf(shorter, sizeof shorter, "%.*e", (int)digits - 2, x);
    const double too = strtod(shorter, NULL);
    if (memcmp(&too, &x, sizeof x) == 0)
        fail_msg("%s is printed where %s does", text, shorter);
}

static void the_form(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "-0"},
        {1, "1"},
        {-1, "-1"},
        {10, "10"},
        {100, "100"},
        {-999.25, "-999.25"},
        {0.1, "0.1"},
        {0.5, "0.5"},
        {2345.6789, "2345.6789"},
        {0.1524, "0.1524"},
        {1e-4, "0.0001"},
        {1.25e-4, "0.000125"},
        {1e-5, "1e-05"},
        {1.5e-7, "1.5e-07"},
        {123456789012, "123456789012"},
        {9007199254740991, "9007199254740991"},
        {9007199254740992, "9007199254740992"},
        {1e15, "1000000000000000"},
        {1e16, "1e+16"},
        {12345678901234568, "1.2345678901234568e+16"},
        {1e20, "1e+20"},
        {1e22, "1e+22"},
        {1.5e300, "1.5e+300"},
        {1e-300, "1e-300"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {0x1p-1074, "5e-324"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {0x1p-24, "5.960464477539063e-08"},
        {999999999.999999, "999999999.999999"},
        {1234567890.1234567, "1234567890.1234567"},
        {2154686228202004.75,
         "2154686228202004.8"}, // both 7 and 8 read back: half-way, to the even one
        {9.5367431640625e-07, "9.5367431640625e-07"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[32];
        const size_t n = mr_print_double(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(n, strlen(text));
    }
    char text[32];
    assert_int_equal(mr_print_double((double)NAN, text), 3);
    assert_string_equal(text, "nan");
    mr_print_double((double)-INFINITY, text);
    assert_string_equal(text, "-inf");
    mr_print_double((double)INFINITY, text);
    assert_string_equal(text, "inf");
}

static void random_bits_read_back(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int i = 0; i < 60000; i++) {
        const uint64_t bits = random_bits(&seed);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x))
            assert_shortest(x);
    }
}

static void log_values_read_back(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int i = 0; i < 60000; i++) {
        const uint64_t bits = random_bits(&seed);
        const double unit = (double)(bits >> 11) * 0x1p-53;
        assert_shortest(i * 0.1524);
        assert_shortest((double)(bits % 100000000) / 1e4);
        assert_shortest(-unit * 300);
        assert_shortest(unit * unit * 1e-9);
        assert_shortest(unit * 1e15);
        assert_shortest(unit * 1e18);
    }
}

// Below a power of two the doubles are twice as dense as above; around a power of ten the number of
// digits changes.
static void powers_and_their_neighbours_read_back(void **state)
{
    (void)state;
    for (int e = -1074; e < 1024; e++) {
        const double x = ldexp(1, e);
        assert_shortest(x);
        assert_shortest(nextafter(x, 0) > 0 ? nextafter(x, 0) : x);
        assert_shortest(nextafter(x, (double)INFINITY));
    }
    for (int e = -323; e < 309; e++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", e);
        const double x = strtod(text, NULL);
        assert_shortest(x);
        assert_shortest(nextafter(x, 0));
        assert_shortest(nextafter(x, (double)INFINITY));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form),
        cmocka_unit_test(random_bits_read_back),
        cmocka_unit_test(log_values_read_back),
        cmocka_unit_test(powers_and_their_neighbours_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
