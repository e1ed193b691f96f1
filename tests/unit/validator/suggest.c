// The words of messages and hints.
#include "../../../src/validator/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static mr_arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = mr_arena_new();
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    mr_arena_free(arena);
    return 0;
}

// The nearest of up to three candidates.
static const char *near(const char *wanted, const char *a, const char *b, const char *c)
{
    const char *candidates[] = {a, b, c};
    mr_suggest suggest = {.arena = arena};
    mr_nearest nearest;

    mr_nearest_begin(&nearest, &suggest, wanted);
    for (size_t k = 0; k < 3 && candidates[k]; k++)
        mr_nearest_offer(&nearest, candidates[k]);
    return nearest.best ? nearest.best : "none";
}

static void nearest_names(void **state)
{
    (void)state;
    assert_string_equal(near("gr", "rhob", "gr1", "dt"), "gr1");
    assert_string_equal(near("gr", "sp", "gt", NULL), "gt"); // one edit
    assert_string_equal(near("gr", "sp", "dt", NULL), "none");
    assert_string_equal(near("rhbo", "rhob", "rhoz", NULL), "rhob");
    assert_string_equal(near("GR", "gr1", "gr", NULL), "gr");        // case is no edit
    assert_string_equal(near("phie", "phid", "phit", NULL), "phid"); // the first of equals
    assert_string_equal(near("gr", "depth", "gr_run_2", NULL), "gr_run_2");
    assert_string_equal(near("gr", "gr_run_2", "gt", NULL), "gt"); // an edit is nearer
    assert_string_equal(near("gr_run_2", "gr", NULL, NULL), "gr");
    assert_string_equal(near("gr", "grain", NULL, NULL), "none");
    assert_string_equal(near("", "", NULL, NULL), "");
    assert_string_equal(near("resistivity", "resistvity", NULL, NULL), "resistvity");
}

static void work_is_bounded(void **state)
{
    mr_suggest suggest = {.arena = arena};
    mr_nearest nearest;
    char name[32];
    size_t offered = 0;

    (void)state;
    for (int round = 0; round < 1000; round++) {
        mr_nearest_begin(&nearest, &suggest, "a_rather_long_name");
        for (int k = 0; k < 1000 && mr_nearest_affordable(&nearest); k++, offered++) {
            snprintf(name, sizeof name, "some_other_name_%d", k);
            mr_nearest_offer(&nearest, name);
        }
    }
    assert_true(offered < 100000);
}

static void lists(void **state)
{
    const char *names[] = {"a", "b", "c", "d"};

    (void)state;
    assert_string_equal(mr_words_list(arena, names, 0, 3), "");
    assert_string_equal(mr_words_list(arena, names, 1, 3), "'a'");
    assert_string_equal(mr_words_list(arena, names, 2, 3), "'a' and 'b'");
    assert_string_equal(mr_words_list(arena, names, 3, 3), "'a', 'b' and 'c'");
    assert_string_equal(mr_words_list(arena, names, 4, 3), "'a', 'b', 'c' and 1 more");
    assert_string_equal(mr_words_columns(arena, names, 2, 3), "`a` and `b`");
    assert_string_equal(mr_words_plain(arena, names, 3), "a, b, c");
}

static void pointers(void **state)
{
    (void)state;
    assert_string_equal(mr_pointer_escape(arena, "plain"), "plain");
    assert_string_equal(mr_pointer_escape(arena, "a/b~c"), "a~1b~0c");
    assert_string_equal(mr_pointer_escape(arena, ""), "");
}

static void labels(void **state)
{
    mr_node named = {.id = "i", .name = "n"}, nameless = {.id = "i", .name = ""};
    mr_node nothing = {0};

    (void)state;
    assert_string_equal(mr_node_label(&named), "n");
    assert_string_equal(mr_node_label(&nameless), "i");
    assert_string_equal(mr_node_label(&nothing), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_names), cmocka_unit_test(work_is_bounded), cmocka_unit_test(lists),
        cmocka_unit_test(pointers),      cmocka_unit_test(labels),
    };

    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
