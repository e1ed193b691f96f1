// Numbers of DLIS and LIS79 as doubles: one, a column of rows that lie anywhere, a run.
// Source: RP66 V1, appendix B; LIS79, appendix B (1979).
#include <math.h>

#include "tape_local.h"

const uint8_t tape_code_bytes[TAPE_CODES] = {
    [TAPE_F32] = 4, [TAPE_F64] = 8, [TAPE_I8] = 1,  [TAPE_U8] = 1,  [TAPE_I16] = 2,
    [TAPE_U16] = 2, [TAPE_I32] = 4, [TAPE_U32] = 4, [TAPE_F16] = 2, [TAPE_IBM] = 4,
    [TAPE_VAX] = 4, [TAPE_L50] = 4, [TAPE_L68] = 4, [TAPE_L70] = 4,
};

static inline double get_f32(const uint8_t *p)
{
    const uint32_t bits = tape_u32(p);
    float x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return (double)x;
}

static inline double get_f64(const uint8_t *p)
{
    const uint64_t bits = tape_u64(p);
    double x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double get_i8(const uint8_t *p)
{
    return (double)(int8_t)*p;
}

static inline double get_u8(const uint8_t *p)
{
    return (double)*p;
}

static inline double get_i16(const uint8_t *p)
{
    return (double)(int16_t)tape_u16(p);
}

static inline double get_u16(const uint8_t *p)
{
    return (double)tape_u16(p);
}

static inline double get_i32(const uint8_t *p)
{
    return (double)(int32_t)tape_u32(p);
}

static inline double get_u32(const uint8_t *p)
{
    return (double)tape_u32(p);
}

// 2^n as a double, for -1022 <= n <= 1023.
static inline double power_of_2(int n)
{
    const uint64_t bits = (uint64_t)(n + 1023) << 52;
    double x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

// The fraction is a two's complement in the upper twelve bits.
static inline double get_f16(const uint8_t *p)
{
    const int bits = (int16_t)tape_u16(p);
    return (double)((bits - (bits & 15)) / 16) * power_of_2((bits & 15) - 11);
}

// IBM System/360: sign, base 16, excess 64, 24 bits of fraction.
static inline double get_ibm(const uint8_t *p)
{
    const uint32_t bits = tape_u32(p);
    const double x = (double)(bits & 0xffffff) * power_of_2(4 * (int)(bits >> 24 & 127) - 256 - 24);
    return bits >> 31 ? -x : x;
}

// VAX F: little-endian words, the one with sign and exponent first; 0.1f x 2^(e - 128). Exponent 0
// is zero, with the sign set no number.
static inline double get_vax(const uint8_t *p)
{
    const uint32_t bits = (uint32_t)p[1] << 24 | (uint32_t)p[0] << 16 | (uint32_t)p[3] << 8 | p[2];
    const int exponent = (int)(bits >> 23 & 255);
    if (exponent == 0)
        return bits >> 31 ? (double)NAN : 0;
    const double x = (double)((bits & 0x7fffff) | 0x800000) * power_of_2(exponent - 128 - 24);
    return bits >> 31 ? -x : x;
}

static inline double get_l50(const uint8_t *p)
{
    return ldexp((double)(int16_t)tape_u16(p + 2), (int16_t)tape_u16(p) - 15);
}

// A negative number is the two's complement of the fraction, its exponent complemented.
static inline double get_l68(const uint8_t *p)
{
    const uint32_t bits = tape_u32(p);
    const int exponent = (int)(bits >> 23 & 255), fraction = (int)(bits & 0x7fffff);
    return bits >> 31 ? (double)(fraction - 0x800000) * power_of_2(127 - exponent - 23)
                      : (double)fraction * power_of_2(exponent - 128 - 23);
}

static inline double get_l70(const uint8_t *p)
{
    return get_i32(p) / 65536;
}

// code, how one is read
#define NUMBERS(X)                                                                                 \
    X(TAPE_F32, get_f32)                                                                           \
    X(TAPE_F64, get_f64)                                                                           \
    X(TAPE_I8, get_i8)                                                                             \
    X(TAPE_U8, get_u8)                                                                             \
    X(TAPE_I16, get_i16)                                                                           \
    X(TAPE_U16, get_u16)                                                                           \
    X(TAPE_I32, get_i32)                                                                           \
    X(TAPE_U32, get_u32)                                                                           \
    X(TAPE_F16, get_f16)                                                                           \
    X(TAPE_IBM, get_ibm)                                                                           \
    X(TAPE_VAX, get_vax)                                                                           \
    X(TAPE_L50, get_l50)                                                                           \
    X(TAPE_L68, get_l68)                                                                           \
    X(TAPE_L70, get_l70)

#define ONE(code, get)                                                                             \
    case code: return get(at);
double tape_number(enum tape_code code, const uint8_t *at)
{
    switch (code) {
        NUMBERS(ONE)
    case TAPE_TEXT:
    case TAPE_UVARI:
    case TAPE_CODES: break;
    }
    return (double)NAN;
}

#define ROWS(code, get)                                                                            \
    case code:                                                                                     \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = get(rows[i] + offset);                                                        \
        break;
void tape_numbers(enum tape_code code, const uint8_t *const *rows, size_t offset, size_t n,
                  double *out)
{
    switch (code) {
        NUMBERS(ROWS)
    case TAPE_TEXT:
    case TAPE_UVARI:
    case TAPE_CODES: break;
    }
}

#define RUN(code, get)                                                                             \
    case code:                                                                                     \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = get(at + i * tape_code_bytes[code]);                                          \
        break;
void tape_run(enum tape_code code, const uint8_t *at, size_t n, double *out)
{
    switch (code) {
        NUMBERS(RUN)
    case TAPE_TEXT:
    case TAPE_UVARI:
    case TAPE_CODES: break;
    }
}
