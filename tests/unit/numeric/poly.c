// Orthonormal polynomials: they are orthonormal, exact for polynomials, and say when points are too
// few.
#include "mudrock/numeric.h"

#include "numeric/check.h"

enum { N = 50 };

static double points[N], room[2 * N];

static mr_poly make(size_t order, double from, double spread)
{
    uint64_t seed = 21;
    mr_poly poly;

    for (size_t i = 0; i < N; i++)
        points[i] = from + spread * ((double)i + 0.7 * random_share(&seed));
    assert_true(mr_poly_make(&poly, points, N, order, room));
    return poly;
}

static void the_basis_is_orthonormal(void **state)
{
    const mr_poly poly = make(6, 2000, 0.1524);
    double p[N][MR_POLY_MAX];
    (void)state;

    for (size_t i = 0; i < N; i++)
        mr_poly_eval(&poly, points[i], 0, p[i]);
    for (size_t a = 0; a <= 6; a++)
        for (size_t b = 0; b <= 6; b++) {
            double sum = 0;
            for (size_t i = 0; i < N; i++)
                sum += p[i][a] * p[i][b];
            assert_close(sum, a == b, 0, 1e-12);
        }
}

static double value_of(const mr_poly *poly, const double *c, double at, unsigned derivative)
{
    double basis[MR_POLY_MAX], sum = 0;

    mr_poly_eval(poly, at, derivative, basis);
    for (size_t k = 0; k <= poly->order; k++)
        sum += c[k] * basis[k];
    return sum;
}

// t = z - 2004: y = 3 - 2 t + 0.5 t^2 - 0.25 t^3, far from the origin.
static void a_cubic_is_fitted_exactly(void **state)
{
    const mr_poly poly = make(3, 2000, 0.2);
    double y[N], c[MR_POLY_MAX];
    (void)state;

    for (size_t i = 0; i < N; i++) {
        const double t = points[i] - 2004;
        y[i] = 3 - 2 * t + 0.5 * t * t - 0.25 * t * t * t;
    }
    mr_poly_fit(&poly, points, y, N, c);
    for (double t = -5; t < 8; t += 0.7) { // also outside
        assert_close(value_of(&poly, c, 2004 + t, 0), 3 - 2 * t + 0.5 * t * t - 0.25 * t * t * t,
                     1e-10, 1e-10);
        assert_close(value_of(&poly, c, 2004 + t, 1), -2 + t - 0.75 * t * t, 1e-10, 1e-10);
        assert_close(value_of(&poly, c, 2004 + t, 2), 1 - 1.5 * t, 1e-10, 1e-9);
    }
}

static void few_points_carry_no_order(void **state)
{
    const double two[] = {1, 1, 1, 2, 2}, same[] = {7, 7, 7};
    mr_poly poly;
    double c[MR_POLY_MAX];
    (void)state;

    assert_true(mr_poly_make(&poly, two, 5, 1, room));
    assert_false(mr_poly_make(&poly, two, 5, 2, room));
    assert_false(mr_poly_make(&poly, two, 2, 2, room));
    assert_false(mr_poly_make(&poly, same, 3, 1, room));
    assert_true(mr_poly_make(&poly, same, 3, 0, room));
    mr_poly_fit(&poly, same, (const double[]){1, 2, 6}, 3, c);
    assert_close(value_of(&poly, c, 7, 0), 3, 1e-15, 0); // the mean
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_basis_is_orthonormal),
        cmocka_unit_test(a_cubic_is_fitted_exactly),
        cmocka_unit_test(few_points_carry_no_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
