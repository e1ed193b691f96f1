// Compiled once an instruction set, with LEVEL the name of what it defines.
#include "elementary_level.h"

#include "mudrock/elementary.h"

#define ONE(name, function)                                                                        \
    static void name(size_t n, const double *restrict x, double *restrict out)                     \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = function(x[i]);                                                               \
    }
#define TWO(name, function)                                                                        \
    static void name(size_t n, const double *restrict x, const double *restrict y,                 \
                     double *restrict out)                                                         \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = function(x[i], y[i]);                                                         \
    }
ONE(loop_exp, mr_exp)
ONE(loop_exp2, mr_exp2)
ONE(loop_exp10, mr_exp10)
ONE(loop_log, mr_ln)
ONE(loop_log10, mr_log10)
ONE(loop_sin, mr_sin_degrees)
ONE(loop_cos, mr_cos_degrees)
ONE(loop_tan, mr_tan_degrees)
ONE(loop_asin, mr_asin)
TWO(loop_pow, mr_pow)
TWO(loop_pow_positive, mr_pow_positive)
TWO(loop_atan2, mr_atan2)

#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)

const level LEVEL = {
    .name = TEXT(LEVEL),
    .exp = loop_exp,
    .exp2 = loop_exp2,
    .exp10 = loop_exp10,
    .log = loop_log,
    .log10 = loop_log10,
    .sin = loop_sin,
    .cos = loop_cos,
    .tan = loop_tan,
    .asin = loop_asin,
    .pow = loop_pow,
    .pow_positive = loop_pow_positive,
    .atan2 = loop_atan2,
};
