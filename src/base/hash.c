// SHA-256 (FIPS 180-4) with the processor's own instructions where it has them, and random bytes
// from the kernel.
#define _DEFAULT_SOURCE 1
#include "mudrock/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "mudrock/log.h"

#include "sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

// FIPS 180-4, 4.2.2: fractional parts of the cube roots of the first 64 primes.
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

// FIPS 180-4, 6.2.2.
void mr_sha256_blocks_portable(uint32_t state[8], const unsigned char *p, size_t blocks)
{
    for (; blocks; blocks--, p += 64) {
        uint32_t w[64], v[8];
        for (size_t t = 0; t < 16; t++)
            w[t] = big_endian(p + 4 * t);
        for (int t = 16; t < 64; t++) {
            const uint32_t a = w[t - 15], b = w[t - 2];
            w[t] = (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10) + w[t - 7] +
                   (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[t - 16];
        }
        memcpy(v, state, sizeof v);
        for (int t = 0; t < 64; t++) {
            const uint32_t a = v[0], e = v[4];
            const uint32_t t1 = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                                ((e & v[5]) ^ (~e & v[6])) + constants[t] + w[t];
            const uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                                ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
            memmove(v + 1, v, 7 * sizeof *v);
            v[4] += t1;
            v[0] = t1 + t2;
        }
        for (int i = 0; i < 8; i++)
            state[i] += v[i];
    }
}

#if defined(__x86_64__)
// The instructions keep the state as the words (a b e f) and (c d g h), highest first, and do two
// rounds each.
__attribute__((target("sha,sse4.1,ssse3"))) static void
blocks_sha_ni(uint32_t state[8], const unsigned char *p, size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
    __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
    for (; blocks; blocks--, p += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4]; // the last sixteen words of the schedule, four each
        for (size_t t = 0; t < 16; t++) {
            __m128i *now = &w[t & 3];
            if (t < 4) {
                __m128i bytes;
                memcpy(&bytes, p + 16 * t, sizeof bytes);
                *now = _mm_shuffle_epi8(bytes, swap);
            } else {
                const __m128i three = w[(t + 3) & 3], two = w[(t + 2) & 3], one = w[(t + 1) & 3];
                __m128i sum = _mm_sha256msg1_epu32(*now, one);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(three, two, 4)); // the words 7 back
                *now = _mm_sha256msg2_epu32(sum, three);
            }
            __m128i k;
            memcpy(&k, constants + 4 * t, sizeof k);
            k = _mm_add_epi32(k, *now);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    uint32_t high[4], low[4];
    memcpy(high, &abef, sizeof high);
    memcpy(low, &cdgh, sizeof low);
    const uint32_t after[8] = {high[3], high[2], low[3], low[2], high[1], high[0], low[1], low[0]};
    memcpy(state, after, sizeof after);
}

// Asked of the processor once: under a hypervisor the question is slow. (Gcc 12's
// __builtin_cpu_supports does not know "sha".)
static bool has_sha_ni(void)
{
    enum { UNKNOWN, NO, YES };
    static _Atomic int answer = UNKNOWN;
    int known = atomic_load_explicit(&answer, memory_order_relaxed);
    if (known == UNKNOWN) {
        unsigned a, b, c, d;
        const bool sse = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3);
        const bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
        known = sse && sha ? YES : NO;
        atomic_store_explicit(&answer, known, memory_order_relaxed);
    }
    return known == YES;
}
#endif

static void blocks_any(uint32_t state[8], const unsigned char *p, size_t blocks)
{
#if defined(__x86_64__)
    if (has_sha_ni()) {
        blocks_sha_ni(state, p, blocks);
        return;
    }
#endif
    mr_sha256_blocks_portable(state, p, blocks);
}

void mr_sha256_init(mr_sha256 *hash)
{
    // FIPS 180-4, 5.3.3: fractional parts of the square roots of the first eight primes.
    *hash = (mr_sha256){
        .state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                  0x1f83d9ab, 0x5be0cd19},
    };
}

void mr_sha256_put(mr_sha256 *hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    const size_t held = hash->bytes % 64;
    if (n == 0)
        return;
    hash->bytes += n;
    if (held) {
        const size_t missing = 64 - held, taken = n < missing ? n : missing;
        memcpy(hash->block + held, p, taken);
        if (taken < missing)
            return;
        blocks_any(hash->state, hash->block, 1);
        p += taken;
        n -= taken;
    }
    blocks_any(hash->state, p, n / 64);
    memcpy(hash->block, p + n / 64 * 64, n % 64);
}

void mr_sha256_hex(mr_sha256 *hash, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    static const unsigned char padding[64] = {0x80};
    const uint64_t bits = hash->bytes * 8;
    const size_t held = hash->bytes % 64;
    unsigned char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    mr_sha256_put(hash, padding, held < 56 ? 56 - held : 120 - held);
    mr_sha256_put(hash, length, sizeof length);
    for (int i = 0; i < 64; i++)
        out[i] = digits[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    out[64] = 0;
}

void mr_sha256_text(const void *bytes, size_t n, char out[65])
{
    mr_sha256 hash;
    mr_sha256_init(&hash);
    mr_sha256_put(&hash, bytes, n);
    mr_sha256_hex(&hash, out);
}

static mr_status put_file(mr_sha256 *hash, int file, const char *path, mr_error *err)
{
    unsigned char bytes[64 * 1024];
    for (;;) {
        const ssize_t n = read(file, bytes, sizeof bytes);
        if (n == 0)
            return MR_OK;
        if (n > 0)
            mr_sha256_put(hash, bytes, (size_t)n);
        else if (errno != EINTR)
            return mr_fail(err, MR_EIO, path, "cannot read the file: %s", strerror(errno));
    }
}

mr_status mr_sha256_file(const char *path, char out[65], mr_error *err)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, path,
                       "cannot open the file: %s", strerror(errno));
    mr_sha256 hash;
    mr_sha256_init(&hash);
    const mr_status status = put_file(&hash, file, path, err);
    close(file);
    if (status == MR_OK)
        mr_sha256_hex(&hash, out);
    return status;
}

void mr_random(void *bytes, size_t n)
{
    unsigned char *p = bytes;
    while (n) {
        const ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            mr_log(MR_LOG_ERROR, "random.unavailable", "errno=%d", errno);
            abort();
        }
        p += got;
        n -= (size_t)got;
    }
}
