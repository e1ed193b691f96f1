// Roots of c s^n + d s^k = e: put back into the equation.
#include "mudrock/numeric.h"

#include "numeric/check.h"

static void roots_solve_the_equation(void **state)
{
    uint64_t seed = 31;
    (void)state;

    for (int i = 0; i < 20000; i++) {
        const double c = exp(30 * random_share(&seed) - 15), d = exp(30 * random_share(&seed) - 15);
        const double e = exp(30 * random_share(&seed) - 15), n = 1 + 3 * random_share(&seed);
        const double k = i % 2 ? 1 : 0.5 + (n - 1) * random_share(&seed);
        const double s = mr_two_power_root(c, n, d, k, e);
        assert_true(s > 0);
        assert_close(c * pow(s, n) + d * pow(s, k), e, 1e-12, 0);
    }
}

static void closed_forms_agree(void **state)
{
    (void)state;
    assert_close(mr_two_power_root(1, 2, 1, 1, 6), 2, 1e-15, 0); // s^2 + s = 6
    assert_close(mr_two_power_root(2, 3, 0, 1, 16), 2, 1e-15, 0);
    assert_close(mr_two_power_root(1, 1, 1, 1, 10), 5, 1e-15, 0);
}

static void there_may_be_none(void **state)
{
    (void)state;
    assert_true(isnan(mr_two_power_root(1, 2, 0, 1, 0)));
    assert_true(isnan(mr_two_power_root(0, 2, 1, 1, 1)));
    assert_true(isnan(mr_two_power_root(1, 2, 1, 1, MR_NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_solve_the_equation),
        cmocka_unit_test(closed_forms_agree),
        cmocka_unit_test(there_may_be_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
