// Text to numbers, against the C library's strtod, which rounds correctly.
#include <locale.h>

#include "mudrock/text.h"

#include "check.h"

static void assert_like_strtod(const char *text)
{
    // in memory of its own size: a byte read too far is found by the address sanitizer
    const size_t n = strlen(text);
    char *exact = malloc(n);
    memcpy(exact, text, n);
    double got = 0;
    const size_t taken = mr_parse_double((mr_str){exact, n}, &got);
    free(exact);
    const double wanted = strtod(text, NULL);
    if (taken != (isfinite(wanted) ? n : 0))
        fail_msg("\"%s\": %zu bytes taken", text, taken);
    if (taken && memcmp(&got, &wanted, sizeof got) != 0)
        fail_msg("\"%s\": %.17g, wanted %.17g", text, got, wanted);
}

static void hard_cases(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "+0.0",
        "0e999",
        "-0.000e-99999999999999999999",
        "1",
        "-999.25",
        "007",
        "5.",
        ".5",
        "1e22",
        "1e23",
        "8.5e22",
        "123456789012345678e-22",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993", // between two doubles: to the even one
        "9007199254740995",
        "9007199254740993.0000000000000000000000000000001",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999",
        "99999999999999999999",
        "10000000000000000000",
        "1000000000000000000000000000000000000000000e-40",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308", // overflows
        "1e309",
        "-1e400",
        "1e99999999999999999999",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324", // below half of the least
        "2.4703282292062328e-324", // above
        "1e-400",
        "5e-324",
        "3e-324",
        "7.2057594037927933e16",
        "6.103515625e-05",
        "0.30000000000000004",
        "1.00000000000000011102230246251565404",
        "1.00000000000000011102230246251565405",
        "0.500000000000000166533453693773481063544750213623046875",
        "3.518437208883201171875e13",
        "62.5364939768271845828",
        "8.10109172351e-10",
        "1.50000000000000011102230246251565",
        "8.365858377983955e-27",
        "1.1e-27",
        "1e27",
        "1.1e28",
        "0.0000000000000000000000000000000000000000001234567890123456789012345",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_like_strtod(texts[i]);
}

// A number half-way between two doubles, and the same with a 1 far behind, which alone decides.
static void digits_far_behind_decide(void **state)
{
    (void)state;
    char text[3000];
    for (size_t zeros = 1; zeros < 2500; zeros += 97) {
        int n = snprintf(text, sizeof text, "9007199254740993.");
        memset(text + n, '0', zeros);
        text[(size_t)n + zeros] = 0;
        double value;
        assert_int_equal(mr_parse_double(mr_str_of(text), &value), strlen(text));
        assert_same_double(value, 9007199254740992.0);
        text[(size_t)n + zeros - 1] = '1';
        assert_int_equal(mr_parse_double(mr_str_of(text), &value), strlen(text));
        assert_same_double(value, 9007199254740994.0);
    }
}

static void random_numbers(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int i = 0; i < 40000; i++) {
        char text[400];
        double x;
        const uint64_t bits = random_bits(&seed);
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x)) {
            snprintf(text, sizeof text, "%.17g", x);
            assert_like_strtod(text);
            snprintf(text, sizeof text, "%.*e", (int)(random_bits(&seed) % 40), x);
            assert_like_strtod(text);
        }
        // 1 to 20 digits, powers where the three ways meet
        snprintf(text, sizeof text, "%llue%d", (unsigned long long)bits >> random_bits(&seed) % 64,
                 (int)(random_bits(&seed) % 70) - 35);
        assert_like_strtod(text);
        snprintf(text, sizeof text, "%.*f", (int)(bits % 20), (double)(int64_t)bits * 0x1p-50);
        assert_like_strtod(text);
    }
}

// Neighbouring doubles and the exact decimal text of the point between them.
static void exact_half_ways(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 3000; i++) {
        char text[1200];
        const uint64_t mantissa = random_bits(&seed) >> 11 | 1;
        const int exponent = (int)(random_bits(&seed) % 120) - 90;
        const long double between =
            ldexpl((long double)mantissa + 0.5L, exponent); // 64 bits hold it
        snprintf(text, sizeof text, "%.*Lf", exponent < 0 ? 1 - exponent : 1, between);
        assert_like_strtod(text);
    }
}

static void what_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t taken;
        double value;
    } cases[] = {
        {"12.5 next", 4, 12.5},
        {"1e", 1, 1},
        {"1e+", 1, 1},
        {"2e-x", 1, 2},
        {"3.e1", 4, 30},
        {"1.2.3", 3, 1.2},
        {"4,5", 1, 4},
        {"-7-8", 2, -7},
        {"0x10", 1, 0},
        {"1d5", 1, 1},
        {"", 0, 0},
        {".", 0, 0},
        {"-", 0, 0},
        {"+.e1", 0, 0},
        {"e5", 0, 0},
        {" 1", 0, 0},
        {"nan", 0, 0},
        {"NaN", 0, 0},
        {"inf", 0, 0},
        {"-Infinity", 0, 0},
        {"1e999", 0, 0},
        {"--1", 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double value = 0;
        if (mr_parse_double(mr_str_of(cases[i].text), &value) != cases[i].taken)
            fail_msg("\"%s\"", cases[i].text);
        assert_same_double(value, cases[i].value);
    }
    double value = 0;
    assert_int_equal(mr_parse_double((mr_str){"123456", 3}, &value), 3);
    assert_same_double(value, 123);
    assert_true(mr_parse_double_all(MR_STR("-1e3"), &value));
    assert_same_double(value, -1000);
    assert_false(mr_parse_double_all(MR_STR("1 "), &value));
    assert_false(mr_parse_double_all(MR_STR(""), &value));
    assert_same_double(value, -1000); // untouched
}

static void whole_numbers(void **state)
{
    (void)state;
    int64_t value = 1;
    assert_true(mr_parse_int64_all(MR_STR("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_true(mr_parse_int64_all(MR_STR("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_true(mr_parse_int64_all(MR_STR("+0042"), &value));
    assert_int_equal(value, 42);
    static const char *const refused[] = {
        "",   "-",   "+",   "9223372036854775808", "-9223372036854775809", "1.0", "1 ",
        " 1", "1e3", "12a", "99999999999999999999"};
    for (size_t i = 0; i < COUNT(refused); i++)
        if (mr_parse_int64_all(mr_str_of(refused[i]), &value))
            fail_msg("\"%s\" is taken", refused[i]);
    assert_int_equal(value, 42);
}

static void a_decimal_comma_changes_nothing(void **state)
{
    (void)state;
    locale_t comma = newlocale(LC_ALL_MASK, "de_DE.UTF-8", (locale_t)0);
    if (!comma)
        skip();
    locale_t before = uselocale(comma);
    double value = 0, tiny = 0;
    char text[32];
    const size_t taken = mr_parse_double(MR_STR("1.5"), &value);
    mr_parse_double(MR_STR("4.9406564584124654e-324"), &tiny);
    mr_print_double(1.7976931348623157e308, text);
    uselocale(before);
    freelocale(comma);
    assert_int_equal(taken, 3);
    assert_same_double(value, 1.5);
    assert_same_double(tiny, 0x1p-1074);
    assert_string_equal(text, "1.7976931348623157e+308");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hard_cases),
        cmocka_unit_test(digits_far_behind_decide),
        cmocka_unit_test(random_numbers),
        cmocka_unit_test(exact_half_ways),
        cmocka_unit_test(what_is_taken),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(a_decimal_comma_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
