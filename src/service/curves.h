// Columns of one well, decoded and in ascending depth: what plots are drawn from.
#pragma once

#include "mudrock/service.h"

typedef struct mr_curve {
    mr_field field;        // texts are the set's
    const double *values;  // numbers and truths; NaN = null
    const mr_column *text; // utf8
} mr_curve;

typedef struct mr_curve_set { // one well of one file
    const char *depth_unit;
    size_t n; // samples
    const double *depth;
    size_t n_curves; // as asked for, in order
    const mr_curve *curves;
} mr_curve_set;

typedef struct mr_curve_source {
    const char *path; // of a Parquet file
    const char *well; // NULL: its rows belong to none
    bool part;        // only what lies from top to base; more may come
    double top, base;
} mr_curve_source;

// Reads what is not there yet. `names` empty: every column that can be drawn, but for the key.
// The set is good until the next call. MR_ENOTFOUND for a well without rows, unless only a part of
// it is wanted, or a column that is not there; MR_EINVALID when the rows have no depth.
mr_status mr_curves_get(mr_curves *curves, mr_service *service, const mr_curve_source *source,
                        const mr_names *names, mr_curve_set *out, mr_error *err);
// Only which they would be: names in the arena.
mr_status mr_curves_chosen(mr_curves *curves, mr_service *service, const mr_curve_source *source,
                           const mr_names *names, mr_arena *arena, mr_names *out, mr_error *err);
