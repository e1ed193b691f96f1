// Positions along a well's path: stations in any order, arcs between them, straight on below.
#include "mudrock/path.h"

#include "mudrock/numeric.h"
#include "numeric/check.h"

static const double pi = 3.14159265358979323846;

// Vertical to 100, then a quarter circle of radius 200 northward.
static size_t quarter(mr_station stations[4])
{
    stations[0] = (mr_station){.md = 100 + 100 * pi, .inc = 90};
    stations[1] = (mr_station){.md = 0};
    stations[2] = (mr_station){.md = 100};
    stations[3] = (mr_station){.md = 100, .inc = 45}; // listed later: does not count
    return mr_path_make(stations, 4);
}

static void stations_are_sorted_and_placed(void **state)
{
    mr_station s[4];
    (void)state;

    assert_int_equal(quarter(s), 3);
    assert_close(s[1].tvd, 100, 0, 0);
    assert_close(s[2].tvd, 300, 1e-14, 0);
    assert_close(s[2].north, 200, 1e-14, 0);
}

static void positions_follow_the_arc(void **state)
{
    mr_station s[4];
    mr_position p;
    const size_t n = quarter(s);
    (void)state;

    for (int degrees = 0; degrees <= 90; degrees += 5) {
        const double a = mr_radians(degrees);
        assert_true(mr_path_at(s, n, 100 + 200 * a, &p));
        assert_close(p.north, 200 * (1 - cos(a)), 1e-12, 1e-11);
        assert_close(p.tvd, 100 + 200 * sin(a), 1e-13, 0);
        assert_close(p.east, 0, 0, 1e-11);
    }
}

static void below_it_goes_straight_on(void **state)
{
    mr_station s[4];
    mr_position p;
    const size_t n = quarter(s);
    (void)state;

    assert_true(mr_path_at(s, n, 100 + 100 * pi + 50, &p));
    assert_close(p.north, 250, 1e-13, 0);
    assert_close(p.tvd, 300, 1e-13, 0);
    assert_false(mr_path_at(s, n, -1, &p));
    assert_false(mr_path_at(s, 0, 1, &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stations_are_sorted_and_placed),
        cmocka_unit_test(positions_follow_the_arc),
        cmocka_unit_test(below_it_goes_straight_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
