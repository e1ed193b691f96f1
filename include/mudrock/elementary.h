// Elementary functions without branches, tables or calls: a loop over them becomes vector code.
// They are inline for that reason alone. Every step is an IEEE operation in a fixed order, products
// and sums fused only where fma() stands, so scalar rest and vector body, SSE2, AVX2, AVX-512 and
// arm64 give the same bits. Errors stay below 1.1 ulp; of mr_atan2 2, of mr_asin and mr_tan_degrees
// 2.5. Polynomials: interpolation in Chebyshev nodes (Muller 2016, Elementary Functions, 3.2);
// numbers as pairs high + low: Dekker (1971).
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "mudrock/numeric.h"

// A function in versions for the machine at hand, chosen when the program starts. For functions
// whose loops pay for it; what they call must be inline.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) &&    \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MR_VECTOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MR_VECTOR
#endif
#define MR_INLINE static inline __attribute__((always_inline, unused))
// Before a loop: what it writes, no other turn of it reads.
#if defined(__clang__)
#define MR_NO_OVERLAP _Pragma("clang loop vectorize(assume_safety)")
#else
#define MR_NO_OVERLAP _Pragma("GCC ivdep")
#endif

typedef struct mr_twofold {
    double high, low;
} mr_twofold;

MR_INLINE uint64_t mr_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
MR_INLINE double mr_from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// Polynomials by pairs, then pairs of pairs (Estrin 1960): short chains of dependent steps.
MR_INLINE double mr_poly4(double z, double z2, double a, double b, double c, double d)
{
    return fma(fma(d, z, c), z2, fma(b, z, a));
}

// x + MR_ROUND holds round(x) in its last bits, for |x| < 2^51.
#define MR_ROUND 0x1.8p52
// 2^k, of k + MR_ROUND, -1022 <= k <= 1023.
MR_INLINE double mr_power_of_two(double k_rounded)
{
    return mr_from_bits((mr_bits(k_rounded) << 52) + mr_bits(1));
}
// x 2^k in two steps, so that results below the normal range are rounded once.
MR_INLINE double mr_scale(double x, double k)
{
    const double half = fma(k, 0.5, MR_ROUND);
    return x * mr_power_of_two(half) * mr_power_of_two(k - (half - MR_ROUND) + MR_ROUND);
}
// exp(r) for |r| <= ln 2 / 2: 1 + r + r^2 P(r), error of P r^2 2^-56.
MR_INLINE double mr_exp_reduced(double r)
{
    const double r2 = r * r, r4 = r2 * r2;
    const double a =
        mr_poly4(r, r2, 0.5, 0x1.5555555555556p-3, 0x1.5555555553d37p-5, 0x1.11111111109a6p-7);
    const double b = mr_poly4(r, r2, 0x1.6c16c1789d1d7p-10, 0x1.a01a01a7cebcdp-13,
                              0x1.a019b8ca26fcfp-16, 0x1.71de0d85293b8p-19);
    const double c = fma(0x1.af390ba7e6f47p-26, r, 0x1.2891d4ffbb0f9p-22);
    const double p = fma(fma(c, r4, b), r4, a), near = 1 + r;
    return near + fma(r2, p, r - (near - 1));
}

#define MR_LN2_HIGH 0x1.62e42fefa3800p-1 // 42 bits: times an exponent it is exact
#define MR_LN2_LOW  0x1.ef35793c76730p-45
#define MR_LOG2_E   0x1.71547652b82fep+0

// exp(high + low). What ends at 0 goes another way there: steps below the normal range are slow.
MR_INLINE double mr_exp_pair(mr_twofold x)
{
    const bool vanishes = x.high < -746;
    const double limited = x.high > 800 ? 800 : vanishes ? 0 : x.high;
    const double low = fabs(x.high) > 746 ? 0 : x.low;
    const double k = fma(limited, MR_LOG2_E, MR_ROUND) - MR_ROUND;
    const double r = fma(-k, MR_LN2_HIGH, limited);
    const double value = mr_scale(mr_exp_reduced(r + fma(-k, MR_LN2_LOW, low)), k);
    return vanishes ? 0 : value;
}
MR_INLINE double mr_exp(double x)
{
    return mr_exp_pair((mr_twofold){x, 0});
}
MR_INLINE double mr_exp2(double x)
{
    const double limited = x > 1100 ? 1100 : x < -1100 ? -1100 : x;
    const double k = limited + MR_ROUND - MR_ROUND, t = limited - k;
    return mr_scale(mr_exp_reduced(fma(t, 0x1.62e42fefa39efp-1, t * 0x1.abc9e3b39803fp-56)), k);
}
// 10^x
MR_INLINE double mr_exp10(double x)
{
    const double limited = x > 350 ? 350 : x < -350 ? -350 : x;
    const double k = fma(limited, 0x1.a934f0979a371p+1, MR_ROUND) - MR_ROUND;
    const double near = fma(-k, 0x1.34413509f7800p-2, limited); // log10(2), 42 bits and the rest
    const double t = fma(-k, 0x1.fef311f12b358p-46, near);
    return mr_scale(mr_exp_reduced(fma(t, 0x1.26bb1bbb55516p+1, t * -0x1.f48ad494ea3e9p-53)), k);
}

// A positive finite number as 2^k m with m between the roots of 1/2 and 2, and log m = 2 atanh s,
// s = (m - 1) / (m + 1), atanh s = s (1 + z (1/3 + z Q(z))), z = s^2.
typedef struct mr_log_parts {
    double k, s, s_low, z, q;
} mr_log_parts;

MR_INLINE mr_log_parts mr_log_reduce(double x)
{
    const bool small = x < 0x1p-1022;
    const uint64_t root = 0x3fe6a09e667f3bcd; // bits of sqrt(1/2)
    const uint64_t bits = mr_bits(small ? x * 0x1p54 : x) - root + (UINT64_C(1024) << 52);
    const double m = mr_from_bits((bits & 0x000fffffffffffff) + root);
    const double k = mr_from_bits((bits >> 52) | 0x4330000000000000);
    const double f = m - 1, t = 1 + m, t_low = m - (t - 1), inverse = 1 / t;
    const double s = f * inverse, z = s * s, z2 = z * z;
    const double a = mr_poly4(z, z2, 0x1.999999999999ap-3, 0x1.2492492492522p-3,
                              0x1.c71c71c6ea5acp-4, 0x1.745d177ad436ap-4);
    const double b = mr_poly4(z, z2, 0x1.3b1395b82701ep-4, 0x1.1118cd67251c5p-4,
                              0x1.df7ba1f4809c3p-5, 0x1.e03a7acf07f85p-5);
    return (mr_log_parts){
        .k = k - (small ? 0x1p52 + 1024 + 54 : 0x1p52 + 1024),
        .s = s,
        .s_low = (fma(-s, t, f) - s * t_low) * inverse,
        .z = z,
        .q = fma(b, z2 * z2, a),
    };
}
// What log() gives for numbers that are not positive and finite.
MR_INLINE double mr_log_beyond(double x)
{
    return x == 0 ? -HUGE_VAL : x > 0 ? x : MR_NAN;
}
MR_INLINE bool mr_is_positive(double x)
{
    return ((x > 0) & (x < HUGE_VAL)) != 0;
}
// The natural logarithm of a positive finite number to 2^-59 of itself.
MR_INLINE mr_twofold mr_log_near(double x)
{
    const mr_log_parts l = mr_log_reduce(x);
    const double whole = l.k * MR_LN2_HIGH, high = whole + 2 * l.s;
    const double u = l.s * l.z * fma(l.q, l.z, 0x1.5555555555555p-2);
    const double low = fma(l.k, MR_LN2_LOW, 2 * (l.s_low + u));
    return (mr_twofold){high, 2 * l.s - (high - whole) + low};
}
// The same to 2^-64, for powers. For 0, infinities, negative numbers and NaN `high` is what log()
// gives, `low` is 0.
MR_INLINE mr_twofold mr_log_pair(double x)
{
    const mr_log_parts l = mr_log_reduce(x);
    const double z_low = fma(l.s, l.s, -l.z) + 2 * l.s * l.s_low;
    const double third = 0x1.5555555555555p-2, rest = fma(l.q, l.z, 0x1.5555555555555p-56);
    const double p = third + rest, p_low = rest - (p - third);
    const double u = l.z * p, u_low = fma(l.z, p, -u) + fma(l.z, p_low, z_low * p);
    const double v = l.s * u, v_low = fma(l.s, u, -v) + fma(l.s, u_low, fma(l.s_low, u, l.s_low));
    const double h = l.s + v, h_low = v - (h - l.s) + v_low;
    const double whole = l.k * MR_LN2_HIGH, high = whole + 2 * h;
    const double low = 2 * h - (high - whole) + fma(l.k, MR_LN2_LOW, 2 * h_low);
    const bool usual = mr_is_positive(x);
    return (mr_twofold){usual ? high : mr_log_beyond(x), usual ? low : 0};
}
MR_INLINE double mr_ln(double x)
{
    const mr_twofold log = mr_log_near(x);
    return mr_is_positive(x) ? log.high + log.low : mr_log_beyond(x);
}
// Exact for powers of ten.
MR_INLINE double mr_log10(double x)
{
    const double e = 0x1.bcb7b1526e50ep-2, e_low = 0x1.95355baaafad3p-57; // log10(e)
    const mr_twofold log = mr_log_near(x);
    const double sum = log.high + log.low, sum_low = log.low - (sum - log.high);
    const double high = sum * e, low = fma(sum, e, -high) + fma(sum, e_low, sum_low * e);
    return mr_is_positive(x) ? high + low : mr_log_beyond(x);
}

// x^y for x >= 0; NaN for x < 0, and for x = 1 when y is not finite.
MR_INLINE double mr_pow_positive(double x, double y)
{
    const mr_twofold log = mr_log_pair(x);
    const double high = y * log.high, low = fma(y, log.high, -high) + y * log.low;
    const double value = mr_exp_pair((mr_twofold){high, low});
    return y == 0 ? 1 : value;
}
// x^y with the special cases of C's pow().
MR_INLINE double mr_pow(double x, double y)
{
    const double size = mr_pow_positive(fabs(x), y), half = y * 0.5;
    const double odd = rint(half) != half ? copysign(size, x) : size;
    const double uneven = x < 0 && x > -HUGE_VAL ? MR_NAN : size;
    const double value = rint(y) == y ? odd : uneven;
    const bool one = (x == 1) | ((x == -1) & (fabs(y) == HUGE_VAL));
    return one ? 1 : value;
}

// sin(r + low) and cos(r + low) for |r| <= pi / 4 and low within the last place of r.
MR_INLINE double mr_sin_reduced(double r, double low)
{
    const double z = r * r, z2 = z * z;
    const double a = mr_poly4(z, z2, -0x1.5555555555555p-3, 0x1.1111111111110p-7,
                              -0x1.a01a01a01992fp-13, 0x1.71de3a545f836p-19);
    const double b =
        fma(-0x1.ab16f5caa198ap-41, z2, fma(0x1.61217d9252c03p-33, z, -0x1.ae645410e937bp-26));
    return r + fma(r * z, fma(b, z2 * z2, a), low);
}
MR_INLINE double mr_cos_reduced(double r, double low)
{
    const double z = r * r, z2 = z * z;
    const double a = mr_poly4(z, z2, 0x1.5555555555555p-5, -0x1.6c16c16c16963p-10,
                              0x1.a01a019f4ddfdp-16, -0x1.27e4fa16cc2d1p-22);
    const double b = fma(-0x1.907cd8ff5ede7p-37, z, 0x1.1eeb67d026ec6p-29);
    const double half = 0.5 * z, near = 1 - half;
    return near + fma(z2, fma(b, z2 * z2, a), 1 - near - half - r * low);
}
// Sine of an angle in degrees and of a quarter turn more; exact at whole quarters. NaN from 2^52
// degrees on, where a double no longer tells directions apart.
MR_INLINE double mr_sin_quarters(double degrees, uint64_t quarters)
{
    const double k = fma(degrees, 1.0 / 90, MR_ROUND);
    const double r = fma(-90, k - MR_ROUND, degrees);                               // exact
    const double degree = 0x1.1df46a2529d39p-6, degree_low = 0x1.5c1d8becdd291p-62; // pi / 180
    const double angle = r * degree, low = fma(r, degree, -angle) + r * degree_low;
    const uint64_t quarter = mr_bits(k) + quarters;
    const double value = quarter & 1 ? mr_cos_reduced(angle, low) : mr_sin_reduced(angle, low);
    const double turned = quarter & 2 ? 0 - value : value;
    return fabs(degrees) < 0x1p52 ? turned : MR_NAN;
}
MR_INLINE double mr_sin_degrees(double degrees)
{
    return mr_sin_quarters(degrees, 0);
}
MR_INLINE double mr_cos_degrees(double degrees)
{
    return mr_sin_quarters(degrees, 1);
}
MR_INLINE double mr_tan_degrees(double degrees)
{
    return mr_sin_degrees(degrees) / mr_cos_degrees(degrees);
}

#define MR_PI_HALF     0x1.921fb54442d18p+0
#define MR_PI_HALF_LOW 0x1.1a62633145c07p-54

// asin(x) = x + x^3 P(x^2) up to 1/2, beyond it pi / 2 - 2 asin(sqrt((1 - x) / 2)).
MR_INLINE double mr_asin(double x)
{
    const double size = fabs(x);
    const bool steep = size > 0.5;
    const double z = steep ? 0.5 * (1 - size) : size * size, root = sqrt(z);
    const double s = steep ? root : size;
    const double z2 = z * z, z4 = z2 * z2;
    const double a = mr_poly4(z, z2, 0x1.5555555555556p-3, 0x1.3333333332ebdp-4,
                              0x1.6db6db6e33356p-5, 0x1.f1c71c1ce46ccp-6);
    const double b = mr_poly4(z, z2, 0x1.6e8bb1e919659p-6, 0x1.1c4d32ae44ec8p-6,
                              0x1.c9cf677405c4cp-7, 0x1.78228b4086228p-7);
    const double c = mr_poly4(z, z2, 0x1.525b4e274fa99p-7, 0x1.64cb211c6bf58p-8,
                              0x1.1db3b63ecb677p-6, -0x1.e89a42a224981p-7);
    const double p = fma(fma(fma(0x1.d7d7f9098002ep-6, z4, c), z4, b), z4, a);
    const double angle = fma(s * z, p, s);
    return copysign(steep ? MR_PI_HALF - (2 * angle - MR_PI_HALF_LOW) : angle, x);
}
// The angle of the point (x, y), -pi .. pi, for finite numbers below 2^1022; 0 at the origin.
MR_INLINE double mr_atan2(double y, double x)
{
    const double ax = fabs(x), ay = fabs(y);
    const bool steep = ay > ax;
    const double large = steep ? ay : ax, small = steep ? ax : ay;
    const bool far = small > large * 0x1.a827999fcef32p-2; // tan(pi / 8): turn by pi / 4
    const double above = far ? small - large : small, below = far ? small + large : large;
    const double t = above / (below > 0 ? below : 1 + 0 * below), z = t * t;
    const double z2 = z * z, z4 = z2 * z2;
    const double a = mr_poly4(z, z2, -0x1.5555555555555p-2, 0x1.999999999933dp-3,
                              -0x1.24924924355d5p-3, 0x1.c71c7184c32bfp-4);
    const double b = mr_poly4(z, z2, -0x1.745d0b153ffadp-4, 0x1.3b126143b5cbcp-4,
                              -0x1.10fa5ee9ab25cp-4, 0x1.dfe49b2919c4ep-5);
    const double c =
        fma(-0x1.39f38ad451ea6p-6, z2, fma(0x1.41495cefb6c73p-5, z, -0x1.a090d1950d2b4p-5));
    const double p = fma(fma(c, z4, b), z4, a);
    const double near = fma(t * z, p, t);
    const double eighth = far ? MR_PI_HALF / 2 + (near + MR_PI_HALF_LOW / 2) : near;
    const double quarter = steep ? MR_PI_HALF - (eighth - MR_PI_HALF_LOW) : eighth;
    return copysign(x < 0 ? 2 * MR_PI_HALF - (quarter - 2 * MR_PI_HALF_LOW) : quarter, y);
}
