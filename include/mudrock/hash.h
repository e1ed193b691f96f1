// SHA-256 (FIPS 180-4): digests of objects, of documents and content keys.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "mudrock/error.h"

typedef struct mr_sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char block[64];
} mr_sha256;

void mr_sha256_init(mr_sha256 *hash);
void mr_sha256_put(mr_sha256 *hash, const void *bytes, size_t n);
void mr_sha256_hex(mr_sha256 *hash, char out[65]); // finishes; lower-case hex and NUL
void mr_sha256_text(const void *bytes, size_t n, char out[65]);
mr_status mr_sha256_file(const char *path, char out[65], mr_error *err);

void mr_random(void *bytes, size_t n); // from the kernel; aborts when it has none
