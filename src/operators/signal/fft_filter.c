// Frequency-domain pass filter by zeroing Fourier coefficients.
// Source: Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing.
#include "mudrock/operator.h"

#include "mudrock/fft.h"

#include <string.h>

struct params {
    int type; // lowpass, highpass, bandpass
    double low;
    double high;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(type, "Type", NULL), .def = "\"lowpass\"", .choices = "lowpass,highpass,bandpass"},
    {MR_PARAM(low, "Low end of the band", "cycles/sample"), .def = "0.05", .range = "[0, 0.5]"},
    {MR_PARAM(high, "High end of the band", "cycles/sample"), .def = "0.2", .range = "[0, 0.5]"},
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
    {"output_column", "filtered", MR_FLOAT64, "by type: as input, difference, difference",
     .help = "Filtered curve"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "filtered", MR_FLOAT64, "as input", .help = "Filtered curve"},
    {0},
};

// Whether a frequency, in cycles a sample, passes.
static bool kept(const struct params *p, double f)
{
    enum { LOWPASS, HIGHPASS, BANDPASS };

    return (p->type == HIGHPASS || f <= p->high) && (p->type == LOWPASS || f >= p->low);
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    double *room =
        mr_arena_alloc(series->arena, (2 * series->n + mr_fft_room(series->n)) * sizeof *room);
    size_t first = 0, end = 0;
    while (mr_segment_next(x, series->n, &first, &end) && !mr_stopped(series->watch)) {
        const size_t n = end - first;
        double *re = room, *im = room + n;
        memcpy(re, x + first, n * sizeof *re);
        memset(im, 0, n * sizeof *im);
        mr_fft(re, im, n, 0, room + 2 * n, series->watch);
        for (size_t k = 0; k < n; k++) {
            if (kept(p, (double)(k < n - k ? k : n - k) / (double)n))
                continue;
            re[k] = 0;
            im[k] = 0;
        }
        mr_fft(re, im, n, 1, room + 2 * n, series->watch);
        memcpy(result + first, re, n * sizeof *re);
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
    .id = "fft_filter", .family = "frequency", .category = MR_SIGNAL,                              \
    .title = "Frequency-domain pass filter by zeroing Fourier coefficients",                       \
    .help = "Keeps the wavelengths longer or shorter than a cut-off, or those in a band.",         \
    .formula = "acts on each segment (maximal run of non-null samples in depth order inside a "    \
               "well), samples taken as evenly spaced; DFT of the L samples; coefficient k has "   \
               "frequency f=min(k,L-k)/L; kept when lowpass f<=high, highpass f>=low, bandpass "   \
               "low<=f<=high, others set to 0; inverse DFT, real part",                            \
    .source = "Smith 1997, The Scientist and Engineer's Guide to Digital Signal Processing",       \
    .inputs = inputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_fft_filter = {
    OPERATOR,           .outputs = outputs,
    .version = "2.0.0", .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,   .gap_steps = 10,
    .well = well,       .sense_of = sense,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_fft_filter_v1 = {
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
