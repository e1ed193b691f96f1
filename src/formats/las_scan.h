// One plain number out of LAS text, eight digits at a time.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "las_local.h"

// What may follow a number: a blank, the delimiter, the end.
static inline bool las_ends_number(const char *p, const char *end, char delimiter)
{
    return p == end || las_blank(*p) || *p == delimiter;
}

// The digits that p begins with, at most eight; p has eight bytes to read. A byte minus '0' is over
// 9 exactly when adding 118 sets its top bit (or it is set already); the lowest such byte is the
// first that is no digit. The digits then move to the top of the word, which puts zeros before
// them, and are added up in pairs, fours and eights.
static inline unsigned las_eight_digits(const char *p, uint64_t *value)
{
    uint64_t word;
    memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    word ^= 0x3030303030303030u;
    uint64_t others = ((word + 0x7676767676767676u) | word) & 0x8080808080808080u;
    unsigned n = others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
    if (n == 0) {
        *value = 0;
        return 0;
    }
    word <<= 8 * (8 - n);
    word = word * 10 + (word >> 8);
    *value = ((word & 0x000000ff000000ffu) * 0x000f424000000064u +
              (word >> 16 & 0x000000ff000000ffu) * 0x0000271000000001u) >>
             32;
    return n;
}

// Sign, digits, point, digits: returns the end, or NULL when something else stands there, the value
// is not exact, or the text ends too soon to look at; then the slow way must decide. A mantissa
// below 2^53 over a power of ten up to 10^22 is rounded once, hence correctly (Clinger 1990).
static inline const char *las_scan_quickly(const char *p, const char *end, char delimiter,
                                           double *out)
{
    static const double powers[] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                                    1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};
    static const uint64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    if (end - p < 32)
        return NULL;
    uint64_t sign = (uint64_t)(*p == '-') << 63;
    p += *p == '-';
    uint64_t mantissa, part;
    unsigned whole = las_eight_digits(p, &mantissa), decimals = 0;
    p += whole;
    if (*p == '.') {
        p++;
        decimals = las_eight_digits(p, &part);
        mantissa = mantissa * tens[decimals] + part;
        p += decimals;
        if (decimals == 8) {
            unsigned more = las_eight_digits(p, &part);
            mantissa = mantissa * tens[more] + part;
            decimals += more;
            p += more;
        }
        if (whole + decimals > 15)
            return NULL;
    }
    if (whole + decimals == 0 || !las_ends_number(p, end, delimiter))
        return NULL;
    double value = (double)mantissa / powers[decimals];
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits |= sign;
    memcpy(out, &bits, sizeof bits);
    return p;
}
