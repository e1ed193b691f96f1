// The cache of computed rows: bounded, what was not used for longest goes first.
#include "workspace.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "../../../src/service/cache.h"

enum { FILES = 5, BYTES = 1000 };

static char *path_of(struct world *w, int i)
{
    return mr_arena_printf(w->arena, "%s/cache/results/key%d.parquet", w->service->workspace, i);
}

static void put_file(struct world *w, int i)
{
    const struct timespec times[2] = {{.tv_sec = 1000 + i}, {.tv_sec = 1000 + i}};
    mr_objects *cache = NULL;
    char bytes[BYTES] = {0};
    assert_ok(mr_cache_open(w->service, &cache, &why_));
    assert_ok(mr_object_put(cache, mr_arena_printf(w->arena, "key%d.parquet", i),
                            (mr_str){bytes, BYTES}, &why_));
    mr_objects_close(cache);
    assert_int_equal(utimensat(AT_FDCWD, path_of(w, i), times, 0), 0);
}

static void assert_there(struct world *w, const char *wanted)
{
    for (int i = 0; i < FILES; i++)
        if ((access(path_of(w, i), F_OK) == 0) != (wanted[i] == '+'))
            fail_msg("file %d, wanted %s", i, wanted);
}

static void test_the_longest_unused_goes(void **state)
{
    struct world *w = *state;
    char *path = NULL;
    for (int i = 0; i < FILES; i++)
        put_file(w, i);
    mr_cache_shrink(w->service, "key4", (int64_t)FILES * BYTES);
    assert_there(w, "+++++");
    assert_true(mr_cache_find(w->service, "key1", &path)); // used now
    free(path);
    mr_cache_shrink(w->service, "key4", 3 * BYTES);
    assert_there(w, "-+-++");
    mr_cache_shrink(w->service, "key3", 0); // all but what has just been made
    assert_there(w, "---+-");
    assert_false(mr_cache_find(w->service, "key1", &path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_longest_unused_goes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
