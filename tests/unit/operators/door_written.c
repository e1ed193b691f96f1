// Parameters that are numbers as a file wrote them, brought to what reading made of the column.
#include "operators/cases.h"

#include "mudrock/door.h"

struct params {
    mr_reals sentinels;
    double tolerance, other;
};

static const mr_param params[] = {
    {MR_PARAM(sentinels, "Sentinels", "as written"), .def = "[]"},
    {MR_PARAM(tolerance, "Tolerance", "width as written"), .def = "0"},
    {MR_PARAM(other, "Other", "m"), .def = "0"},
    {0},
};
static const mr_operator op = {
    .id = "written", .params = params, .params_size = sizeof(struct params)};

static const double numbers[] = {-999.25, 0, 32};

static const struct params *as_written(const mr_written *ways, size_t n, mr_arena *arena)
{
    struct params given = {{3, numbers}, 0.5, 7};
    mr_args args = {.op = &op, .params = &given};
    const mr_args *made = mr_args_as_written(&args, ways, n, arena);

    assert_ptr_not_equal(made->params, &given);
    assert_true(given.sentinels.at == numbers); // the operator's own stay
    return made->params;
}

static void of_one_way(void **state)
{
    mr_arena *arena = mr_arena_new();
    const mr_written celsius = {5.0 / 9, -160.0 / 9, false};
    const struct params *p = as_written(&celsius, 1, arena);

    (void)state;
    assert_int_equal(p->sentinels.n, 3);
    double column[3];
    memcpy(column, numbers, sizeof column);
    mr_rescale(column, 3, celsius.scale, celsius.offset);
    for (size_t i = 0; i < 3; i++)
        assert_true(p->sentinels.at[i] == column[i]); // bit for bit what becomes of a column
    assert_true(fabs(p->tolerance - 0.5 * 5 / 9) < 1e-15);
    assert_true(p->other == 7);
    mr_arena_free(arena);
}

static void of_float32(void **state)
{
    mr_arena *arena = mr_arena_new();
    const mr_written narrow = {0.001, 0, true};
    const struct params *p = as_written(&narrow, 1, arena);

    (void)state;
    assert_true(p->sentinels.at[0] == (double)(float)-0.99925);
    mr_arena_free(arena);
}

static void of_several_ways(void **state)
{
    mr_arena *arena = mr_arena_new();
    const mr_written ways[] = {{1, 0, false}, {-2, 1, false}};
    const struct params *p = as_written(ways, 2, arena);

    (void)state;
    assert_int_equal(p->sentinels.n, 6);
    assert_true(p->sentinels.at[2] == 32 && p->sentinels.at[5] == -63);
    assert_true(p->tolerance == 1); // the larger, and no negative one
    mr_arena_free(arena);
}

static void as_it_is(void **state)
{
    mr_arena *arena = mr_arena_new();
    struct params given = {{3, numbers}, 0.5, 7};
    const mr_args args = {.op = &op, .params = &given};
    const mr_written same = {1, 0, false};

    (void)state;
    assert_ptr_equal(mr_args_as_written(&args, &same, 1, arena), &args);
    assert_ptr_equal(mr_args_as_written(&args, NULL, 0, arena), &args);
    assert_true(mr_operator_has_written(&op));
    assert_false(mr_operator_has_written(&(mr_operator){.params = params + 1}));
    assert_false(mr_operator_has_written(&(mr_operator){0}));
    mr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_one_way),
        cmocka_unit_test(of_float32),
        cmocka_unit_test(of_several_ways),
        cmocka_unit_test(as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
