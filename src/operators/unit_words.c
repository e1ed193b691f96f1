// Words that stand where a unit does: what they come to over given columns and parameters.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/tabular.h"

#include "door.h"
#include "tables.h"

// Words of the catalogue that are no units.
static bool is_no_unit(const char *text)
{
    static const char *const words[] = {
        "samples",   "elements", "deg/dls_length", "t.grade unit",
        "from_unit", "to_unit",  "source unit",    "target unit",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

const char *mr_words_after(const char *text, const char *start)
{
    const size_t n = strlen(start);

    return strncmp(text, start, n) == 0 ? text + n : NULL;
}

// --- the choice of a parameter ---

static size_t place_of(const mr_infer *in, const mr_param *p)
{
    const void *at = (const char *)in->args->params + p->offset;

    switch (p->kind) {
    case MR_CHOICE: return (size_t) * (const int *)at;
    case MR_TRUTH: return *(const bool *)at;
    case MR_REAL: return fabs(*(const double *)at) > 0; // NaN is null
    case MR_INT:
        return *(const int64_t *)at > 0
                   ? (size_t) * (const int64_t *)at
                   : *(const int64_t *)at != 0 && *(const int64_t *)at != MR_INT_NULL;
    case MR_TEXT: return *(const char *const *)at != NULL;
    case MR_REALS:
    case MR_INTS:
    case MR_RECORDS:
    case MR_TEXTS: break;
    }
    return 0;
}

static const char *chosen(const mr_infer *in, const char *rest)
{
    const size_t n = strcspn(rest, ":");
    const mr_param *p = mr_param_named(in->args->op->params, mr_arena_strndup(in->arena, rest, n));
    const char *list = rest[n] ? rest + n + 1 : p ? p->choices : NULL;
    size_t place = p && in->args->params ? place_of(in, p) : 0;

    if (p && p->kind == MR_INT && list && place >= mr_choice_count(list))
        place = mr_choice_count(list) - 1;
    if (!list || place >= mr_choice_count(list))
        return NULL;
    mr_str item = mr_choice_at(list, place);
    while (item.n > 0 && item.at[0] == ' ') {
        item.at++;
        item.n--;
    }
    return item.n == 1 && item.at[0] == '-' ? NULL : mr_arena_strndup(in->arena, item.at, item.n);
}

const char *mr_words_chosen(const mr_infer *in, const char *words)
{
    const char *rest = words ? mr_words_after(words, "by ") : NULL;

    return rest ? chosen(in, rest) : words;
}

// --- the columns they speak of ---

// "input" and "first column": the first port's; "y": the port y_column's.
const mr_field *mr_words_field(const mr_infer *in, const char *name)
{
    const mr_port *first = in->args->op->inputs;

    if (strcmp(name, "first column") != 0 && mr_words_after(name, "input") == NULL)
        return mr_infer_input(in, mr_arena_printf(in->arena, "%s_column", name));
    if (!first || !first->param)
        return NULL;
    if (!first->many)
        return mr_infer_input(in, first->param);
    for (size_t i = 0; i < in->args->n_columns; i++) {
        const mr_field *field = mr_infer_many(in, i);
        if (field && (field->unit || i + 1 == in->args->n_columns))
            return field;
    }
    return NULL;
}

static const char *unit_of(const mr_field *field)
{
    return field ? field->unit : NULL;
}

// --- arithmetic ---

typedef bool unary(const mr_units *units, const char *unit, char out[64]);
typedef bool binary(const mr_units *units, const char *a, const char *b, char out[64]);

static const char *one(const mr_infer *in, const char *unit, unary *by)
{
    char text[64];

    return unit && in->units && by(in->units, unit, text) ? mr_arena_strdup(in->arena, text) : NULL;
}

static const char *two(const mr_infer *in, const char *a, const char *b, binary *by)
{
    char text[64];

    return a && b && in->units && by(in->units, a, b, text) ? mr_arena_strdup(in->arena, text)
                                                            : NULL;
}

static bool inverse(const mr_units *units, const char *unit, char out[64])
{
    return mr_unit_divide(units, "v/v", unit, out);
}

static bool converts(const mr_units *units, const char *from, const char *to)
{
    double scale, offset;

    return mr_unit_convert(units, from, to, &scale, &offset);
}

// A point on a scale counted from that scale's nothing.
const char *mr_words_absolute(const mr_infer *in, const char *unit)
{
    static const char *const scales[] = {"K", "Pa"};

    if (!unit || !in->units || !mr_unit_is_point(in->units, unit))
        return unit;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (converts(in->units, unit, scales[i]))
            return scales[i];
    return unit;
}

// One for each dimension.
static const char *const house[] = {"v/v",   "rad", "m",   "m/s",  "us/ft", "g/cm3", "ohm.m",
                                    "mS/m",  "K",   "MPa", "m2",   "mV",    "s",     "kg",
                                    "b/cm3", "1/m", "m3",  "m/s2", "Hz",    "gAPI"};

const char *mr_words_usual(const mr_infer *in, const char *unit)
{
    if (unit && in->units && converts(in->units, unit, "degC"))
        return mr_unit_is_point(in->units, unit) ? "degC" : "delta_degC";
    return mr_words_house(in, unit);
}

const char *mr_words_house(const mr_infer *in, const char *unit)
{
    const char *absolute = mr_words_absolute(in, unit);

    for (size_t i = 0; unit && in->units && i < sizeof house / sizeof *house; i++)
        if (converts(in->units, absolute, house[i]))
            return house[i];
    return absolute;
}

// The unit of the table whose square it is; most units have none.
static bool root(const mr_units *units, const char *unit, char out[64])
{
    for (size_t i = 0; i < sizeof house / sizeof *house; i++)
        if (mr_unit_multiply(units, house[i], house[i], out) && mr_unit_equal(units, out, unit)) {
            (void)snprintf(out, 64, "%s", house[i]);
            return true;
        }
    return false;
}

// --- words ---

typedef struct speech {
    const mr_infer *in;
    const mr_field *subject; // what "input" means; NULL = the first port's
} speech;

static const char *named(const speech *s, const char *name)
{
    if (s->subject && mr_words_after(name, "input"))
        return s->subject->unit;
    return unit_of(mr_words_field(s->in, name));
}

// "difference", "difference y": the name after it, or the input.
static const char *object(const speech *s, const char *rest)
{
    return named(s, *rest == ' ' ? rest + 1 : "input");
}

static const char *combined(const speech *s, const char *rest)
{
    const char *a = named(s, "input"), *name;

    if (strcmp(rest, " squared") == 0)
        return two(s->in, a, a, mr_unit_multiply);
    if ((name = mr_words_after(rest, " times ")))
        return two(s->in, a, named(s, name), mr_unit_multiply);
    if ((name = mr_words_after(rest, " over ")))
        return two(s->in, a, named(s, name), mr_unit_divide);
    return a;
}

static const char *depth_unit(const mr_infer *in)
{
    return unit_of(mr_infer_input(in, "depth_column"));
}

static const char *say(const speech *s, const char *words)
{
    const mr_infer *in = s->in;
    const char *rest;

    words = mr_words_chosen(in, words);
    if (!words || is_no_unit(words))
        return NULL;
    if ((rest = mr_words_after(words, "as input")))
        return combined(s, rest);
    if ((rest = mr_words_after(words, "as ")))
        return named(s, rest);
    if ((rest = mr_words_after(words, "difference")))
        return one(in, object(s, rest), mr_unit_difference);
    if ((rest = mr_words_after(words, "variance")))
        return one(in, object(s, rest), mr_unit_square);
    if ((rest = mr_words_after(words, "absolute")))
        return mr_words_absolute(in, object(s, rest));
    if (strcmp(words, "house") == 0)
        return mr_words_house(in, named(s, "input"));
    if (strcmp(words, "one over input") == 0)
        return one(in, named(s, "input"), inverse);
    if (strcmp(words, "root of input") == 0)
        return one(in, named(s, "input"), root);
    if (strcmp(words, "depth unit") == 0)
        return depth_unit(in);
    if (strcmp(words, "per depth unit") == 0)
        return two(in, named(s, "input"), depth_unit(in), mr_unit_per);
    if (strcmp(words, "per depth unit squared") == 0)
        return two(in, two(in, named(s, "input"), depth_unit(in), mr_unit_per), depth_unit(in),
                   mr_unit_divide);
    if (strcmp(words, "times depth unit") == 0)
        return two(in, named(s, "input"), depth_unit(in), mr_unit_multiply);
    return words;
}

const char *mr_unit_of_words(const mr_infer *in, const char *words)
{
    return say(&(speech){in, NULL}, words);
}

const char *mr_unit_of_field(const mr_infer *in, const char *words, const mr_field *field)
{
    static const mr_field none = {0};

    return say(&(speech){in, field ? field : &none}, words);
}
