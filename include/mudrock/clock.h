// Time: monotonic for durations, wall clock as RFC 3339 UTC text for records.
#pragma once

#include <stdint.h>

int64_t mr_clock_ns(void);           // monotonic
int64_t mr_cpu_ns(void);             // CPU time of the calling thread
void mr_clock_rfc3339(char out[32]); // 2026-11-22T23:16:27.123456Z
void mr_clock_format(int64_t unix_us, char out[32]);
