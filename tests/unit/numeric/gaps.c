// How far apart samples are neighbours, and what they weigh.
#include "numeric/check.h"

#include "mudrock/numeric.h"

static void without_a_gap_nothing_changes(void **state)
{
    const double z[] = {1000, 1000.5, 1001, 1003};
    double room[4], dz[4], before[4];
    (void)state;

    // Steps 0.5, 0.5, 2: the greatest is no more than ten times the least.
    const mr_gaps gaps = mr_gaps_of(z, 4, MR_NAN, MR_GAP_STEPS, room);
    assert_true(isinf(gaps.most));
    mr_thickness(z, 4, before);
    mr_thickness_in(z, 4, &gaps, dz);
    for (size_t i = 0; i < 4; i++)
        assert_true(dz[i] == before[i]);
    assert_int_equal(mr_stretch_end(z, 4, 0, &gaps), 4);
}

static void towards_a_gap_half_a_median_step(void **state)
{
    const double z[] = {1000, 1001, 1002, 1102, 1103, 1104};
    const double want[] = {0.5, 1, 1, 1, 1, 0.5}; // public case 12 of issue 10: 5 m in all
    double room[6], dz[6];
    (void)state;

    const mr_gaps gaps = mr_gaps_of(z, 6, MR_NAN, MR_GAP_STEPS, room);
    assert_true(gaps.most == 10 && gaps.step == 1);
    mr_thickness_in(z, 6, &gaps, dz);
    for (size_t i = 0; i < 6; i++)
        assert_true(fabs(dz[i] - want[i]) < 1e-12);
    assert_int_equal(mr_stretch_end(z, 6, 0, &gaps), 3);
    assert_int_equal(mr_stretch_end(z, 6, 3, &gaps), 6);
}

static void max_gap_decides(void **state)
{
    const double z[] = {1000, 1001, 1002, 1102};
    double room[4];
    (void)state;

    assert_true(isinf(mr_gaps_of(z, 4, 100, MR_GAP_STEPS, room).most));
    const mr_gaps gaps = mr_gaps_of(z, 4, 99, MR_GAP_STEPS, room);
    assert_true(mr_is_gap(&gaps, 100) && !mr_is_gap(&gaps, 99));
    assert_true(!mr_is_gap(&gaps, 99 + 1e-9)); // rounding of depths
}

static void equal_depths_are_no_step(void **state)
{
    const double z[] = {1, 1, 1, 2, 3};
    double room[5];
    (void)state;

    assert_true(mr_median_step(z, 5, room) == 1);
    assert_true(isnan(mr_median_step(z, 3, room)));
    assert_true(isnan(mr_median_step(z, 0, room)));
    assert_true(isinf(mr_gaps_of(z, 3, MR_NAN, MR_GAP_STEPS, room).most));
    assert_true(isinf(mr_gaps_of(z, 0, MR_NAN, MR_GAP_STEPS, room).most));
}

static mr_grid_steps steps_of(const double *z, size_t n)
{
    double room[32];
    const mr_gaps gaps = mr_gaps_of(z, n, MR_NAN, MR_GAP_STEPS, room);

    return mr_grid_steps_of(z, n, &gaps);
}

static void rows_left_out_are_counted(void **state)
{
    const double two[] = {0, 0.5, 1, 2.5, 3, 3.5};     // 1.5 and 2 are not there
    const double far[] = {0, 0.5, 1, 101, 101.5, 102}; // a gap, no missing rows
    const double one[] = {0, 1, 2, 4, 5, 6};
    (void)state;

    assert_int_equal(steps_of(two, 6).missing, 2);
    assert_true(steps_of(two, 6).step == 0.5);
    assert_int_equal(steps_of(far, 6).missing, 0);
    assert_int_equal(steps_of(one, 6).missing, 1);
}

// 0.125 m told to a decimal: a step in four is twice the others, and no row is missing.
static void rounded_depths_miss_no_row(void **state)
{
    double z[40];
    (void)state;

    for (int i = 0; i < 40; i++)
        z[i] = floor(1.25 * i) / 10;
    assert_int_equal(steps_of(z, 32).missing, 0);
}

static void plugs_of_core_have_no_step(void **state)
{
    const double z[] = {0, 0.31, 0.55, 1.42, 1.6, 2.2};
    (void)state;

    assert_int_equal(steps_of(z, 6).missing, 0);
    assert_true(isinf(steps_of(z, 6).least));
}

// A row a kilometre away that max_gap calls a neighbour does not become a million rows.
static void hardly_a_row_is_no_grid(void **state)
{
    const double z[] = {0, 0.001, 1000};
    (void)state;

    assert_int_equal(mr_grid_steps_of(z, 3, &(mr_gaps){.most = HUGE_VAL}).missing, 0);
}

// --- rows that are missing in all of a well ---

static size_t missing_rows(const double *z, size_t n)
{
    double room[64];
    const mr_usual_rows usual = mr_usual_rows_of(z, n, MR_NAN, room);
    size_t missing = 0;

    for (size_t i = 1; i < n; i++)
        missing += mr_rows_between(&usual, z[i] - z[i - 1]);
    return missing;
}

// As many as fit in, also where more rows are missing than there are, and far beyond any gap.
static void a_hole_is_so_many_rows(void **state)
{
    const double near[] = {0, 0.1524, 0.3048, 0.762}, few[] = {0, 0.5, 2, 2.5, 4};
    const double far[] = {100, 100.5, 101, 50101, 50101.5};
    (void)state;

    assert_int_equal(missing_rows(near, 4), 2);
    assert_int_equal(missing_rows(few, 5), 4);
    assert_int_equal(missing_rows(far, 5), 99999);
}

// Three digits of 0.1524: a step of 0.152 would make one row too many of a long hole.
static void rounding_makes_no_row(void **state)
{
    double z[40];
    (void)state;

    for (int i = 0; i < 40; i++)
        z[i] = floor(152.4 * (i < 20 ? i : i + 400) + 0.5) / 1000;
    assert_int_equal(missing_rows(z, 40), 400);
    for (int i = 0; i < 40; i++)
        z[i] = floor(1.25 * i) / 10;
    assert_int_equal(missing_rows(z, 32), 0);
}

// Without a regular step only a gap counts, by the usual step.
static void of_plugs_only_a_gap_is_missing(void **state)
{
    const double z[] = {0, 0.31, 0.55, 1.42, 1.6, 2.2, 12.2};
    double room[8];
    (void)state;

    assert_int_equal(missing_rows(z, 6), 0);
    assert_int_equal(missing_rows(z, 7), 21); // the median of the steps is 0.455
    const mr_usual_rows usual = mr_usual_rows_of(z, 7, 20, room);
    assert_int_equal(mr_rows_between(&usual, 10), 0);
}

static void one_row_misses_none(void **state)
{
    const double z[] = {5, 5};
    (void)state;

    assert_int_equal(missing_rows(z, 0), 0);
    assert_int_equal(missing_rows(z, 1), 0);
    assert_int_equal(missing_rows(z, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_gap_nothing_changes),
        cmocka_unit_test(towards_a_gap_half_a_median_step),
        cmocka_unit_test(max_gap_decides),
        cmocka_unit_test(equal_depths_are_no_step),
        cmocka_unit_test(rows_left_out_are_counted),
        cmocka_unit_test(rounded_depths_miss_no_row),
        cmocka_unit_test(plugs_of_core_have_no_step),
        cmocka_unit_test(hardly_a_row_is_no_grid),
        cmocka_unit_test(a_hole_is_so_many_rows),
        cmocka_unit_test(rounding_makes_no_row),
        cmocka_unit_test(of_plugs_only_a_gap_is_missing),
        cmocka_unit_test(one_row_misses_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
