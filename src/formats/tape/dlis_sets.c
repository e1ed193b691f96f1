// Explicitly formatted records (3.2): a set, its template, its objects.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dlis_local.h"

enum role { ABSENT, ATTRIBUTE, INVARIANT, OBJECT, RESERVED, REDUNDANT, REPLACEMENT, SET };
enum { HAS_LABEL = 0x10, HAS_COUNT = 0x08, HAS_CODE = 0x04, HAS_UNITS = 0x02, HAS_VALUE = 0x01 };
enum { HAS_TYPE = 0x10, HAS_NAME = 0x08 };

// More attributes than any header has: sizes that lie.
enum { MOST_ATTRIBUTES = 1 << 21 };

typedef struct parser {
    dlis *d;
    const uint8_t *p, *end, *from;
    uint64_t at; // of the record in the file
    const char *broken;
    size_t n, capacity; // attributes gathered
    dlis_attribute *gathered;
} parser;

static bool fail(parser *s, const char *why)
{
    if (!s->broken)
        s->broken = why;
    return false;
}

static enum role role_at(const parser *s)
{
    return (enum role)(*s->p >> 5);
}

static bool take_ident(parser *s, mr_str *out)
{
    const size_t n = dlis_ident(s->p, s->end, out);
    s->p += n;
    return n || fail(s, "a name runs over its end");
}

static bool take_values(parser *s, dlis_attribute *a)
{
    a->value = s->p;
    a->end = s->end;
    for (uint32_t i = 0; i < a->count; i++) {
        const size_t n = dlis_skip(a->code, s->p, s->end);
        if (!n)
            return fail(s, a->code < 1 || a->code >= DLIS_CODES
                               ? "a value has a representation code that does not exist"
                               : "a value runs over its end");
        s->p += n;
    }
    if (a->count == 0)
        a->value = NULL;
    return true;
}

// 3.2.2.1: what the descriptor does not give comes from `out`, the defaults. A count without values
// takes the first of the default's values.
static bool take_attribute(parser *s, dlis_attribute *out)
{
    const uint8_t descriptor = *s->p++;
    const dlis_attribute defaults = *out;
    if (role_at(&(parser){.p = &descriptor}) == ABSENT) {
        out->absent = true;
        return true;
    }
    if ((descriptor & HAS_LABEL) && !take_ident(s, &out->label))
        return false;
    if (descriptor & HAS_COUNT) {
        const size_t n = dlis_uvari(s->p, s->end, &out->count);
        if (!n)
            return fail(s, "a count runs over its end");
        s->p += n;
    }
    if (descriptor & HAS_CODE) {
        if (s->p >= s->end)
            return fail(s, "a representation code is missing");
        out->code = *s->p++;
    }
    if ((descriptor & HAS_UNITS) && !take_ident(s, &out->units))
        return false;
    if (descriptor & HAS_VALUE)
        return take_values(s, out);
    if (out->count == 0)
        out->value = NULL;
    else if (out->count > defaults.count && defaults.value)
        out->absent = true; // values that nobody gave
    else
        out->code = defaults.value ? defaults.code : out->code;
    return true;
}

static bool gather(parser *s, const dlis_attribute *a)
{
    void *at = s->gathered;
    if (s->d->attributes >= MOST_ATTRIBUTES)
        return fail(s, "the file has more than two million attributes");
    if (!tape_grow(&at, &s->capacity, s->n, sizeof *s->gathered))
        return fail(s, "no memory");
    s->gathered = at;
    s->gathered[s->n++] = *a;
    s->d->attributes++;
    return true;
}

static const dlis_attribute *keep(parser *s)
{
    return s->n ? mr_arena_memdup(s->d->t->open.arena, s->gathered, s->n * sizeof *s->gathered)
                : NULL;
}

static bool take_head(parser *s, dlis_set *set)
{
    const uint8_t descriptor = *s->p;
    const enum role role = role_at(s);
    s->p++;
    if (role != SET && role != REDUNDANT && role != REPLACEMENT)
        return fail(s, "no set begins here");
    if (!(descriptor & HAS_TYPE))
        return fail(s, "the set has no type");
    return take_ident(s, &set->type) && (!(descriptor & HAS_NAME) || take_ident(s, &set->name));
}

static bool take_template(parser *s, dlis_set *set)
{
    while (s->p < s->end && role_at(s) != OBJECT) {
        dlis_attribute a = {.count = 1, .code = DLIS_IDENT};
        if (role_at(s) != ATTRIBUTE && role_at(s) != INVARIANT)
            return fail(s, "the template holds something else than attributes");
        if (!take_attribute(s, &a) || !gather(s, &a))
            return false;
    }
    set->n = s->n;
    set->columns = keep(s);
    return true;
}

static bool take_object(parser *s, dlis_set *set)
{
    dlis_object object = {0};
    if (!(*s->p++ & HAS_TYPE))
        return fail(s, "an object has no name");
    const size_t n = dlis_obname(s->p, s->end, &object.name);
    if (!n)
        return fail(s, "an object's name runs over its end");
    s->p += n;
    s->n = 0;
    while (s->p < s->end && role_at(s) <= INVARIANT) {
        if (s->n >= set->n)
            return fail(s, "an object has more attributes than its template");
        dlis_attribute a = set->columns[s->n];
        if (!take_attribute(s, &a) || !gather(s, &a))
            return false;
    }
    if (s->p < s->end && role_at(s) != OBJECT)
        return fail(s, "something else than an object follows an object");
    object.n = s->n;
    object.at = keep(s);
    dlis_object *kept = mr_arena_memdup(s->d->t->open.arena, &object, sizeof object);
    *set->last = kept;
    set->last = &kept->next;
    return true;
}

// A redundant set repeats another one; a replacement set stands for it from here on.
static bool is_repeat(const dlis *d, const dlis_set *set)
{
    for (const dlis_set *s = d->file->sets; s; s = s->next)
        if (mr_str_eq(s->type, set->type) && mr_str_eq(s->name, set->name))
            return true;
    return false;
}

static void put_set(dlis *d, dlis_set *set, enum role role)
{
    if (role == REDUNDANT && is_repeat(d, set))
        return;
    if (role == REPLACEMENT)
        for (dlis_set **s = &d->file->sets; *s; s = &(*s)->next)
            if (mr_str_eq((*s)->type, set->type) && mr_str_eq((*s)->name, set->name)) {
                set->next = (*s)->next;
                if (d->file->last_set == &(*s)->next)
                    d->file->last_set = &set->next;
                *s = set;
                return;
            }
    *d->file->last_set = set;
    d->file->last_set = &set->next;
}

mr_status dlis_read_set(dlis *d, const uint8_t *p, size_t n, uint64_t at)
{
    parser s = {.d = d, .p = p, .end = p + n, .from = p, .at = at};
    if (n == 0)
        return MR_OK;
    const enum role role = role_at(&s);
    dlis_set *set = MR_ARENA_NEW(d->t->open.arena, dlis_set);
    set->at = at;
    set->last = &set->objects;
    bool good = take_head(&s, set);
    const bool known = good;
    good = good && take_template(&s, set);
    while (good && s.p < s.end)
        good = take_object(&s, set);
    if (!good)
        tape_warn(d->t, at, "the set %s%.*s is broken %zu bytes into its record (%s): %s",
                  known ? "" : "(unknown)", (int)set->type.n, known ? set->type.at : "",
                  (size_t)(s.p - s.from), s.broken,
                  set->objects ? "its objects before that are read" : "it is left out");
    free(s.gathered);
    if (known && (good || set->objects))
        put_set(d, set, role);
    return MR_OK;
}

dlis_attribute dlis_attribute_of(const dlis_set *set, const dlis_object *object, size_t i)
{
    return i < object->n ? object->at[i] : set->columns[i];
}

dlis_attribute dlis_find(const dlis_set *set, const dlis_object *object, const char *label)
{
    const mr_str want = mr_str_of(label);
    for (size_t i = 0; i < set->n; i++)
        if (mr_str_eq(set->columns[i].label, want))
            return dlis_attribute_of(set, object, i);
    return (dlis_attribute){.absent = true};
}

void dlis_key(const dlis_name *name, char out[DLIS_KEY])
{
    static const char digits[] = "0123456789abcdef";
    size_t n = (size_t)snprintf(out, 32, "%u/%u/", name->origin, name->copy);
    for (size_t i = 0; i < name->id.n; i++) {
        const uint8_t c = (uint8_t)name->id.at[i];
        out[n++] = digits[c >> 4];
        out[n++] = digits[c & 15];
    }
    out[n] = 0;
}
