// Interpolation between valid samples: nearness, gaps, ends, equal depths, any order of questions.
#include "mudrock/numeric.h"

#include "numeric/check.h"

static double kz[100], kx[100];

static mr_knots knots(const double *z, const double *x, size_t n)
{
    return mr_knots_make(z, x, n, kz, kx);
}

static double at(const mr_knots *k, mr_interpolation how, double max_gap, double z)
{
    size_t near = 0;

    return mr_knots_at(k, how, max_gap, z, &near);
}

static void of_equal_depths_the_first_valid_counts(void **state)
{
    const double z[] = {1, 1, 2, 2, 3}, x[] = {MR_NAN, 5, 6, 7, MR_NAN};
    const mr_knots k = knots(z, x, 5);
    (void)state;

    assert_int_equal(k.n, 2);
    assert_true(k.x[0] == 5 && k.x[1] == 6);
}

static void methods_differ_between_knots(void **state)
{
    const double z[] = {0, 10, 20}, x[] = {0, 100, 50};
    const mr_knots k = knots(z, x, 3);
    (void)state;

    assert_close(at(&k, MR_LINEAR, MR_NAN, 2.5), 25, 1e-15, 0);
    assert_close(at(&k, MR_LINEAR, MR_NAN, 15), 75, 1e-15, 0);
    assert_close(at(&k, MR_PREVIOUS, MR_NAN, 9.9), 0, 0, 0);
    assert_close(at(&k, MR_NEAREST, MR_NAN, 5.1), 100, 0, 0);
    assert_close(at(&k, MR_NEAREST, MR_NAN, 5), 0, 0, 0);         // tie: the shallower
    assert_close(at(&k, MR_NEAREST, MR_NAN, 5.0000004), 0, 0, 0); // within 1e-6 of a tie
    assert_close(at(&k, MR_LINEAR, MR_NAN, -0.1), MR_NAN, 0, 0);
    assert_close(at(&k, MR_LINEAR, MR_NAN, 20.1), MR_NAN, 0, 0);
}

static void near_a_knot_its_value_counts(void **state)
{
    const double z[] = {0, 1, 1.0000015}, x[] = {1, 2, 3};
    const mr_knots k = knots(z, x, 3);
    (void)state;

    assert_close(at(&k, MR_LINEAR, MR_NAN, -1e-7), 1, 0, 0); // also just outside
    assert_close(at(&k, MR_LINEAR, MR_NAN, 1.0000020), 3, 0, 0);
    assert_close(at(&k, MR_LINEAR, MR_NAN, 1.0000010), 3, 0, 0); // nearest of two
    assert_close(at(&k, MR_LINEAR, MR_NAN, 1.0000005), 2, 0, 0);
    assert_close(at(&k, MR_LINEAR, 0, 1e-7), 1, 0, 0); // whatever the gap
}

static void wide_gaps_are_not_bridged(void **state)
{
    const double z[] = {0, 1, 3}, x[] = {0, 1, 3};
    const mr_knots k = knots(z, x, 3);
    (void)state;

    assert_close(at(&k, MR_LINEAR, 1, 0.5), 0.5, 0, 0);
    assert_close(at(&k, MR_LINEAR, 1, 2), MR_NAN, 0, 0);
    assert_close(at(&k, MR_LINEAR, 2 - 1e-7, 2), 2, 0, 0); // 1e-6 of grace
    assert_close(at(&k, MR_LINEAR, MR_NAN, 2), 2, 0, 0);
}

static void nothing_gives_nothing(void **state)
{
    const double z[] = {5}, x[] = {7}, null[] = {MR_NAN};
    const mr_knots none = knots(z, null, 1);
    (void)state;

    assert_int_equal(none.n, 0);
    assert_close(at(&none, MR_LINEAR, MR_NAN, 5), MR_NAN, 0, 0);
    const mr_knots one = knots(z, x, 1);
    assert_close(at(&one, MR_PREVIOUS, MR_NAN, 5), 7, 0, 0);
    assert_close(at(&one, MR_PREVIOUS, MR_NAN, 6), MR_NAN, 0, 0);
}

// The remembered place is a hint, never an answer.
static void the_order_of_questions_does_not_matter(void **state)
{
    double z[100], x[100];
    uint64_t seed = 11;
    (void)state;

    for (size_t i = 0; i < 100; i++) {
        z[i] = (double)i + 0.5 * random_share(&seed);
        x[i] = random_share(&seed);
    }
    const mr_knots k = knots(z, x, 100);
    size_t near = 0;
    for (int i = 0; i < 5000; i++) {
        const double where = 110 * random_share(&seed) - 5;
        const double got = mr_knots_at(&k, MR_LINEAR, MR_NAN, where, &near);
        assert_close(got, at(&k, MR_LINEAR, MR_NAN, where), 0, 0);
        size_t b = 0;
        while (b < 100 && z[b] <= where)
            b++;
        if (b > 0 && b < 100)
            assert_close(got, x[b - 1] + (x[b] - x[b - 1]) * (where - z[b - 1]) / (z[b] - z[b - 1]),
                         1e-5, 1e-5);
        else
            assert_true(isnan(got) || fabs(where - z[b ? 99 : 0]) <= 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equal_depths_the_first_valid_counts),
        cmocka_unit_test(methods_differ_between_knots),
        cmocka_unit_test(near_a_knot_its_value_counts),
        cmocka_unit_test(wide_gaps_are_not_bridged),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(the_order_of_questions_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
