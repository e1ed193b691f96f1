// Haar wavelet denoising with the universal threshold.
// Source: Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage.
#include "mudrock/operator.h"

#include <string.h>

struct params {
    int64_t levels;
    int mode; // soft, hard
    double scale;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(levels, "Decomposition levels", NULL), .def = "3", .range = "[1, 12]"},
    {MR_PARAM(mode, "Mode", NULL), .def = "\"soft\"", .choices = "soft,hard"},
    {MR_PARAM(scale, "Factor on the universal threshold", NULL), .def = "1.0", .range = "[0,)"},
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
    {"output_column", "denoised", MR_FLOAT64, "as input", .help = "Curve without noise"},
    {0},
};

static const double SQRT_HALF = 0.70710678118654752440084436210484904;

// One Haar step over s[0 .. n): sums to the front half, differences to the back half.
static void forward(double *s, size_t n, double *room)
{
    for (size_t k = 0; k < n / 2; k++) {
        room[k] = (s[2 * k] + s[2 * k + 1]) * SQRT_HALF;
        room[n / 2 + k] = (s[2 * k] - s[2 * k + 1]) * SQRT_HALF;
    }
    memcpy(s, room, n * sizeof *s);
}

static void backward(double *s, size_t n, double *room)
{
    for (size_t k = 0; k < n / 2; k++) {
        room[2 * k] = (s[k] + s[n / 2 + k]) * SQRT_HALF;
        room[2 * k + 1] = (s[k] - s[n / 2 + k]) * SQRT_HALF;
    }
    memcpy(s, room, n * sizeof *s);
}

static double shrink(const struct params *p, double d, double threshold)
{
    double excess = fabs(d) - threshold;

    if (p->mode == 1) // hard
        return excess > 0 ? d : 0;
    return excess > 0 ? copysign(excess, d) : 0;
}

// s has `size` values, the first `n` of them of the segment.
static void denoise(const struct params *p, double *s, size_t size, size_t n, double *room,
                    double *sorted)
{
    for (int64_t level = 0; level < p->levels; level++)
        forward(s, size >> level, room);
    for (size_t k = 0; k < size / 2; k++)
        sorted[k] = fabs(s[size / 2 + k]);
    mr_sort(sorted, size / 2);
    double sigma = mr_median_sorted(sorted, size / 2) / 0.6745;
    double threshold = p->scale * sigma * sqrt(2 * log((double)n));
    for (size_t k = size >> p->levels; k < size; k++)
        s[k] = shrink(p, s[k], threshold);
    for (int64_t level = p->levels; level-- > 0;)
        backward(s, size >> level, room);
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    const size_t block = (size_t)1 << p->levels;
    size_t first = 0, end = 0;
    double *s = mr_arena_alloc(series->arena, 3 * (series->n + block) * sizeof *s);
    while (mr_segment_next(x, series->n, &first, &end) && !mr_stopped(series->watch)) {
        const size_t n = end - first, size = (n + block - 1) / block * block;
        memcpy(s, x + first, n * sizeof *s);
        for (size_t i = n; i < size; i++)
            s[i] = x[end - 1];
        denoise(p, s, size, n, s + size, s + 2 * size);
        memcpy(result + first, s, n * sizeof *s);
    }
    return MR_OK;
}

#define EDGE "a null sample gives null"
#define OPERATOR                                                                                   \
    .id = "wavelet_denoise", .family = "frequency", .category = MR_SIGNAL,                         \
    .title = "Haar wavelet denoising with the universal threshold",                                \
    .help = "Takes out what is below the noise level at every scale, and leaves the steps.",       \
    .formula = "acts on each segment (maximal run of non-null samples in depth order inside a "    \
               "well), samples taken as evenly spaced; the segment of length L is extended with "  \
               "its last value to the next multiple of 2^levels; Haar step: "                      \
               "a_k=(s_2k+s_2k+1)/sqrt(2), d_k=(s_2k-s_2k+1)/sqrt(2), repeated on a; "             \
               "sigma=median(abs(d of level 1))/0.6745; T=scale*sigma*sqrt(2*ln(L)); soft: "       \
               "d=sign(d)*max(abs(d)-T,0); hard: d=0 when abs(d)<=T; inverse transform, "          \
               "extension dropped",                                                                \
    .source = "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage",            \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_wavelet_denoise = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_LINE,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_wavelet_denoise_v1 = {
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
