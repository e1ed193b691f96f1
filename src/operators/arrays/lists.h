// What operators on lists share: the values of a list that are not null, lists given out, the T2
// axis of NMR bins.
#pragma once

#include "mudrock/operator.h"

// The items that are not null, in order, in fresh memory that may be changed.
typedef struct mr_values {
    size_t n;
    double *at;
} mr_values;

mr_values mr_list_values(const mr_cell *list, mr_arena *arena);
bool mr_list_has_null(const mr_cell *list);
double *mr_list_new(size_t n, mr_arena *arena); // items start as null; never NULL, also for n = 0

// Parameters that say where the bins of a T2 distribution lie.
typedef struct mr_t2_axis {
    double t2_min, t2_max; // ms
    mr_reals bins;         // explicit T2 of every bin; none = log-spaced from t2_min to t2_max
} mr_t2_axis;

// T2 of bin k of n, ms. n must not exceed the explicit bins (see mr_t2_fits).
double mr_t2_of(const mr_t2_axis *axis, size_t k, size_t n);
bool mr_t2_fits(const mr_t2_axis *axis, size_t n);
// Sums of a distribution's amplitudes (null = 0) and of amplitude times ln T2.
typedef struct mr_t2_sums {
    double amplitude, log_weighted;
} mr_t2_sums;
mr_t2_sums mr_t2_sum(const mr_t2_axis *axis, const mr_cell *list);
// Sum of amplitudes with low <= T2 < high.
double mr_t2_between(const mr_t2_axis *axis, const mr_cell *list, double low, double high);
