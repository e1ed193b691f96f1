// What the tests of base and table share: cmocka, a few assertions more, and a random sequence that
// is the same on every run.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mudrock/error.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define assert_status(expr, wanted)                                                                \
    do {                                                                                           \
        const mr_status got_ = (expr), wanted_ = (wanted);                                         \
        if (got_ != wanted_)                                                                       \
            fail_msg("%s is %s, wanted %s", #expr, mr_status_slug(got_), mr_status_slug(wanted_)); \
    } while (0)

#define assert_contains(text, part)                                                                \
    do {                                                                                           \
        const char *text_ = (text), *part_ = (part);                                               \
        if (!strstr(text_, part_))                                                                 \
            fail_msg("\"%s\" does not contain \"%s\"", text_, part_);                              \
    } while (0)

// The same bits: tells -0 from 0 and finds a NaN equal to itself.
#define assert_same_double(a, b)                                                                   \
    do {                                                                                           \
        const double a_ = (a), b_ = (b);                                                           \
        if (memcmp(&a_, &b_, sizeof a_) != 0)                                                      \
            fail_msg("%s is %.17g, wanted %.17g", #a, a_, b_);                                     \
    } while (0)

// splitmix64 (Steele, Lea and Flood 2014).
static inline uint64_t random_bits(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}
