// Segments, thickness, the sliding sorted window.
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

static void windows_hold_what_they_should(void **state)
{
    enum { N = 60 };
    double x[N], room[N], want[N];
    uint64_t seed = 5;
    mr_sliding window;
    (void)state;

    for (size_t i = 0; i < N; i++) {
        x[i] = floor(10 * random_share(&seed));
        if (random_share(&seed) < 0.2)
            x[i] = MR_NAN;
    }
    for (size_t half = 0; half < 70; half += half < 5 ? 1 : 13) {
        assert_true(mr_sliding_room(N, half) <= N);
        mr_sliding_init(&window, x, N, half, room);
        for (size_t i = 0; i < N; i += half == 2 ? 2 : 1) { // also by leaps
            const size_t first = i > half ? i - half : 0;
            const size_t end = i + half + 1 < N ? i + half + 1 : N;
            const size_t n = mr_compact(x + first, end - first, want);
            mr_sort(want, n);
            mr_sliding_to(&window, i);
            assert_int_equal(window.count, n);
            assert_memory_equal(window.sorted, want, n * sizeof *want);
        }
    }
}

static void room_is_the_window_or_the_series(void **state)
{
    (void)state;
    assert_int_equal(mr_sliding_room(100, 3), 7);
    assert_int_equal(mr_sliding_room(5, 3), 5);
    assert_int_equal(mr_sliding_room(5, SIZE_MAX / 2), 5);
    assert_int_equal(mr_sliding_room(0, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_maximal_runs),
        cmocka_unit_test(thickness_adds_up_to_the_range),
        cmocka_unit_test(windows_hold_what_they_should),
        cmocka_unit_test(room_is_the_window_or_the_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
