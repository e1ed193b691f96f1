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

// Beyond ASCII all that is not blank, punctuation, symbol or unassigned by design counts as a
// letter of some script (marks that belong to letters too): names tell wells apart in every
// language.
static bool is_foreign_letter(uint32_t u)
{
    static const struct {
        uint32_t first, last;
    } others[] = {
        {0x80, 0xA9},       {0xAB, 0xB4},        {0xB6, 0xB9},     {0xBB, 0xBF},
        {0xD7, 0xD7},       {0xF7, 0xF7},        {0x37E, 0x37E},   {0x387, 0x387},
        {0x55A, 0x55F},     {0x589, 0x58F},      {0x5BE, 0x5BE},   {0x5C0, 0x5C0},
        {0x5C3, 0x5C3},     {0x5F3, 0x5F4},      {0x600, 0x60F},   {0x61B, 0x61F},
        {0x66A, 0x66D},     {0x6D4, 0x6D4},      {0x964, 0x965},   {0xE3F, 0xE3F},
        {0x1680, 0x1680},   {0x2000, 0x206F},    {0x207A, 0x207E}, {0x208A, 0x208E},
        {0x20A0, 0x20CF},   {0x2190, 0x2BFF},    {0x2E00, 0x2E7F}, {0x3000, 0x3004},
        {0x3008, 0x3020},   {0x3030, 0x3030},    {0x303D, 0x303F}, {0x30FB, 0x30FB},
        {0xD800, 0xF8FF},   {0xFE10, 0xFE1F},    {0xFE30, 0xFE6F}, {0xFF00, 0xFF0F},
        {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},    {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF},
        {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (u >= others[i].first && u <= others[i].last)
            return false;
    return u >= 0x80 && u <= 0x10FFFF;
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

static size_t encode(uint32_t u, char bytes[4])
{
    if (u < 0x80) {
        bytes[0] = (char)u;
        return 1;
    }
    const size_t n = u < 0x800 ? 2 : u < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, u >>= 6)
        bytes[i] = (char)(0x80 | (u & 0x3F));
    bytes[0] = (char)(lead[n] | u);
    return n;
}

// Appends a character when it and the NUL fit.
static bool put_char(char *out, size_t *n, size_t size, uint32_t u)
{
    char bytes[4];
    const size_t length = encode(u, bytes);

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

void mr_name_fold(const char *text, char *out, unsigned long size)
{
    size_t n = 0;
    bool gap = false;
    uint32_t u;

    if (size == 0)
        return;
    for (size_t taken; (taken = next_char(text, &u)) > 0; text += taken) {
        if (u <= ' ' || u == 0xA0 || u == 0x3000) {
            gap = n > 0;
            continue;
        }
        if ((gap && !put_char(out, &n, size, ' ')) || !put_char(out, &n, size, lower_letter(u)))
            break;
        gap = false;
    }
    out[n] = '\0';
}

void mr_uwi_key(const char *text, char *out, unsigned long size)
{
    size_t n = 0;
    bool digits = true, zeros = true;
    uint32_t u;

    if (size < 16) {
        if (size)
            out[0] = '\0';
        return;
    }
    for (size_t taken; (taken = next_char(text, &u)) > 0; text += taken) {
        const bool digit = u < 0x80 && is_digit((char)u);
        if (!digit && !(u < 0x80 && is_letter((char)u)) && !is_foreign_letter(u))
            continue;
        digits = digits && digit;
        zeros = zeros && u == '0';
        if (!put_char(out, &n, size, lower_letter(u)))
            break;
    }
    if (digits && (n == 9 || n == 11 || n == 13)) { // a state below 10 that lost its zero
        memmove(out + 1, out, n++);
        out[0] = '0';
    }
    if (digits && (n == 10 || n == 12)) { // the first hole, its first completion
        memset(out + n, '0', 14 - n);
        n = 14;
    }
    out[zeros ? 0 : n] = '\0';
}
