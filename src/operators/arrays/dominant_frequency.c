// Dominant and mean frequency of a waveform.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/fft.h"
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double sample_interval;
    bool remove_mean;
};

static const mr_param params[] = {
    {MR_PARAM(sample_interval, "Sample interval", "us"), .def = "10.0", .range = "(0,)"},
    {MR_PARAM(remove_mean, "Subtract the mean first", NULL), .def = "true"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "waveform", MR_LIST_FLOAT64, NULL, .help = "Waveform"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "f_peak", MR_FLOAT64, "kHz", .help = "Frequency of the strongest line"},
    {"mean_column", "f_mean", MR_FLOAT64, "kHz", .help = "Centroid of the power spectrum"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    const size_t n = in[0].n;
    if (in[0].null || n < 2 || mr_list_has_null(&in[0]))
        return MR_OK;
    double *re = mr_arena_alloc(arena, (2 * n + mr_fft_room(n)) * sizeof *re), *im = re + n;
    const double mean = p->remove_mean ? mr_mean(in[0].list, n) : 0;
    double largest = 1, greatest = 0, sum = 0, weighted = 0;
    for (size_t i = 0; i < n; i++) {
        re[i] = in[0].list[i] - mean;
        im[i] = 0;
        largest = re[i] * re[i] > largest ? re[i] * re[i] : largest;
    }
    mr_fft(re, im, n, 0, im + n, NULL);
    for (size_t k = 1; k <= n / 2; k++) {
        re[k] = re[k] * re[k] + im[k] * im[k]; // power
        greatest = re[k] > greatest ? re[k] : greatest;
    }
    if (!(greatest > 1e-18 * largest * (double)n * (double)n))
        return MR_OK;
    const double step =
        1000 / ((double)n * p->sample_interval); // kHz for an interval in microseconds
    size_t peak = 1;
    while (re[peak] < greatest * (1 - 1e-9))
        peak++;
    for (size_t k = 1; k <= n / 2; k++) {
        sum += re[k];
        weighted += re[k] * (double)k * step;
    }
    out[0] = mr_cell_real((double)peak * step);
    out[1] = mr_cell_real(weighted / sum);
    return MR_OK;
}

const mr_operator mr_operator_dominant_frequency = {
    .id = "dominant_frequency",
    .version = "1.0.0",
    .family = "spectral",
    .category = MR_ARRAYS,
    .title = "Dominant and mean frequency of a waveform",
    .help = "The frequency of the strongest spectral line of each waveform and the centroid of its "
            "spectrum.",
    .formula = "P_k=abs(DFT_k)^2, f_k=1000*k/(L*sample_interval) for k=0..floor(L/2); peak: "
               "greatest P over k>=1 (candidates within 1e-9 relative of it tie, least k wins); "
               "mean=sum(f*P)/sum(P) over k>=1",
    .edge = "a null list, an empty list or any null element gives null; L<2 gives null; the "
            "greatest P not above 1e-18*max(1,max(x^2))*L^2 counts as zero power and gives "
            "null",
    .source = "Press et al. 2007, Numerical Recipes",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .each = each,
};
