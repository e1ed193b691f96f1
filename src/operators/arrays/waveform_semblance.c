// Slowness of greatest semblance over an array of receiver waveforms (STC-lite).
// Source: Kimball & Marzetta 1984, Semblance processing of borehole acoustic array data.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    int64_t receivers;
    double spacing;
    double sample_interval;
    double slowness_min;
    double slowness_max;
    double slowness_step;
    int64_t window;
};

static const mr_param params[] = {
    {MR_PARAM(receivers, "Number of receivers", NULL), .def = "4", .range = "[2, 64]"},
    {MR_PARAM(spacing, "Receiver spacing", "ft"), .def = "0.5", .range = "(0,)"},
    {MR_PARAM(sample_interval, "Sample interval", "us"), .def = "10.0", .range = "(0,)"},
    {MR_PARAM(slowness_min, "Slowness min", "us/ft"), .def = "40.0", .range = "[0,)"},
    {MR_PARAM(slowness_max, "Slowness max", "us/ft"), .def = "200.0", .range = "[0,)"},
    {MR_PARAM(slowness_step, "Slowness step", "us/ft"), .def = "4.0", .range = "(0,)"},
    {MR_PARAM(window, "Window length", "samples"), .def = "8", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "waveforms", MR_LIST_FLOAT64, "absolute",
     .help = "Samples of receiver 1, then 2, ... (equal counts)"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "waveforms", MR_LIST_FLOAT64, NULL,
     .help = "Samples of receiver 1, then 2, ... (equal counts)"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "dt_stc", MR_FLOAT64, "us/ft", .help = "Slowness of greatest semblance"},
    {"semblance_column", "semblance", MR_FLOAT64, NULL,
     .help = "Semblance at that slowness, 0 to 1"},
    {"start_column", "stc_start", MR_INT64, "samples", .help = "Start of the window"},
    {0},
};

enum { MAX_RECEIVERS = 64 };

struct gather {
    const struct params *p;
    const double *x; // receivers one after another
    size_t samples;  // of each
};

struct best {
    double semblance, slowness;
    size_t start;
};

static double semblance_at(const struct gather *g, const size_t *shift, size_t start)
{
    const size_t receivers = (size_t)g->p->receivers;
    double stacked = 0, energy = 0;
    for (size_t i = 0; i < (size_t)g->p->window; i++) {
        double sum = 0;
        for (size_t m = 0; m < receivers; m++) {
            double w = g->x[m * g->samples + start + i + shift[m]];
            sum += w;
            energy += w * w;
        }
        stacked += sum * sum;
    }
    return energy > 0 ? stacked / ((double)receivers * energy) : 0;
}

// Every start at one slowness: keeps the greatest, or takes the first that reaches `enough`.
static void scan(const struct gather *g, double slowness, double enough, struct best *best)
{
    const size_t receivers = (size_t)g->p->receivers, window = (size_t)g->p->window;
    size_t shift[MAX_RECEIVERS], most = 0;
    for (size_t m = 0; m < receivers; m++) {
        double samples = (double)m * g->p->spacing * slowness / g->p->sample_interval;
        if (samples > (double)g->samples)
            return;
        shift[m] = (size_t)floor(samples + 0.5);
        most = shift[m] > most ? shift[m] : most;
    }
    for (size_t start = 0; start + most + window <= g->samples; start++) {
        double s = semblance_at(g, shift, start);
        if (isinf(enough) ? s > best->semblance : s >= enough) {
            *best = (struct best){s, slowness, start};
            if (!isinf(enough))
                return;
        }
    }
}

static double count_steps(const struct params *p)
{
    return floor((p->slowness_max - p->slowness_min) / p->slowness_step + 1e-9);
}

// A search that would never end is a slip of the hand.
static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    if (!(count_steps(p) <= 1e5))
        return mr_fail(err, MR_EPARAM, "slowness_step", "%g us/ft makes %g slownesses to try",
                       p->slowness_step, count_steps(p));
    return MR_OK;
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    if (in[0].null || mr_list_has_null(&in[0]))
        return MR_OK;
    const struct gather gather = {
        .p = p, .x = in[0].list, .samples = in[0].n / (size_t)p->receivers};
    if (p->slowness_max < p->slowness_min)
        return MR_OK; // no candidate
    const size_t steps = (size_t)count_steps(p);
    struct best best = {.semblance = -1};
    // Two passes: the greatest semblance first, then the least slowness and start within 1e-12 of
    // it.
    for (size_t k = 0; k <= steps; k++)
        scan(&gather, p->slowness_min + (double)k * p->slowness_step, (double)INFINITY, &best);
    const double greatest = best.semblance;
    struct best chosen = {.semblance = -1};
    for (size_t k = 0; k <= steps && greatest >= 0 && chosen.semblance < 0; k++)
        scan(&gather, p->slowness_min + (double)k * p->slowness_step, greatest - 1e-12, &chosen);
    if (chosen.semblance < 0)
        return MR_OK;
    out[0] = mr_cell_real(chosen.slowness);
    out[1] = mr_cell_real(chosen.semblance);
    out[2] = mr_cell_real((double)chosen.start);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "waveform_semblance", .family = "acoustic", .category = MR_ARRAYS,                       \
    .title = "Slowness of greatest semblance over an array of receiver waveforms (STC-lite)",      \
    .help =                                                                                        \
        "Slowness-time coherence of one mode: the slowness at which the receivers agree best, "    \
        "and how well they do.",                                                                   \
    .formula = "n=floor(length/receivers) samples per receiver (a remainder is ignored); "         \
               "slowness s_k=slowness_min+k*slowness_step, k=0..floor((slowness_max-"              \
               "slowness_min)/slowness_step+1e-9); "                                               \
               "shift_m=floor(m*spacing*s/sample_interval+0.5) evaluated left to right, "          \
               "m=0..receivers-1; for each start j=0..n-window for which j+shift_m+window<=n for"  \
               " all m: semblance=sum_i((sum_m w_m[j+i+shift_m])^2)/(receivers*sum_i(sum_m "       \
               "w_m[j+i+shift_m]^2)), 0 when the denominator is 0; greatest semblance wins; "      \
               "candidates within 1e-12 of it count as ties: the least slowness, then the least "  \
               "start",                                                                            \
    .edge = "a null list or any null element gives null; no candidate gives null",                 \
    .source = "Kimball & Marzetta 1984, Semblance processing of borehole acoustic array data",     \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .check = check,    \
    .each = each

const mr_operator mr_operator_waveform_semblance = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_waveform_semblance_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
