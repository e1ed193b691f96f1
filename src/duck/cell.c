// A cell of text as a value of a column's type.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

// [1, null, 2.5]
static bool put_list(mr_builder *to, mr_str text)
{
    size_t n = 0, room = 1;

    if (text.n < 2 || text.at[0] != '[' || text.at[text.n - 1] != ']')
        return false;
    for (size_t i = 0; i < text.n; i++)
        room += text.at[i] == ',';
    double *items = malloc(room * sizeof *items);
    bool good = items != NULL;
    mr_str rest = mr_str_trim((mr_str){text.at + 1, text.n - 2});
    bool more = rest.n > 0;
    while (good && more) {
        const char *comma = memchr(rest.at, ',', rest.n);
        size_t length = comma ? (size_t)(comma - rest.at) : rest.n;
        mr_str item = mr_str_trim((mr_str){rest.at, length});
        if (mr_str_eq(item, MR_STR("null")))
            items[n++] = (double)NAN;
        else
            good = mr_parse_double_all(item, &items[n++]);
        more = comma != NULL;
        if (more)
            rest = (mr_str){comma + 1, rest.n - length - 1};
    }
    if (good)
        mr_builder_list(to, items, n);
    free(items);
    return good;
}

static bool put_truth(mr_builder *to, mr_str text)
{
    bool yes = mr_str_ieq(text, MR_STR("true")) || mr_str_eq(text, MR_STR("1"));

    if (!yes && !mr_str_ieq(text, MR_STR("false")) && !mr_str_eq(text, MR_STR("0")))
        return false;
    mr_builder_truth(to, yes);
    return true;
}

// A whole number, also written as 5.0 or 1e3, that the type can hold.
static bool put_integer(mr_builder *to, mr_str text, int64_t limit)
{
    int64_t value;
    double real;

    if (!mr_parse_int64_all(text, &value)) {
        // Past 2^53 a double no longer tells neighbours apart.
        if (!mr_parse_double_all(text, &real) || real != floor(real) ||
            fabs(real) > 9007199254740992.0)
            return false;
        value = (int64_t)real;
    }
    if (value > limit || value < -limit - 1)
        return false;
    mr_builder_int(to, value);
    return true;
}

// Takes exactly n digits from the front.
static bool digits(mr_str *rest, size_t n, int64_t *out)
{
    *out = 0;
    if (rest->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (rest->at[i] < '0' || rest->at[i] > '9')
            return false;
        *out = *out * 10 + (rest->at[i] - '0');
    }
    *rest = (mr_str){rest->at + n, rest->n - n};
    return true;
}

static bool take(mr_str *rest, const char *any)
{
    if (rest->n == 0 || !strchr(any, rest->at[0]))
        return false;
    *rest = (mr_str){rest->at + 1, rest->n - 1};
    return true;
}

// Days from 1970-01-01 in the proleptic Gregorian calendar; false for a day that does not exist.
static bool days_of(int64_t year, int64_t month, int64_t day, int64_t *out)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    if (month < 1 || month > 12 || day < 1)
        return false;
    if (day > before[month] - before[month - 1] + (leap && month == 2))
        return false;
    int64_t past = year - 1; // whole years since the year 1
    int64_t days = past * 365 + past / 4 - past / 100 + past / 400;
    if (year == 0)
        days = -366;
    *out = days - 719162 + before[month - 1] + (leap && month > 2) + day - 1;
    return true;
}

// Fraction of a second, cut after microseconds.
static int64_t fraction(mr_str *rest)
{
    int64_t value = 0, unit = 100000;

    for (; rest->n > 0 && rest->at[0] >= '0' && rest->at[0] <= '9';
         *rest = (mr_str){rest->at + 1, rest->n - 1}) {
        value += (rest->at[0] - '0') * unit;
        unit /= 10;
    }
    return value;
}

// Z, +HH:MM or nothing (UTC), in minutes.
static bool zone(mr_str *rest, int64_t *minutes)
{
    int64_t h, m, sign = rest->n > 0 && rest->at[0] == '-' ? -1 : 1;

    *minutes = 0;
    if (rest->n == 0 || take(rest, "Zz"))
        return true;
    if (!take(rest, "+-") || !digits(rest, 2, &h) || !take(rest, ":") || !digits(rest, 2, &m) ||
        h > 23 || m > 59)
        return false;
    *minutes = sign * (h * 60 + m);
    return true;
}

// 2020-02-29, with or without 12:30[:15[.25]] after a T or a blank, with or without a zone.
static bool put_time(mr_builder *to, mr_str text)
{
    int64_t year, month, day, days, h = 0, m = 0, s = 0, us = 0, offset = 0;

    if (!digits(&text, 4, &year) || !take(&text, "-") || !digits(&text, 2, &month) ||
        !take(&text, "-") || !digits(&text, 2, &day) || !days_of(year, month, day, &days))
        return false;
    if (text.n > 0) {
        if (!take(&text, "Tt ") || !digits(&text, 2, &h) || !take(&text, ":") ||
            !digits(&text, 2, &m))
            return false;
        if (take(&text, ":")) { // a fraction is one of a second
            if (!digits(&text, 2, &s))
                return false;
            if (take(&text, "."))
                us = fraction(&text);
        }
        if (!zone(&text, &offset))
            return false;
    }
    if (text.n > 0 || h > 23 || m > 59 || s > 59)
        return false;
    mr_builder_int(to, ((days * 24 + h) * 60 + m - offset) * 60000000 + s * 1000000 + us);
    return true;
}

bool mr_cell_put(mr_builder *to, mr_type type, mr_str text)
{
    double real;

    if (type == MR_UTF8) {
        mr_builder_text(to, text);
        return mr_utf8_valid(text);
    }
    text = mr_str_trim(text);
    switch (type) {
    case MR_FLOAT64:
    case MR_FLOAT32:
        if (!mr_parse_double_all(text, &real))
            return false;
        mr_builder_real(to, real);
        return true;
    case MR_INT64: return put_integer(to, text, INT64_MAX);
    case MR_INT32: return put_integer(to, text, INT32_MAX);
    case MR_BOOL: return put_truth(to, text);
    case MR_LIST_FLOAT64: return put_list(to, text);
    case MR_TIMESTAMP: return put_time(to, text);
    case MR_UTF8:
    case MR_ANY: return false;
    }
    return false;
}
