// The portable form of SHA-256's inner loop, named so that its test also covers it where the
// processor has a faster one.
#pragma once

#include <stddef.h>
#include <stdint.h>

void mr_sha256_blocks_portable(uint32_t state[8], const unsigned char *p, size_t blocks);
