// Arenas: zeroed, aligned, apart from each other, of any size.
#include "mudrock/arena.h"

#include "check.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { N = 2000 };
    static unsigned char *pieces[N];
    size_t sizes[N];
    uint64_t seed = 1;
    mr_arena *arena = mr_arena_new();
    for (size_t i = 0; i < N; i++) {
        // mostly small, now and then far larger than a block
        const uint64_t bits = random_bits(&seed);
        sizes[i] = i % 100 == 7 ? bits % 3000000 : bits % 200;
        pieces[i] = mr_arena_alloc(arena, sizes[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (size_t k = 0; k < sizes[i]; k++)
            if (pieces[i][k])
                fail_msg("byte %zu of piece %zu is not zero", k, i);
        memset(pieces[i], (int)(i % 251) + 1, sizes[i]);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            if (pieces[i][k] != (i % 251) + 1)
                fail_msg("piece %zu was written over", i);
    mr_arena_free(arena);
}

static void texts_are_copied(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    char source[] = "gamma ray";
    const char *all = mr_arena_strdup(arena, source), *part = mr_arena_strndup(arena, source, 5);
    const char *bytes = mr_arena_memdup(arena, source, sizeof source);
    memset(source, 'x', sizeof source - 1);
    assert_string_equal(all, "gamma ray");
    assert_string_equal(part, "gamma");
    assert_string_equal(bytes, "gamma ray");
    assert_null(mr_arena_strdup(arena, NULL));
    assert_string_equal(mr_arena_printf(arena, "%s has %d nodes", "quicklook", 12),
                        "quicklook has 12 nodes");
    char large[10001];
    memset(large, 'a', 10000);
    large[10000] = 0;
    assert_string_equal(mr_arena_printf(arena, "%s", large), large);
    mr_arena_free(arena);
}

static void nothing_is_freed_from_null(void **state)
{
    (void)state;
    mr_arena_free(NULL);
    mr_arena_free(mr_arena_new());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(nothing_is_freed_from_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
