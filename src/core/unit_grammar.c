// Unit texts into values, by recursive descent.
#include "unit_grammar.h"

#include <string.h>

enum { MOST_DEPTH = 8, MOST_EXPONENT = 12 };

typedef struct parser {
    const mr_unit_words *words;
    const char *at, *end;
    int depth;
    bool composed; // more than one word was read, or a number, or an exponent
} parser;

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '%' || c == '#' ||
           (unsigned char)c >= 0x80;
}

static char peek(const parser *p)
{
    return p->at < p->end ? *p->at : '\0';
}

static void skip_blanks(parser *p)
{
    while (peek(p) == ' ')
        p->at++;
}

static bool take(parser *p, const char *token)
{
    const size_t n = strlen(token);

    if ((size_t)(p->end - p->at) < n || memcmp(p->at, token, n) != 0)
        return false;
    p->at += n;
    return true;
}

// 1 when there is none. False when what stands there is no number.
static bool read_number(parser *p, double *number)
{
    *number = 1;
    if (!digit(peek(p)) && !(peek(p) == '.' && p->end - p->at > 1 && digit(p->at[1])))
        return true;
    const size_t n = mr_parse_double((mr_str){p->at, (size_t)(p->end - p->at)}, number);
    p->at += n;
    p->composed = true;
    return n > 0 && *number > 0;
}

// 1 when there is none, 0 when it makes no sense.
static int read_exponent(parser *p, bool below)
{
    const bool marked = take(p, "**") || take(p, "^");
    int sign = 1, value = 0;

    if (!marked && !digit(peek(p)) && !(peek(p) == '-' && p->end - p->at > 1 && digit(p->at[1])))
        return 1;
    if (take(p, "-"))
        sign = -1;
    else if (marked)
        (void)take(p, "+");
    if (!digit(peek(p)) || (sign < 0 && below)) // g/cm-3: nobody knows
        return 0;
    for (; digit(peek(p)); p->at++)
        if ((value = 10 * value + (*p->at - '0')) > MOST_EXPONENT)
            return 0;
    p->composed = true;
    return sign * value;
}

static mr_unit_value read_fraction(parser *p);

// The end of what the bracket at hand opens; NULL when there is none.
static const char *closing(const parser *p)
{
    int depth = 0;

    for (const char *at = p->at; at < p->end; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            return at;
    }
    return NULL;
}

// ( unit ): a text of the table first, so that (1/32 in) and (% LS) are what they are alone.
static bool read_group(parser *p, bool below, mr_unit_value *out)
{
    const char *close = closing(p), *end = p->end;

    if (!close || ++p->depth > MOST_DEPTH)
        return false;
    p->at++;
    if (!p->words->find(p->words->context, mr_str_trim((mr_str){p->at, (size_t)(close - p->at)}),
                        below, out)) {
        p->end = close;
        *out = read_fraction(p);
        if (!out->known || p->at != close)
            return false;
        p->end = end;
    }
    p->composed = true;
    p->at = close + 1;
    p->depth--;
    return true;
}

// mm3 and km3 in capitals: cubic millimetres, or millions of cubic metres?
static bool is_million_of_cubes(const parser *p, mr_str word, int exponent)
{
    return p->words->capitals && exponent == 3 && word.n == 2 &&
           (memcmp(word.at, "MM", 2) == 0 || memcmp(word.at, "KM", 2) == 0);
}

static bool read_base(parser *p, bool below, mr_unit_value *base, int *exponent)
{
    mr_str word = {p->at, 0};

    if (peek(p) == '(') {
        if (!read_group(p, below, base))
            return false;
    } else {
        while (letter(peek(p)))
            p->at++;
        word.n = (size_t)(p->at - word.at);
        if (!word.n || !p->words->find(p->words->context, word, below, base))
            return false;
    }
    *exponent = read_exponent(p, below);
    return *exponent != 0 && !is_million_of_cubes(p, word, *exponent);
}

// ft(100): POSC's way to write 100 ft, only below a slash.
static bool read_multiple(parser *p, bool below, double *number)
{
    const char *before = p->at;
    double multiple;

    if (!below || !take(p, "(") || !digit(peek(p)))
        return p->at == before || (p->at = before, true);
    if (!read_number(p, &multiple) || !take(p, ")"))
        return false;
    *number *= multiple;
    return true;
}

static bool read_factor(parser *p, bool below, mr_unit_value *into)
{
    mr_unit_value base = {0}, factor = {.known = true};
    double number;
    int exponent = 1;

    if (!read_number(p, &number))
        return false;
    skip_blanks(p);
    if (!read_base(p, below, &base, &exponent) || !read_multiple(p, below, &number))
        return false;
    factor.scale = number;
    if (!mr_unit_value_multiply(&factor, &base, exponent))
        return false;
    if (!into->known) { // the first: alone it may be a point
        *into = base;
        into->known = true;
        if (!p->composed)
            return true;
        *into = factor;
        return true;
    }
    p->composed = true;
    return mr_unit_value_multiply(into, &factor, 1);
}

// Factors up to a slash or the end. `several`: more than one.
static bool read_factors(parser *p, bool below, mr_unit_value *out, bool *several)
{
    *out = (mr_unit_value){0};
    for (*several = false;; *several = true) {
        skip_blanks(p);
        if (!read_factor(p, below, out))
            return false;
        const char *after = p->at;
        skip_blanks(p);
        if (p->at == p->end || *p->at == '/')
            return true;
        if (!take(p, ".") && !take(p, "*") && p->at == after)
            return false;
        skip_blanks(p);
        if (digit(peek(p))) // ft.100m: a decimal point or a product?
            return false;
    }
}

// What stands before the slash may be nothing, or a number: /m, 1/m.
static bool read_above(parser *p, mr_unit_value *out, bool *number_only)
{
    const char *start = p->at;
    double number;
    bool several;

    skip_blanks(p);
    if (!read_number(p, &number))
        return false;
    skip_blanks(p);
    *number_only = peek(p) == '/';
    if (*number_only) {
        *out = (mr_unit_value){.known = true, .scale = number};
        p->composed = true;
        return true;
    }
    p->at = start;
    p->composed = false;
    return read_factors(p, false, out, &several);
}

static mr_unit_value read_fraction(parser *p)
{
    mr_unit_value value = {0}, below;
    const mr_unit_value none = {0};
    bool number_only, several = false, any_several = false;
    int slashes = 0;

    if (!read_above(p, &value, &number_only))
        return none;
    for (; take(p, "/"); slashes++) {
        skip_blanks(p);
        if (number_only && digit(peek(p))) // 1/32 in: a part of an inch, or per 32 inches?
            return none;
        if (!read_factors(p, true, &below, &several) || !mr_unit_value_multiply(&value, &below, -1))
            return none;
        any_several = any_several || several;
        p->composed = true;
    }
    if (slashes > 1 && any_several) // a/b.c/d
        return none;
    return value;
}

mr_unit_value mr_unit_parse(const char *text, const mr_unit_words *words)
{
    parser p = {.words = words, .at = text, .end = text + strlen(text)};
    mr_unit_value value = read_fraction(&p);

    skip_blanks(&p);
    if (p.at != p.end)
        value.known = false;
    value.scale = mr_unit_tidy(value.scale, 1e-15 * value.scale);
    return value;
}
