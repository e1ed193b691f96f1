// Runs of bits at any place, against one bit at a time.
#include "base/check.h"

#include "../../../src/table/bits.h"

enum { WORDS = 5, BITS = WORDS * 64 };

static void fill(uint64_t *words, uint64_t *seed)
{
    for (int i = 0; i < WORDS; i++)
        words[i] = random_bits(seed);
}

static void copies_like_one_bit_at_a_time(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 20000; round++) {
        uint64_t from[WORDS], to[WORDS], wanted[WORDS];
        fill(from, &seed);
        fill(to, &seed);
        memcpy(wanted, to, sizeof to);
        const int64_t n = (int64_t)(random_bits(&seed) % (BITS + 1));
        const int64_t from_first = (int64_t)(random_bits(&seed) % (uint64_t)(BITS - n + 1));
        const int64_t to_first = (int64_t)(random_bits(&seed) % (uint64_t)(BITS - n + 1));
        int64_t ones = 0;
        for (int64_t i = 0; i < n; i++) {
            const int64_t at = to_first + i;
            const bool bit = bit_at(from, from_first + i);
            ones += bit;
            wanted[at / 64] &= ~(UINT64_C(1) << (at % 64));
            wanted[at / 64] |= (uint64_t)bit << (at % 64);
        }
        mr_bits_copy(to, to_first, from, from_first, n);
        assert_memory_equal(to, wanted, sizeof to);
        assert_int_equal(mr_bits_count(from, from_first, n), ones);
    }
}

// The last word is the end of the memory: reading behind it is found by the address sanitizer.
static void reads_no_word_too_many(void **state)
{
    (void)state;
    for (int64_t bits = 1; bits <= 192; bits++) {
        uint64_t *exact = malloc(words_for(bits) * sizeof *exact), to[4] = {0};
        memset(exact, 0xff, words_for(bits) * sizeof *exact);
        for (int64_t first = 0; first < bits; first++) {
            mr_bits_copy(to, 1, exact, first, bits - first);
            assert_int_equal(mr_bits_count(exact, first, bits - first), bits - first);
        }
        free(exact);
    }
    assert_int_equal(words_for(0), 0);
    assert_int_equal(words_for(64), 1);
    assert_int_equal(words_for(65), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_like_one_bit_at_a_time),
        cmocka_unit_test(reads_no_word_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
