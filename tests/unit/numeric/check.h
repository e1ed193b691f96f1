// Doubles compared, random bits: for the tests of numeric.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// NaN agrees with NaN alone.
#define assert_close(got_, want_, relative, absolute)                                              \
    do {                                                                                           \
        const double g_ = (got_), w_ = (want_);                                                    \
        if (isnan(w_) ? !isnan(g_) : !(fabs(g_ - w_) <= (absolute) + (relative)*fabs(w_)))         \
            fail_msg("%s is %.17g, want %.17g", #got_, g_, w_);                                    \
    } while (0)

static inline double random_share(uint64_t *state) // [0, 1), xorshift64*
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)((*state * 0x2545f4914f6cdd1d) >> 11) * 0x1p-53;
}
