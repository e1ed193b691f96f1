// From a text to what it is worth: the tables first, then the grammar over the tables' words.
#include <math.h>
#include <string.h>

#include "unit_grammar.h"
#include "unit_spellings.h"
#include "unit_text.h"
#include "units_local.h"

enum {
    CACHE_LIMIT = 20000, // texts; foreign files may bring any number
    SHORT_WORD = 3,
};

typedef struct finder {
    const mr_units *units;
    bool capitals;
} finder;

const char *mr_units_house(const mr_units *units, const mr_unit_value *value)
{
    for (size_t i = 0; i < mr_map_count(units->houses); i++) {
        const mr_unit_value *row = mr_map_at(units->houses, i, NULL);
        if (mr_unit_value_same(row, value))
            return row->house;
    }
    return NULL;
}

// --- words ---

static bool take(const mr_unit_value *found, mr_unit_value *out)
{
    if (!found || !found->known)
        return false;
    *out = *found;
    return true;
}

static const mr_unit_symbol *symbol_row(const char *symbol)
{
    for (const mr_unit_symbol *row = mr_unit_symbols; row->symbol; row++)
        if (strcmp(row->symbol, symbol) == 0)
            return row;
    return NULL;
}

static bool scaled(const mr_unit_value *base, double factor, mr_unit_value *out)
{
    *out = *base;
    out->house = NULL;
    out->point = false;
    out->offset = 0;
    out->scale *= factor;
    return true;
}

// A symbol, or one of its prefixes and the symbol: m, km, mPa.
static bool find_symbol(const mr_units *units, const char *word, mr_unit_value *out)
{
    const mr_unit_symbol *own = symbol_row(word);
    if (own)
        return own->prefixes[0] != '!' && take(mr_map_get(units->symbols, word), out);
    for (const mr_unit_prefix *p = mr_unit_prefixes; p->symbol; p++) {
        const mr_unit_symbol *row = word[0] == p->symbol ? symbol_row(word + 1) : NULL;
        if (row && strchr(row->prefixes, p->symbol))
            return scaled(mr_map_get(units->symbols, row->symbol), p->factor, out);
    }
    return false;
}

// kilopascal, microseconds: the prefix spelt out, the name as the table has it.
static bool find_prefixed_name(const mr_units *units, const char *lower, mr_unit_value *out)
{
    for (const mr_unit_prefix *p = mr_unit_prefixes; p->symbol; p++) {
        const size_t n = strlen(p->name);
        if (strncmp(lower, p->name, n) != 0 || strlen(lower + n) <= SHORT_WORD)
            continue;
        const mr_unit_value *base = mr_map_get(units->ignore_case, lower + n);
        if (base && base->known && !base->point)
            return scaled(base, p->factor, out);
    }
    return false;
}

// Without regard to case: words that mean something else in a composed text, then the table's.
static bool find_in_any_case(const mr_units *units, const char *word, bool below,
                             mr_unit_value *out)
{
    char lower[MR_UNIT_TEXT];

    if (!mr_unit_lower(word, lower))
        return false;
    const mr_unit_word *row = mr_map_get(units->composed, lower);
    if (row)
        return row->symbol && (below || !row->below) && find_symbol(units, row->symbol, out);
    // MS is ms, though mS in small letters is ms too
    return (!mr_unit_has_lower(word) && take(mr_map_get(units->exact, word), out)) ||
           take(mr_map_get(units->ignore_case, lower), out) ||
           find_prefixed_name(units, lower, out) ||
           (lower[1] == '\0' && find_symbol(units, word, out));
}

static bool find_word(const finder *f, const char *word, bool below, mr_unit_value *out)
{
    const bool all_capitals = !mr_unit_has_lower(word);

    if (f->capitals)
        return find_in_any_case(f->units, word, below, out);
    if (take(mr_map_get(f->units->houses, word), out) || find_symbol(f->units, word, out))
        return true;
    // SI's case has been looked at: MS beside a small letter is anybody's guess, and so is mpa.s
    if (strlen(word) < SHORT_WORD - (all_capitals ? 1 : 0) || strcmp(word, "mpa") == 0 ||
        (word[0] == 'M' && strlen(word) <= SHORT_WORD) || !mr_unit_has_plain_case(word))
        return false;
    return find_in_any_case(f->units, word, below, out);
}

static bool find(const void *context, mr_str text, bool below, mr_unit_value *out)
{
    const finder *f = context;
    char word[MR_UNIT_TEXT], lower[MR_UNIT_TEXT];

    if (text.n == 0 || text.n >= sizeof word)
        return false;
    memcpy(word, text.at, text.n);
    word[text.n] = '\0';
    if (mr_unit_is_word(word))
        return find_word(f, word, below, out);
    // what stands in brackets
    return take(mr_map_get(f->units->exact, word), out) ||
           (f->capitals && mr_unit_lower(word, lower) &&
            take(mr_map_get(f->units->ignore_case, lower), out));
}

// --- texts ---

static mr_unit_value parse(const mr_units *units, const char *text, bool capitals)
{
    const finder f = {units, capitals};
    const mr_unit_words words = {find, &f, capitals};
    mr_unit_value value = mr_unit_parse(text, &words);

    if (value.known && !value.house)
        value.house = mr_units_house(units, &value);
    return value;
}

// Whether a text may be looked up without regard to case: G/C3, gapi, Feet, Kg/m3 and US/m may,
// MPas and Mm3 may not.
static bool may_ignore_case(const char *text)
{
    const size_t first = strcspn(text, "0123456789./*^() -");

    return !mr_unit_has_lower(text) ||
           (mr_unit_has_plain_case(text) &&
            !(text[0] == 'M' && first <= SHORT_WORD && !strchr("aeiou", text[1] | ' ')));
}

// What a file wrote that no row has exactly so.
static mr_unit_value interpret(const mr_units *units, const char *tight, bool capitals)
{
    char lower[MR_UNIT_TEXT];
    const mr_unit_value *found = NULL;

    if ((capitals || may_ignore_case(tight)) && mr_unit_lower(tight, lower))
        found = mr_map_get(units->ignore_case, lower);
    return found ? *found : parse(units, tight, capitals);
}

static mr_unit_value resolve_locked(const mr_units *units, const char *text)
{
    char plain[MR_UNIT_TEXT], tight[MR_UNIT_TEXT];
    const mr_unit_value *found;

    if (!mr_unit_plain(text, plain))
        return (mr_unit_value){0};
    if (!*plain)
        return (mr_unit_value){.none = true};
    mr_unit_tight(plain, tight);
    if ((found = mr_map_get(units->exact, plain)) || (found = mr_map_get(units->exact, tight)) ||
        (found = mr_map_get(units->cache, text)))
        return *found;
    const mr_unit_value value = interpret(units, tight, !mr_unit_has_lower(text));
    if (mr_map_count(units->cache) < CACHE_LIMIT)
        (void)mr_map_put(units->cache, text, mr_arena_memdup(units->arena, &value, sizeof value));
    return value;
}

mr_unit_value mr_units_resolve(const mr_units *units, const char *text)
{
    if (!text)
        return (mr_unit_value){.none = true};
    (void)pthread_mutex_lock(units->lock);
    const mr_unit_value value = resolve_locked(units, text);
    (void)pthread_mutex_unlock(units->lock);
    return value;
}
