// Names, types and units of a formula.
#include "formula.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/units.h"

typedef struct binder {
    const mr_formula_scope *scope;
    const char *text;
    mr_error *err;
} binder;

static const char *const ONE = "v/v"; // the unit of what has no dimension

__attribute__((format(printf, 4, 5))) static mr_status
fail(const binder *b, mr_status status, const mr_formula *at, const char *format, ...)
{
    char message[400];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return mr_fail(b->err, status, NULL, "%s (character %zu)", message,
                   mr_utf8_count((mr_str){b->text, at->at}) + 1);
}

static mr_bound *bound_new(const binder *b, const mr_formula *formula, mr_formula_type type)
{
    mr_bound *made = MR_ARENA_NEW(b->scope->arena, mr_bound);

    made->source = formula;
    made->type = type;
    made->scale = 1;
    return made;
}

// --- units ---

static bool convertible(const mr_formula_scope *scope, const char *from, const char *to,
                        double *scale, double *offset)
{
    *scale = 1;
    *offset = 0;
    if (strcmp(from, to) == 0)
        return true;
    return scope->units && mr_unit_convert(scope->units, from, to, scale, offset);
}

bool mr_bound_convert(const mr_formula_scope *scope, const mr_bound *bound, const char *unit,
                      const mr_bound **out)
{
    double scale, offset;

    if (bound->type != MR_T_NUMBER || bound->bare || !bound->unit) {
        // A bare number is in any unit, and what has none is taken as it is.
        mr_bound *made = mr_arena_memdup(scope->arena, bound, sizeof *bound);
        made->unit = unit;
        made->bare = false;
        *out = made;
        return true;
    }
    if (!convertible(scope, bound->unit, unit, &scale, &offset))
        return false;
    mr_bound *made = mr_arena_memdup(scope->arena, bound, sizeof *bound);
    made->unit = unit;
    made->scale = bound->scale * scale;
    made->offset = bound->offset * scale + offset;
    *out = made;
    return true;
}

static bool has_unit(const mr_bound *bound)
{
    return bound->type == MR_T_NUMBER && !bound->bare && bound->unit;
}

static bool is_one(const mr_formula_scope *scope, const mr_bound *bound)
{
    double scale, offset;

    return has_unit(bound) && convertible(scope, bound->unit, ONE, &scale, &offset);
}

// Where the argument has a unit that converts, it is brought into `unit`.
static void bring(const binder *b, const mr_bound **argument, const char *unit)
{
    if (has_unit(*argument))
        (void)mr_bound_convert(b->scope, *argument, unit, argument);
}

static bool is_understood(const binder *b, const char *unit)
{
    return !b->scope->units || mr_unit_known(b->scope->units, unit);
}

static mr_status refuse_strange(const binder *b, const mr_formula *at, const char *unit)
{
    return fail(b, MR_EPARAM, at, "the unit `%s` is not understood", unit);
}

static mr_status refuse_joint(const binder *b, const mr_bound *made, const char *x, const char *y)
{
    const char *strange = !is_understood(b, x) ? x : !is_understood(b, y) ? y : NULL;

    if (strange)
        return fail(b, MR_EPARAM, made->source,
                    "%s joins %s and %s, and the unit `%s` is not understood", made->source->symbol,
                    x, y, strange);
    return fail(b, MR_EPARAM, made->source,
                "%s joins %s and %s, which do not convert into each other", made->source->symbol, x,
                y);
}

// Arguments from `first` on into the unit of the first that has one, which becomes that of `made`.
static mr_status unify(const binder *b, mr_bound *made, size_t first, const mr_bound **arguments)
{
    const mr_bound *leader = NULL;
    bool unknown = false, bare = true, any_bare = false;

    for (size_t i = first; i < made->n; i++) {
        if (!leader && has_unit(arguments[i]))
            leader = arguments[i];
        unknown |= arguments[i]->type == MR_T_NUMBER && !arguments[i]->bare && !arguments[i]->unit;
        bare &= arguments[i]->type != MR_T_NUMBER || arguments[i]->bare;
        any_bare |= arguments[i]->type == MR_T_NUMBER && arguments[i]->bare;
        made->adapted |= arguments[i]->adapted;
    }
    for (size_t i = first; leader && i < made->n; i++)
        if (has_unit(arguments[i]) &&
            !mr_bound_convert(b->scope, arguments[i], leader->unit, &arguments[i]))
            return refuse_joint(b, made, leader->unit, arguments[i]->unit);
    made->bare = bare;
    made->adapted |= leader && any_bare;
    made->unit = leader && !unknown ? leader->unit : NULL;
    return MR_OK;
}

// What all of them measure.
static const char *common_quantity(const mr_bound *made, size_t first)
{
    const char *common = NULL;

    for (size_t i = first; i < made->n; i++) {
        const mr_bound *a = made->arguments[i];
        if (a->bare || a->type == MR_T_NOTHING)
            continue;
        if (!a->quantity || (common && strcmp(common, a->quantity) != 0))
            return NULL;
        common = a->quantity;
    }
    return common;
}

// --- types ---

static const char *type_name(mr_formula_type type)
{
    static const char *const names[] = {
        [MR_T_NUMBER] = "a number",
        [MR_T_TRUTH] = "a truth",
        [MR_T_TEXT] = "a text",
        [MR_T_NOTHING] = "null",
    };
    return names[type];
}

static mr_status want_all(const binder *b, const mr_bound *made, mr_formula_type type)
{
    for (size_t i = 0; i < made->n; i++)
        if (made->arguments[i]->type != type && made->arguments[i]->type != MR_T_NOTHING)
            return fail(b, MR_EPARAM, made->arguments[i]->source, "%s wants %s, not %s",
                        made->source->symbol, type_name(type), type_name(made->arguments[i]->type));
    return MR_OK;
}

// The one type of the arguments from `first` on.
static mr_status common_type(const binder *b, mr_bound *made, size_t first)
{
    made->type = MR_T_NOTHING;
    for (size_t i = first; i < made->n; i++) {
        const mr_formula_type type = made->arguments[i]->type;
        if (type == MR_T_NOTHING)
            continue;
        if (made->type != MR_T_NOTHING && made->type != type)
            return fail(b, MR_EPARAM, made->source, "%s joins %s and %s", made->source->symbol,
                        type_name(made->type), type_name(type));
        made->type = type;
    }
    return MR_OK;
}

// --- points and differences ---

static bool is_point(const binder *b, const mr_bound *bound)
{
    return has_unit(bound) && b->scope->units && mr_unit_is_point(b->scope->units, bound->unit);
}

static const char *difference_unit(const binder *b, const char *unit)
{
    char text[64];

    if (!mr_unit_difference(b->scope->units, unit, text))
        return NULL;
    return mr_arena_strdup(b->scope->arena, text);
}

// Two points: their difference; their sum only in one unit, on the way to a mean.
static mr_status join_points(const binder *b, mr_bound *made, const mr_bound **arguments,
                             bool subtract)
{
    const char *x = arguments[0]->unit, *y = arguments[1]->unit;

    if (!subtract && !mr_unit_equal(b->scope->units, x, y)) {
        const char *difference = difference_unit(b, y);
        return fail(b, MR_EPARAM, made->source,
                    "+ joins %s and %s, two points on scales: a difference is written in %s", x, y,
                    difference ? difference : "another unit");
    }
    if (!mr_bound_convert(b->scope, arguments[1], x, &arguments[1]))
        return refuse_joint(b, made, x, y);
    made->unit = subtract ? difference_unit(b, x) : x;
    return MR_OK;
}

// A point and a difference make a point. `p` is the point's place.
static mr_status move_point(const binder *b, mr_bound *made, const mr_bound **arguments, size_t p)
{
    const char *point = arguments[p]->unit, *other = arguments[1 - p]->unit;
    const char *difference = difference_unit(b, point);
    const bool subtract = made->source->call == MR_C_SUBTRACT;
    double scale, offset;

    // psi may be a difference or the absolute pressure
    if (subtract && convertible(b->scope, other, point, &scale, &offset))
        return fail(b, MR_EPARAM, made->source,
                    "- joins %s and %s: convert one, so that both are over one zero",
                    arguments[0]->unit, arguments[1]->unit);
    if (!difference || !mr_bound_convert(b->scope, arguments[1 - p], difference, &arguments[1 - p]))
        return refuse_joint(b, made, arguments[0]->unit, arguments[1]->unit);
    if (subtract && p == 1)
        return fail(b, MR_EPARAM, made->source, "- takes a point, in %s, from a difference, in %s",
                    point, other);
    made->unit = point;
    return MR_OK;
}

static mr_status bind_sum(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    const bool subtract = made->source->call == MR_C_SUBTRACT;
    const bool x = is_point(b, arguments[0]), y = is_point(b, arguments[1]);

    MR_TRY(want_all(b, made, MR_T_NUMBER));
    if (has_unit(arguments[0]) && has_unit(arguments[1]) && (x || y)) {
        made->adapted = arguments[0]->adapted || arguments[1]->adapted;
        return x && y ? join_points(b, made, arguments, subtract)
                      : move_point(b, made, arguments, x ? 0 : 1);
    }
    MR_TRY(unify(b, made, 0, arguments));
    if (subtract && x && made->unit)
        made->unit = NULL; // temp - 20: moved by 20 degrees, or how far from 20 degrees?
    else if (subtract && y && made->unit)
        made->unit = difference_unit(b, made->unit);
    return MR_OK;
}

// --- products ---

static mr_status combine(const binder *b, const mr_bound *made, const char *x, const char *y,
                         bool divide, const char **out)
{
    char text[64];
    const mr_units *units = b->scope->units;

    *out = NULL;
    if (!units)
        return MR_OK;
    if (!is_understood(b, x) || !is_understood(b, y))
        return refuse_strange(b, made->source, is_understood(b, x) ? y : x);
    if (!(divide ? mr_unit_divide(units, x, y, text) : mr_unit_multiply(units, x, y, text)))
        return fail(b, MR_EPARAM, made->source, "%s makes a unit of %s and %s that has no name",
                    made->source->symbol, x, y);
    *out = mr_arena_strdup(b->scope->arena, text);
    return MR_OK;
}

static mr_status multiply_units(const binder *b, mr_bound *made, bool divide)
{
    const mr_bound *x = made->arguments[0], *y = made->arguments[1];

    made->bare = x->bare && y->bare;
    made->adapted = x->adapted || y->adapted;
    if ((x->bare && y->adapted) || (y->bare && x->adapted))
        made->unit = NULL; // the bare one may have meant a unit too
    else if (y->bare)
        made->unit = x->unit;
    else if (x->bare && !divide)
        made->unit = y->unit;
    else if (y->unit && (x->bare || x->unit))
        return combine(b, made, x->bare ? ONE : x->unit, y->unit, divide, &made->unit);
    return MR_OK;
}

// The whole number from -8 to 8 that a bare exponent is.
static bool small_whole(const mr_bound *exponent, int *out)
{
    const mr_formula *f = exponent->source;
    double value = 100;

    if (f->kind == MR_F_NUMBER)
        value = f->number;
    else if (f->kind == MR_F_CALL && f->call == MR_C_NEGATE && f->arguments[0]->kind == MR_F_NUMBER)
        value = -f->arguments[0]->number;
    if (!exponent->bare || !(value >= -8 && value <= 8) || floor(value) < value)
        return false;
    *out = (int)value;
    return true;
}

static mr_status raise_unit(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    const mr_bound *x = made->arguments[0];
    int power = 0;

    made->bare = x->bare && made->arguments[1]->bare;
    if (!has_unit(x))
        return MR_OK;
    if (is_one(b->scope, x)) {
        bring(b, &arguments[0], ONE);
        made->unit = ONE;
    } else if (small_whole(made->arguments[1], &power) && power != 0) {
        made->unit = x->unit;
        if (power < 0)
            MR_TRY(combine(b, made, ONE, x->unit, true, &made->unit));
        for (int i = 1; made->unit && i < (power > 0 ? power : -power); i++)
            MR_TRY(combine(b, made, made->unit, x->unit, power < 0, &made->unit));
    }
    return MR_OK;
}

// --- calls ---

static mr_status bind_choice(const binder *b, mr_bound *made, const mr_bound **arguments,
                             size_t first)
{
    MR_TRY(common_type(b, made, first));
    if (made->type == MR_T_NUMBER)
        MR_TRY(unify(b, made, first, arguments));
    made->quantity = common_quantity(made, first);
    return MR_OK;
}

static mr_status bind_if(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    const mr_formula_type type = arguments[0]->type;

    if (type != MR_T_TRUTH && type != MR_T_NOTHING)
        return fail(b, MR_EPARAM, arguments[0]->source, "if wants a truth first, not %s",
                    type_name(type));
    return bind_choice(b, made, arguments, 1);
}

static mr_status bind_equality(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    for (size_t i = 0; i < 2; i++)
        if (arguments[i]->type == MR_T_NOTHING)
            return fail(b, MR_EPARAM, made->source,
                        "nothing is equal to null, nor differs from it: write isnull( )");
    MR_TRY(bind_choice(b, made, arguments, 0));
    made->type = MR_T_TRUTH;
    made->unit = made->quantity = NULL;
    made->bare = false;
    return MR_OK;
}

static mr_status bind_comparison(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    MR_TRY(want_all(b, made, MR_T_NUMBER));
    MR_TRY(unify(b, made, 0, arguments));
    made->type = MR_T_TRUTH;
    made->unit = NULL;
    made->bare = false;
    return MR_OK;
}

static mr_status bind_power(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    MR_TRY(want_all(b, made, MR_T_NUMBER));
    if (has_unit(arguments[1]) && !is_one(b->scope, arguments[1]))
        return fail(b, MR_EPARAM, arguments[1]->source,
                    "an exponent has no unit, and this is in %s", arguments[1]->unit);
    bring(b, &arguments[1], ONE);
    return raise_unit(b, made, arguments);
}

static mr_status bind_call(const binder *b, mr_bound *made, const mr_bound **arguments)
{
    switch (made->source->call) {
    case MR_C_ADD:
    case MR_C_SUBTRACT: return bind_sum(b, made, arguments);
    case MR_C_MULTIPLY:
    case MR_C_DIVIDE:
        MR_TRY(want_all(b, made, MR_T_NUMBER));
        return multiply_units(b, made, made->source->call == MR_C_DIVIDE);
    case MR_C_POWER: return bind_power(b, made, arguments);
    case MR_C_EQUAL:
    case MR_C_DIFFERS: return bind_equality(b, made, arguments);
    case MR_C_LESS:
    case MR_C_AT_MOST:
    case MR_C_GREATER:
    case MR_C_AT_LEAST: return bind_comparison(b, made, arguments);
    case MR_C_AND:
    case MR_C_OR:
    case MR_C_NOT: made->type = MR_T_TRUTH; return want_all(b, made, MR_T_TRUTH);
    case MR_C_NEGATE:
    case MR_C_ABS:
        made->unit = arguments[0]->unit;
        made->bare = arguments[0]->bare;
        made->adapted = arguments[0]->adapted;
        return want_all(b, made, MR_T_NUMBER);
    case MR_C_SQRT:
        if (is_one(b->scope, arguments[0]))
            made->unit = ONE;
        made->bare = arguments[0]->bare;
        bring(b, &arguments[0], ONE);
        return want_all(b, made, MR_T_NUMBER);
    case MR_C_EXP:
    case MR_C_LN:
    case MR_C_LOG10: bring(b, &arguments[0], ONE); return want_all(b, made, MR_T_NUMBER);
    case MR_C_SIN:
    case MR_C_COS:
    case MR_C_TAN: bring(b, &arguments[0], "radian"); return want_all(b, made, MR_T_NUMBER);
    case MR_C_ROUND:
    case MR_C_FLOOR:
    case MR_C_CEIL:
    case MR_C_MIN:
    case MR_C_MAX:
    case MR_C_CLIP:
        MR_TRY(want_all(b, made, MR_T_NUMBER));
        MR_TRY(unify(b, made, 0, arguments));
        made->quantity = common_quantity(made, 0);
        return MR_OK;
    case MR_C_IF: return bind_if(b, made, arguments);
    case MR_C_COALESCE: return bind_choice(b, made, arguments, 0);
    case MR_C_ISNULL: made->type = MR_T_TRUTH; return MR_OK;
    }
    return MR_OK;
}

// --- names ---

static const mr_formula_constant *find_constant(const mr_formula_scope *scope, const char *name)
{
    const mr_formula_constant *at = scope->constants ? scope->constants->at : NULL;

    for (size_t i = 0; at && i < scope->constants->n; i++)
        if (strcmp(at[i].name, name) == 0)
            return &at[i];
    return NULL;
}

static const char *nearest_name(const mr_formula_scope *scope, const char *name)
{
    const char *best = NULL;
    size_t least = 3;

    for (size_t i = 0; i < scope->columns->n; i++) {
        const char *other = scope->columns->fields[i].name;
        const size_t distance = mr_edit_distance(name, other, least);
        if (distance < least) {
            least = distance;
            best = other;
        }
    }
    return best;
}

// As it is understood at this column; a text that is not stays as it is, and joins nothing else.
static const char *unit_of(const binder *b, const mr_field *field)
{
    if (!b->scope->units)
        return field->unit;
    const mr_unit_reading said =
        mr_unit_read(b->scope->units, field->unit, field->name, field->quantity);
    return said.state == MR_UNIT_NOT_UNDERSTOOD ? field->unit : said.unit;
}

static mr_status bind_column(const binder *b, const mr_formula *formula, const mr_field *field,
                             const mr_bound **out)
{
    const bool number = mr_type_is_number(field->type);

    if (!number && field->type != MR_BOOL && field->type != MR_UTF8)
        return fail(b, MR_EPARAM, formula, "`%s` is %s, which formulas do not take", field->name,
                    mr_type_name(field->type));
    mr_bound *made = bound_new(b, formula,
                               number                   ? MR_T_NUMBER
                               : field->type == MR_BOOL ? MR_T_TRUTH
                                                        : MR_T_TEXT);
    made->column = field;
    made->unit = number ? unit_of(b, field) : NULL;
    made->quantity = field->quantity;
    *out = made;
    return MR_OK;
}

static mr_status bind_number(const binder *b, const mr_formula *formula, double value,
                             const char *unit, const mr_bound **out)
{
    mr_bound *made = bound_new(b, formula, MR_T_NUMBER);

    if (unit && b->scope->units && !mr_unit_known(b->scope->units, unit))
        return refuse_strange(b, formula, unit);
    made->value = value;
    made->unit = unit;
    made->bare = !unit;
    *out = made;
    return MR_OK;
}

static mr_status bind_name(const binder *b, const mr_formula *formula, const mr_bound **out)
{
    const mr_field *column = mr_schema_find(b->scope->columns, formula->text);
    const mr_formula_constant *constant = find_constant(b->scope, formula->text);

    if (column && constant)
        return fail(b, MR_EPARAM, formula, "`%s` is a column and a constant", formula->text);
    if (column)
        return bind_column(b, formula, column, out);
    if (constant)
        return bind_number(b, formula, constant->value, constant->unit, out);
    const char *near = nearest_name(b->scope, formula->text);
    return fail(b, MR_ENOTFOUND, formula, "there is no column or constant `%s`%s%s%s",
                formula->text, near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
}

static mr_status bind(const binder *b, const mr_formula *formula, const mr_bound **out)
{
    mr_bound *made;

    switch (formula->kind) {
    case MR_F_NUMBER: return bind_number(b, formula, formula->number, formula->unit, out);
    case MR_F_NAME: return bind_name(b, formula, out);
    case MR_F_TEXT: *out = bound_new(b, formula, MR_T_TEXT); return MR_OK;
    case MR_F_NULL: *out = bound_new(b, formula, MR_T_NOTHING); return MR_OK;
    case MR_F_TRUTH:
        made = bound_new(b, formula, MR_T_TRUTH);
        made->value = formula->truth ? 1 : 0;
        *out = made;
        return MR_OK;
    case MR_F_CALL: break;
    }
    made = bound_new(b, formula, MR_T_NUMBER);
    const mr_bound **arguments = MR_ARENA_ARRAY(b->scope->arena, const mr_bound *, formula->n + 1);
    for (size_t i = 0; i < formula->n; i++)
        MR_TRY(bind(b, formula->arguments[i], &arguments[i]));
    made->n = formula->n;
    made->arguments = arguments;
    MR_TRY(bind_call(b, made, arguments));
    *out = made;
    return MR_OK;
}

mr_status mr_formula_bind(const mr_formula *formula, const char *text,
                          const mr_formula_scope *scope, const mr_bound **out, mr_error *err)
{
    const binder b = {scope, text, err};

    return bind(&b, formula, out);
}

mr_type mr_bound_column_type(const mr_bound *bound)
{
    return bound->type == MR_T_TEXT ? MR_UTF8 : bound->type == MR_T_TRUTH ? MR_BOOL : MR_FLOAT64;
}
