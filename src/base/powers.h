// Powers of five and ten shared by the reader and the printer of numbers.
#pragma once

#include <stdint.h>

enum { POWERS_OF_5 = 28, POWERS_OF_10 = 23 };

// 5^k; 5^27 is the last below 2^64.
static inline uint64_t power_of_5(int k)
{
    static const uint64_t table[POWERS_OF_5] = {
        1u,
        5u,
        25u,
        125u,
        625u,
        3125u,
        15625u,
        78125u,
        390625u,
        1953125u,
        9765625u,
        48828125u,
        244140625u,
        1220703125u,
        6103515625u,
        30517578125u,
        152587890625u,
        762939453125u,
        3814697265625u,
        19073486328125u,
        95367431640625u,
        476837158203125u,
        2384185791015625u,
        11920928955078125u,
        59604644775390625u,
        298023223876953125u,
        1490116119384765625u,
        7450580596923828125u,
    };
    return table[k];
}

// 10^k; 10^22 is the last that a double holds exactly.
static inline double power_of_10(int k)
{
    static const double table[POWERS_OF_10] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };
    return table[k];
}
