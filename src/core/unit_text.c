// Unit texts made plain.
#include "unit_text.h"

#include <stddef.h>
#include <string.h>

#include "mudrock/text.h"

static const struct {
    const char *from, *to;
} replacements[] = {
    {"\xC2\xB5", "u"},   // micro sign
    {"\xCE\xBC", "u"},   // Greek mu
    {"\xC2\xB0", "deg"}, // degree sign
    {"\xE2\x84\x83", "degC"}, {"\xE2\x84\x89", "degF"}, {"\xC2\xB9", "1"},
    {"\xE2\x81\xBB", "-"},                                                 // superscript minus
    {"\xE2\x88\x92", "-"},                                                 // minus sign
    {"\xC3\x97", "*"},                                                     // multiplication sign
    {"\xE2\x88\x99", "."},                                                 // bullet operator
    {"\xE2\x80\xA2", "."},                                                 // bullet
    {"\xC2\xB2", "2"},        {"\xC2\xB3", "3"},        {"\xC2\xB7", "."}, // middle dot
    {"\xE2\x8B\x85", "."},                                                 // dot operator
    {"\xCE\xA9", "ohm"},                                                   // Greek omega
    {"\xE2\x84\xA6", "ohm"},                                               // ohm sign
    {"\xD0\xBC", "m"}, // Cyrillic, which keyboards mix with Latin
    {"\xD0\x9C", "M"},
};

static mr_str without_brackets(mr_str s)
{
    while (s.n >= 2 &&
           ((s.at[0] == '(' && s.at[s.n - 1] == ')') || (s.at[0] == '[' && s.at[s.n - 1] == ']')) &&
           !memchr(s.at + 1, s.at[0], s.n - 1))
        s = mr_str_trim((mr_str){s.at + 1, s.n - 2});
    return s;
}

bool mr_unit_plain(const char *text, char out[MR_UNIT_TEXT])
{
    mr_str s = without_brackets(mr_str_trim(mr_str_of(text)));
    size_t n = 0;

    if (s.n >= 2 && s.at[0] == '.' && !(s.at[1] >= '0' && s.at[1] <= '9')) // NAME..UNIT
        s = (mr_str){s.at + 1, s.n - 1};
    for (size_t i = 0; i < s.n;) {
        const char *to = NULL;
        size_t taken = 1;
        for (size_t r = 0; r < sizeof replacements / sizeof *replacements && !to; r++) {
            size_t length = strlen(replacements[r].from);
            if (length > s.n - i || memcmp(s.at + i, replacements[r].from, length) != 0)
                continue;
            to = replacements[r].to;
            taken = length;
        }
        size_t length = to ? strlen(to) : 1;
        if (n + length >= MR_UNIT_TEXT)
            return false;
        memcpy(out + n, to ? to : s.at + i, length);
        n += length;
        i += taken;
    }
    out[n] = '\0';
    return true;
}

// Cyrillic А..Я is D0 90..D0 AF, а..п D0 B0..D0 BF, р..я D1 80..D1 8F.
static void lower_cyrillic(unsigned char *pair)
{
    if (pair[0] != 0xD0 || pair[1] < 0x90 || pair[1] > 0xAF)
        return;
    if (pair[1] < 0xA0) {
        pair[1] = (unsigned char)(pair[1] + 0x20);
    } else {
        pair[0] = 0xD1;
        pair[1] = (unsigned char)(pair[1] - 0x20);
    }
}

bool mr_unit_lower(const char *text, char out[MR_UNIT_TEXT])
{
    size_t n = strlen(text);

    if (n >= MR_UNIT_TEXT)
        return false;
    memcpy(out, text, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] + ('a' - 'A'));
        else if ((unsigned char)out[i] == 0xD0)
            lower_cyrillic((unsigned char *)out + i);
    }
    return true;
}

bool mr_unit_has_lower(const char *text)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z')
            return true;
    return false;
}

bool mr_unit_listed(const char *list, const char *plain)
{
    char wanted[MR_UNIT_TEXT], word[MR_UNIT_TEXT], lower[MR_UNIT_TEXT];

    if (!mr_unit_lower(plain, wanted))
        return false;
    for (const char *at = list; *at;) {
        const size_t n = strcspn(at, "|");
        if (n < sizeof word) {
            memcpy(word, at, n);
            word[n] = '\0';
            if (mr_unit_lower(word, lower) && strcmp(lower, wanted) == 0)
                return true;
        }
        at += n + (at[n] == '|');
    }
    return false;
}

bool mr_unit_listed_exactly(const char *list, const char *plain)
{
    const size_t length = strlen(plain);

    for (const char *at = list; *at;) {
        const size_t n = strcspn(at, "|");
        if (n == length && memcmp(at, plain, n) == 0)
            return true;
        at += n + (at[n] == '|');
    }
    return false;
}

static bool is_operator(char c)
{
    return c != '\0' && strchr("/.*^()", c) != NULL;
}

void mr_unit_tight(const char *plain, char out[MR_UNIT_TEXT])
{
    size_t n = 0;

    for (const char *at = plain; *at; at++) {
        const char *after = at + strspn(at, " ");
        if (*at == ' ' &&
            (n == 0 || is_operator(out[n - 1]) || is_operator(*after) || at[1] == ' '))
            continue;
        out[n++] = *at;
    }
    out[n] = '\0';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

bool mr_unit_is_word(const char *plain)
{
    const char *at = plain;

    while (is_capital(*at) || is_small(*at) || *at == '_' || *at == '%' || *at == '#' ||
           (unsigned char)*at >= 0x80)
        at++;
    return *plain && !*at;
}

bool mr_unit_has_plain_case(const char *text)
{
    for (const char *at = text; *at; at++) {
        const bool second =
            at - text >= 2 && is_capital(at[-1]) && (is_capital(at[-2]) || is_small(at[-2]));
        if (at > text && is_capital(*at) && is_small(at[-1]))
            return false; // mPa
        if (is_small(*at) && second)
            return false; // MPas
    }
    return true;
}
