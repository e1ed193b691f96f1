// Columns shared between flows: nobody sees what another adds or overwrites.
#include "../../../src/validator/flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MANY = 1000 };

static mr_field field(mr_arena *arena, const char *stem, int number, mr_type type)
{
    return (mr_field){.name = mr_arena_printf(arena, "%s%d", stem, number), .type = type};
}

static mr_flow flow_of(mr_flows *flows, int n)
{
    mr_flow flow = mr_flow_new(flows, 7);

    for (int k = 0; k < n; k++)
        mr_flow_put(flows, &flow, field(flows->arena, "c", k, MR_FLOAT64));
    return flow;
}

static void found_by_name_few_and_many(void **state)
{
    static const int sizes[] = {0, 1, 8, 24, 25, 64, MANY};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        mr_flows flows = {.arena = mr_arena_new()};
        mr_flow flow = flow_of(&flows, sizes[s]);
        char name[16];
        assert_int_equal(flow.n, sizes[s]);
        assert_int_equal(flow.rows, 7);
        for (int k = 0; k < sizes[s]; k++) {
            snprintf(name, sizeof name, "c%d", k);
            assert_ptr_equal(mr_flow_find(&flow, name), mr_flow_at(&flow, (size_t)k));
        }
        assert_null(mr_flow_find(&flow, "none"));
        mr_arena_free(flows.arena);
    }
}

// Two branches each add a column of one name and another type.
static void branches_do_not_see_each_other(void **state)
{
    static const int sizes[] = {3, 24, 100};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        mr_flows flows = {.arena = mr_arena_new()};
        mr_flow trunk = flow_of(&flows, sizes[s]), a = trunk, b = trunk;
        mr_flow_put(&flows, &a, field(flows.arena, "x", 1, MR_FLOAT64));
        mr_flow_put(&flows, &b, field(flows.arena, "x", 1, MR_UTF8));
        mr_flow_put(&flows, &b, field(flows.arena, "y", 1, MR_UTF8));
        assert_int_equal(trunk.n, sizes[s]);
        assert_null(mr_flow_find(&trunk, "x1"));
        assert_int_equal(mr_flow_find(&a, "x1")->type, MR_FLOAT64);
        assert_int_equal(mr_flow_find(&b, "x1")->type, MR_UTF8);
        assert_null(mr_flow_find(&a, "y1"));
        mr_arena_free(flows.arena);
    }
}

static void overwriting_leaves_the_earlier_flow(void **state)
{
    mr_flows flows = {.arena = mr_arena_new()};
    mr_flow before = flow_of(&flows, 30), after = before;

    (void)state;
    mr_flow_put(&flows, &after, field(flows.arena, "c", 4, MR_BOOL));
    assert_int_equal(after.n, 30);
    assert_int_equal(mr_flow_find(&before, "c4")->type, MR_FLOAT64);
    assert_int_equal(mr_flow_find(&after, "c4")->type, MR_BOOL);
    assert_ptr_equal(mr_flow_find(&after, "c4"), mr_flow_at(&after, 4));
    mr_arena_free(flows.arena);
}

// Schemas made on the way stay what they were while the flow grows.
static void schemas_stay(void **state)
{
    mr_flows flows = {.arena = mr_arena_new()};
    mr_flow flow = mr_flow_new(&flows, 0);
    mr_schema *schemas[MANY];

    (void)state;
    for (int k = 0; k < MANY; k++) {
        mr_flow_put(&flows, &flow, field(flows.arena, "c", k, MR_FLOAT64));
        schemas[k] = mr_flow_schema(&flows, &flow);
    }
    for (int k = 0; k < MANY; k++) {
        assert_int_equal(schemas[k]->n, k + 1);
        assert_string_equal(schemas[k]->fields[k].name, mr_flow_at(&flow, (size_t)k)->name);
        assert_string_equal(schemas[k]->fields[0].name, "c0");
    }
    // one array that doubles, not one a schema
    assert_true(flows.copied < 4 * MANY);
    mr_arena_free(flows.arena);
}

static void names_that_differ_in_case_are_found(void **state)
{
    mr_flows flows = {.arena = mr_arena_new()};

    (void)state;
    for (int n = 3; n <= MANY; n = n == MANY ? MANY + 1 : MANY) {
        mr_flow flow = flow_of(&flows, n);
        assert_string_equal(mr_flow_find_like(&flow, "C2")->name, "c2");
        assert_null(mr_flow_find_like(&flow, "c2")); // the same name is another matter
        assert_null(mr_flow_find_like(&flow, "C"));
        assert_null(mr_flow_find_like(&flow, "C2x"));
        assert_null(mr_flow_find(&flow, "C2"));
    }
    assert_null(mr_flow_find_like(&(mr_flow){0}, "C2"));
    mr_arena_free(flows.arena);
}

static void unknown_has_no_schema(void **state)
{
    mr_flows flows = {.arena = mr_arena_new()};
    mr_flow nothing = {0};

    (void)state;
    assert_null(mr_flow_schema(&flows, &nothing));
    assert_null(mr_flow_find(&nothing, "c0"));
    mr_arena_free(flows.arena);
}

// A flow of another arena is never written to: answers about a typed document leave it as it is.
static void flow_of_another_arena_is_copied(void **state)
{
    mr_flows first = {.arena = mr_arena_new()}, second = {.arena = mr_arena_new()};
    mr_flow flow = flow_of(&first, 3), other = flow;

    (void)state;
    mr_flow_put(&second, &other, field(second.arena, "x", 1, MR_UTF8));
    mr_flow_put(&first, &flow, field(first.arena, "z", 1, MR_UTF8));
    assert_string_equal(mr_flow_at(&flow, 3)->name, "z1");
    assert_string_equal(mr_flow_at(&other, 3)->name, "x1");
    mr_arena_free(second.arena);
    mr_arena_free(first.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_by_name_few_and_many),
        cmocka_unit_test(branches_do_not_see_each_other),
        cmocka_unit_test(overwriting_leaves_the_earlier_flow),
        cmocka_unit_test(schemas_stay),
        cmocka_unit_test(names_that_differ_in_case_are_found),
        cmocka_unit_test(unknown_has_no_schema),
        cmocka_unit_test(flow_of_another_arena_is_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
