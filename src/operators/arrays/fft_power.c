// Power spectrum of an array.
// Source: Press et al. 2007, Numerical Recipes.
#include "mudrock/fft.h"
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    bool remove_mean;
    int taper; // none, hann
};

static const mr_param params[] = {
    {MR_PARAM(remove_mean, "Subtract the mean first", NULL), .def = "false"},
    {MR_PARAM(taper, "Taper", NULL), .def = "\"none\"", .choices = "none,hann"},
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
    {"output_column", "power", MR_LIST_FLOAT64, "as input squared",
     .help = "Power by frequency, from 0 up"},
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
    double *re = mr_arena_alloc(arena, (2 * n + mr_fft_room(n)) * sizeof *re), *im = re + n;
    const double mean = p->remove_mean ? mr_mean(in[0].list, n) : 0;
    const double turn = n > 1 ? mr_radians(360) / (double)(n - 1) : 0;
    for (size_t i = 0; i < n; i++) {
        double taper = p->taper == 1 && n > 1 ? 0.5 - 0.5 * cos(turn * (double)i) : 1; // Hann
        re[i] = (in[0].list[i] - mean) * taper;
        im[i] = 0;
    }
    mr_fft(re, im, n, 0, im + n, NULL);
    double *power = mr_list_new(n / 2 + 1, arena);
    for (size_t k = 0; k <= n / 2; k++)
        power[k] = (re[k] * re[k] + im[k] * im[k]) / (double)n;
    out[0] = mr_cell_list(power, n / 2 + 1);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "fft_power", .family = "spectral", .category = MR_ARRAYS,                                \
    .title = "Power spectrum of an array",                                                         \
    .help = "Squared moduli of the Fourier coefficients of each list, after an optional taper.",   \
    .formula = "x minus its mean if remove_mean; hann: times w_i=0.5-0.5*cos(2*pi*i/(L-1)) (1 "    \
               "when L=1); X=DFT; P_k=abs(X_k)^2/L for k=0..floor(L/2)",                           \
    .edge = "a null list, an empty list or any null element gives null",                           \
    .source = "Press et al. 2007, Numerical Recipes", .outputs = outputs, .params = params,        \
    .params_size = sizeof(struct params), .each = each

const mr_operator mr_operator_fft_power = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_fft_power_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "counts temperatures from nothing, in K",
    .migrate = mr_migrate_as_is,
};
