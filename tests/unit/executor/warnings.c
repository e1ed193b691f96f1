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

// Whoever says it, however often and when, the rest is as many: beyond those kept, and those that
// were kept until others came before them.
static void test_rest_is_counted_once(void **state)
{
    (void)state;
    for (int down = 0; down < 2; down++) {
        mr_warnings *w = mr_warnings_new();
        mr_arena *arena = mr_arena_new();
        size_t n;
        for (size_t round = 0; round < 3; round++)
            for (size_t i = 0; i < 1000; i++)
                mr_warn(w, down ? 999 - i : i, "well %zu", down ? 999 - i : i);
        const char **list = mr_warnings_list(w, arena, &n);
        assert_int_equal(n, MR_MAX_WARNINGS + 1);
        assert_string_equal(list[0], "well 0");
        assert_string_equal(list[99], "well 99");
        assert_string_equal(list[100], "and 900 more warnings");
        mr_arena_free(arena);
        mr_warnings_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_least_are_kept),
        cmocka_unit_test(test_said_once),
        cmocka_unit_test(test_rest_is_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
