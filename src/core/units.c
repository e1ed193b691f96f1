// Units of measure: opening the tables, and what callers ask. unit_lookup.c reads texts,
// unit_compose.c makes products.
#include "mudrock/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "unit_spellings.h"
#include "unit_text.h"
#include "units_local.h"

// --- opening ---

static void add_spelling(mr_units *units, const char *spelling, mr_unit_value *u)
{
    char plain[MR_UNIT_TEXT], lower[MR_UNIT_TEXT];

    if (!mr_unit_plain(spelling, plain) || !*plain)
        return;
    if (!mr_map_get(units->exact, plain))
        (void)mr_map_put(units->exact, plain, u);
    if (!mr_unit_listed_exactly(mr_units_in_capitals, plain) && mr_unit_lower(plain, lower) &&
        !mr_map_get(units->ignore_case, lower))
        (void)mr_map_put(units->ignore_case, lower, u);
}

static void add_spellings(mr_units *units, const char *list, mr_unit_value *u)
{
    for (const char *at = list; *at;) {
        const size_t n = strcspn(at, "|");
        add_spelling(units, mr_arena_strndup(units->arena, at, n), u);
        at += n + (at[n] == '|');
    }
}

static mr_status value_of(mr_units *units, const char *expression, mr_unit_value **out,
                          mr_error *err)
{
    const mr_unit_value value = mr_unit_library_parse(units->library, expression);

    *out = mr_arena_memdup(units->arena, &value, sizeof value);
    return value.known
               ? MR_OK
               : mr_fail(err, MR_EFAIL, NULL, "UDUNITS-2 does not understand %s", expression);
}

static mr_status add_row(mr_units *units, const mr_unit_spelling *row, mr_error *err)
{
    mr_unit_value *u = MR_ARENA_NEW(units->arena, mr_unit_value);

    if (row->expression) {
        MR_TRY(value_of(units, row->expression, &u, err));
        u->house = row->house;
        u->point = row->point;
        if (!u->point)
            u->offset = 0;
        (void)mr_map_put(units->houses, row->house, u);
        add_spelling(units, row->house, u);
    }
    u->none = !row->expression;
    add_spellings(units, row->spellings, u);
    return MR_OK;
}

// As they stand alone: not in any case, since the words in other cases may be units.
static void add_not_understood(mr_units *units)
{
    mr_unit_value *none = MR_ARENA_NEW(units->arena, mr_unit_value);

    for (const char *at = mr_units_not_understood; *at;) {
        const size_t n = strcspn(at, "|");
        (void)mr_map_put(units->exact, mr_arena_strndup(units->arena, at, n), none);
        at += n + (at[n] == '|');
    }
}

static mr_status fill(mr_units *units, mr_error *err)
{
    mr_unit_value *u = NULL;

    MR_TRY(mr_unit_library_open(&units->library, err));
    add_not_understood(units);
    // Exact house spellings win over other rows' spellings, so they go in as their rows come: first
    // come, first kept.
    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++)
        MR_TRY(add_row(units, row, err));
    for (const mr_unit_symbol *row = mr_unit_symbols; row->symbol; row++) {
        MR_TRY(value_of(units, row->expression, &u, err));
        u->offset = 0;
        (void)mr_map_put(units->symbols, row->symbol, u);
    }
    for (size_t i = 0; mr_unit_words_composed[i].word; i++)
        (void)mr_map_put(units->composed, mr_unit_words_composed[i].word,
                         mr_arena_memdup(units->arena, &mr_unit_words_composed[i],
                                         sizeof mr_unit_words_composed[i]));
    return MR_OK;
}

static bool make_lock(mr_units *units)
{
    units->lock = malloc(sizeof *units->lock);
    return units->lock && pthread_mutex_init(units->lock, NULL) == 0;
}

mr_status mr_units_open(mr_units **out, mr_error *err)
{
    mr_units *units = calloc(1, sizeof *units);

    *out = NULL;
    if (!units || !make_lock(units)) {
        if (units)
            free(units->lock);
        free(units);
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for the table of units");
    }
    units->arena = mr_arena_new();
    units->houses = mr_map_new();
    units->exact = mr_map_new();
    units->ignore_case = mr_map_new();
    units->symbols = mr_map_new();
    units->composed = mr_map_new();
    units->cache = mr_map_new();
    units->quantities = mr_quantity_index_new();
    mr_status st = fill(units, err);
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
    mr_unit_library_close(units->library);
    mr_quantity_index_free(units->quantities);
    mr_map_free(units->houses);
    mr_map_free(units->exact);
    mr_map_free(units->ignore_case);
    mr_map_free(units->symbols);
    mr_map_free(units->composed);
    mr_map_free(units->cache);
    mr_arena_free(units->arena);
    (void)pthread_mutex_destroy(units->lock);
    free(units->lock);
    free(units);
}

// --- what callers ask ---

bool mr_unit_known(const mr_units *units, const char *text)
{
    return mr_units_resolve(units, text).known;
}

bool mr_unit_equal(const mr_units *units, const char *a, const char *b)
{
    mr_unit_value x = mr_units_resolve(units, a), y = mr_units_resolve(units, b);

    return x.known && y.known && mr_unit_value_same(&x, &y);
}

bool mr_unit_convert(const mr_units *units, const char *from, const char *to, double *scale,
                     double *offset)
{
    mr_unit_value x = mr_units_resolve(units, from), y = mr_units_resolve(units, to);

    if (!mr_unit_value_converts(&x, &y))
        return false;
    // base = x.scale * (v + x.offset) = y.scale * (w + y.offset)
    *scale = mr_unit_value_same(&x, &y)
                 ? 1
                 : mr_unit_tidy(x.scale / y.scale, 1e-15 * fabs(x.scale / y.scale));
    *offset = mr_unit_tidy(*scale * x.offset - y.offset, 1e-15 * fabs(y.offset));
    return true;
}

const char *mr_unit_canonical(const mr_units *units, const char *text)
{
    mr_unit_value u = mr_units_resolve(units, text);

    return u.known && u.house ? u.house : text;
}

bool mr_unit_is_point(const mr_units *units, const char *text)
{
    return mr_units_resolve(units, text).point;
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
    mr_unit_value u = mr_units_resolve(units, text);
    if (u.known)
        return (mr_unit_reading){MR_UNIT_UNDERSTOOD, u.house ? u.house : text};
    return (mr_unit_reading){u.none ? MR_UNIT_NONE_SAID : MR_UNIT_NOT_UNDERSTOOD, NULL};
}

const mr_quantity_index *mr_units_quantities(const mr_units *units)
{
    return units->quantities;
}

// Rows without an expression say that there is no unit.
size_t mr_unit_count(void)
{
    size_t n = 0;

    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++)
        n += row->expression != NULL;
    return n;
}

const char *mr_unit_at(size_t i)
{
    const mr_unit_spelling *row = mr_unit_spellings;

    for (; row->house; row++)
        if (row->expression && i-- == 0)
            return row->house;
    return NULL;
}
