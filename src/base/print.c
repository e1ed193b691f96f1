// A double as the shortest text that reads back as the same one, without a locale. Three ways, the
// first that fits: whole numbers and short decimals, proved by one exact division; 128-bit
// integers, exact, for 1e-11 <= |x| < 2^53; printf with 15, 16, 17 digits, of which only the digits
// are used, for the rest. (What the shortest text is: Steele and White 1990, How to print
// floating-point numbers accurately.)
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/text.h"

#include "powers.h"

__extension__ typedef unsigned __int128 u128;

typedef struct decimal { // digits * 10^exponent
    uint64_t digits;
    int exponent;
} decimal;

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

// The digits of n, right-aligned before `end`; returns where they start.
static char *digits_before(char *end, uint64_t n)
{
    while (n >= 100) {
        end -= 2;
        memcpy(end, pairs + n % 100 * 2, 2);
        n /= 100;
    }
    if (n >= 10) {
        end -= 2;
        memcpy(end, pairs + n * 2, 2);
    } else {
        *--end = (char)('0' + n);
    }
    return end;
}

static decimal without_zeros(decimal d)
{
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

static size_t put_exponent(char *out, int exponent)
{
    char digits[8], *const end = digits + sizeof digits;
    char *at = digits_before(end, (uint64_t)abs(exponent));
    if (end - at < 2)
        *--at = '0';
    out[0] = 'e';
    out[1] = exponent < 0 ? '-' : '+';
    memcpy(out + 2, at, (size_t)(end - at));
    return 2 + (size_t)(end - at);
}

// Plain from 1e-4 up to 1e16, else with an exponent. The digits do not end in 0.
static size_t lay_out(decimal d, char *out)
{
    char digits[20];
    const char *at = digits_before(digits + sizeof digits, d.digits);
    const size_t n = (size_t)(digits + sizeof digits - at);
    const int point = (int)n + d.exponent; // digits before the point
    char *p = out;
    if (point < -3 || point > 16) {
        *p++ = *at;
        if (n > 1) {
            *p++ = '.';
            memcpy(p, at + 1, n - 1);
            p += n - 1;
        }
        p += put_exponent(p, point - 1);
    } else if (point <= 0) {
        memcpy(p, "0.000", (size_t)(2 - point));
        p += 2 - point;
        memcpy(p, at, n);
        p += n;
    } else if (d.exponent >= 0) {
        memcpy(p, at, n);
        memset(p + n, '0', (size_t)d.exponent);
        p += point;
    } else {
        memcpy(p, at, (size_t)point);
        p[point] = '.';
        memcpy(p + point + 1, at + point, n - (size_t)point);
        p += n + 1;
    }
    *p = 0;
    return (size_t)(p - out);
}

// |x| < 1e9 with at most six decimals. x * 1e6 is off by less than 1/4, so rounding finds the whole
// number if there is one; the division, of two numbers a double holds exactly, is what reading the
// text back does.
static bool as_short(double x, decimal *out)
{
    if (x >= 1e9)
        return false;
    const int64_t millionths = (int64_t)(x * 1e6 + 0.5);
    if ((double)millionths / 1e6 != x)
        return false;
    *out = (decimal){(uint64_t)millionths, -6};
    return true;
}

// The multiple of 10^j nearest to the value, when it lies in the interval [low, high] (its ends
// belong to it when `closed`). All are scaled by 2^scale.
static bool nearest(u128 value, u128 low, u128 high, bool closed, int scale, uint64_t power,
                    uint64_t *out)
{
    const uint64_t below = (uint64_t)(value >> scale) / power * power;
    const u128 under = (u128)below << scale, over = (u128)(below + power) << scale;
    const bool under_fits = closed ? under >= low : under > low;
    const bool over_fits = closed ? over <= high : over < high;
    if (!under_fits && !over_fits)
        return false;
    bool down = under_fits && !over_fits;
    if (under_fits && over_fits) // half-way goes to the even one
        down = value - under < over - value ||
               (value - under == over - value && below / power % 2 == 0);
    *out = down ? below : below + power;
    return true;
}

// x = mantissa * 2^exponent, 1e-11 <= x < 2^53 and not whole. With 4 x 10^k = 4 mantissa 5^k /
// 2^scale as integers below 2^122, k such that 17 digits stand before the point, the interval of
// all that reads back as x is known exactly.
static bool as_exact(double x, decimal *out)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    const uint64_t mantissa = fraction | UINT64_C(1) << 52;
    const int exponent = (int)(bits >> 52) - 1023 - 52;
    if (exponent >= 0 || x < 1e-11)
        return false;
    // floor(log10(2^e)) for |e| < 1000; x itself may have one digit more
    const int log10_x = ((exponent + 52) * 78913) >> 18;
    int k = 16 - log10_x < POWERS_OF_5 ? 16 - log10_x : POWERS_OF_5 - 1;
    u128 value = (u128)(4 * mantissa) * power_of_5(k);
    int scale = 2 - exponent - k;
    if ((uint64_t)(value >> scale) >= UINT64_C(100000000000000000)) {
        k--;
        scale++;
        value = (u128)(4 * mantissa) * power_of_5(k);
    }
    const u128 half = 2 * (u128)power_of_5(k);
    const u128 low =
        value - (fraction ? half : half / 2); // below a power of two the neighbours are closer
    const bool closed = mantissa % 2 == 0;    // ties go to the even one
    for (uint64_t power = 100; power; power /= 10) {
        uint64_t digits;
        if (nearest(value, low, value + half, closed, scale, power, &digits)) {
            *out = (decimal){digits, -k};
            return true;
        }
    }
    return false;
}

static bool reads_back(decimal d, double x)
{
    char text[40];
    double back;
    const int n = snprintf(text, sizeof text, "%llue%d", (unsigned long long)d.digits, d.exponent);
    return mr_parse_double_all((mr_str){text, (size_t)n}, &back) && back == x;
}

// Whatever is left: x > 0 of any size. 15 digits always survive a normal double, so no search below
// that. The point of the locale is skipped with all that is no digit. Above a power of two the
// neighbours are farther than below: there the next number up may read back where the nearest does
// not.
static decimal by_printf(double x)
{
    decimal d = {0};
    for (int precision = x < DBL_MIN ? 0 : 14; precision <= 16; precision++) {
        char text[48];
        snprintf(text, sizeof text, "%.*e", precision, x);
        const char *e = strchr(text, 'e');
        d = (decimal){0, (int)strtol(e + 1, NULL, 10) - precision};
        for (const char *p = text; p < e; p++)
            if (*p >= '0' && *p <= '9')
                d.digits = d.digits * 10 + (uint64_t)(*p - '0');
        const decimal up = {d.digits + 1, d.exponent};
        if (reads_back(d, x))
            return d;
        if (reads_back(up, x))
            return up;
    }
    return d;
}

size_t mr_print_double(double value, char out[32])
{
    size_t sign = 0;
    if (isnan(value)) {
        memcpy(out, "nan", 4);
        return 3;
    }
    if (signbit(value)) {
        out[sign++] = '-';
        value = -value;
    }
    if (isinf(value)) {
        memcpy(out + sign, "inf", 4);
        return sign + 3;
    }
    if (value == 0) {
        memcpy(out + sign, "0", 2);
        return sign + 1;
    }
    decimal d;
    if (value < 0x1p53 && (double)(int64_t)value == value)
        d = (decimal){(uint64_t)value, 0};
    else if (!as_short(value, &d) && !as_exact(value, &d))
        d = by_printf(value);
    return sign + lay_out(without_zeros(d), out + sign);
}
