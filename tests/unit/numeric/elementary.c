// Elementary functions against those of long double, at random and at edges; the same bits whatever
// the instruction set and the place in a loop.
#include <float.h>
#include <stdbool.h>

#include "mudrock/numeric.h"

#include "numeric/check.h"
#include "numeric/elementary_level.h"

enum { N = 4096, ROUNDS = 25 };

static const double edges[] = {
    0.0,    -0.0,    1,      -1,     0.5,    -0.5,    2,          -2,       3,         -3,
    10,     100,     1e3,    1e15,   1e22,   1e-5,    710,        -710,     745.2,     -745.2,
    -746,   1023,    1024,   -1074,  -1075,  308.3,   309,        -323.4,   -324,      90,
    180,    270,     -360,   1e300,  -1e300, 1e-300,  DBL_MAX,    -DBL_MAX, DBL_MIN,   -DBL_MIN,
    5e-324, -5e-324, 1e-310, 0x1p52, 0x1p53, -0x1p53, 0x1p53 + 2, HUGE_VAL, -HUGE_VAL, MR_NAN,
};
enum { EDGES = sizeof edges / sizeof *edges };

// Units in the last place between them; 0 for the same special value.
static double ulps(double got, long double want)
{
    const double near = (double)want;
    int exponent;

    if (isnan(near) || isnan(got) || isinf(near) || isinf(got))
        return (isnan(near) && isnan(got)) || near == got ? 0 : HUGE_VAL;
    frexp(near, &exponent);
    exponent = exponent < DBL_MIN_EXP ? DBL_MIN_EXP : exponent;
    return (double)(fabsl((long double)got - want) / ldexpl(1, exponent - DBL_MANT_DIG));
}

typedef void one(size_t n, const double *x, double *out);
typedef void two(size_t n, const double *x, const double *y, double *out);

static void check_one(const char *what, one *ours, long double (*theirs)(long double), double from,
                      double to, double bound)
{
    static double x[N], out[N];
    uint64_t seed = 7;

    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < N; i++)
            x[i] = from + (to - from) * random_share(&seed);
        ours(N, x, out);
        for (size_t i = 0; i < N; i++)
            if (!(ulps(out[i], theirs((long double)x[i])) <= bound))
                fail_msg("%s(%a) is %a, want %La", what, x[i], out[i], theirs((long double)x[i]));
    }
    ours(EDGES, edges, out);
    for (size_t i = 0; i < EDGES; i++)
        if (!(ulps(out[i], theirs((long double)edges[i])) <= bound))
            fail_msg("%s(%a) is %a, want %La", what, edges[i], out[i],
                     theirs((long double)edges[i]));
}

static long double tenth_power(long double x)
{
    return powl(10, x);
}

static void exponentials(void **state)
{
    (void)state;
    check_one("exp", level_base.exp, expl, -746, 711, 1.1);
    check_one("exp", level_base.exp, expl, -1, 1, 1.1);
    check_one("exp2", level_base.exp2, exp2l, -1076, 1025, 1.1);
    check_one("exp2", level_base.exp2, exp2l, -4, 4, 1.1);
    check_one("exp10", level_base.exp10, tenth_power, -324, 309, 1.1);
    check_one("exp10", level_base.exp10, tenth_power, -5, 5, 1.1);
}

static void logarithms(void **state)
{
    double tens[46], out[46];
    (void)state;

    check_one("log", level_base.log, logl, -0.1, 3, 1.1);
    check_one("log", level_base.log, logl, 0, DBL_MAX, 1.1);
    check_one("log", level_base.log, logl, 0, 4 * DBL_MIN, 1.1);
    check_one("log10", level_base.log10, log10l, -0.1, 3, 1.1);
    check_one("log10", level_base.log10, log10l, 0, 1e5, 1.1);
    for (int i = 0; i < 46; i++)
        tens[i] = strtod((char[]){'1', 'e', i < 23 ? '+' : '-', (char)('0' + i % 23 / 10),
                                  (char)('0' + i % 23 % 10), 0},
                         NULL);
    level_base.log10(46, tens, out);
    for (int i = 0; i < 46; i++)
        assert_true(out[i] == (i < 23 ? i : 23 - i));
}

// The special cases of C17 F.10.4.4 come from pow() of long double.
static void check_pow(two *ours, bool positive, double x, double y)
{
    double out;

    ours(1, &x, &y, &out);
    const bool none = positive && y != 0 && (x < 0 || (x == 1 && !isfinite(y)));
    const long double want =
        none ? (long double)MR_NAN : powl((long double)(positive ? fabs(x) : x), (long double)y);
    if (!(ulps(out, want) <= 1.1) || (!isnan(out) && !positive && !signbit(out) != !signbit(want)))
        fail_msg("pow(%a, %a) is %a, want %La", x, y, out, want);
}

static void powers(void **state)
{
    uint64_t seed = 11;
    (void)state;

    for (int i = 0; i < 100000; i++) {
        const double x = exp(60 * random_share(&seed) - 30), y = 40 * random_share(&seed) - 20;
        check_pow(level_base.pow, false, x, y);
        check_pow(level_base.pow, false, -x, rint(y));
        check_pow(level_base.pow_positive, true, random_share(&seed), 6 * random_share(&seed));
    }
    for (size_t i = 0; i < EDGES; i++)
        for (size_t k = 0; k < EDGES; k++) {
            check_pow(level_base.pow, false, edges[i], edges[k]);
            check_pow(level_base.pow_positive, true, edges[i], edges[k]);
        }
}

static const long double pi = 3.14159265358979323846264338327950288L;

// In whole quarters and the rest, both exact.
static long double sine_of(long double degrees, int turns)
{
    if (!(fabsl(degrees) < 0x1p52L))
        return (long double)MR_NAN;
    int quarters;
    const long double angle = remquol(degrees, 90, &quarters) * pi / 180;
    quarters += turns;
    const long double value = quarters & 1 ? cosl(angle) : sinl(angle);
    return quarters & 2 ? -value : value;
}
static long double sine(long double degrees)
{
    return sine_of(degrees, 0);
}
static long double cosine(long double degrees)
{
    return sine_of(degrees, 1);
}
static long double tangent(long double degrees)
{
    return sine(degrees) / cosine(degrees);
}

static void angles(void **state)
{
    uint64_t seed = 13;
    (void)state;

    check_one("sin", level_base.sin, sine, -720, 720, 1.1);
    check_one("sin", level_base.sin, sine, -1e9, 1e9, 1.1);
    check_one("cos", level_base.cos, cosine, -720, 720, 1.1);
    check_one("cos", level_base.cos, cosine, -1e9, 1e9, 1.1);
    check_one("asin", level_base.asin, asinl, -1.01, 1.01, 2.5);
    for (int i = 0; i < 100000; i++) {
        const double x = 2 * random_share(&seed) - 1, y = 2 * random_share(&seed) - 1;
        double out, degrees = 400 * x;
        level_base.atan2(1, &y, &x, &out);
        assert_true(ulps(out, atan2l((long double)y, (long double)x)) <= 2);
        level_base.tan(1, &degrees, &out);
        assert_true(ulps(out, tangent((long double)degrees)) <= 2.5);
    }
    const double y[] = {0, 1, -1, 0, 0, 3, MR_NAN, 1}, x[] = {1, 0, 0, -1, 0, 3, 1, MR_NAN};
    double out[8];
    level_base.atan2(8, y, x, out);
    for (int i = 0; i < 8; i++)
        assert_true(ulps(out[i], atan2l((long double)y[i], (long double)x[i])) <= 2);
}

// --- the same bits ---

// Every bit pattern is as likely; every fourth number is usual.
static void fill(double *x, size_t n, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++) {
        const uint64_t high = (uint64_t)(random_share(seed) * 0x1p32);
        const uint64_t bits = high << 32 | (uint64_t)(random_share(seed) * 0x1p32);
        memcpy(&x[i], &bits, sizeof bits);
        if (i % 4 == 0)
            x[i] = 8 * random_share(seed) - 2;
    }
}

static void assert_same(const char *what, const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) // the bits of a NaN carry nothing
        if (memcmp(&a[i], &b[i], sizeof *a) != 0 && !(isnan(a[i]) && isnan(b[i])))
            fail_msg("%s: %a is not %a at %zu", what, a[i], b[i], i);
}

// `of` in loops of all lengths against `base` a number at a time.
static void check_same(const level *of)
{
    static double x[N], y[N], want[N], got[N];
    const level *base = &level_base;
    uint64_t seed = 17;
    one *const ones[][2] = {
        {of->exp, base->exp}, {of->exp2, base->exp2},   {of->exp10, base->exp10},
        {of->log, base->log}, {of->log10, base->log10}, {of->sin, base->sin},
        {of->cos, base->cos}, {of->tan, base->tan},     {of->asin, base->asin}};
    two *const twos[][2] = {
        {of->pow, base->pow}, {of->pow_positive, base->pow_positive}, {of->atan2, base->atan2}};

    fill(x, N, &seed);
    fill(y, N, &seed);
    memcpy(x, edges, sizeof edges);
    for (size_t f = 0; f < sizeof ones / sizeof *ones; f++) {
        for (size_t i = 0; i < N; i++)
            ones[f][1](1, &x[i], &want[i]);
        for (size_t first = 0, n = 0; first < N; first += n, n = n % 37 + 1)
            ones[f][0](n < N - first ? n : N - first, x + first, got + first);
        assert_same(of->name, got, want, N);
    }
    for (size_t f = 0; f < sizeof twos / sizeof *twos; f++) {
        for (size_t i = 0; i < N; i++)
            twos[f][1](1, &x[i], &y[i], &want[i]);
        for (size_t first = 0, n = 0; first < N; first += n, n = n % 37 + 1)
            twos[f][0](n < N - first ? n : N - first, x + first, y + first, got + first);
        assert_same(of->name, got, want, N);
    }
}

static void bits_do_not_depend_on_the_machine(void **state)
{
    (void)state;
    check_same(&level_base);
#ifdef LEVELS
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        check_same(&level_v3);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        check_same(&level_v4);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponentials),
        cmocka_unit_test(logarithms),
        cmocka_unit_test(powers),
        cmocka_unit_test(angles),
        cmocka_unit_test(bits_do_not_depend_on_the_machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
