// Wells on new depths: what the resampling operators share.
#pragma once

#include "mudrock/tabular.h"

// start, start + step, ...: n depths.
typedef struct mr_grid {
    double start;
    int64_t n;
} mr_grid;

typedef struct mr_resampling {
    double step, max_gap; // max_gap NaN = any
    mr_interpolation how;
    mr_groups wells;
    mr_grid *grids; // one a well
    int64_t rows;   // of all
} mr_resampling;

// Wells of the call, grids still empty.
mr_resampling mr_resampling_make(const mr_call *call, double step, mr_interpolation how,
                                 double max_gap);
// The grid of well w, down to `stop`. MR_ETOOLARGE when the rows become more than any table should
// have.
mr_status mr_resampling_grid(mr_resampling *r, size_t w, double start, double stop, mr_error *err);
// The table that mr_resampling_infer says.
mr_status mr_resampling_run(const mr_resampling *r, const mr_call *call, mr_table **out,
                            mr_error *err);
// Numbers as float64 and classes as they are, in input order, with the well column where it stands;
// the rest is dropped. Classes take the nearest sample, of two equally near the upper.
mr_status mr_resampling_infer(const mr_infer *in, mr_schema *out, mr_error *err);
