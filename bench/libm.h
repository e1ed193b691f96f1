// Included before every operator of the reference: the functions of mudrock/elementary.h by the C
// library's scalar ones, no versions for the machine at hand.
#pragma once

#include <math.h>

#include "mudrock/elementary.h"

#undef MR_VECTOR
#define MR_VECTOR
#define mr_exp(x)             exp(x)
#define mr_exp2(x)            exp2(x)
#define mr_exp10(x)           pow(10, x)
#define mr_ln(x)              log(x)
#define mr_log10(x)           log10(x)
#define mr_pow(x, y)          pow(x, y)
#define mr_pow_positive(x, y) pow(x, y)
#define mr_sin_degrees(x)     sin(mr_radians(x))
#define mr_cos_degrees(x)     cos(mr_radians(x))
#define mr_tan_degrees(x)     tan(mr_radians(x))
#define mr_asin(x)            asin(x)
#define mr_atan2(y, x)        atan2(y, x)
