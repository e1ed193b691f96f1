// Assertions of the core tests beyond cmocka's own.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// |a - b| <= rel * |b|
#define assert_close(a, b, rel)                                                                    \
    do {                                                                                           \
        double a_ = (a), b_ = (b);                                                                 \
        if (!(fabs(a_ - b_) <= (rel)*fabs(b_)))                                                    \
            fail_msg("%s = %.17g, wanted %s = %.17g", #a, a_, #b, b_);                             \
    } while (0)

#define assert_contains(text, part)                                                                \
    do {                                                                                           \
        const char *text_ = (text), *part_ = (part);                                               \
        if (!text_ || !strstr(text_, part_))                                                       \
            fail_msg("\"%s\" does not contain \"%s\"", text_ ? text_ : "(null)", part_);           \
    } while (0)
