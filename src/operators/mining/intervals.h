// Intervals along a hole, cut by spans that move down it: what the compositing operators share.
#pragma once

#include "mudrock/tabular.h"

// Valid intervals (from < to, neither null) of a hole in order of their starts.
typedef struct mr_intervals {
    size_t n;
    const double *from, *to;
    const double *deepest;       // greatest end so far
    const int64_t *order;        // which of the hole's rows
    const double *const *grades; // by column of the `many` port
} mr_intervals;

mr_intervals mr_intervals_make(const mr_call *call, const mr_group *hole, const double *from,
                               const double *to);
// What becomes of two that overlap, as a choice of the user's: they are refused, their grades are
// averaged where they overlap, or the one that stands first in the table counts there.
#define MR_OVERLAPS "refuse,mean,first"
enum { MR_OVERLAP_REFUSE, MR_OVERLAP_MEAN, MR_OVERLAP_FIRST };
#define MR_PARAM_OVERLAP                                                                           \
    {                                                                                              \
        MR_PARAM(overlap, "Where intervals overlap", NULL),                                        \
            .def = "\"refuse\"", .choices = MR_OVERLAPS,                                           \
            .help = "refuse: an error that names the hole; mean: of their grades; first: of the "  \
                    "one that stands first in the table"                                           \
    }
// The same length without overlaps: each stretch that other intervals begin or end in is one of its
// own.
mr_intervals mr_intervals_apart(const mr_call *call, const mr_intervals *intervals, int overlap);
// Refuses a reversed interval, with the name of the hole and the parameter `where`.
mr_status mr_intervals_check_each(const mr_group *hole, const double *from, const double *to,
                                  const char *where, mr_error *err);
// The same and two that overlap. Intervals of a null or without length are left to the caller.
mr_status mr_intervals_check(const mr_call *call, const mr_group *hole, const double *from,
                             const double *to, const char *where, mr_error *err);
// A bound on how many spans of `length` hold some of them.
double mr_intervals_spans(const mr_intervals *intervals, double length);

// A stretch of the hole; moved only downward, it remembers which intervals may overlap it.
typedef struct mr_span {
    double from, to;
    size_t first, end;
} mr_span;

// False when nothing reaches below `from` any more.
bool mr_span_move(mr_span *span, const mr_intervals *intervals, double from, double to);
double mr_span_covered(const mr_span *span, const mr_intervals *intervals); // sum of overlaps
// The same of intervals with a grade.
double mr_span_assayed(const mr_span *span, const mr_intervals *intervals, const double *grade);
// sum(grade overlap) / sum(overlap) over intervals with a grade.
double mr_span_grade(const mr_span *span, const mr_intervals *intervals, const double *grade);
