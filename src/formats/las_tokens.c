// What a cell of LAS data means: a number in one of the ways in which programs write numbers, a
// word for no value, or text.
#include <math.h>
#include <string.h>

#include "las_local.h"

enum { NUMBER_MAX = 64 }; // longest number that is rewritten before it is read

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool las_number(mr_str text, bool comma, double *out)
{
    if (mr_parse_double_all(text, out))
        return true;
    const char *mark = comma && text.n ? memchr(text.at, ',', text.n) : NULL;
    char copy[NUMBER_MAX];
    if (!mark || text.n > sizeof copy)
        return false;
    memcpy(copy, text.at, text.n);
    copy[mark - text.at] = '.';
    return mr_parse_double_all((mr_str){copy, text.n}, out);
}

static bool all_of(mr_str s, const char *set)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(set, s.at[i]) || !s.at[i])
            return false;
    return s.n > 0;
}

// What C libraries print: 1.#QNAN, -1.#IND0000, 1.#INF, nan(ind), -nan(0x8000), inf.
static bool not_finite(mr_str s)
{
    static const mr_str words[] = {{"INF", 3}, {"INFINITY", 8}};
    if (s.n && (s.at[0] == '-' || s.at[0] == '+'))
        s = (mr_str){s.at + 1, s.n - 1};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mr_str_ieq(s, words[i]))
            return true;
    if (s.n > 3 && memcmp(s.at, "1.#", 3) == 0)
        return true;
    return s.n > 5 && mr_str_ieq((mr_str){s.at, 4}, MR_STR("nan(")) && s.at[s.n - 1] == ')';
}

static bool no_value_word(mr_str s)
{
    static const mr_str words[] = {
        {"(NULL)", 6},  {"NULL", 4},      {"N/A", 3},     {"#N/A", 4},    {"NA", 2},
        {"ERR", 3},     {"ERROR", 5},     {"#IND", 4},    {"#INF", 4},    {"IND", 3},
        {"NONE", 4},    {"?", 1},         {".", 1},       {"#VALUE!", 7}, {"#REF!", 5},
        {"#DIV/0!", 7}, {"#NAME?", 6},    {"#NUM!", 5},   {"#NULL!", 6},  {"ABSENT", 6},
        {"MISSING", 7}, {"MISS", 4},      {"INVALID", 7}, {"VOID", 4},    {"BLANK", 5},
        {"UNDEF", 5},   {"UNDEFINED", 9}, {"NIL", 3},     {"NODATA", 6},  {"NO_DATA", 7},
        {"N.A.", 4},    {"N.D.", 4},      {"<NA>", 4},    {"NAT", 3},     {"NULO", 4},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mr_str_ieq(s, words[i]))
            return true;
    // Dashes; stars of a number too wide for its field; several points or question marks.
    static const char *const sets[] = {"-", "*", "?", "."};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (all_of(s, sets[i]))
            return true;
    return not_finite(s);
}

// Digits in groups of three between `mark`s, as 1,234 or 12,345,678: the groups' number, 0 when
// they are not like that.
static size_t groups_of_three(mr_str s, char mark)
{
    size_t groups = 1, n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (digit(s.at[i])) {
            n++;
            continue;
        }
        if (s.at[i] != mark || n == 0 || n > 3 || (groups > 1 && n != 3))
            return 0;
        groups++;
        n = 0;
    }
    return groups > 1 && n != 3 ? 0 : n ? groups : 0;
}

// 1,234.5 and 1.234,5 and 1,234,567: both marks, or one of them twice, tell which is which.
static bool grouped(mr_str s, double *out)
{
    char copy[NUMBER_MAX];
    size_t n = 0;
    bool minus = s.n && (s.at[0] == '-' || s.at[0] == '+');
    mr_str bare = minus ? (mr_str){s.at + 1, s.n - 1} : s;
    const char *point = bare.n ? memchr(bare.at, '.', bare.n) : NULL;
    const char *comma = bare.n ? memchr(bare.at, ',', bare.n) : NULL;
    if (!comma || s.n > sizeof copy)
        return false;
    const bool comma_groups = !point || comma < point;
    const char *decimal = comma_groups ? point : comma;
    mr_str whole = {bare.at, decimal ? (size_t)(decimal - bare.at) : bare.n};
    size_t groups = groups_of_three(whole, comma_groups ? ',' : '.');
    if (groups < 2 || (!decimal && groups < 3))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.at + i == decimal)
            copy[n++] = '.';
        else if (s.at + i > whole.at + whole.n || s.at[i] != (comma_groups ? ',' : '.'))
            copy[n++] = s.at[i];
    return mr_parse_double_all((mr_str){copy, n}, out);
}

// Fortran: 1.5D+01, and with three digits of exponent no letter at all, 1.5+103.
static bool fortran(mr_str s, bool letter, bool comma, double *out)
{
    char copy[NUMBER_MAX];
    size_t at = 1, n = 0, marks = 0;
    if (s.n < 3 || s.n + 1 > sizeof copy)
        return false;
    while (at < s.n && (digit(s.at[at]) || s.at[at] == '.' || (comma && s.at[at] == ',')))
        at++;
    if (at + 1 >= s.n)
        return false;
    const bool is_letter = strchr("dDqQ", s.at[at]) != NULL;
    if (is_letter != letter || (!letter && s.at[at] != '+' && s.at[at] != '-'))
        return false;
    for (size_t i = 0; i < at; i++) {
        const bool mark = s.at[i] == '.' || s.at[i] == ',';
        marks += mark;
        copy[n++] = mark ? '.' : s.at[i];
    }
    copy[n++] = 'e';
    for (size_t i = at + letter; i < s.n; i++)
        copy[n++] = s.at[i];
    return marks == 1 && mr_parse_double_all((mr_str){copy, n}, out);
}

// A single comma where points are decimal marks as well: 12,5 and 0,123 have a decimal comma; 1,234
// may be either.
static enum las_meaning comma_beside_points(mr_str s, double *out)
{
    const char *comma = memchr(s.at, ',', s.n);
    if (!comma || memchr(s.at, '.', s.n) || !las_number(s, true, out))
        return LAS_TEXT;
    const size_t sign = s.at[0] == '-' || s.at[0] == '+';
    const size_t before = (size_t)(comma - s.at) - sign, after = s.n - sign - before - 1;
    const bool zero = before == 1 && s.at[sign] == '0';
    return after == 3 && before >= 1 && before <= 3 && !zero ? LAS_EITHER : LAS_ODD;
}

enum las_meaning las_cell_meaning(const las_cell *cell, enum las_comma comma, double *number)
{
    mr_str s = cell->text;
    if (cell->lost || !s.n)
        return LAS_EMPTY;
    if (digit(s.at[s.n - 1]) || digit(s.at[0]) || s.at[s.n - 1] == '.') {
        if (las_number(s, comma == LAS_COMMA_DECIMAL, number) ||
            fortran(s, true, comma == LAS_COMMA_DECIMAL, number))
            return LAS_NUMBER;
        enum las_meaning beside =
            comma == LAS_COMMA_EITHER ? comma_beside_points(s, number) : LAS_TEXT;
        if (beside != LAS_TEXT)
            return beside;
        if (comma != LAS_COMMA_NONE && grouped(s, number))
            return LAS_ODD;
        if (fortran(s, false, comma == LAS_COMMA_DECIMAL, number))
            return LAS_ODD;
        return no_value_word(s) ? LAS_WORD : LAS_TEXT;
    }
    mr_str bare = s.at[0] == '-' || s.at[0] == '+' ? (mr_str){s.at + 1, s.n - 1} : s;
    if (mr_str_ieq(bare, MR_STR("nan"))) {
        *number = (double)NAN;
        return LAS_NUMBER;
    }
    return no_value_word(s) ? LAS_WORD : LAS_TEXT;
}
