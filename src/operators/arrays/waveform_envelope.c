// Envelope of a waveform (modulus of the analytic signal).
// Source: Taner, Koehler & Sheriff 1979, Complex seismic trace analysis.
#include "mudrock/fft.h"
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    bool remove_mean;
};

static const mr_param params[] = {
    {MR_PARAM(remove_mean, "Subtract the mean first", NULL), .def = "true"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "waveform", MR_LIST_FLOAT64, "absolute", .help = "Waveform"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "waveform", MR_LIST_FLOAT64, NULL, .help = "Waveform"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "envelope", MR_LIST_FLOAT64, "as input", .help = "Amplitude"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    const size_t n = in[0].n;
    if (in[0].null || n == 0 || mr_list_has_null(&in[0]))
        return MR_OK;
    double *room = mr_arena_alloc(arena, (3 * n + mr_fft_room(n)) * sizeof *room);
    double *y = mr_list_new(n, arena);
    const double mean = p->remove_mean ? mr_mean(in[0].list, n) : 0;
    for (size_t i = 0; i < n; i++)
        room[i] = in[0].list[i] - mean;
    mr_fft_envelope(room, n, y, room + n, NULL);
    out[0] = mr_cell_list(y, n);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "waveform_envelope", .family = "acoustic", .category = MR_ARRAYS,                        \
    .title = "Envelope of a waveform (modulus of the analytic signal)",                            \
    .help = "Instantaneous amplitude of each waveform, for picking and for amplitudes.",           \
    .formula = "DFT of the list (minus its mean if remove_mean); coefficient 0 (and L/2 for even"  \
               " L) times 1, 1..ceil(L/2)-1 times 2, the rest 0; inverse DFT; modulus",            \
    .edge = "a null list, an empty list or any null element gives null",                           \
    .source = "Taner, Koehler & Sheriff 1979, Complex seismic trace analysis", .outputs = outputs, \
    .params = params, .params_size = sizeof(struct params), .extension = true, .each = each

const mr_operator mr_operator_waveform_envelope = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_waveform_envelope_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
