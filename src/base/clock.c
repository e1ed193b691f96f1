// Clocks of the kernel, and RFC 3339 text.
#include "mudrock/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t); // fails only for a clock that does not exist
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t mr_clock_ns(void)
{
    return read_ns(CLOCK_MONOTONIC);
}

int64_t mr_cpu_ns(void)
{
    return read_ns(CLOCK_THREAD_CPUTIME_ID);
}

void mr_clock_rfc3339(char out[32])
{
    mr_clock_format(read_ns(CLOCK_REALTIME) / 1000, out);
}

void mr_clock_format(int64_t unix_us, char out[32])
{
    int64_t seconds = unix_us / 1000000, us = unix_us % 1000000;
    if (us < 0) { // before 1970: the fraction counts forward
        us += 1000000;
        seconds--;
    }
    time_t t = (time_t)seconds;
    struct tm tm;
    gmtime_r(&t, &tm); // int64 microseconds stay within +-292,277 years
    // The remainders change nothing; they tell the compiler that 32 bytes are enough.
    snprintf(out, 32, "%04d-%02u-%02uT%02u:%02u:%02u.%06uZ", (tm.tm_year + 1900) % 1000000,
             (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
             (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100,
             (unsigned)us % 1000000);
}
