// UUIDs, semantic versions, slugs and column names.
#include "mudrock/id.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "mudrock/hash.h"
#include "mudrock/text.h"

// RFC 9562 section 5.7: 48 bits of Unix milliseconds, version 7, variant 2. The first 12 bits of
// the rest carry the clock on below the millisecond (section 6.2, method 3), so that what is made
// one after another sorts so; the others are random.
void mr_uuid_new(char out[37])
{
    static const char hex[] = "0123456789abcdef";
    unsigned char b[16];
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_REALTIME, &now); // cannot fail for this clock
    uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    mr_random(b, sizeof b);
    for (int i = 0; i < 6; i++)
        b[i] = (unsigned char)(ms >> (40 - 8 * i));
    const uint64_t part = (uint64_t)now.tv_nsec % 1000000 * 4096 / 1000000;
    b[6] = (unsigned char)(part >> 8 | 0x70);
    b[7] = (unsigned char)part;
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    for (size_t i = 0, o = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[o++] = '-';
        out[o++] = hex[b[i] >> 4];
        out[o++] = hex[b[i] & 0x0F];
    }
    out[36] = '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool mr_uuid_valid(const char *text)
{
    if (!text || strnlen(text, 37) != 36)
        return false;
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_hex(text[i]))
            return false;
    }
    return true;
}

// One number of a version: no sign, no leading zero, at most 9 digits so that it fits an int.
static bool parse_part(const char **text, int *out)
{
    const char *s = *text;
    int value = 0;
    int digits = 0;

    for (; is_digit(*s) && digits < 10; s++, digits++)
        value = digits < 9 ? value * 10 + (*s - '0') : value;
    if (digits == 0 || digits > 9 || (digits > 1 && **text == '0'))
        return false;
    *text = s;
    *out = value;
    return true;
}

bool mr_semver_parse(const char *text, mr_semver *out)
{
    mr_semver v;

    if (!text || !parse_part(&text, &v.major) || *text++ != '.' || !parse_part(&text, &v.minor) ||
        *text++ != '.' || !parse_part(&text, &v.patch) || *text != '\0')
        return false;
    *out = v;
    return true;
}

int mr_semver_compare(mr_semver a, mr_semver b)
{
    if (a.major != b.major)
        return a.major < b.major ? -1 : 1;
    if (a.minor != b.minor)
        return a.minor < b.minor ? -1 : 1;
    return (a.patch > b.patch) - (a.patch < b.patch);
}

// Decodes one character of UTF-8; a byte that is none counts as one character, U+FFFD. Returns its
// length, 0 at the end.
static size_t next_char(const char *s, uint32_t *out)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char c = (unsigned char)*s;
    size_t n = c == 0         ? 0
               : c < 0x80     ? 1
               : c >> 5 == 6  ? 2
               : c >> 4 == 14 ? 3
               : c >> 3 == 30 ? 4
                              : 5;
    uint32_t u = n == 1 ? c : n < 5 ? c & (0x7Fu >> n) : 0;

    for (size_t i = 1; i < n && n < 5; i++) {
        if (((unsigned char)s[i] & 0xC0) != 0x80) {
            n = 5;
            break;
        }
        u = u << 6 | ((unsigned char)s[i] & 0x3F);
    }
    if (n == 5 || (n > 0 && u < least[n])) {
        *out = 0xFFFD;
        return 1;
    }
    *out = u;
    return n;
}

// Letters beyond ASCII that mnemonics and well names are written in: Latin with accents, Greek,
// Cyrillic. Names in other scripts lose their letters here, so two of them may collide: callers
// make names unique afterwards.
static bool is_foreign_letter(uint32_t u)
{
    return (u >= 0xC0 && u <= 0x17F && u != 0xD7 && u != 0xF7) ||
           (u >= 0x391 && u <= 0x3C9 && u != 0x3A2) || (u >= 0x400 && u <= 0x45F);
}

static uint32_t lower_letter(uint32_t u)
{
    if ((u >= 'A' && u <= 'Z') || (u >= 0xC0 && u <= 0xDE) || (u >= 0x391 && u <= 0x3A9) ||
        (u >= 0x410 && u <= 0x42F))
        return u + 0x20;
    if (u >= 0x400 && u <= 0x40F)
        return u + 0x50;
    // Latin Extended-A pairs upper and lower case, upper even, but for two runs where upper is odd.
    if ((u >= 0x100 && u <= 0x137) || (u >= 0x14A && u <= 0x177))
        return u == 0x130 ? 'i' : u | 1;
    if ((u >= 0x139 && u <= 0x148) || (u >= 0x179 && u <= 0x17E))
        return u % 2 ? u + 1 : u;
    return u == 0x178 ? 0xFF : u;
}

// Appends a character when it and the NUL fit.
static bool put_char(char *out, size_t *n, size_t size, uint32_t u)
{
    char bytes[2];
    size_t length = u < 0x80 ? 1 : 2; // nothing above U+07FF is kept

    bytes[0] = (char)(length == 1 ? u : 0xC0 | u >> 6);
    bytes[1] = (char)(0x80 | (u & 0x3F));
    if (*n + length >= size)
        return false;
    memcpy(out + *n, bytes, length);
    *n += length;
    return true;
}

void mr_slug(const char *text, char *out, unsigned long size)
{
    size_t n = 0;
    bool gap = false;
    uint32_t u;

    if (size == 0)
        return;
    for (size_t taken; (taken = next_char(text, &u)) > 0; text += taken) {
        char c = (char)(u < 0x80 ? u : ' ');
        if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.' &&
            !is_foreign_letter(u)) {
            gap = true;
            continue;
        }
        // Slugs become parts of object keys: a leading dot would hide a file or climb a folder.
        if (n == 0 && (c == '.' || c == '-'))
            continue;
        if (gap && n > 0 && out[n - 1] != '-' && c != '-' && !put_char(out, &n, size, '-'))
            break;
        gap = false;
        if (!put_char(out, &n, size, u))
            break;
    }
    while (n > 0 && (out[n - 1] == '-' || out[n - 1] == '.'))
        n--;
    if (n == 0) {
        n = size - 1 < 7 ? size - 1 : 7;
        memcpy(out, "unnamed", n);
    }
    out[n] = '\0';
}

void mr_column_name(const char *mnemonic, char *out, unsigned long size)
{
    size_t n = 0;
    mr_str s = mr_str_trim(mr_str_of(mnemonic));
    const char *end = s.at + s.n;
    uint32_t u;

    if (size == 0)
        return;
    for (const char *at = s.at; at < end;) {
        size_t taken = next_char(at, &u);
        bool keep = (u < 0x80 && (is_letter((char)u) || is_digit((char)u))) || is_foreign_letter(u);
        if (taken == 0 || !put_char(out, &n, size, keep ? lower_letter(u) : '_'))
            break;
        at += taken;
    }
    if (n == 0) { // as the LAS reader calls a curve without a mnemonic
        n = size - 1 < 7 ? size - 1 : 7;
        memcpy(out, "unknown", n);
    }
    out[n] = '\0';
}
