// Envelope (instantaneous amplitude) of the analytic signal.
// Source: Taner, Koehler & Sheriff 1979, Complex seismic trace analysis.
#include "mudrock/operator.h"

#include "mudrock/fft.h"

struct params {
    bool remove_mean;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(remove_mean, "Subtract the segment mean first", NULL), .def = "true"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "by remove_mean: absolute, -", .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "envelope", MR_FLOAT64, "by remove_mean: as input, difference",
     .help = "Amplitude"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "envelope", MR_FLOAT64, "as input", .help = "Amplitude"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    (void)err;

    double *room =
        mr_arena_alloc(series->arena, (3 * series->n + mr_fft_room(series->n)) * sizeof *room);
    size_t first = 0, end = 0;
    while (mr_segment_next(x, series->n, &first, &end) && !mr_stopped(series->watch)) {
        const size_t n = end - first;
        const double mean = p->remove_mean ? mr_mean(x + first, n) : 0;
        for (size_t i = 0; i < n; i++)
            room[i] = x[first + i] - mean;
        mr_fft_envelope(room, n, result + first, room + n, series->watch);
    }
    return MR_OK;
}

#define EDGE "a null sample gives null"
#define OPERATOR                                                                                   \
    .id = "hilbert_envelope", .family = "frequency", .category = MR_SIGNAL,                        \
    .title = "Envelope (instantaneous amplitude) of the analytic signal",                          \
    .help = "How strongly a curve swings around its trend, at each depth.",                        \
    .formula = "acts on each segment (maximal run of non-null samples in depth order inside a "    \
               "well), samples taken as evenly spaced; optionally minus its mean; DFT; "           \
               "coefficient 0 (and L/2 for even L) times 1, positive frequencies 1..ceil(L/2)-1 "  \
               "times 2, negative ones 0; inverse DFT; y=modulus",                                 \
    .source = "Taner, Koehler & Sheriff 1979, Complex seismic trace analysis",                     \
    .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_hilbert_envelope = {
    OPERATOR,
    .inputs = inputs,
    .outputs = outputs,
    .version = "2.0.0",
    .edge = EDGE "; nothing reaches across a gap, and a missing row is a null",
    .params = params,
    .gap_steps = 10,
    .well = well,
    .sense = MR_AS_LINE,
};

// Windows and neighbours reach across gaps.
const mr_operator mr_operator_hilbert_envelope_v1 = {
    OPERATOR,
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .version = "1.0.0",
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not reach across gaps; an amplitude of temperatures is no temperature",
    .migrate = mr_migrate_as_is,
    .well = well,
    .plain = true,
};
