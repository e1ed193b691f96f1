// Angles of a place out of text: up to three numbers, marks between them, a letter for the half of
// the earth.
#include "mudrock/degrees.h"

#include <math.h>
#include <string.h>

typedef struct reading {
    mr_str rest;
    mr_axis axis;
    size_t n;
    double part[3]; // degrees, minutes, seconds
    bool fraction[3];
    int sign; // of a plus or minus before the number; 0 = none
    int half; // 1 north or east, -1 south or west; 0 = not said
} reading;

static void skip(reading *r, size_t n)
{
    r->rest = (mr_str){r->rest.at + n, r->rest.n - n};
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Signs of degrees, minutes and seconds, blanks and what else parts numbers.
static size_t mark(mr_str s)
{
    static const mr_str marks[] = {
        {"\xc2\xb0", 2},
        {"\xc2\xba", 2},
        {"\xcb\x9a", 2},
        {"\xe2\x80\xb2", 3},
        {"\xe2\x80\xb3", 3},
        {"\xe2\x80\x99", 3},
        {"\xe2\x80\x98", 3},
        {"\xe2\x80\x9d", 3},
        {"\xe2\x80\x9c", 3},
        {"\xc2\xb4", 2},
        {"\xc2\xa0", 2},
        {"'", 1},
        {"\"", 1},
        {"`", 1},
        {"*", 1},
        {":", 1},
        {" ", 1},
        {"\t", 1},
        {"_", 1},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (s.n >= marks[i].n && memcmp(s.at, marks[i].at, marks[i].n) == 0)
            return marks[i].n;
    return 0;
}

static bool take_number(reading *r, bool comma)
{
    char copy[32];
    size_t n = 0;
    bool point = false;
    while (n < r->rest.n && n < sizeof copy) {
        char c = r->rest.at[n];
        const bool decimal = c == '.' || (comma && c == ',');
        if (!digit(c) && !(decimal && !point))
            break;
        point = point || decimal;
        copy[n++] = decimal ? '.' : c;
    }
    if (r->n == 3 || n == sizeof copy || !mr_parse_double_all((mr_str){copy, n}, &r->part[r->n]))
        return false;
    r->fraction[r->n++] = point;
    skip(r, n);
    return true;
}

static bool take_half(reading *r, bool positive, mr_axis axis)
{
    if (r->half || axis != r->axis)
        return false;
    r->half = positive ? 1 : -1;
    return true;
}

static bool take_word(reading *r)
{
    static const mr_str units[] = {{"D", 1},   {"DEG", 3},     {"DEGREE", 6}, {"DEGREES", 7},
                                   {"M", 1},   {"MIN", 3},     {"MINUTE", 6}, {"MINUTES", 7},
                                   {"SEC", 3}, {"SECONDS", 7}, {"DMS", 3},    {"DD", 2}};
    static const struct {
        mr_str word;
        mr_axis axis;
        bool positive;
    } halves[] = {
        {{"N", 1}, MR_LATITUDE, true},     {{"NORTH", 5}, MR_LATITUDE, true},
        {{"S", 1}, MR_LATITUDE, false},    {{"SOUTH", 5}, MR_LATITUDE, false},
        {{"E", 1}, MR_LONGITUDE, true},    {{"EAST", 4}, MR_LONGITUDE, true},
        {{"W", 1}, MR_LONGITUDE, false},   {{"WEST", 4}, MR_LONGITUDE, false},
        {{"LAT", 3}, MR_LATITUDE, true},   {{"LATITUDE", 8}, MR_LATITUDE, true},
        {{"LONG", 4}, MR_LONGITUDE, true}, {{"LONGITUDE", 9}, MR_LONGITUDE, true},
    };
    size_t n = 0;
    while (n < r->rest.n && letter(r->rest.at[n]))
        n++;
    mr_str word = {r->rest.at, n};
    skip(r, n);
    if (r->rest.n && r->rest.at[0] == '.')
        skip(r, 1); // deg. min. N.
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (mr_str_ieq(word, units[i]))
            return r->n > 0;
    // A small s after the third number is its unit.
    if (mr_str_eq(word, MR_STR("s")) && r->n == 3)
        return true;
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
        if (mr_str_ieq(word, halves[i].word))
            return halves[i].word.n == 3 || halves[i].word.n == 8 || halves[i].word.at[0] == 'L'
                       ? halves[i].axis == r->axis && r->n == 0
                       : take_half(r, halves[i].positive, halves[i].axis);
    return false;
}

// A minus after a number parts it from the next; before all numbers it is their sign.
static bool take_sign(reading *r)
{
    if (r->n == 0) {
        if (r->sign)
            return false;
        r->sign = r->rest.at[0] == '-' ? -1 : 1;
    } else if (r->rest.at[0] == '+') {
        return false;
    }
    skip(r, 1);
    return true;
}

static bool take_all(reading *r, bool comma)
{
    while (r->rest.n) {
        const char c = r->rest.at[0];
        const size_t passed = mark(r->rest);
        bool good = true;
        if (passed)
            skip(r, passed);
        else if (digit(c) || c == '.')
            good = take_number(r, comma);
        else if (letter(c))
            good = take_word(r);
        else if (c == '-' || c == '+')
            good = take_sign(r);
        else if (c == ',' && r->n > 0)
            skip(r, 1);
        else
            good = false;
        if (!good)
            return false;
    }
    return r->n > 0;
}

bool mr_degrees_parse(mr_str text, mr_axis axis, double *out)
{
    reading r = {.rest = mr_str_trim(text), .axis = axis};
    size_t commas = 0;
    for (size_t i = 0; i < r.rest.n; i++)
        commas += r.rest.at[i] == ',';
    if (!r.rest.n || !take_all(&r, commas == 1 && !memchr(text.at, '.', text.n)))
        return false;
    double degrees = 0, scale = 1;
    for (size_t i = 0; i < r.n; i++, scale *= 60) {
        if ((i > 0 && r.part[i] >= 60) || (i + 1 < r.n && r.fraction[i]))
            return false;
        degrees += r.part[i] / scale;
    }
    if (degrees > (axis == MR_LATITUDE ? 90 : 180) || (r.sign == -1 && r.half == 1))
        return false;
    *out = r.sign == -1 || r.half == -1 ? -degrees : degrees;
    return true;
}
