// What a curve measures, by its mnemonic: the table's index, and names that carry more than the
// mnemonic (GR_EDTC, GR:2, RHOB_COR).
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"
#include "mudrock/map.h"
#include "quantity_index.h"
#include "unit_text.h"

enum {
    SUFFIX_RANK = 500, // a name that needed its suffix cut stands after every name of the table
};

// The rows that know one mnemonic, in table order.
typedef struct entry {
    const mr_quantity_row *row;
    struct entry *next;
} entry;

struct mr_quantity_index {
    mr_arena *arena;
    mr_map *by_mnemonic;
};

static const char *next_word(const char *at, size_t *n)
{
    at += strspn(at, " ");
    *n = strcspn(at, " ");
    return *n ? at : NULL;
}

// In lower case, blanks at the ends cut. False when it cannot be a mnemonic.
static bool plain_name(mr_str text, char out[MR_UNIT_TEXT])
{
    char cut[MR_UNIT_TEXT];
    mr_str s = mr_str_trim(text);

    if (s.n == 0 || s.n >= sizeof cut)
        return false;
    memcpy(cut, s.at, s.n);
    cut[s.n] = '\0';
    return mr_unit_lower(cut, out);
}

static void index_name(mr_quantity_index *index, const mr_quantity_row *row, mr_str word)
{
    char name[MR_UNIT_TEXT];
    entry *added = MR_ARENA_NEW(index->arena, entry), *last;
    bool fits = plain_name(word, name);

    assert(fits);
    added->row = row;
    last = mr_map_get(index->by_mnemonic, name);
    if (!last)
        (void)mr_map_put(index->by_mnemonic, name, added);
    while (last && last->next)
        last = last->next;
    if (last)
        last->next = added;
}

mr_quantity_index *mr_quantity_index_new(void)
{
    mr_arena *arena = mr_arena_new();
    mr_quantity_index *index = MR_ARENA_NEW(arena, mr_quantity_index);
    size_t n;

    index->arena = arena;
    index->by_mnemonic = mr_map_new();
    for (const mr_quantity_row *row = mr_quantity_rows; row->id; row++)
        for (const char *at = row->mnemonics; (at = next_word(at, &n)); at += n)
            index_name(index, row, (mr_str){at, n});
    return index;
}

void mr_quantity_index_free(mr_quantity_index *index)
{
    if (!index)
        return;
    mr_map_free(index->by_mnemonic);
    mr_arena_free(index->arena); // the index lies in it
}

// Suffixes that make another thing of a curve: its quality, its error, its slope.
static bool changes_meaning(const char *suffix)
{
    static const char *const words[] = {
        "flag", "flg",   "qc",    "qf",   "qual", "bad",   "err",   "error", "std",  "stdev", "sd",
        "var",  "count", "slope", "grad", "diff", "delta", "ratio", "prob",  "conf", NULL,
    };

    for (size_t i = 0; words[i]; i++)
        if (strcmp(suffix, words[i]) == 0)
            return true;
    return false;
}

static bool all_digits(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

// Takes the last suffix off: ":2", ".1", "[3]", "_EDTC", or digits at the end. False when there is
// none to take.
static bool cut_suffix(char *name)
{
    size_t n = strlen(name), digits = n;
    char *cut = NULL;

    for (char *at = name + 1; n > 1 && *at; at++)
        if (strchr(":.[_-", *at))
            cut = at;
    if (cut) {
        if (changes_meaning(cut + 1))
            return false;
        *cut = '\0';
        return true;
    }
    while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9')
        digits--;
    if (digits == n || digits < 2 || !all_digits(name + digits))
        return false;
    name[digits] = '\0';
    return true;
}

// A title of words, "Bulk Density": one name, of which nothing is cut.
static bool join_words(char *name)
{
    bool joined = false;

    for (; *name; name++)
        if (*name == ' ') {
            *name = '_';
            joined = true;
        }
    return joined;
}

const mr_quantity_row *mr_quantity_index_next(const mr_quantity_index *index, const char *mnemonic,
                                              const mr_quantity_row *after)
{
    char name[MR_UNIT_TEXT];
    const entry *found = NULL;

    if (!plain_name(mr_str_of(mnemonic), name))
        return NULL;
    const bool title = join_words(name);
    do {
        found = mr_map_get(index->by_mnemonic, name);
    } while (!found && !title && cut_suffix(name));
    while (after && found && found->row != after)
        found = found->next;
    if (after && found)
        found = found->next;
    return found ? found->row : NULL;
}

const char *mr_quantity_of(const mr_units *units, const char *mnemonic, const char *unit)
{
    const mr_quantity_row *row = NULL;
    const mr_unit_reading said = mr_unit_read(units, unit, mnemonic, NULL); // F at TEMP is degF
    bool told = said.state == MR_UNIT_UNDERSTOOD;
    double scale, offset;

    unit = said.unit;
    while ((row = mr_quantity_index_next(mr_units_quantities(units), mnemonic, row)))
        if (!told || !row->unit || mr_unit_convert(units, unit, row->unit, &scale, &offset))
            return row->id;
    return NULL;
}

static const mr_quantity_row *row_of(const char *quantity)
{
    for (const mr_quantity_row *row = mr_quantity_rows; quantity && row->id; row++)
        if (strcmp(row->id, quantity) == 0)
            return row;
    return NULL;
}

static int rank_in(const mr_quantity_row *row, const char *name)
{
    char word[MR_UNIT_TEXT];
    size_t n;
    int rank = 0;

    for (const char *at = row->mnemonics; (at = next_word(at, &n)); at += n, rank++)
        if (plain_name((mr_str){at, n}, word) && strcmp(word, name) == 0)
            return rank;
    return -1;
}

int mr_quantity_rank(const char *quantity, const char *mnemonic)
{
    const mr_quantity_row *row = row_of(quantity);
    char name[MR_UNIT_TEXT];
    int rank, cuts = 0;

    if (!row || !plain_name(mr_str_of(mnemonic), name))
        return INT_MAX;
    const bool title = join_words(name);
    for (; (rank = rank_in(row, name)) < 0; cuts++)
        if (title || !cut_suffix(name))
            return INT_MAX;
    return rank + cuts * SUFFIX_RANK;
}

const char *mr_quantity_unit(const char *quantity)
{
    const mr_quantity_row *row = row_of(quantity);

    return row ? row->unit : NULL;
}

const char *mr_quantity_title(const char *quantity)
{
    const mr_quantity_row *row = row_of(quantity);

    return row ? row->title : NULL;
}

mr_kind mr_quantity_kind(const char *quantity)
{
    const mr_quantity_row *row = row_of(quantity);

    return row ? row->kind : MR_NUMBER;
}

static size_t count_rows(void)
{
    size_t n = 0;

    while (mr_quantity_rows[n].id)
        n++;
    return n;
}

size_t mr_quantity_count(void)
{
    return count_rows();
}

const char *mr_quantity_at(size_t i)
{
    return i < count_rows() ? mr_quantity_rows[i].id : NULL;
}
