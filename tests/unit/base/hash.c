// SHA-256 against the examples of FIPS 180-4 and NIST's test vectors, whole and in pieces, and its
// two inner loops against each other.
#include "mudrock/hash.h"

#include "../../../src/base/sha256.h"
#include "check.h"

static void published_digests(void **state)
{
    (void)state;
    static const struct {
        const char *text, *digest;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
         "mnopqrs"
         "mnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char hex[65];
        mr_sha256_text(cases[i].text, strlen(cases[i].text), hex);
        assert_string_equal(hex, cases[i].digest);
    }
}

static void a_million_letters_in_pieces(void **state)
{
    (void)state;
    char letters[1000], hex[65];
    memset(letters, 'a', sizeof letters);
    for (size_t step = 1; step <= sizeof letters; step += 111) {
        mr_sha256 hash;
        mr_sha256_init(&hash);
        for (size_t left = 1000000, n; left; left -= n) {
            n = left < step ? left : step;
            mr_sha256_put(&hash, letters, n);
        }
        mr_sha256_hex(&hash, hex);
        assert_string_equal(hex,
                            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

static void both_loops_agree(void **state)
{
    (void)state;
    static unsigned char bytes[64 * 50];
    uint64_t seed = 7;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)random_bits(&seed);
    mr_sha256 hash;
    mr_sha256_init(&hash);
    uint32_t words[8];
    memcpy(words, hash.state, sizeof words);
    mr_sha256_put(&hash, bytes, sizeof bytes); // whole blocks only: the state is comparable
    mr_sha256_blocks_portable(words, bytes, 50);
    assert_memory_equal(words, hash.state, sizeof words);
}

static void files(void **state)
{
    (void)state;
    char path[] = "/tmp/mudrock-hash-XXXXXX", hex[65];
    mr_error err = {0};
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *f = fdopen(file, "w");
    for (int i = 0; i < 1000000; i++)
        fputc('a', f);
    fclose(f);
    assert_status(mr_sha256_file(path, hex, &err), MR_OK);
    remove(path);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    assert_status(mr_sha256_file(path, hex, &err), MR_ENOTFOUND);
    assert_string_equal(err.where, path);
    assert_status(mr_sha256_file("/", hex, &err), MR_EIO);
}

static void random_bytes_differ(void **state)
{
    (void)state;
    unsigned char a[1000] = {0}, b[1000] = {0};
    mr_random(a, sizeof a);
    mr_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    size_t ones = 0; // 4,000 of 8,000 bits, give or take 45: nine deviations are no accident
    for (size_t i = 0; i < sizeof a; i++)
        ones += (size_t)__builtin_popcount(a[i]);
    assert_in_range(ones, 3600, 4400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_digests),   cmocka_unit_test(a_million_letters_in_pieces),
        cmocka_unit_test(both_loops_agree),    cmocka_unit_test(files),
        cmocka_unit_test(random_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
