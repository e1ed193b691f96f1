// Segments, thickness.
#include "mudrock/numeric.h"

#include "numeric/check.h"

static void segments_are_maximal_runs(void **state)
{
    const double x[] = {MR_NAN, 1, 2, MR_NAN, MR_NAN, 3, MR_NAN};
    size_t first, end = 0;
    (void)state;

    assert_true(mr_segment_next(x, 7, &first, &end));
    assert_true(first == 1 && end == 3);
    assert_true(mr_segment_next(x, 7, &first, &end));
    assert_true(first == 5 && end == 6);
    assert_false(mr_segment_next(x, 7, &first, &end));
    end = 0;
    assert_true(mr_segment_next(x + 1, 2, &first, &end));
    assert_true(first == 0 && end == 2);
    end = 0;
    assert_false(mr_segment_next(x, 0, &first, &end));
}

static void thickness_adds_up_to_the_range(void **state)
{
    const double z[] = {10, 11, 13, 13, 20};
    double dz[5], one;
    (void)state;

    mr_thickness(z, 5, dz);
    assert_close(dz[0], 0.5, 0, 0);
    assert_close(dz[1], 1.5, 0, 0);
    assert_close(dz[2], 1, 0, 0);
    assert_close(dz[3], 3.5, 0, 0);
    assert_close(dz[4], 3.5, 0, 0);
    assert_close(mr_sum(dz, 5), 10, 0, 0);
    mr_thickness(z, 1, &one);
    assert_true(one == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_maximal_runs),
        cmocka_unit_test(thickness_adds_up_to_the_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
