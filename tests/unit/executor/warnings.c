// Which warnings are kept depends on the wells they come from, not on who came first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/executor/warnings.h"

static void test_least_are_kept(void **state)
{
    (void)state;
    static const size_t strides[] = {1, 7, 149};
    for (size_t s = 0; s < 3; s++) {
        mr_warnings *w = mr_warnings_new();
        mr_arena *arena = mr_arena_new();
        size_t n;
        for (size_t i = 0; i < 250; i++)
            mr_warn(w, (i * strides[s]) % 250, "well %zu", (i * strides[s]) % 250);
        const char **list = mr_warnings_list(w, arena, &n);
        assert_int_equal(n, MR_MAX_WARNINGS + 1);
        for (size_t i = 0; i < MR_MAX_WARNINGS; i++) {
            char wanted[32];
            snprintf(wanted, sizeof wanted, "well %zu", i);
            assert_string_equal(list[i], wanted);
        }
        assert_string_equal(list[MR_MAX_WARNINGS], "and 150 more warnings");
        mr_arena_free(arena);
        mr_warnings_free(w);
    }
}

static void test_said_once(void **state)
{
    (void)state;
    mr_warnings *w = mr_warnings_new();
    mr_arena *arena = mr_arena_new();
    size_t n;
    mr_warn(w, 1, "b");
    mr_warn(w, 1, "a");
    mr_warn(w, 1, "b");
    mr_warn(w, 0, "b");
    const char **list = mr_warnings_list(w, arena, &n);
    assert_int_equal(n, 3);
    assert_string_equal(list[0], "b");
    assert_string_equal(list[1], "a");
    assert_string_equal(list[2], "b");
    mr_arena_free(arena);
    mr_warnings_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_least_are_kept),
        cmocka_unit_test(test_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
