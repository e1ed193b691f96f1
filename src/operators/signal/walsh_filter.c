// Walsh low-pass filter in sequency order.
// Source: Lanning & Johnson 1983, Automated identification of rock boundaries: an application of
// the Walsh transform to geophysical well-log analysis.
#include "mudrock/operator.h"

#include <string.h>

struct params {
    int64_t keep;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(keep, "Number of lowest-sequency coefficients kept", NULL), .def = "8",
     .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "blocked", MR_FLOAT64, "as input", .help = "Squared curve"},
    {0},
};

// Fast Walsh-Hadamard transform in natural order, without scaling.
static void hadamard(double *s, size_t n, const mr_watch *watch)
{
    for (size_t half = 1; half < n && !mr_stop(watch, half, n); half *= 2) {
        for (size_t i = 0; i < n; i++) {
            if (i & half)
                continue;
            double a = s[i], b = s[i + half];
            s[i] = a + b;
            s[i + half] = a - b;
        }
    }
}

// Sign changes (sequency) of row i of the Hadamard matrix of order n: the Gray code of the bits of
// i read backwards, undone.
static size_t sign_changes(size_t i, size_t n)
{
    size_t changes = 0;
    bool bit = false;

    // The lowest bit of i is the highest of the sequency; each is the exclusive or of all bits
    // before it.
    for (size_t from = 1; from < n; from *= 2) {
        bit ^= (i & from) != 0;
        changes = changes * 2 + bit;
    }
    return changes;
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    size_t most = 1; // the longest segment, as a power of two
    while (most < series->n)
        most *= 2;
    double *s = mr_arena_alloc(series->arena, most * sizeof *s);
    size_t first = 0, end = 0;
    while (mr_segment_next(x, series->n, &first, &end) && !mr_stopped(series->watch)) {
        size_t n = end - first, size = 1;
        while (size < n)
            size *= 2;
        memcpy(s, x + first, n * sizeof *s);
        for (size_t i = n; i < size; i++)
            s[i] = x[end - 1];
        hadamard(s, size, series->watch);
        for (size_t i = 0; i < size; i++)
            s[i] = sign_changes(i, size) < (size_t)p->keep ? s[i] / (double)size : 0;
        hadamard(s, size, series->watch);
        memcpy(result + first, s, n * sizeof *s);
    }
    return MR_OK;
}

#define EDGE "a null sample gives null"
#define OPERATOR                                                                                   \
    .id = "walsh_filter", .family = "frequency", .category = MR_SIGNAL,                            \
    .title = "Walsh low-pass filter in sequency order",                                            \
    .help = "Squares a curve by its low sequencies: steps stay sharp.",                            \
    .formula = "acts on each segment (maximal run of non-null samples in depth order inside a "    \
               "well), samples taken as evenly spaced; extended with its last value to N, the "    \
               "next power of two; Walsh functions are the rows of the N-point Hadamard matrix "   \
               "(entries (-1)^popcount(i AND j)) ordered by their number of sign changes; "        \
               "c=(1/N)*sum(s*w); only the first keep coefficients are kept; y=sum(c*w), "         \
               "extension dropped",                                                                \
    .source = "Lanning & Johnson 1983, Automated identification of rock boundaries: an "           \
              "application of the Walsh transform to geophysical well-log analysis",               \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_walsh_filter = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_FILTER,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_walsh_filter_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
