// What a cell of a text table is.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "csv_local.h"

enum { NUMBER_MAX = 64 };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

char csv_mark_of(mr_str s)
{
    const size_t sign = s.n && (s.at[0] == '-' || s.at[0] == '+');
    size_t at = 0, marks = 0, digits = 0, end = s.n;
    for (size_t i = sign; i < s.n; i++) {
        if (digits && (s.at[i] == 'e' || s.at[i] == 'E')) {
            end = i;
            break;
        }
        if (digit(s.at[i])) {
            digits++;
        } else if (s.at[i] == '.' || s.at[i] == ',') {
            at = i;
            marks++;
        } else {
            return 0;
        }
    }
    if (marks != 1 || !digits)
        return 0;
    const size_t before = at - sign, after = end - at - 1;
    const bool zero = before == 1 && s.at[sign] == '0';
    if (end == s.n && after == 3 && before >= 1 && before <= 3 && !zero)
        return s.at[at] == ',' ? CSV_EITHER_COMMA : CSV_EITHER_POINT;
    return s.at[at];
}

static bool is_word(mr_str s)
{
    static const mr_str words[] = {
        {"NA", 2},   {"N/A", 3},     {"#N/A", 4},    {"NULL", 4},    {"(NULL)", 6}, {"NONE", 4},
        {"NAN", 3},  {"NIL", 3},     {"-", 1},       {"--", 2},      {"---", 3},    {"?", 1},
        {".", 1},    {"ABSENT", 6},  {"MISSING", 7}, {"N.A.", 4},    {"N.D.", 4},   {"<NA>", 4},
        {"NAT", 3},  {"#VALUE!", 7}, {"#REF!", 5},   {"#DIV/0!", 7}, {"#NUM!", 5},  {"#NAME?", 6},
        {"-NAN", 4}, {"#NULL!", 6},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mr_str_ieq(s, words[i]))
            return true;
    return false;
}

// The number with a point as its mark and no marks between thousands; false
// when it is none.
static bool plain(mr_str s, char decimal, bool groups, char out[NUMBER_MAX], size_t *n)
{
    const char group = decimal == '.' ? ',' : '.';
    size_t since = 0, grouped = 0, whole = 0;
    bool seen = false; // the decimal mark
    *n = 0;
    if (s.n >= NUMBER_MAX)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.at[i];
        if (c == decimal) {
            if (seen || (grouped && since != 3))
                return false;
            seen = true;
            out[(*n)++] = '.';
        } else if (c == group) {
            if (!groups || seen || whole == 0 || whole > 3 + 3 * grouped || (grouped && since != 3))
                return false;
            grouped++;
            since = 0;
        } else {
            since += digit(c);
            whole += digit(c) && !seen;
            out[(*n)++] = c;
        }
    }
    return !grouped || seen || since == 3;
}

// Digits that a double keeps: it prints as them again.
static bool keeps(mr_str s, double value)
{
    size_t digits = 0;
    char text[NUMBER_MAX + 32], want[NUMBER_MAX], *p = want;
    for (size_t i = 0; i < s.n && s.at[i] != 'e' && s.at[i] != 'E'; i++)
        if (digit(s.at[i]) && (digits || s.at[i] != '0')) {
            *p++ = s.at[i];
            digits++;
        }
    if (digits <= 15)
        return true;
    if (digits <= 17 && memchr(s.at, '.', s.n))
        return true; // as programs print doubles
    snprintf(text, sizeof text, "%.*e", (int)digits - 1, value);
    size_t k = 0;
    for (const char *q = text; *q && *q != 'e'; q++)
        if (digit(*q) && want[k++] != *q)
            return false;
    return true;
}

static bool take_int(mr_str *s, size_t least, size_t most, int *out)
{
    size_t n = 0;
    *out = 0;
    while (n < s->n && n < most && digit(s->at[n]))
        *out = *out * 10 + (s->at[n++] - '0');
    *s = (mr_str){s->at + n, s->n - n};
    return n >= least;
}

// 31/12/2020, 31.12.2020, 31-12-2020
static bool is_day(mr_str s, csv_value *out)
{
    if (!take_int(&s, 1, 2, &out->first) || !s.n || !strchr("/.-", s.at[0]))
        return false;
    out->mark = s.at[0];
    s = (mr_str){s.at + 1, s.n - 1};
    if (!take_int(&s, 1, 2, &out->second) || !s.n || s.at[0] != out->mark)
        return false;
    s = (mr_str){s.at + 1, s.n - 1};
    return take_int(&s, 4, 4, &out->year) && !s.n && out->first >= 1 && out->first <= 31 &&
           out->second >= 1 && out->second <= 31;
}

// 31-Dec-2020, 31 December 2020: English names, three letters at least.
static bool is_named_day(mr_str s, csv_value *out)
{
    static const char months[][10] = {"january",   "february", "march",    "april",
                                      "may",       "june",     "july",     "august",
                                      "september", "october",  "november", "december"};
    size_t n = 0;
    if (!take_int(&s, 1, 2, &out->first) || !s.n || !strchr("-/. ", s.at[0]))
        return false;
    const char mark = s.at[0];
    s = (mr_str){s.at + 1, s.n - 1};
    while (n < s.n && s.at[n] != mark)
        n++;
    if (n < 3 || n == s.n)
        return false;
    out->second = 0;
    for (int i = 0; i < 12; i++)
        if (n <= strlen(months[i]) && mr_str_ieq((mr_str){s.at, n}, (mr_str){months[i], n}))
            out->second = i + 1;
    s = (mr_str){s.at + n + 1, s.n - n - 1};
    return out->second && take_int(&s, 4, 4, &out->year) && !s.n && out->first >= 1 &&
           out->first <= 31;
}

// 2020/12/31
static bool is_year_first(mr_str s, csv_value *out)
{
    if (!take_int(&s, 4, 4, &out->year) || !s.n || s.at[0] != '/')
        return false;
    s = (mr_str){s.at + 1, s.n - 1};
    if (!take_int(&s, 1, 2, &out->second) || !s.n || s.at[0] != '/')
        return false;
    s = (mr_str){s.at + 1, s.n - 1};
    return take_int(&s, 1, 2, &out->first) && !s.n && out->second >= 1 && out->second <= 12 &&
           out->first >= 1 && out->first <= 31;
}

static bool is_time(mr_str s)
{
    const mr_field field = {.name = "", .type = MR_TIMESTAMP, .nullable = true, .origin = -1};
    if (s.n < 10 || s.at[4] != '-')
        return false;
    mr_builder *probe = mr_builder_new(&field);
    const bool is = mr_cell_put(probe, MR_TIMESTAMP, s);
    mr_builder_free(probe);
    return is;
}

static csv_kind number(mr_str s, char decimal, bool groups, csv_value *out)
{
    char text[NUMBER_MAX];
    size_t n;
    const size_t sign = s.n && (s.at[0] == '-' || s.at[0] == '+');
    if (!plain(s, decimal, groups, text, &n) || !mr_parse_double_all((mr_str){text, n}, &out->real))
        return CSV_TEXT;
    const mr_str as = {text, n};
    bool whole = n > sign;
    for (size_t i = sign; i < n; i++)
        whole = whole && digit(text[i]);
    if (whole && n > sign + 1 && text[sign] == '0')
        return CSV_TEXT; // 00123 is a name
    if (whole)
        return mr_parse_int64_all(as, &out->whole) ? CSV_WHOLE : CSV_WIDE;
    return keeps(as, out->real) ? CSV_REAL : CSV_WIDE;
}

csv_value csv_value_of(mr_str s, char decimal, bool groups)
{
    csv_value out = {.kind = CSV_EMPTY};
    if (!s.n)
        return out;
    const char c = s.at[0];
    if (digit(c) || c == '-' || c == '+' || c == decimal) {
        out.kind = number(s, decimal, groups, &out);
        if (out.kind == CSV_TEXT && digit(c) && is_day(s, &out))
            out.kind = CSV_DAY;
        else if (out.kind == CSV_TEXT && digit(c) &&
                 (is_named_day(s, &out) || is_year_first(s, &out)))
            out.kind = CSV_DATE;
        else if (out.kind == CSV_TEXT && digit(c) && is_time(s))
            out.kind = CSV_TIME;
        if (out.kind != CSV_TEXT)
            return out;
    }
    out.kind = is_word(s) ? CSV_WORD : CSV_TEXT;
    if (mr_str_ieq(s, MR_STR("true")) || mr_str_ieq(s, MR_STR("false"))) {
        out.kind = CSV_TRUTH;
        out.whole = (s.at[0] | 32) == 't';
    }
    return out;
}
