// Units of measure: the table of spellings first, then UDUNITS-2; algebra on scale, offset and
// powers of base units.
#include "mudrock/units.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

#include "mudrock/arena.h"
#include "mudrock/map.h"
#include "quantity_index.h"
#include "unit_spellings.h"
#include "unit_text.h"

enum {
    BASES = 24,          // dimensions: eight of UDUNITS and our additions
    CACHE_LIMIT = 20000, // strings; foreign files may bring any number
    KELVIN = 4,          // among the bases
};

// A unit as value in base units = scale * (value + offset).
typedef struct unit {
    bool known;
    bool none;         // the text says that there is no unit
    bool point;        // on a scale: no difference, and part of no composed unit
    const char *house; // NULL when the table has none
    double scale, offset;
    int8_t powers[BASES];
} unit;

struct mr_units {
    ut_system *system;
    size_t n_bases;
    ut_unit *bases[BASES];
    mr_arena *arena;
    mr_map *exact;       // spelling -> unit
    mr_map *ignore_case; // spelling in lower case -> unit
    mr_map *cache;       // what files wrote and the table has not -> unit
    mr_quantity_index *quantities;
};

// UDUNITS-2 keeps its status, its message handler and its parser in process-wide variables, so no
// two threads may be in it, whatever unit system they use. Guards that, and the caches.
static pthread_mutex_t udunits_mutex = PTHREAD_MUTEX_INITIALIZER;

// --- reading a ut_unit into our form ---

typedef struct reading {
    const mr_units *units;
    unit *out;
} reading;

static ut_status read_basic(const reading *r, const ut_unit *basic, int power)
{
    if (power < INT8_MIN || power > INT8_MAX)
        return UT_BAD_ARG;
    for (size_t i = 0; i < r->units->n_bases; i++)
        if (ut_compare(basic, r->units->bases[i]) == 0) {
            r->out->powers[i] = (int8_t)power;
            return UT_SUCCESS;
        }
    return UT_UNKNOWN;
}

static ut_status visit_basic(const ut_unit *basic, void *arg)
{
    return read_basic(arg, basic, 1);
}

static ut_status visit_product(const ut_unit *product, int n, const ut_unit *const *basics,
                               const int *powers, void *arg)
{
    ut_status st = UT_SUCCESS;
    (void)product;

    for (int i = 0; i < n && st == UT_SUCCESS; i++)
        st = read_basic(arg, basics[i], powers[i]);
    return st;
}

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *under,
                              double offset, void *arg);

// Times of day and logarithms are no linear units.
static ut_status visit_timestamp(const ut_unit *stamp, const ut_unit *under, double origin,
                                 void *arg)
{
    (void)stamp, (void)under, (void)origin, (void)arg;
    return UT_MEANINGLESS;
}

static ut_status visit_logarithm(const ut_unit *logarithm, double base, const ut_unit *reference,
                                 void *arg)
{
    (void)logarithm, (void)base, (void)reference, (void)arg;
    return UT_MEANINGLESS;
}

static const ut_visitor visitor = {visit_basic, visit_product, visit_scaled, visit_timestamp,
                                   visit_logarithm};

static ut_status visit_scaled(const ut_unit *scaled, double scale, const ut_unit *under,
                              double offset, void *arg)
{
    const reading *r = arg;
    ut_status st = ut_accept_visitor(under, &visitor, arg);
    (void)scaled;

    // under = scale * (x + offset), and base = out.scale * (under + out.offset)
    r->out->offset = offset + r->out->offset / scale;
    r->out->scale *= scale;
    return st;
}

// UDUNITS multiplies its way to 0.025400000000000002, and 1.8 * 273.15 - 459.67 is not quite 32:
// the number of few digits within the rounding error is what was meant.
static double tidy(double value, double error)
{
    char text[32];
    double near;

    (void)snprintf(text, sizeof text, "%.13g", value);
    if (mr_parse_double_all(mr_str_of(text), &near) && fabs(near - value) <= error)
        return near;
    return value;
}

static double tidy_product(double value)
{
    return tidy(value, 1e-15 * fabs(value));
}

static bool same_dimension(const unit *a, const unit *b)
{
    return memcmp(a->powers, b->powers, sizeof a->powers) == 0;
}

// Of temperatures a point never is a difference. A pressure may be either: that over the
// atmosphere is a point, the absolute one serves as a difference too.
static bool is_temperature(const unit *u)
{
    int8_t powers[BASES] = {0};

    powers[KELVIN] = 1;
    return memcmp(u->powers, powers, sizeof powers) == 0;
}

static bool convertible(const unit *a, const unit *b)
{
    return a->known && b->known && same_dimension(a, b) &&
           (a->point == b->point || !is_temperature(a));
}

static bool same_unit(const unit *a, const unit *b)
{
    return same_dimension(a, b) && a->point == b->point &&
           fabs(a->scale - b->scale) <= 1e-12 * fabs(b->scale) &&
           fabs(a->offset - b->offset) <= 1e-9;
}

static unit parse(const mr_units *units, const char *text)
{
    unit out = {.scale = 1};
    reading r = {.units = units, .out = &out};
    ut_unit *parsed = *text ? ut_parse(units->system, text, UT_UTF8) : NULL;

    if (parsed)
        out.known = ut_accept_visitor(parsed, &visitor, &r) == UT_SUCCESS;
    ut_free(parsed);
    out.scale = tidy_product(out.scale);
    if (!isfinite(out.scale) || !isfinite(out.offset) || !(out.scale > 0))
        out.known = false;
    return out;
}

// The first row of the table that is this unit.
static const char *house_of(const mr_units *units, const unit *u)
{
    for (size_t i = 0; i < mr_map_count(units->exact); i++) {
        const unit *row = mr_map_at(units->exact, i, NULL);
        if (row->known && same_unit(row, u))
            return row->house;
    }
    return NULL;
}

// --- looking a text up ---

// UDUNITS-2 takes a bare number for a unit, forgives a bracket too many, and ends at a byte it does
// not know.
static bool may_be_unit(const char *text)
{
    int depth = 0;
    bool word = false;

    for (; *text && depth >= 0; text++) {
        char c = *text;
        if (c < ' ' || c > '~')
            return false;
        depth += (c == '(') - (c == ')');
        word = word || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
    }
    return word && depth == 0;
}

static unit resolve_unlisted(const mr_units *units, const char *text)
{
    char lower[MR_UNIT_TEXT];
    unit u = {0};

    if (!may_be_unit(text))
        return u;
    u = parse(units, text);
    // Headers are often in capitals throughout.
    if (!u.known && mr_unit_lower(text, lower) && !mr_unit_has_lower(text))
        u = parse(units, lower);
    // A name of UDUNITS for a temperature is one of a point; what is composed is a difference.
    u.point = u.known && is_temperature(&u) && !strpbrk(text, "0123456789./*^() -");
    if (!u.point)
        u.offset = 0;
    if (u.known)
        u.house = house_of(units, &u);
    return u;
}

static unit resolve_locked(const mr_units *units, const char *text)
{
    char plain[MR_UNIT_TEXT], lower[MR_UNIT_TEXT];
    const unit *found;

    if (!mr_unit_plain(text, plain))
        return (unit){0};
    if (!*plain)
        return (unit){.none = true};
    if ((found = mr_map_get(units->exact, plain)))
        return *found;
    if (mr_unit_lower(plain, lower) && (found = mr_map_get(units->ignore_case, lower)))
        return *found;
    if ((found = mr_map_get(units->cache, plain)))
        return *found;
    unit u = resolve_unlisted(units, plain);
    if (mr_map_count(units->cache) < CACHE_LIMIT)
        (void)mr_map_put(units->cache, plain, mr_arena_memdup(units->arena, &u, sizeof u));
    return u;
}

static unit resolve(const mr_units *units, const char *text)
{
    if (!text)
        return (unit){.none = true};
    (void)pthread_mutex_lock(&udunits_mutex);
    unit u = resolve_locked(units, text);
    (void)pthread_mutex_unlock(&udunits_mutex);
    return u;
}

// --- opening ---

static mr_status add_base(mr_units *units, ut_unit *base, mr_error *err)
{
    if (!base || units->n_bases == BASES)
        return mr_fail(err, MR_EFAIL, NULL, "cannot make base unit %zu", units->n_bases + 1);
    units->bases[units->n_bases++] = base;
    return MR_OK;
}

// What UDUNITS-2 means by the symbol (e is a charge to it, cps a frequency) gives way.
static mr_status add_unit(mr_units *units, const mr_unit_addition *row, mr_error *err)
{
    ut_unit *u;
    ut_status st;

    (void)ut_unmap_symbol_to_unit(units->system, row->symbol, UT_UTF8);
    (void)ut_unmap_name_to_unit(units->system, row->symbol, UT_UTF8);
    if (!row->expression) {
        u = ut_new_base_unit(units->system);
        MR_TRY(add_base(units, u, err));
        st = ut_map_symbol_to_unit(row->symbol, UT_UTF8, u);
    } else {
        u = ut_parse(units->system, row->expression, UT_UTF8);
        st = u ? ut_map_symbol_to_unit(row->symbol, UT_UTF8, u) : UT_UNKNOWN;
        ut_free(u);
    }
    if (st != UT_SUCCESS)
        return mr_fail(err, MR_EFAIL, NULL, "cannot add the unit %s to UDUNITS-2: status %d",
                       row->symbol, (int)st);
    return MR_OK;
}

static void add_spelling(mr_units *units, const char *spelling, unit *u)
{
    char plain[MR_UNIT_TEXT], lower[MR_UNIT_TEXT];

    if (!mr_unit_plain(spelling, plain) || !*plain)
        return;
    if (!mr_map_get(units->exact, plain))
        (void)mr_map_put(units->exact, plain, u);
    if (mr_unit_lower(plain, lower) && !mr_map_get(units->ignore_case, lower))
        (void)mr_map_put(units->ignore_case, lower, u);
}

static mr_status add_row(mr_units *units, const mr_unit_spelling *row, mr_error *err)
{
    unit *u = MR_ARENA_NEW(units->arena, unit);

    if (row->expression) {
        *u = parse(units, row->expression);
        if (!u->known)
            return mr_fail(err, MR_EFAIL, NULL, "UDUNITS-2 does not understand %s",
                           row->expression);
        u->house = row->house;
        u->point = row->point;
        if (!u->point)
            u->offset = 0;
        add_spelling(units, row->house, u);
    }
    u->none = !row->expression;
    for (const char *at = row->spellings; *at;) {
        size_t n = strcspn(at, "|");
        add_spelling(units, mr_arena_strndup(units->arena, at, n), u);
        at += n + (at[n] == '|');
    }
    return MR_OK;
}

static mr_status open_locked(mr_units *units, mr_error *err)
{
    static const char *const bases[] = {"m", "kg", "s", "A", "K", "mol", "cd", "radian"};

    (void)ut_set_error_message_handler(ut_ignore); // else it writes to standard error
    units->system = ut_read_xml(NULL);
    if (!units->system)
        return mr_fail(err, MR_EIO, NULL,
                       "cannot read the unit database of UDUNITS-2 (package libudunits2-data)");
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        MR_TRY(add_base(units, ut_parse(units->system, bases[i], UT_ASCII), err));
    for (const mr_unit_addition *row = mr_unit_additions; row->symbol; row++)
        MR_TRY(add_unit(units, row, err));
    // Exact house spellings win over other rows' spellings, so they go in as their rows come: first
    // come, first kept.
    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++)
        MR_TRY(add_row(units, row, err));
    return MR_OK;
}

mr_status mr_units_open(mr_units **out, mr_error *err)
{
    mr_units *units = calloc(1, sizeof *units);

    *out = NULL;
    if (!units)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for the table of units");
    units->arena = mr_arena_new();
    units->exact = mr_map_new();
    units->ignore_case = mr_map_new();
    units->cache = mr_map_new();
    units->quantities = mr_quantity_index_new();
    (void)pthread_mutex_lock(&udunits_mutex);
    mr_status st = open_locked(units, err);
    (void)pthread_mutex_unlock(&udunits_mutex);
    if (st == MR_OK)
        *out = units;
    else
        mr_units_close(units);
    return st;
}

void mr_units_close(mr_units *units)
{
    if (!units)
        return;
    (void)pthread_mutex_lock(&udunits_mutex);
    for (size_t i = 0; i < units->n_bases; i++)
        ut_free(units->bases[i]);
    ut_free_system(units->system);
    (void)pthread_mutex_unlock(&udunits_mutex);
    mr_quantity_index_free(units->quantities);
    mr_map_free(units->exact);
    mr_map_free(units->ignore_case);
    mr_map_free(units->cache);
    mr_arena_free(units->arena);
    free(units);
}

// --- what callers ask ---

bool mr_unit_known(const mr_units *units, const char *text)
{
    return resolve(units, text).known;
}

bool mr_unit_equal(const mr_units *units, const char *a, const char *b)
{
    unit x = resolve(units, a), y = resolve(units, b);

    return x.known && y.known && same_unit(&x, &y);
}

bool mr_unit_convert(const mr_units *units, const char *from, const char *to, double *scale,
                     double *offset)
{
    unit x = resolve(units, from), y = resolve(units, to);

    if (!convertible(&x, &y))
        return false;
    // base = x.scale * (v + x.offset) = y.scale * (w + y.offset)
    *scale = same_unit(&x, &y) ? 1 : tidy_product(x.scale / y.scale);
    *offset = tidy(*scale * x.offset - y.offset, 1e-15 * fabs(y.offset));
    return true;
}

const char *mr_unit_canonical(const mr_units *units, const char *text)
{
    unit u = resolve(units, text);

    return u.known && u.house ? u.house : text;
}

static bool is_one(const unit *u)
{
    static const int8_t none[BASES] = {0};

    return memcmp(u->powers, none, sizeof none) == 0 && u->scale >= 1 && u->scale <= 1;
}

static bool copy_text(char out[64], const char *text)
{
    int n = snprintf(out, 64, "%s", text);

    return n > 0 && n < 64;
}

// A text made of others may only be given out when it reads back as what was meant.
static bool compose(const mr_units *units, const unit *product, char out[64], const char *format,
                    const char *a, const char *b)
{
    char text[MR_UNIT_TEXT];
    int n = strcmp(format, "/") == 0 ? snprintf(text, sizeof text, "%s/%s", a, b)
                                     : snprintf(text, sizeof text, "%s.%s", a, b);

    if (n < 0 || n >= 64)
        return false;
    unit again = resolve(units, text);
    return again.known && same_unit(&again, product) && copy_text(out, text);
}

// In parentheses where the text is no single factor.
static void factor(char out[MR_UNIT_TEXT + 2], const char *text, const char *breaks)
{
    bool single = strpbrk(text, breaks) == NULL;

    (void)snprintf(out, MR_UNIT_TEXT + 2, single ? "%s" : "(%s)", text);
}

// Within a composed unit a temperature is a difference, and needs no word for it.
static const char *within(const unit *u, const char *text)
{
    static const char delta[] = "delta_";

    if (!u->house)
        return text;
    return strncmp(u->house, delta, sizeof delta - 1) == 0 ? u->house + sizeof delta - 1 : u->house;
}

static bool combine(const mr_units *units, const char *a, const char *b, int sign, char out[64])
{
    char left[MR_UNIT_TEXT + 2], right[MR_UNIT_TEXT + 2];
    unit x = resolve(units, a), y = resolve(units, b);
    unit product = {.known = true};

    if (!x.known || !y.known)
        return false;
    if (is_one(&y))
        return copy_text(out, x.house ? x.house : a);
    if (is_one(&x) && sign > 0)
        return copy_text(out, y.house ? y.house : b);
    const char *a_text = within(&x, a), *b_text = within(&y, b);
    product.scale = tidy_product(sign > 0 ? x.scale * y.scale : x.scale / y.scale);
    for (size_t i = 0; i < BASES; i++)
        product.powers[i] = (int8_t)(x.powers[i] + sign * y.powers[i]);
    (void)pthread_mutex_lock(&udunits_mutex);
    const char *house = house_of(units, &product);
    (void)pthread_mutex_unlock(&udunits_mutex);
    if (house)
        return copy_text(out, house);
    factor(left, is_one(&x) ? "1" : a_text, " @");
    factor(right, b_text, sign > 0 ? " @" : " @./*");
    return compose(units, &product, out, sign > 0 ? "." : "/", left, right);
}

bool mr_unit_multiply(const mr_units *units, const char *a, const char *b, char out[64])
{
    return combine(units, a, b, 1, out);
}

bool mr_unit_divide(const mr_units *units, const char *a, const char *b, char out[64])
{
    return combine(units, a, b, -1, out);
}

bool mr_unit_is_point(const mr_units *units, const char *text)
{
    return resolve(units, text).point;
}

bool mr_unit_difference(const mr_units *units, const char *text, char out[64])
{
    unit u = resolve(units, text);

    if (!u.known)
        return false;
    if (!u.point)
        return copy_text(out, u.house ? u.house : text);
    u.point = false;
    u.offset = 0;
    (void)pthread_mutex_lock(&udunits_mutex);
    // delta_degC is delta_K too: kelvins stay kelvins
    const char *house = u.house && strcmp(u.house, "K") == 0 ? "delta_K" : house_of(units, &u);
    (void)pthread_mutex_unlock(&udunits_mutex);
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

// What the text means at curves of this row of quantities alone; NULL where it means there what it
// means anywhere.
static const mr_unit_at_curve *meaning_at(const mr_units *units, const char *text,
                                          const char *usual)
{
    char plain[MR_UNIT_TEXT];
    double scale, offset;

    if (!usual || !text || !mr_unit_plain(text, plain) || !*plain)
        return NULL;
    for (const mr_unit_at_curve *row = mr_units_at_curves; row->usual; row++)
        if (mr_unit_listed(row->spellings, plain) &&
            mr_unit_convert(units, row->usual, usual, &scale, &offset))
            return row;
    return NULL;
}

// A mnemonic may have several quantities: the first one counts where the text is of its dimension.
static const mr_unit_at_curve *meaning_by_name(const mr_units *units, const char *text,
                                               const char *mnemonic)
{
    const mr_quantity_row *row = NULL;
    double scale, offset;

    while ((row = mr_quantity_index_next(units->quantities, mnemonic, row))) {
        const mr_unit_at_curve *found = meaning_at(units, text, row->unit);
        if (found)
            return found;
        if (row->unit && mr_unit_convert(units, text, row->unit, &scale, &offset))
            return NULL;
    }
    return NULL;
}

mr_unit_reading mr_unit_read(const mr_units *units, const char *text, const char *mnemonic,
                             const char *quantity)
{
    const mr_unit_at_curve *at = NULL;

    if (quantity)
        at = meaning_at(units, text, mr_quantity_unit(quantity));
    else if (mnemonic)
        at = meaning_by_name(units, text, mnemonic);
    if (at)
        return (mr_unit_reading){at->house ? MR_UNIT_UNDERSTOOD : MR_UNIT_NOT_UNDERSTOOD,
                                 at->house};
    unit u = resolve(units, text);
    if (u.known)
        return (mr_unit_reading){MR_UNIT_UNDERSTOOD, u.house ? u.house : text};
    return (mr_unit_reading){u.none ? MR_UNIT_NONE_SAID : MR_UNIT_NOT_UNDERSTOOD, NULL};
}

const mr_quantity_index *mr_units_quantities(const mr_units *units)
{
    return units->quantities;
}
