// Runs of bits that start anywhere in a word.
#include "bits.h"

// The n bits (1..64) from `first` on, the rest 0. Touches only words that hold some of them.
static uint64_t read_bits(const uint64_t *words, int64_t first, int64_t n)
{
    const int64_t word = first >> 6, shift = first & 63;
    uint64_t bits = words[word] >> shift;
    if (shift + n > 64)
        bits |= words[word + 1] << (64 - shift);
    return n == 64 ? bits : bits & ((UINT64_C(1) << n) - 1);
}

void mr_bits_copy(uint64_t *to, int64_t to_first, const uint64_t *from, int64_t from_first,
                  int64_t n)
{
    while (n > 0) { // one word of the target at a time
        const int64_t shift = to_first & 63;
        const int64_t step = n < 64 - shift ? n : 64 - shift;
        const uint64_t mask = (step == 64 ? ~UINT64_C(0) : (UINT64_C(1) << step) - 1) << shift;
        uint64_t *word = &to[to_first >> 6];
        *word = (*word & ~mask) | read_bits(from, from_first, step) << shift;
        to_first += step;
        from_first += step;
        n -= step;
    }
}

int64_t mr_bits_count(const uint64_t *words, int64_t first, int64_t n)
{
    int64_t count = 0;
    while (n > 0) {
        const int64_t step = n < 64 ? n : 64;
        count += __builtin_popcountll(read_bits(words, first, step));
        first += step;
        n -= step;
    }
    return count;
}
