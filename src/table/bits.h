// Bits in 64-bit words, least significant first: validity and bool values.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool bit_at(const uint64_t *words, int64_t i)
{
    return words[i >> 6] >> (i & 63) & 1;
}

static inline size_t words_for(int64_t bits)
{
    return ((size_t)bits + 63) / 64;
}

// Copies n bits, from any place to any place of other memory. Leaves the bits around them alone.
void mr_bits_copy(uint64_t *to, int64_t to_first, const uint64_t *from, int64_t from_first,
                  int64_t n);
// How many of the n bits are set.
int64_t mr_bits_count(const uint64_t *words, int64_t first, int64_t n);
