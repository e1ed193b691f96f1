// Pure numerics on arrays of doubles: statistics, windows, interpolation, fits, surveys. No tables,
// no I/O, no allocation: scratch is the caller's. A null is a NaN; functions on "dense" values
// expect none (see mr_compact). Deterministic: same input, same bits.
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MR_NAN ((double)NAN)

// --- statistics of dense values (n may be 0) ---

// Copies what is not NaN; out has room for n and may be x itself. Returns how many.
size_t mr_compact(const double *x, size_t n, double *out);
double mr_sum(const double *values, size_t n); // pairwise; 0 for none
double mr_mean(const double *x, size_t n);     // NaN for none
double mr_min(const double *x, size_t n);      // NaN for none
double mr_max(const double *x, size_t n);
double mr_sum_squares(const double *x, size_t n); // about the mean; NaN for none
// Zero spread by the catalogue: the sum of squares is at most 1e-20 n max(x^2); also true for none.
bool mr_no_spread(const double *x, size_t n);
// Standard deviation dividing by n - ddof; NaN when n <= ddof.
double mr_std(const double *x, size_t n, size_t ddof);
// Pearson correlation; NaN when n < 2 or either spread is zero.
double mr_pearson(const double *x, const double *y, size_t n);
void mr_sort(double *x, size_t n); // ascending
// Ascending values, not always side by side: value k is at[k * stride].
typedef struct mr_sorted {
    const double *at;
    size_t n, stride;
} mr_sorted;

double mr_median_of(mr_sorted sorted); // the mean of the two middle ones where n is even
double mr_percentile_of(mr_sorted sorted, double q); // Hyndman and Fan (1996) type 7, q in percent
// Where that is among n > 0 values: a share of the way from value `below` to the next.
typedef struct mr_between {
    size_t below;
    double share; // less than 1; 0 where the value itself is meant
} mr_between;

mr_between mr_percentile_place(size_t n, double q);
double mr_mad_of(mr_sorted sorted, double centre); // median(abs(x - centre))
// The same of values side by side; all give NaN for none.
double mr_median_sorted(const double *sorted, size_t n);
double mr_percentile_sorted(const double *sorted, size_t n, double q);
// First place of sorted values whose value is not less.
size_t mr_place_sorted(const double *sorted, size_t n, double value);

// Stable sort of rows by keys[row], ascending. scratch: n items.
void mr_sort_rows(const double *keys, int64_t *rows, size_t n, int64_t *scratch);

// --- directions, which go round after a whole `turn` (360, or 2 pi) ---

// The difference of two directions the shorter way, in (-turn/2, turn/2]; turn 0: as it is.
static inline double mr_turn_short(double d, double turn)
{
    return turn > 0 ? d - turn * ceil(d / turn - 0.5 - 1e-12) : d;
}
double mr_turn_wrap(double x, double turn); // to [0, turn)
// The direction of the vector (c, s); NaN when it has none.
double mr_turn_of(double c, double s, double turn);
// The mean direction of what is not NaN (Mardia and Jupp 2000, Directional Statistics); weight NULL
// = all equal. NaN for none, and where opposite directions leave none.
double mr_turn_mean(const double *x, const double *weight, size_t n, double turn);
// Directions become distances from their mean, the shorter way; the mean is returned.
double mr_turn_about(double *x, size_t n, double turn);

// --- along a series, in depth order ---

// The next maximal run of values that are not NaN: [*first, *end). Start with *end = 0. False when
// there is none left.
bool mr_segment_next(const double *x, size_t n, size_t *first, size_t *end);
// Thickness a sample stands for: half the distance to each neighbour, only one at the ends, 0 for a
// single sample.
void mr_thickness(const double *z, size_t n, double *dz);

// Whether what is being computed is still wanted: asked again and again by what takes long. Once it
// is not, it never is again, and a kernel returns at once with whatever it has: the caller asks
// too, and drops it.
typedef struct mr_watch {
    bool (*cancelled)(void *context); // NULL = nobody will say so
    void *context;
} mr_watch;

enum { MR_LOOK = 16384, MR_WORK = 1 << 24 }; // samples, or steps of arithmetic, from look to look
static inline bool mr_stopped(const mr_watch *watch) // NULL = go on
{
    return watch && watch->cancelled && watch->cancelled(watch->context);
}
// For sample i of a loop whose every sample costs `cost` steps.
static inline bool mr_stop(const mr_watch *watch, size_t i, size_t cost)
{
    const size_t every = cost < MR_WORK / MR_LOOK ? MR_LOOK : 1 + MR_WORK / cost;

    return i % every == 0 && mr_stopped(watch);
}

// How far apart samples are neighbours. Beyond that nothing was measured: no window, filter or
// derivative reaches across, and no thickness counts it.
typedef struct mr_gaps {
    double most; // greatest distance of neighbours; infinite where the series has no gap
    double step; // median of the steps that are not 0; NaN where the series has no gap
} mr_gaps;

enum { MR_GAP_STEPS = 10 }; // of the median step: the usual `max_gap` where it is null

// Of depths in ascending order without NaN. max_gap NaN: `steps` times the median step. room: n
// doubles.
mr_gaps mr_gaps_of(const double *z, size_t n, double max_gap, double steps, double *room);
bool mr_is_gap(const mr_gaps *gaps, double distance);
double mr_median_step(const double *z, size_t n, double *room); // NaN for none
// The end of the stretch without a gap that begins with sample first < n.
size_t mr_stretch_end(const double *z, size_t n, size_t first, const mr_gaps *gaps);

// Rows missing from a series with a regular step: distances of at least `least` steps, within those
// of neighbours, are so many rows. `least` is infinite where distances are no multiples of the
// least one.
typedef struct mr_grid_steps {
    double step, least;
    size_t missing; // rows in all
} mr_grid_steps;

enum { MR_NO_ROW = -1 };

mr_grid_steps mr_grid_steps_of(const double *z, size_t n, const mr_gaps *gaps);
// Samples first .. end - 1 of a stretch, and MR_NO_ROW for each row missing between them; returns
// how many. at, depth: room for `missing` more than the samples.
size_t mr_rows_with_missing(const double *z, size_t first, size_t end, const mr_grid_steps *grid,
                            int64_t *at, double *depth);

// How many rows are missing between two: where the rows have a regular step, as many as fit in;
// else only where they are further apart than max_gap (NaN: MR_GAP_STEPS), as many as the usual
// step makes of it. For what tells how much of a well is there: rows left out are rows of nulls.
typedef struct mr_usual_rows {
    double step; // NaN for fewer than two rows
    double most; // distance up to which nothing is missing
} mr_usual_rows;

// Of depths in ascending order without NaN. room: n doubles.
mr_usual_rows mr_usual_rows_of(const double *z, size_t n, double max_gap, double *room);
size_t mr_rows_between(const mr_usual_rows *usual, double distance);

// As mr_thickness, but towards a gap a sample reaches half a median step.
void mr_thickness_in(const double *z, size_t n, const mr_gaps *gaps, double *dz);

// What stands where in the ordered windows i - half .. i + half of a series, cut at the ends; a NaN
// is left out of them.
typedef struct mr_sliding {
    const double *x;
    size_t n, half;
    double *room;
    size_t first, end, count; // the window that wide ones hold
} mr_sliding;

// Columns of results; what is NULL but the count is left out. Without values all are NaN.
typedef struct mr_orders {
    double *count; // values not NaN
    double *median;
    double *deviation;     // median(abs(x - median)); needs the median
    double *percentile, q; // as mr_percentile_of
} mr_orders;

size_t mr_sliding_room(size_t n, size_t half); // doubles of scratch, the caller's
void mr_sliding_init(mr_sliding *s, const double *x, size_t n, size_t half, double *room);
// Of the rows from `first` on, none before rows that were asked for already.
void mr_sliding_rows(mr_sliding *s, size_t first, size_t rows, const mr_orders *out);

// The windows i - half .. i + half of a series, cut at the ends; a NaN is left out of them. Results
// come for the rows first .. first + rows - 1, at most mr_window_rows(half) of them at a time.
typedef struct mr_window {
    const double *x;
    size_t n, half;
} mr_window;

size_t mr_window_rows(size_t half);
size_t mr_window_room(size_t half); // doubles of scratch that each of these needs
void mr_window_sums(const mr_window *w, size_t first, size_t rows, double *sum, double *count,
                    double *room);
// Weights falling from half + 1 in the middle to 1 at the ends.
void mr_window_weighted(const mr_window *w, size_t first, size_t rows, double *sum, double *weight,
                        double *room);
// What windows of two curves hold of rows where neither is NaN, or of one curve: how many values,
// their means, and sums of products of their distances from the means. Each has room for the rows;
// what is NULL is left out, of one curve all with a b in the name.
typedef struct mr_moments {
    double *count, *mean_a, *mean_b, *aa, *ab, *bb;
} mr_moments;

void mr_window_moments(const mr_window *a, const double *b, size_t first, size_t rows,
                       const mr_moments *out, double *room);
// Least and greatest values; infinity and -infinity for none. Either may be NULL.
void mr_window_extremes(const mr_window *w, size_t first, size_t rows, double *least, double *most,
                        double *room);

// --- interpolation in depth ---

typedef enum mr_interpolation {
    MR_LINEAR,
    MR_NEAREST,
    MR_PREVIOUS,
} mr_interpolation;

// Valid samples at distinct depths, ascending.
typedef struct mr_knots {
    size_t n;
    const double *z, *x;
    double turn; // of directions, else 0: between two of them the shorter way
} mr_knots;

// Keeps the samples of z ascending that are not NaN, of equal depths the first. kz and kx have room
// for n.
mr_knots mr_knots_make(const double *z, const double *x, size_t n, double *kz, double *kx);
// The value at depth `at`: within 1e-6 of a knot the nearest knot's (tie: the shallower); between
// knots no further apart than max_gap + 1e-6 (NaN = any) by `how`; else NaN. No extrapolation.
// *near remembers the place between calls; start with 0.
double mr_knots_at(const mr_knots *knots, mr_interpolation how, double max_gap, double at,
                   size_t *near);

// --- least-squares polynomials ---

enum { MR_POLY_MAX = 8 }; // highest order + 1

// Polynomials orthonormal over given points (Forsythe 1957), stable for any spacing. Points are
// centred and scaled inside.
typedef struct mr_poly {
    size_t order;
    double centre, scale;
    double alpha[MR_POLY_MAX],
        beta[MR_POLY_MAX]; // p_(k+1) = ((t - alpha_k) p_k - beta_k p_(k-1)) / beta_(k+1)
    double first;          // p_0
} mr_poly;

// False when the points cannot carry the order (fewer distinct points than order + 1). `room`: 2 n
// doubles.
bool mr_poly_make(mr_poly *poly, const double *points, size_t n, size_t order, double *room);
// values[k] = p_k or its derivative (0, 1 or 2) at a point, k = 0..order.
void mr_poly_eval(const mr_poly *poly, double at, unsigned derivative, double values[MR_POLY_MAX]);
// Coefficients of the fit to y at the points it was made from.
void mr_poly_fit(const mr_poly *poly, const double *points, const double *y, size_t n,
                 double coefficients[MR_POLY_MAX]);

// --- deviation surveys ---

// One course by minimum curvature (Taylor and Mason 1972; Sawaryn and Thorogood 2005). Angles in
// degrees, from station 1 to 2.
typedef struct mr_course {
    double north, east, down; // displacement
    double dogleg;            // radians
} mr_course;

mr_course mr_minimum_curvature(double length, double inc1, double azi1, double inc2, double azi2);
static inline double mr_radians(double degrees)
{
    return degrees * (3.14159265358979323846 / 180);
}
static inline double mr_degrees(double radians)
{
    return radians * (180 / 3.14159265358979323846);
}

// --- roots ---

// The s > 0 with c s^n + d s^k = e, for c, e > 0, d >= 0, n >= 1 and k > 0: Newton on the
// logarithms. NaN when there is none.
double mr_two_power_root(double c, double n, double d, double k, double e);

// --- curves for drawing ---

// Cuts samples of ascending depth, none NaN, between top and base into at most `most` bins: a
// sample a bin when there are no more than that, else of equal thickness from the first sample to
// the last. Bin k holds samples first[k] .. first[k + 1] - 1; `first` has room for most + 1. The
// number of bins.
size_t mr_depth_bins(const double *depth, size_t n, double top, double base, size_t most,
                     size_t *first);
// The extremes of every bin; both NaN where it holds no value. A NaN is a null.
void mr_bin_extremes(const double *values, const size_t *first, size_t bins, double *min,
                     double *max);
// The step of about `about` ticks over a span: 1, 2 or 5 times a power of ten.
double mr_nice_step(double span, double about);
