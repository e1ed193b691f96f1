// Intervals along a hole, cut by spans that move down it.
#include "intervals.h"

static double *picked(const double *all, const int64_t *order, size_t n, mr_arena *arena)
{
    double *values = MR_ARENA_ARRAY(arena, double, n + 1);

    for (size_t i = 0; i < n; i++)
        values[i] = all[order[i]];
    return values;
}

mr_intervals mr_intervals_make(const mr_call *call, const mr_group *hole, const double *from,
                               const double *to)
{
    mr_arena *arena = call->arena;
    const double **grades = MR_ARENA_ARRAY(arena, const double *, call->args->n_columns + 1);
    int64_t *order = MR_ARENA_ARRAY(arena, int64_t, hole->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < hole->n; i++)
        if (from[i] < to[i]) // false when one is null
            order[n++] = (int64_t)i;
    mr_sort_rows(from, order, n, MR_ARENA_ARRAY(arena, int64_t, n + 1));
    for (size_t c = 0; c < call->args->n_columns; c++)
        grades[c] = picked(mr_group_reals(hole, mr_call_many(call, c), arena), order, n, arena);
    double *deepest = picked(to, order, n, arena);
    for (size_t i = 1; i < n; i++)
        deepest[i] = deepest[i] > deepest[i - 1] ? deepest[i] : deepest[i - 1];
    return (mr_intervals){
        n, picked(from, order, n, arena), picked(to, order, n, arena), deepest, order, grades};
}

static const double TOUCHING = 1e-6; // an overlap that short is one of rounding

mr_status mr_intervals_check_each(const mr_group *hole, const double *from, const double *to,
                                  const char *where, mr_error *err)
{
    for (size_t i = 0; i < hole->n; i++)
        if (from[i] > to[i])
            return mr_fail(err, MR_EFORMAT, where,
                           "hole %s: the interval from %g to %g is reversed",
                           hole->name ? hole->name : "(none)", from[i], to[i]);
    return MR_OK;
}

mr_status mr_intervals_check(const mr_call *call, const mr_group *hole, const double *from,
                             const double *to, const char *where, mr_error *err)
{
    const char *name = hole->name ? hole->name : "(none)";
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, hole->n + 1);
    size_t n = 0;

    MR_TRY(mr_intervals_check_each(hole, from, to, where, err));
    for (size_t i = 0; i < hole->n; i++)
        if (from[i] < to[i])
            order[n++] = (int64_t)i;
    mr_sort_rows(from, order, n, MR_ARENA_ARRAY(call->arena, int64_t, n + 1));
    for (size_t k = 1; k < n; k++) {
        const int64_t above = order[k - 1], below = order[k];
        if (from[below] < to[above] - TOUCHING)
            return mr_fail(err, MR_EFORMAT, where,
                           "hole %s: the intervals from %g to %g and from %g to %g overlap", name,
                           from[above], to[above], from[below], to[below]);
    }
    return MR_OK;
}

double mr_intervals_spans(const mr_intervals *intervals, double length)
{
    double number = 2 * (double)intervals->n;

    for (size_t i = 0; i < intervals->n; i++)
        number += (intervals->to[i] - intervals->from[i]) / length;
    return number;
}

bool mr_span_move(mr_span *span, const mr_intervals *intervals, double from, double to)
{
    span->from = from;
    span->to = to;
    while (span->first < intervals->n && intervals->deepest[span->first] <= from)
        span->first++;
    while (span->end < intervals->n && intervals->from[span->end] < to)
        span->end++;
    return span->first < intervals->n;
}

static double overlap(const mr_span *span, const mr_intervals *v, size_t i)
{
    const double top = v->from[i] > span->from ? v->from[i] : span->from;
    const double base = v->to[i] < span->to ? v->to[i] : span->to;

    return base > top ? base - top : 0;
}

double mr_span_covered(const mr_span *span, const mr_intervals *intervals)
{
    double length = 0;

    for (size_t i = span->first; i < span->end; i++)
        length += overlap(span, intervals, i);
    return length;
}

double mr_span_assayed(const mr_span *span, const mr_intervals *intervals, const double *grade)
{
    double length = 0;

    for (size_t i = span->first; i < span->end; i++)
        length += isnan(grade[i]) ? 0 : overlap(span, intervals, i);
    return length;
}

double mr_span_grade(const mr_span *span, const mr_intervals *intervals, const double *grade)
{
    double sum = 0, length = 0;

    for (size_t i = span->first; i < span->end; i++) {
        const double part = isnan(grade[i]) ? 0 : overlap(span, intervals, i);
        if (!(part > 0))
            continue;
        sum += grade[i] * part;
        length += part;
    }
    return sum / length;
}

// --- apart ---

// Where intervals begin or end, each place once.
static size_t bounds_of(const mr_intervals *v, double *bounds)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++) {
        bounds[2 * i] = v->from[i];
        bounds[2 * i + 1] = v->to[i];
    }
    mr_sort(bounds, 2 * v->n);
    for (size_t i = 0; i < 2 * v->n; i++)
        if (n == 0 || bounds[i] - bounds[n - 1] > TOUCHING)
            bounds[n++] = bounds[i];
    return n;
}

static bool holds(const mr_intervals *v, size_t i, double top, double base)
{
    return v->from[i] <= top + TOUCHING && v->to[i] >= base - TOUCHING;
}

// Of the intervals first .. that hold the stretch: NaN where they have no grade.
static double grade_of(const mr_intervals *v, size_t first, double top, double base, int overlap,
                       const double *grade)
{
    double sum = 0, count = 0, chosen = MR_NAN;
    int64_t least = INT64_MAX;

    for (size_t i = first; i < v->n && v->from[i] < base; i++) {
        if (!holds(v, i, top, base))
            continue;
        if (v->order[i] < least) {
            least = v->order[i];
            chosen = grade[i];
        }
        sum += isnan(grade[i]) ? 0 : grade[i];
        count += isnan(grade[i]) ? 0 : 1;
    }
    return overlap == MR_OVERLAP_FIRST ? chosen : sum / count;
}

static bool is_held(const mr_intervals *v, size_t first, double top, double base)
{
    for (size_t i = first; i < v->n && v->from[i] < base; i++)
        if (holds(v, i, top, base))
            return true;
    return false;
}

mr_intervals mr_intervals_apart(const mr_call *call, const mr_intervals *v, int overlap)
{
    const size_t columns = call->args->n_columns;
    double *bounds = MR_ARENA_ARRAY(call->arena, double, 2 * v->n + 1);
    double *from = MR_ARENA_ARRAY(call->arena, double, 2 * v->n + 1);
    double *to = MR_ARENA_ARRAY(call->arena, double, 2 * v->n + 1);
    double **grades = MR_ARENA_ARRAY(call->arena, double *, columns + 1);
    const size_t n_bounds = bounds_of(v, bounds);
    mr_intervals out = {.from = from, .to = to, .deepest = to};
    size_t first = 0;

    for (size_t c = 0; c < columns; c++)
        grades[c] = MR_ARENA_ARRAY(call->arena, double, 2 * v->n + 1);
    for (size_t k = 1; k < n_bounds && !mr_call_stop(call, k, 1); k++) {
        const double top = bounds[k - 1], base = bounds[k];
        while (first < v->n && v->deepest[first] <= top)
            first++;
        if (!is_held(v, first, top, base))
            continue;
        for (size_t c = 0; c < columns; c++)
            grades[c][out.n] = grade_of(v, first, top, base, overlap, v->grades[c]);
        from[out.n] = top;
        to[out.n++] = base;
    }
    out.grades = (const double *const *)grades;
    return out;
}
