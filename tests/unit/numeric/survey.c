// Courses by minimum curvature against geometry: straight lines, quarter circles, tiny doglegs.
#include "mudrock/numeric.h"

#include "numeric/check.h"

static const double pi = 3.14159265358979323846;

static void straight_courses_are_lines(void **state)
{
    const mr_course down = mr_minimum_curvature(100, 0, 0, 0, 0);
    const mr_course east = mr_minimum_curvature(50, 90, 90, 90, 90);
    const mr_course slant = mr_minimum_curvature(10, 30, 0, 30, 0);
    (void)state;

    assert_close(down.down, 100, 0, 0);
    assert_true(down.north == 0 && down.east == 0 && down.dogleg == 0);
    assert_close(east.east, 50, 1e-15, 0);
    assert_close(east.down, 0, 0, 1e-13);
    assert_close(slant.north, 5, 1e-15, 0);
    assert_close(slant.down, 10 * sqrt(3) / 2, 1e-15, 0);
}

// From vertical to horizontal along a quarter circle of radius 200: both ways 200.
static void a_quarter_circle_is_one(void **state)
{
    const mr_course c = mr_minimum_curvature(200 * pi / 2, 0, 0, 90, 0);
    (void)state;

    assert_close(c.north, 200, 1e-14, 0);
    assert_close(c.down, 200, 1e-14, 0);
    assert_close(c.east, 0, 0, 1e-12);
    assert_close(c.dogleg, pi / 2, 1e-14, 0);
}

// Azimuth 350 to 10 at inclination 90: a dogleg of 20 degrees, symmetric about north.
static void azimuths_wrap_round(void **state)
{
    const mr_course c = mr_minimum_curvature(100, 90, 350, 90, 10);
    (void)state;

    assert_close(mr_degrees(c.dogleg), 20, 1e-13, 0);
    assert_close(c.east, 0, 0, 1e-12);
    assert_close(c.north, 2 * (100 / mr_radians(20)) * sin(mr_radians(10)), 1e-13, 0); // the chord
}

// cos(dogleg) rounds to 1 here; the haversine form does not.
static void tiny_doglegs_are_kept(void **state)
{
    const mr_course c = mr_minimum_curvature(30, 45, 0, 45 + 1e-9, 0);
    (void)state;

    assert_close(mr_degrees(c.dogleg), 1e-9, 1e-5, 0);
    assert_close(c.down, 30 * sqrt(0.5), 1e-9, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(straight_courses_are_lines),
        cmocka_unit_test(a_quarter_circle_is_one),
        cmocka_unit_test(azimuths_wrap_round),
        cmocka_unit_test(tiny_doglegs_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
