// Which encoding a text without a mark is in: each gives points for what its letters would look
// like as words of its languages, and the most points win.
#include "mudrock/encoding.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <uchar.h>

// Bytes above 0x7f that are looked at; a file that has more is known by then.
enum { LOOK_MAX = 1 << 16 };

// How often a Cyrillic letter stands in Russian text, in points: а, б, ... я.
static const int8_t cyrillic[32] = {8, 5, 7, 5, 6, 8, 3, 5, 8, 4, 6, 7, 6, 8, 9, 6,
                                    7, 7, 8, 6, 3, 4, 3, 4, 3, 2, 1, 5, 5, 2, 3, 5};

// The hanzi that headers of well logs are made of, as GB 2312, ascending.
static const uint16_t hanzi[] = {
    0xb0d7, 0xb0e6, 0xb1a5, 0xb1b1, 0xb1be, 0xb1ea, 0xb2a8, 0xb2b9, 0xb2c9, 0xb2e0, 0xb2e2, 0xb2e3,
    0xb3a4, 0xb3a5, 0xb3c6, 0xb4a8, 0xb4f3, 0xb5a5, 0xb5c4, 0xb5d7, 0xb5d8, 0xb5e7, 0xb6a5, 0xb6ab,
    0xb6c8, 0xb6ce, 0xb6d3, 0xb7d6, 0xb7fe, 0xb8d0, 0xb8f4, 0xb9ab, 0xb9fa, 0xbaac, 0xbaba, 0xbac5,
    0xbacd, 0xbad3, 0xbaf1, 0xbbaa, 0xbbd2, 0xbcd8, 0xbce4, 0xbcfe, 0xbdad, 0xbdae, 0xbde1, 0xbde2,
    0xbeae, 0xbeb6, 0xbfd5, 0xbfd7, 0xc0fb, 0xc1a6, 0xc1c9, 0xc2bc, 0xc2ca, 0xc2db, 0xc2ed, 0xc3ba,
    0xc3d7, 0xc3dc, 0xc3e8, 0xc3f7, 0xc3fb, 0xc4cf, 0xc4dc, 0xc4e0, 0xc6d7, 0xc6da, 0xc6f0, 0xc6f8,
    0xc7ec, 0xc7f8, 0xc7fa, 0xc8bb, 0xc8d5, 0xc9b0, 0xc9ee, 0xc9f8, 0xc9f9, 0xcaa1, 0xcaa4, 0xcaaf,
    0xcab1, 0xcacd, 0xcad0, 0xcaf6, 0xcbae, 0xcbb5, 0xcbbe, 0xcbc4, 0xcce2, 0xccef, 0xcdb8, 0xcebb,
    0xcec2, 0xcec4, 0xcef1, 0xcef6, 0xcef7, 0xcfb6, 0xcfdf, 0xcff2, 0xd0c2, 0xd0d4, 0xd1b9, 0xd1d2,
    0xd1f9, 0xd2b3, 0xd2b5, 0xd3a6, 0xd3cb, 0xd3cd, 0xd4c6, 0xd6b5, 0xd6b9, 0xd6d0, 0xd7d3, 0xd7d4,
    0xd7e8, 0xd7ea, 0xd7f7, 0xd9a4, 0xeeca,
};

typedef enum kind { NO_CHARACTER, LOWER, UPPER, SIGN, ODD_SIGN } kind;

static bool one_of(uint32_t c, const uint16_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == c)
            return true;
    return false;
}

static kind kind_of(uint32_t c, int *points)
{
    // ° ± µ · « » § quotes, dashes, №, ², ³, ½, ×, ™, ...
    static const uint16_t signs[] = {0xb0,   0xb1,   0xb5,   0xb7,   0xab,   0xbb,   0xa7,
                                     0x2018, 0x2019, 0x201c, 0x201d, 0x2013, 0x2014, 0x2026,
                                     0x2116, 0xb2,   0xb3,   0xbd,   0xbc,   0xbe,   0xd7,
                                     0x2122, 0xae,   0xa9,   0xa0,   0x2022, 0x20ac, 0x2030};
    static const uint16_t western[] = {0xe9, 0xe8, 0xfc, 0xf6, 0xe4, 0xf1, 0xf8, 0xe5,
                                       0xe6, 0xe7, 0xe1, 0xed, 0xf3, 0xfa, 0xe3, 0xe0};
    *points = 0;
    if (c >= 0x430 && c <= 0x44f) {
        *points = cyrillic[c - 0x430];
        return LOWER;
    }
    if (c >= 0x410 && c <= 0x42f) {
        *points = cyrillic[c - 0x410] - 1;
        return UPPER;
    }
    if (one_of(c, signs, sizeof signs / sizeof *signs)) {
        *points = c == 0xb0 ? 6 : 3;
        return SIGN;
    }
    if (c >= 0xdf && c <= 0xff && c != 0xf7) {
        *points = one_of(c, western, sizeof western / sizeof *western) ? 7 : 3;
        return LOWER;
    }
    if (c >= 0xc0 && c <= 0xde) {
        *points = 2;
        return UPPER;
    }
    if (c == 0x451 || c == 0x401 || c == 0x161 || c == 0x153 || c == 0x17e) {
        *points = 2;
        return LOWER;
    }
    return c < 0xa0 || c == 0xfffd ? NO_CHARACTER : ODD_SIGN;
}

static bool ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ascii_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

// Letters of a script that has no ASCII letters stand by themselves, western ones among those.
static int beside_ascii(unsigned char c, bool western)
{
    if (ascii_letter(c))
        return western ? 1 : -6;
    return ascii_digit(c) ? -5 : 0;
}

// Names of logs and units that headers in Russian hold, and too short to be known by their letters.
static const char16_t *const russian[] = {
    u"\u0413\u041a",       u"\u041f\u0421",
    u"\u041d\u041a",       u"\u0410\u041a",
    u"\u041a\u0421",       u"\u0411\u041a",
    u"\u0418\u041a",       u"\u0414\u0421",
    u"\u041d\u0413\u041a", u"\u0413\u0413\u041a",
    u"\u0413\u0418\u0421", u"\u0421\u043a\u0432",
    u"\u0441\u043a\u0432", u"\u043c",
    u"\u041e\u043c\u043c", u"\u0441\u043c",
};

enum { WORD_MAX = 8 };

// A word as it stands between signs: known ones, and how its vowels and consonants follow.
typedef struct word {
    size_t n, consonants, vowels; // letters; consonants, vowels at its end together
    char16_t letters[WORD_MAX];
} word;

static int add_letter(word *w, uint32_t c)
{
    static const uint16_t vowels[] = {0x430, 0x435, 0x438, 0x43e, 0x443,
                                      0x44b, 0x44d, 0x44e, 0x44f};
    const uint32_t low = c >= 0x410 && c <= 0x42f ? c + 0x20 : c;
    const bool vowel = one_of(low, vowels, sizeof vowels / sizeof *vowels);
    const bool sign = low == 0x44a || low == 0x44c;
    int points = 0;
    if (w->n == 0 && (sign || low == 0x44b))
        points -= 8; // no word begins with these
    if (w->n < WORD_MAX)
        w->letters[w->n] = (char16_t)c;
    w->n++;
    w->vowels = vowel ? w->vowels + 1 : 0;
    w->consonants = vowel || sign ? 0 : w->consonants + 1;
    return points - (w->consonants > 3 ? 6 : 0) - (w->vowels > 2 ? 6 : 0);
}

static bool is_word(const word *w, const char16_t *known)
{
    size_t i = 0;
    while (i < w->n && known[i] == w->letters[i] && known[i])
        i++;
    return i == w->n && !known[i];
}

static int end_word(word *w)
{
    int points = 0;
    for (size_t i = 0; i < sizeof russian / sizeof *russian && w->n && w->n < WORD_MAX; i++)
        if (is_word(w, russian[i]))
            points = 15;
    *w = (word){0};
    return points;
}

// The points of one encoding whose bytes 0x80..0xff are the characters of `map`.
static long score_bytes(mr_str s, const uint32_t map[128], bool western)
{
    long score = 0;
    size_t looked = 0;
    kind before = SIGN; // of the byte before
    word w = {0};
    for (size_t i = 0; i < s.n && looked < LOOK_MAX; i++) {
        const unsigned char byte = (unsigned char)s.at[i];
        int points;
        if (byte < 0x80) {
            before = SIGN;
            score += end_word(&w);
            continue;
        }
        looked++;
        const kind is = kind_of(map[byte - 0x80], &points);
        const bool letter = is == LOWER || is == UPPER;
        const bool after_letter = before == LOWER || before == UPPER;
        score += is == NO_CHARACTER ? -30 : is == ODD_SIGN ? -8 : points;
        score += letter && !western ? add_letter(&w, map[byte - 0x80]) : 0;
        if (letter && western && after_letter)
            score -= 8; // two accented letters together are rare
        if (is == UPPER && before == LOWER)
            score -= 8;
        if (letter && i > 0)
            score += beside_ascii((unsigned char)s.at[i - 1], western);
        if (letter && i + 1 < s.n)
            score += beside_ascii((unsigned char)s.at[i + 1], western);
        before = is;
    }
    return score + end_word(&w);
}

static int pair_points(unsigned char lead, unsigned char trail)
{
    const unsigned pair = (unsigned)lead << 8 | trail;
    if (trail < 0x40 || trail == 0x7f || trail == 0xff || lead == 0x80 || lead == 0xff)
        return -40;
    if (trail < 0xa1)
        return -6;
    if (lead <= 0xa3)
        return lead >= 0xa1 ? 6 : -6; // full-width signs and letters
    if (lead >= 0xb0 && lead <= 0xd7)
        return one_of(pair, hanzi, sizeof hanzi / sizeof *hanzi) ? 18 : 10;
    return lead > 0xd7 && lead <= 0xf7 ? 0 : -6;
}

static long score_pairs(mr_str s)
{
    long score = 0;
    size_t looked = 0;
    for (size_t i = 0; i < s.n && looked < LOOK_MAX; i++) {
        const unsigned char lead = (unsigned char)s.at[i];
        if (lead < 0x80)
            continue;
        const unsigned char trail = i + 1 < s.n ? (unsigned char)s.at[i + 1] : 0;
        looked += 2;
        if (ascii_digit(trail) && i + 3 < s.n && (unsigned char)s.at[i + 2] >= 0x81 &&
            ascii_digit((unsigned char)s.at[i + 3])) {
            score -= 5; // four bytes
            i += 3;
            continue;
        }
        score += pair_points(lead, trail);
        i += trail >= 0x40;
    }
    return score;
}

// What each byte above 0x7f is; 0xfffd where the encoding has nothing.
static bool map_of(const char *name, uint32_t map[128])
{
    iconv_t way = iconv_open("UTF-32LE", name);
    if (way == (iconv_t)-1)
        return false;
    for (unsigned i = 0; i < 128; i++) {
        char byte = (char)(0x80 + i), *from = &byte;
        unsigned char wide[4];
        char *to = (char *)wide;
        size_t left = 1, room = sizeof wide;
        map[i] = 0xfffd;
        if (iconv(way, &from, &left, &to, &room) != (size_t)-1 && room == 0)
            map[i] = (uint32_t)wide[0] | (uint32_t)wide[1] << 8 | (uint32_t)wide[2] << 16;
        iconv(way, NULL, NULL, NULL, NULL);
    }
    iconv_close(way);
    return true;
}

mr_encoding mr_encoding_guess(mr_str bytes)
{
    static const char *const names[] = {"windows-1252", "windows-1251", "cp866", "koi8-r"};
    const char *best = "windows-1252";
    long most = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t map[128];
        if (!map_of(names[i], map))
            continue;
        const long score = score_bytes(bytes, map, i == 0);
        if (i == 0 || score > most) {
            best = names[i];
            most = score;
        }
    }
    if (score_pairs(bytes) > most)
        best = "gb18030";
    return (mr_encoding){.name = best, .guessed = true};
}

// UTF-16 without a mark: in a file that begins with plain letters every other byte is 0.
static bool looks_utf16(mr_str bytes, bool big)
{
    const size_t n = bytes.n < 256 ? bytes.n & ~(size_t)1 : 256;
    size_t zeros = 0;
    for (size_t i = 0; i < n; i += 2) {
        if (!bytes.at[i + big])
            return false;
        zeros += !bytes.at[i + !big];
    }
    return n >= 8 && zeros * 5 >= n * 2;
}

static bool begins(mr_str s, const char *mark, size_t n)
{
    return s.n >= n && memcmp(s.at, mark, n) == 0;
}

mr_encoding mr_encoding_marked(mr_str bytes)
{
    if (begins(bytes, "\xef\xbb\xbf", 3))
        return (mr_encoding){.name = "utf-8", .mark = 3};
    if (begins(bytes, "\xff\xfe", 2))
        return (mr_encoding){.name = "utf-16le", .mark = 2};
    if (begins(bytes, "\xfe\xff", 2))
        return (mr_encoding){.name = "utf-16be", .mark = 2};
    if (looks_utf16(bytes, false))
        return (mr_encoding){.name = "utf-16le"};
    if (looks_utf16(bytes, true))
        return (mr_encoding){.name = "utf-16be"};
    return (mr_encoding){0};
}

mr_encoding mr_encoding_detect(mr_str bytes)
{
    const mr_encoding marked = mr_encoding_marked(bytes);
    if (marked.name)
        return marked;
    if (mr_utf8_valid(bytes))
        return (mr_encoding){.name = "utf-8"};
    return mr_encoding_guess(bytes);
}
