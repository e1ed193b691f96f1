// Products and quotients of units as texts. A text is only given out when it reads back as what was
// meant, so how it is put together is a matter of looks.
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit_text.h"
#include "units_local.h"

enum { OUT = 64 }; // what callers have room for

static bool copy_text(char out[OUT], const char *text)
{
    const int n = snprintf(out, OUT, "%s", text);

    return n > 0 && n < OUT;
}

static bool reads_back(const mr_units *units, const char *text, const mr_unit_value *wanted)
{
    const mr_unit_value again = mr_units_resolve(units, text);

    return again.known && mr_unit_value_same(&again, wanted);
}

// Within a composed unit a temperature is a difference, and needs no word for it.
static const char *within(const mr_unit_value *u, const char *text)
{
    static const char delta[] = "delta_";
    const char *name = u->house ? u->house : text;

    return strncmp(name, delta, sizeof delta - 1) == 0 ? name + sizeof delta - 1 : name;
}

// g/cm3 as what stands above and below. False for what is no plain fraction.
static bool split(const char *text, mr_str *above, mr_str *below)
{
    const mr_str s = mr_str_of(text);
    const char *slash = memchr(s.at, '/', s.n);

    if (strpbrk(text, "()- ") ||
        (s.n && strchr("0123456789.", s.at[0]) && strncmp(text, "1/", 2) != 0))
        return false;
    *above = slash ? (mr_str){s.at, (size_t)(slash - s.at)} : s;
    *below = slash ? (mr_str){slash + 1, s.n - above->n - 1} : (mr_str){"", 0};
    if (above->n == 1 && above->at[0] == '1')
        above->n = 0;
    return !memchr(below->at, '/', below->n) && !(slash && strchr("0123456789.", slash[1]));
}

static void append(mr_buf *out, mr_str part)
{
    if (out->n && part.n)
        mr_buf_putc(out, '.');
    mr_buf_put(out, part.at, part.n);
}

// a.b/c.d
static bool as_fraction(const char *a, const char *b, int sign, char out[MR_UNIT_TEXT])
{
    mr_str a_above, a_below, b_above, b_below;
    mr_buf above = {0}, below = {0};

    if (!split(a, &a_above, &a_below) || !split(b, &b_above, &b_below))
        return false;
    append(&above, a_above);
    append(&above, sign > 0 ? b_above : b_below);
    append(&below, a_below);
    append(&below, sign > 0 ? b_below : b_above);
    const int n = snprintf(out, MR_UNIT_TEXT, "%.*s%s%.*s", above.n ? (int)above.n : 1,
                           above.n ? above.at : "1", below.n ? "/" : "", (int)below.n,
                           below.n ? below.at : "");
    mr_buf_clear(&above);
    mr_buf_clear(&below);
    return n > 0 && n < OUT;
}

// (a)2
static bool as_square(const char *a, const char *b, char out[MR_UNIT_TEXT])
{
    const int n = snprintf(out, MR_UNIT_TEXT, "(%s)2", a);

    return strcmp(a, b) == 0 && n > 0 && n < OUT;
}

// (a).(b), (a)/(b)
static bool in_brackets(const char *a, const char *b, int sign, char out[MR_UNIT_TEXT])
{
    const bool a_word = mr_unit_is_word(a), b_word = mr_unit_is_word(b);
    const int n =
        snprintf(out, MR_UNIT_TEXT, "%s%s%s%s%s%s%s", a_word ? "" : "(", a, a_word ? "" : ")",
                 sign > 0 ? "." : "/", b_word ? "" : "(", b, b_word ? "" : ")");

    return n > 0 && n < OUT;
}

// The base units themselves, where all else is too long: 0.3048 m2.kg.s-2
static bool in_bases(const mr_units *units, const mr_unit_value *wanted, char out[MR_UNIT_TEXT])
{
    char number[32];
    size_t n = 0;

    (void)mr_print_double(wanted->scale, number);
    for (int i = 0; i < MR_UNIT_BASES && n < OUT; i++) {
        mr_unit_value base = {.known = true, .scale = 1};
        const char *name = mr_unit_library_base(units->library, i);
        if (!name || wanted->powers[i] == 0)
            continue;
        base.powers[i] = 1;
        const char *house = mr_units_house(units, &base);
        n += (size_t)snprintf(out + n, MR_UNIT_TEXT - n, "%s%s%s", n ? "." : number, n ? "" : " ",
                              within(&base, house ? house : name));
        if (wanted->powers[i] != 1 && n < OUT)
            n += (size_t)snprintf(out + n, MR_UNIT_TEXT - n, "%d", wanted->powers[i]);
    }
    if (n == 0)
        n = (size_t)snprintf(out, MR_UNIT_TEXT, "%s v/v", number);
    return n < OUT;
}

static bool combine(const mr_units *units, const char *a, const char *b, int sign, char out[OUT])
{
    char text[MR_UNIT_TEXT];
    const mr_unit_value x = mr_units_resolve(units, a), y = mr_units_resolve(units, b);
    mr_unit_value product = x;

    if (!x.known || !y.known)
        return false;
    if (mr_unit_value_is_one(&y))
        return copy_text(out, x.house ? x.house : a);
    if (mr_unit_value_is_one(&x) && sign > 0)
        return copy_text(out, y.house ? y.house : b);
    if (!mr_unit_value_multiply(&product, &y, sign))
        return false;
    product.scale = mr_unit_tidy(product.scale, 1e-15 * product.scale);
    const char *house = mr_units_house(units, &product);
    if (house)
        return copy_text(out, house);
    const char *left = mr_unit_value_is_one(&x) ? "1" : within(&x, a), *right = within(&y, b);
    if ((sign > 0 && as_square(left, right, text) && reads_back(units, text, &product)) ||
        (as_fraction(left, right, sign, text) && reads_back(units, text, &product)) ||
        (in_brackets(left, right, sign, text) && reads_back(units, text, &product)) ||
        (in_bases(units, &product, text) && reads_back(units, text, &product)))
        return copy_text(out, text);
    return false;
}

bool mr_unit_multiply(const mr_units *units, const char *a, const char *b, char out[64])
{
    return combine(units, a, b, 1, out);
}

bool mr_unit_divide(const mr_units *units, const char *a, const char *b, char out[64])
{
    return combine(units, a, b, -1, out);
}

bool mr_unit_difference(const mr_units *units, const char *text, char out[64])
{
    mr_unit_value u = mr_units_resolve(units, text);

    if (!u.known)
        return false;
    if (!u.point)
        return copy_text(out, u.house ? u.house : text);
    u.point = false;
    u.offset = 0;
    // delta_degC is delta_K too: kelvins stay kelvins
    const char *house =
        u.house && strcmp(u.house, "K") == 0 ? "delta_K" : mr_units_house(units, &u);
    return house && copy_text(out, house);
}

bool mr_unit_square(const mr_units *units, const char *text, char out[64])
{
    return combine(units, text, text, 1, out);
}

bool mr_unit_per(const mr_units *units, const char *text, const char *other, char out[64])
{
    char difference[64];

    return mr_unit_difference(units, text, difference) &&
           combine(units, difference, other, -1, out);
}
