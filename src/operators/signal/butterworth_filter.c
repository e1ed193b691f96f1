// Zero-phase Butterworth low-pass or high-pass filter.
// Source: Oppenheim & Schafer 2010, Discrete-Time Signal Processing; Gustafsson 1996, Determining
// the initial states in forward-backward filtering.
#include "mudrock/operator.h"

#include <string.h>

struct params {
    double cutoff;
    int64_t order;
    int type; // lowpass, highpass
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(cutoff, "Cutoff", "of Nyquist"), .def = "0.2", .range = "(0, 0.999]",
     .help = "cut-off frequency as a fraction of the Nyquist frequency"},
    {MR_PARAM(order, "Filter order", NULL), .def = "4", .range = "[1, 8]"},
    {MR_PARAM(type, "Type", NULL), .def = "\"lowpass\"", .choices = "lowpass,highpass"},
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
    {"output_column", "filtered", MR_FLOAT64, "by type: as input, difference",
     .help = "Filtered curve"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "filtered", MR_FLOAT64, "as input", .help = "Filtered curve"},
    {0},
};

enum { MAX_SECTIONS = 16 };

// Sections of second order, the last one of first order when the order is odd: y = b0 x + z1, and
// so on (transposed form).
struct section {
    double b0, b1, b2, a1, a2;
};

struct filter {
    size_t n;
    struct section at[MAX_SECTIONS];
};

// Poles of the analogue prototype in pairs on the unit circle, each taken through the bilinear
// transform with the cut-off pre-warped.
static void design(const struct params *p, struct filter *filter)
{
    const double pi = 3.14159265358979323846264338327950288;
    const double c = tan(pi * p->cutoff / 2);
    const bool high = p->type == 1;
    const size_t order = (size_t)p->order;

    filter->n = (order + 1) / 2;
    for (size_t k = 0; k < order / 2; k++) {
        double damping =
            2 * sin(pi * (double)(2 * k + 1) / (double)(2 * order)); // s^2 + damping s + 1
        double a0 = 1 + damping * c + c * c;
        double gain = (high ? 1 : c * c) / a0;
        filter->at[k] = (struct section){gain, high ? -2 * gain : 2 * gain, gain,
                                         2 * (c * c - 1) / a0, (1 - damping * c + c * c) / a0};
    }
    if (order % 2) {
        double a0 = 1 + c, gain = (high ? 1 : c) / a0;
        filter->at[order / 2] = (struct section){gain, high ? -gain : gain, 0, (c - 1) / a0, 0};
    }
}

// Each section starts in the state it would hold after an endless run of its first input.
static void run(const struct filter *filter, double *s, size_t n)
{
    double level = n > 0 ? s[0] : 0; // the steady input of the section at hand

    for (size_t k = 0; k < filter->n; k++) {
        const struct section f = filter->at[k];
        double steady = (f.b0 + f.b1 + f.b2) / (1 + f.a1 + f.a2) * level;
        double z2 = f.b2 * level - f.a2 * steady;
        double z1 = f.b1 * level - f.a1 * steady + z2;
        for (size_t i = 0; i < n; i++) {
            double y = f.b0 * s[i] + z1;
            z1 = f.b1 * s[i] - f.a1 * y + z2;
            z2 = f.b2 * s[i] - f.a2 * y;
            s[i] = y;
        }
        level = steady;
    }
}

static void reverse(double *s, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        double kept = s[i];
        s[i] = s[n - 1 - i];
        s[n - 1 - i] = kept;
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t order = (size_t)p->order;
    struct filter filter;
    design(p, &filter);
    double *s = mr_arena_alloc(series->arena, (series->n + 6 * (order + 1)) * sizeof *s);
    size_t first = 0, end = 0;
    while (mr_segment_next(x, series->n, &first, &end)) {
        const size_t n = end - first;
        const size_t pad = 3 * (order + 1) < n - 1 ? 3 * (order + 1) : n - 1;
        const double *v = x + first;
        // Odd reflection about both ends.
        for (size_t i = 0; i < pad; i++) {
            s[i] = 2 * v[0] - v[pad - i];
            s[pad + n + i] = 2 * v[n - 1] - v[n - 2 - i];
        }
        memcpy(s + pad, v, n * sizeof *s);
        const size_t size = n + 2 * pad;
        run(&filter, s, size);
        reverse(s, size);
        run(&filter, s, size);
        reverse(s, size);
        memcpy(result + first, s + pad, n * sizeof *s);
    }
    return MR_OK;
}

static mr_sense sense(const void *params_)
{
    const struct params *p = params_;

    return p->type == 0 ? MR_AS_FILTER : MR_AS_LINE;
}

#define EDGE "a null sample gives null"
#define OPERATOR                                                                                   \
    .id = "butterworth_filter", .family = "frequency", .category = MR_SIGNAL,                      \
    .title = "Zero-phase Butterworth low-pass or high-pass filter",                                \
    .help =                                                                                        \
        "Smooths, or takes the trend out, without moving bed boundaries: the filter runs down "    \
        "and up.",                                                                                 \
    .formula = "acts on each segment (maximal run of non-null samples in depth order inside a "    \
               "well), samples taken as evenly spaced; digital Butterworth of the given order by"  \
               " the bilinear transform with pre-warping c=tan(pi*cutoff/2); "                     \
               "padlen=min(3*(order+1),L-1); the segment is extended at each end by padlen "       \
               "samples of odd reflection (2*x_end-x_mirrored); filtered forward, then backward,"  \
               " each pass started in the steady state for its own first sample; the padding is "  \
               "dropped",                                                                          \
    .source = "Oppenheim & Schafer 2010, Discrete-Time Signal Processing; Gustafsson 1996, "       \
              "Determining the initial states in forward-backward filtering",                      \
    .inputs = inputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_butterworth_filter = {
    OPERATOR,           .outputs = outputs,
    .version = "2.0.0", .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,   .gap_steps = 10,
    .well = well,       .sense_of = sense,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_butterworth_filter_v1 = {
    OPERATOR,
    .outputs = outputs_v1,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps; what a high-pass leaves is a difference",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
