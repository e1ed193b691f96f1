// Dates of workbooks: days since 1900 or 1904, told from other numbers by the format of the cell
// alone (ECMA-376, part 1, 18.8.30 and 18.17.4).
#include "workbook_local.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, DAY_60 = 60, DAYS_TO_1970 = 25569, FROM_1904 = 1462 };
static const double LAST_DAY = 2958466; // 31 December 9999 is over

xl_meaning xl_meaning_of_id(int64_t id)
{
    static const struct {
        int64_t first, last;
        xl_meaning meaning;
    } known[] = {
        {14, 17, XL_DATE}, {18, 21, XL_TIME}, {22, 22, XL_DATE}, {27, 31, XL_DATE},
        {32, 35, XL_TIME}, {36, 36, XL_DATE}, {45, 45, XL_TIME}, {46, 46, XL_DURATION},
        {47, 47, XL_TIME}, {50, 54, XL_DATE}, {55, 56, XL_TIME}, {57, 58, XL_DATE},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (id >= known[i].first && id <= known[i].last)
            return known[i].meaning;
    return XL_NUMBER;
}

// Past what stands in quotes, after a backslash, an underscore or a star.
static bool pass_literal(mr_str code, size_t *i)
{
    const char c = code.at[*i];
    if (c == '\\' || c == '_' || c == '*') {
        (*i)++;
        return true;
    }
    if (c != '"')
        return false;
    for ((*i)++; *i < code.n && code.at[*i] != '"';)
        (*i)++;
    return true;
}

// [h], [mm] and [ss] count hours, minutes, seconds; [Red], [$-409], [>5] do not matter.
static bool is_elapsed(mr_str inside)
{
    for (size_t i = 0; i < inside.n; i++)
        if (!strchr("hmsHMS", inside.at[i]))
            return false;
    return inside.n > 0;
}

xl_meaning xl_meaning_of_code(mr_str code)
{
    bool day = false, hour = false, m = false;
    for (size_t i = 0; i < code.n && code.at[i] != ';'; i++) {
        if (pass_literal(code, &i))
            continue;
        const char c = (char)tolower((unsigned char)code.at[i]);
        if (c == '[') {
            const size_t from = i + 1;
            while (i < code.n && code.at[i] != ']')
                i++;
            if (is_elapsed((mr_str){code.at + from, i - from}))
                return XL_DURATION;
        }
        day |= c == 'y' || c == 'd';
        hour |= c == 'h' || c == 's';
        m |= c == 'm'; // of a month, or of minutes where there are hours or seconds
    }
    return day || (m && !hour) ? XL_DATE : hour ? XL_TIME : XL_NUMBER;
}

bool xl_date(double serial, bool from_1904, xl_meaning meaning, char out[32])
{
    if (!(serial >= 0) || serial >= LAST_DAY)
        return false;
    int64_t ms = (int64_t)(serial * DAY_MS + 0.5); // Excel shows no less than a millisecond
    int64_t day = ms / DAY_MS;
    ms %= DAY_MS;
    const int h = (int)(ms / 3600000), m = (int)(ms / 60000 % 60), s = (int)(ms / 1000 % 60);
    char fraction[8] = "", date[16];
    if (ms % 1000)
        snprintf(fraction, sizeof fraction, ".%03d", (int)(ms % 1000));
    if (day == 0 && meaning == XL_TIME) {
        snprintf(out, 32, "%02d:%02d:%02d%s", h, m, s, fraction);
        return true;
    }
    if (from_1904)
        day += FROM_1904;
    else if (day == DAY_60 || day == 0)
        return false;
    else if (day < DAY_60)
        day++; // the days before the one that Lotus 1-2-3 counted too many
    const time_t seconds = (time_t)(day - DAYS_TO_1970) * 86400;
    struct tm at;
    if (!gmtime_r(&seconds, &at) || !strftime(date, sizeof date, "%Y-%m-%d", &at))
        return false;
    if (ms == 0)
        snprintf(out, 32, "%s", date);
    else
        snprintf(out, 32, "%sT%02d:%02d:%02d%s", date, h, m, s, fraction);
    return true;
}
