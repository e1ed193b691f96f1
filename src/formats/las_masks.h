// What stands in 64 bytes of LAS text, one bit a byte, the first byte lowest.
#pragma once

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct las_masks {
    uint64_t blanks; // up to 0x20: the line ends too
    uint64_t lf, cr;
} las_masks;

#ifdef __SSE2__
static inline las_masks las_masks_of(const char *p)
{
    const __m128i blank = _mm_set1_epi8(' '), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
    las_masks out = {0};
    for (unsigned i = 0; i < 4; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, blank), bytes);
        out.blanks |= (uint64_t)(unsigned)_mm_movemask_epi8(low) << 16 * i;
        out.lf |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, lf)) << 16 * i;
        out.cr |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, cr)) << 16 * i;
    }
    return out;
}
#else
static inline las_masks las_masks_of(const char *p)
{
    las_masks out = {0};
    for (unsigned i = 0; i < 64; i++) {
        out.blanks |= (uint64_t)((unsigned char)p[i] <= ' ') << i;
        out.lf |= (uint64_t)(p[i] == '\n') << i;
        out.cr |= (uint64_t)(p[i] == '\r') << i;
    }
    return out;
}
#endif
