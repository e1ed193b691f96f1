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
    return (mr_intervals){n, picked(from, order, n, arena), picked(to, order, n, arena), deepest,
                          grades};
}

static const double TOUCHING = 1e-6; // an overlap that short is one of rounding

mr_status mr_intervals_check(const mr_call *call, const mr_group *hole, const double *from,
                             const double *to, const char *where, mr_error *err)
{
    const char *name = hole->name ? hole->name : "(none)";
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, hole->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < hole->n; i++) {
        if (from[i] > to[i])
            return mr_fail(err, MR_EFORMAT, where,
                           "hole %s: the interval from %g to %g is reversed", name, from[i], to[i]);
        if (from[i] < to[i])
            order[n++] = (int64_t)i;
    }
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
