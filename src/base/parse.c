// Text to numbers, correctly rounded, without a locale. Three ways, the first that fits: one exact
// multiplication or division of doubles (Clinger 1990, How to read floating point numbers
// accurately); 128-bit integers, exact with a sticky remainder, for up to 19 digits and powers of
// ten to 27; strtod on digits and exponent alone, where no locale has a say.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/text.h"

#include "powers.h"

__extension__ typedef unsigned __int128 u128;

typedef struct decimal { // (negative ? -1 : 1) * digits * 10^exponent
    bool negative;
    bool exact;      // no more than 19 significant digits: `digits` holds all
    uint64_t digits; // the first 19 significant ones
    int64_t exponent;
    const char *first, *last; // where the digits and the point stand in the text
} decimal;

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static const char *scan_digits(const char *p, const char *end, uint64_t *digits)
{
    uint64_t d = *digits;
    for (; p < end && is_digit(*p); p++)
        d = d * 10 + (uint64_t)(*p - '0');
    *digits = d;
    return p;
}

// e[+-]digits at p, or nothing. Saturates far outside what any text can bring back.
static const char *scan_exponent(const char *p, const char *end, int64_t *exponent)
{
    const int64_t enough = INT64_C(1000000000000);
    const char *q = p + 1;
    bool negative = false;
    if (p >= end || (*p != 'e' && *p != 'E'))
        return p;
    if (q < end && (*q == '+' || *q == '-'))
        negative = *q++ == '-';
    if (q >= end || !is_digit(*q))
        return p;
    int64_t e = 0;
    for (; q < end && is_digit(*q); q++)
        e = e < enough ? e * 10 + (*q - '0') : e;
    *exponent += negative ? -e : e;
    return q;
}

// More than 19 digits were seen, maybe only because of leading zeros: counts the significant ones
// anew.
static void rescan_long(decimal *d)
{
    int significant = 0;
    int64_t dropped = 0, fraction = 0;
    bool after_point = false;
    d->digits = 0;
    for (const char *p = d->first; p < d->last; p++) {
        if (*p == '.') {
            after_point = true;
            continue;
        }
        fraction += after_point;
        if (significant == 19) {
            dropped++;
            d->exact = d->exact && *p == '0';
            continue;
        }
        d->digits = d->digits * 10 + (uint64_t)(*p - '0');
        significant += d->digits != 0;
    }
    d->exponent = dropped - fraction;
}

// Sign, digits, point, exponent at the start of the text. Returns its end, NULL when there is no
// digit.
static const char *scan_decimal(mr_str s, decimal *d)
{
    const char *p = s.at, *const end = s.at + s.n;
    *d = (decimal){.exact = true};
    if (p < end && (*p == '-' || *p == '+'))
        d->negative = *p++ == '-';
    d->first = p;
    p = scan_digits(p, end, &d->digits);
    ptrdiff_t count = p - d->first;
    if (p < end && *p == '.') {
        const char *fraction = p + 1;
        p = scan_digits(fraction, end, &d->digits);
        d->exponent = fraction - p;
        count += p - fraction;
    }
    if (count == 0)
        return NULL;
    d->last = p;
    if (count > 19)
        rescan_long(d);
    return scan_exponent(p, end, &d->exponent);
}

// top * 2^exponent (top's highest bit is bit 63 or 62; `sticky`: more follows below), rounded to
// the nearest, ties to even. Only for results well inside the normal range.
static double assemble(uint64_t top, bool sticky, int exponent)
{
    const int shift = top >> 63 ? 11 : 10;
    const uint64_t half = UINT64_C(1) << (shift - 1);
    const uint64_t rest = top & (2 * half - 1);
    uint64_t mantissa = top >> shift;
    if (rest > half || (rest == half && (sticky || (mantissa & 1))))
        mantissa++;
    // A carry out of the mantissa runs into the exponent, which is then the right one.
    const uint64_t bits =
        ((uint64_t)(exponent + shift + 52 + 1023) << 52) + (mantissa - (UINT64_C(1) << 52));
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// digits / 10^k, k in 1..27, digits not 0.
static double divide(uint64_t digits, int k)
{
    const uint64_t power = power_of_5(k);
    const int up = __builtin_clzll(digits), up_power = __builtin_clzll(power);
    const u128 numerator = (u128)(digits << up) << 63;
    const uint64_t divisor = power << up_power;
    const uint64_t quotient = (uint64_t)(numerator / divisor); // 2^62 <= quotient < 2^64
    const bool sticky = (u128)quotient * divisor != numerator;
    return assemble(quotient, sticky, up_power - up - 63 - k);
}

// digits * 10^k, k in 0..27, digits not 0.
static double multiply(uint64_t digits, int k)
{
    const u128 product = (u128)digits * power_of_5(k);
    const uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    if (high == 0)
        return assemble(low << __builtin_clzll(low), false, k - __builtin_clzll(low));
    const int up = __builtin_clzll(high);
    const u128 normal = product << up;
    return assemble((uint64_t)(normal >> 64), (uint64_t)normal != 0, k + 64 - up);
}

// Any length and exponent. No double or half-way point between two has more than 767 significant
// digits, so of the digits past 800 it only matters whether one is not zero.
static double convert_slowly(const decimal *d)
{
    enum { KEPT = 800 };
    char text[KEPT + 32];
    size_t n = 0;
    int64_t exponent = d->exponent;
    if (d->exact) {
        n = (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)d->digits);
    } else {
        int64_t seen = 0; // digits after the nineteenth significant one: `exponent` counts them all
        bool rest = false;
        for (const char *p = d->first; p < d->last; p++) {
            if (*p == '.' || (n == 0 && *p == '0'))
                continue;
            if (n < KEPT) {
                text[n++] = *p;
                seen += n > 19;
            } else {
                rest = rest || *p != '0';
            }
        }
        exponent -= seen;
        if (rest) {
            text[n++] = '1';
            exponent--;
        }
    }
    const int64_t clamped = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : exponent;
    snprintf(text + n, sizeof text - n, "e%d", (int)clamped);
    return strtod(text, NULL);
}

static bool convert(const decimal *d, double *out)
{
    const int64_t e = d->exponent;
    const bool exact = d->exact;
    double value;
    if (exact && d->digits <= UINT64_C(1) << 53 && e >= -22 && e <= 22)
        value = e < 0 ? (double)d->digits / power_of_10((int)-e)
                      : (double)d->digits * power_of_10((int)e);
    else if (exact && d->digits == 0)
        value = 0;
    else if (exact && e < 0 && e > -POWERS_OF_5)
        value = divide(d->digits, (int)-e);
    else if (exact && e >= 0 && e < POWERS_OF_5)
        value = multiply(d->digits, (int)e);
    else
        value = convert_slowly(d);
    *out = d->negative ? -value : value;
    return isfinite(value);
}

size_t mr_parse_double(mr_str s, double *out)
{
    decimal d;
    const char *end = scan_decimal(s, &d);
    double value;
    if (!end || !convert(&d, &value))
        return 0;
    *out = value;
    return (size_t)(end - s.at);
}

bool mr_parse_double_all(mr_str s, double *out)
{
    double value;
    if (s.n == 0 || mr_parse_double(s, &value) != s.n)
        return false;
    *out = value;
    return true;
}

bool mr_parse_int64_all(mr_str s, int64_t *out)
{
    size_t i = 0;
    bool negative = false;
    if (s.n && (s.at[0] == '-' || s.at[0] == '+'))
        negative = s.at[i++] == '-';
    if (i == s.n)
        return false;
    int64_t value = 0;
    for (; i < s.n; i++) { // counts down for a negative one, which reaches one further
        const int digit = s.at[i] - '0';
        if (!is_digit(s.at[i]) || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, negative ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}
