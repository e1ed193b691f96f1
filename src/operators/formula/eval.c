// A bound formula over the columns of a table, block by block: numbers and truths (1, 0) as doubles
// with NaN for null, texts as views.
#include "formula.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 2048 };

// Values of one block in one of two forms. Blocks lie in a chain, so that what is read here stays
// while something else is computed one further.
typedef struct room {
    double *reals; // BLOCK of them
    mr_str *texts; // BLOCK of them, made when first wanted; null has no `at`
    struct room *next;
} room;

typedef struct evaluation {
    const mr_table *table;
    int64_t first;
    size_t n;
    mr_arena *arena;
} evaluation;

static room *next_room(const evaluation *e, room *r)
{
    if (!r->next) {
        r->next = MR_ARENA_NEW(e->arena, room);
        r->next->reals = MR_ARENA_ARRAY(e->arena, double, BLOCK);
    }
    return r->next;
}

static mr_str *texts_of(const evaluation *e, room *r)
{
    if (!r->texts)
        r->texts = MR_ARENA_ARRAY(e->arena, mr_str, BLOCK);
    return r->texts;
}

static void eval(const evaluation *e, const mr_bound *bound, room *out);

// --- texts ---

static void read_texts(const evaluation *e, const mr_column *column, mr_str *out)
{
    for (size_t i = 0; i < e->n; i++) {
        const int64_t row = e->first + (int64_t)i;
        out[i] = mr_valid(column, row) ? mr_column_text(column, row) : (mr_str){0};
        if (!out[i].at && mr_valid(column, row))
            out[i].at = "";
    }
}

static void eval_texts(const evaluation *e, const mr_bound *bound, room *out);

// if(c, a, b) and coalesce(a, b, ...) of texts.
static void choose_texts(const evaluation *e, const mr_bound *bound, room *out)
{
    const bool is_if = bound->source->call == MR_C_IF;
    mr_str *to = texts_of(e, out);
    room *other = next_room(e, out), *condition = next_room(e, other);

    eval_texts(e, bound->arguments[is_if ? 1 : 0], out);
    if (is_if)
        eval(e, bound->arguments[0], condition);
    for (size_t k = is_if ? 2 : 1; k < bound->n; k++) {
        eval_texts(e, bound->arguments[k], other);
        for (size_t i = 0; i < e->n; i++) {
            const double c = condition->reals[i];
            if (is_if && isnan(c))
                to[i] = (mr_str){0};
            else if (is_if ? !(c > 0) : !to[i].at)
                to[i] = other->texts[i];
        }
    }
}

static void eval_texts(const evaluation *e, const mr_bound *bound, room *out)
{
    mr_str *to = texts_of(e, out);

    if (bound->column) {
        read_texts(e, mr_table_find(e->table, bound->column->name), to);
    } else if (bound->source->kind == MR_F_CALL) {
        choose_texts(e, bound, out);
    } else {
        const mr_str text =
            bound->source->kind == MR_F_TEXT ? mr_str_of(bound->source->text) : (mr_str){0};
        for (size_t i = 0; i < e->n; i++)
            to[i] = text;
    }
}

// --- numbers ---

static void read_reals(const evaluation *e, const mr_column *column, double *out)
{
    if (column->field.type == MR_FLOAT64) {
        memcpy(out, mr_column_f64(column) + e->first, e->n * sizeof *out);
        return;
    }
    for (size_t i = 0; i < e->n; i++)
        out[i] = mr_column_real(column, e->first + (int64_t)i);
}

static double logic(mr_formula_call call, double a, double b)
{
    const double decides = call == MR_C_AND ? 0 : 1;

    if ((a <= decides && a >= decides) || (b <= decides && b >= decides))
        return decides;
    return isnan(a) || isnan(b) ? MR_NAN : 1 - decides;
}

static double flag(bool truth, double a, double b)
{
    return isnan(a) || isnan(b) ? MR_NAN : truth ? 1 : 0;
}

// Of two values; a null in gives null but in logic and coalesce.
static double binary(mr_formula_call call, double a, double b)
{
    switch (call) {
    case MR_C_ADD: return mr_finite(a + b);
    case MR_C_SUBTRACT: return mr_finite(a - b);
    case MR_C_MULTIPLY: return mr_finite(a * b);
    case MR_C_DIVIDE: return mr_finite(a / b);
    case MR_C_POWER: return isnan(a) || isnan(b) ? MR_NAN : mr_finite(pow(a, b));
    case MR_C_EQUAL: return flag(a >= b && a <= b, a, b);
    case MR_C_DIFFERS: return flag(a < b || a > b, a, b);
    case MR_C_LESS: return flag(a < b, a, b);
    case MR_C_AT_MOST: return flag(a <= b, a, b);
    case MR_C_GREATER: return flag(a > b, a, b);
    case MR_C_AT_LEAST: return flag(a >= b, a, b);
    case MR_C_AND:
    case MR_C_OR: return logic(call, a, b);
    case MR_C_MIN: return isnan(a) || isnan(b) ? MR_NAN : a < b ? a : b;
    case MR_C_MAX: return isnan(a) || isnan(b) ? MR_NAN : a > b ? a : b;
    case MR_C_COALESCE: return isnan(a) ? b : a;
    case MR_C_NEGATE:
    case MR_C_NOT:
    case MR_C_ABS:
    case MR_C_SQRT:
    case MR_C_EXP:
    case MR_C_LN:
    case MR_C_LOG10:
    case MR_C_SIN:
    case MR_C_COS:
    case MR_C_TAN:
    case MR_C_ROUND:
    case MR_C_FLOOR:
    case MR_C_CEIL:
    case MR_C_CLIP:
    case MR_C_IF:
    case MR_C_ISNULL: break;
    }
    return MR_NAN;
}

static double unary(mr_formula_call call, double x)
{
    if (call == MR_C_NEGATE)
        return -x;
    if (call == MR_C_NOT)
        return 1 - x;
    if (call == MR_C_ABS)
        return fabs(x);
    if (call == MR_C_SQRT)
        return sqrt(x);
    if (call == MR_C_EXP)
        return mr_finite(exp(x));
    if (call == MR_C_LN)
        return mr_finite(log(x));
    if (call == MR_C_LOG10)
        return mr_finite(log10(x));
    if (call == MR_C_SIN)
        return sin(x);
    if (call == MR_C_COS)
        return cos(x);
    if (call == MR_C_TAN)
        return mr_finite(tan(x));
    if (call == MR_C_ROUND)
        return round(x);
    return call == MR_C_FLOOR ? floor(x) : ceil(x);
}

// The four that are most of all formulas, as loops of their own.
static void combine(const evaluation *e, mr_formula_call call, double *restrict a,
                    const double *restrict b)
{
    if (call == MR_C_ADD)
        for (size_t i = 0; i < e->n; i++)
            a[i] = mr_finite(a[i] + b[i]);
    else if (call == MR_C_SUBTRACT)
        for (size_t i = 0; i < e->n; i++)
            a[i] = mr_finite(a[i] - b[i]);
    else if (call == MR_C_MULTIPLY)
        for (size_t i = 0; i < e->n; i++)
            a[i] = mr_finite(a[i] * b[i]);
    else if (call == MR_C_DIVIDE)
        for (size_t i = 0; i < e->n; i++)
            a[i] = mr_finite(a[i] / b[i]);
    else
        for (size_t i = 0; i < e->n; i++)
            a[i] = binary(call, a[i], b[i]);
}

static void compare_texts(const evaluation *e, const mr_bound *bound, room *out)
{
    room *other = next_room(e, out);
    const bool wanted = bound->source->call == MR_C_EQUAL;

    eval_texts(e, bound->arguments[0], out);
    eval_texts(e, bound->arguments[1], other);
    for (size_t i = 0; i < e->n; i++) {
        const mr_str a = out->texts[i], b = other->texts[i];
        out->reals[i] = !a.at || !b.at ? MR_NAN : mr_str_eq(a, b) == wanted ? 1 : 0;
    }
}

static void is_null(const evaluation *e, const mr_bound *argument, room *out)
{
    if (argument->type == MR_T_TEXT) {
        eval_texts(e, argument, out);
        for (size_t i = 0; i < e->n; i++)
            out->reals[i] = out->texts[i].at ? 0 : 1;
        return;
    }
    eval(e, argument, out);
    for (size_t i = 0; i < e->n; i++)
        out->reals[i] = isnan(out->reals[i]) ? 1 : 0;
}

// if(c, a, b) and clip(x, low, high): three blocks at once.
static void ternary(const evaluation *e, const mr_bound *bound, room *out)
{
    room *second = next_room(e, out), *third = next_room(e, second);
    double *x = out->reals;
    const double *a = second->reals, *b = third->reals;

    eval(e, bound->arguments[0], out);
    eval(e, bound->arguments[1], second);
    eval(e, bound->arguments[2], third);
    if (bound->source->call == MR_C_IF)
        for (size_t i = 0; i < e->n; i++)
            x[i] = isnan(x[i]) ? MR_NAN : x[i] > 0 ? a[i] : b[i];
    else
        for (size_t i = 0; i < e->n; i++)
            x[i] = isnan(a[i]) || isnan(b[i]) ? MR_NAN : mr_clamp(x[i], a[i], b[i]);
}

static void eval_call(const evaluation *e, const mr_bound *bound, room *out)
{
    const mr_formula_call call = bound->source->call;

    if (call == MR_C_ISNULL) {
        is_null(e, bound->arguments[0], out);
        return;
    }
    if ((call == MR_C_EQUAL || call == MR_C_DIFFERS) && bound->arguments[0]->type == MR_T_TEXT) {
        compare_texts(e, bound, out);
        return;
    }
    if (call == MR_C_IF || call == MR_C_CLIP) {
        ternary(e, bound, out);
        return;
    }
    eval(e, bound->arguments[0], out);
    if (bound->n == 1)
        for (size_t i = 0; i < e->n; i++)
            out->reals[i] = unary(call, out->reals[i]);
    for (size_t k = 1; k < bound->n; k++) {
        room *other = next_room(e, out);
        eval(e, bound->arguments[k], other);
        combine(e, call, out->reals, other->reals);
    }
}

static void eval(const evaluation *e, const mr_bound *bound, room *out)
{
    const mr_formula_kind kind = bound->source->kind;

    if (bound->column) {
        read_reals(e, mr_table_find(e->table, bound->column->name), out->reals);
    } else if (kind == MR_F_CALL) {
        eval_call(e, bound, out);
    } else {
        const double value = kind == MR_F_NULL ? MR_NAN : bound->value;
        for (size_t i = 0; i < e->n; i++)
            out->reals[i] = value;
    }
    if (bound->scale < 1 || bound->scale > 1 || bound->offset < 0 || bound->offset > 0)
        for (size_t i = 0; i < e->n; i++)
            out->reals[i] = mr_finite(bound->scale * out->reals[i] + bound->offset);
}

// --- whole columns ---

typedef struct sweep {
    evaluation e;
    room first;
} sweep;

static void sweep_begin(sweep *s, const mr_table *table)
{
    *s = (sweep){.e = {.table = table, .arena = mr_arena_new()}};
    s->first.reals = MR_ARENA_ARRAY(s->e.arena, double, BLOCK);
}

// The next block into s->first; false when there is none.
static bool sweep_next(sweep *s, const mr_bound *bound)
{
    s->e.first += (int64_t)s->e.n;
    const int64_t left = s->e.table->rows - s->e.first;
    s->e.n = left < BLOCK ? (size_t)left : BLOCK;
    if (s->e.n == 0)
        return false;
    if (bound->type == MR_T_TEXT)
        eval_texts(&s->e, bound, &s->first);
    else
        eval(&s->e, bound, &s->first);
    return true;
}

static mr_status eval_reals(sweep *s, const mr_bound *bound, const mr_field *field,
                            const mr_column **out, mr_error *err)
{
    mr_column *column = NULL;
    double *values = NULL;

    MR_TRY(mr_column_new_f64(field, s->e.table->rows, &column, &values, err));
    while (sweep_next(s, bound))
        memcpy(values + s->e.first, s->first.reals, s->e.n * sizeof *values);
    mr_column_seal(column);
    *out = column;
    return MR_OK;
}

static void build(const sweep *s, mr_formula_type type, mr_builder *builder)
{
    for (size_t i = 0; i < s->e.n; i++) {
        if (type == MR_T_TEXT ? !s->first.texts[i].at : isnan(s->first.reals[i]))
            mr_builder_null(builder);
        else if (type == MR_T_TEXT)
            mr_builder_text(builder, s->first.texts[i]);
        else
            mr_builder_truth(builder, s->first.reals[i] > 0);
    }
}

mr_status mr_bound_eval(const mr_bound *bound, const mr_table *table, const mr_field *field,
                        const mr_column **out, mr_error *err)
{
    sweep s;
    mr_status st;

    sweep_begin(&s, table);
    if (mr_bound_column_type(bound) == MR_FLOAT64) {
        st = eval_reals(&s, bound, field, out, err);
    } else {
        mr_builder *builder = mr_builder_new(field);
        while (sweep_next(&s, bound))
            build(&s, bound->type, builder);
        st = mr_builder_finish(builder, out, err);
        mr_builder_free(builder);
    }
    mr_arena_free(s.e.arena);
    return st;
}

mr_status mr_bound_select(const mr_bound *bound, const mr_table *table, int64_t *rows, int64_t *n,
                          mr_error *err)
{
    sweep s;

    (void)err;
    sweep_begin(&s, table);
    for (*n = 0; sweep_next(&s, bound);)
        for (size_t i = 0; i < s.e.n; i++)
            if (s.first.reals[i] > 0)
                rows[(*n)++] = s.e.first + (int64_t)i;
    mr_arena_free(s.e.arena);
    return MR_OK;
}
