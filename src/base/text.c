// Views of text, UTF-8, edit distance.
#include "mudrock/text.h"

#include <string.h>

#include "utf8.h"

mr_str mr_str_of(const char *text)
{
    return text ? (mr_str){text, strlen(text)} : (mr_str){"", 0};
}

bool mr_str_eq(mr_str a, mr_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool mr_str_ieq(mr_str a, mr_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

mr_str mr_str_trim(mr_str s)
{
    while (s.n && is_blank(s.at[0])) {
        s.at++;
        s.n--;
    }
    while (s.n && is_blank(s.at[s.n - 1]))
        s.n--;
    return s;
}

// By Unicode 15, table 3-7: no overlong form, no surrogate, nothing past U+10FFFF.
size_t mr_utf8_length(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    const size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < length)
        return 0;
    const unsigned char least = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < least || p[1] > most)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

size_t mr_utf8_bad(mr_str s)
{
    const unsigned char *p = (const unsigned char *)s.at;
    for (size_t i = 0, step; i < s.n; i += step) {
        uint64_t eight;
        step = 8;
        if (s.n - i >= sizeof eight) {
            memcpy(&eight, p + i, sizeof eight);
            if (!(eight & 0x8080808080808080u)) // all ASCII
                continue;
        }
        step = mr_utf8_length(p + i, s.n - i);
        if (step == 0)
            return i;
    }
    return s.n;
}

bool mr_utf8_valid(mr_str s)
{
    return mr_utf8_bad(s) == s.n;
}

size_t mr_utf8_count(mr_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

// Levenshtein (1966), one row of the table at a time.
size_t mr_edit_distance(const char *a, const char *b, size_t limit)
{
    enum { LONGEST = 255 }; // longer than any name
    const size_t na = strlen(a), nb = strlen(b);
    const size_t apart = na > nb ? na - nb : nb - na;
    if (mr_str_ieq((mr_str){a, na}, (mr_str){b, nb}))
        return 0;
    if (apart > limit || nb > LONGEST)
        return limit + 1;

    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0], least = i;
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
            least = best < least ? best : least;
        }
        if (least > limit)
            return limit + 1;
    }
    return row[nb] <= limit ? row[nb] : limit + 1;
}

bool mr_size_mul(size_t a, size_t b, size_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}
