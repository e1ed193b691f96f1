// One character of UTF-8.
#pragma once

#include <stddef.h>

// Bytes of the well-formed character at the start of p, 0 when there is none. n > 0.
size_t mr_utf8_length(const unsigned char *p, size_t n);
