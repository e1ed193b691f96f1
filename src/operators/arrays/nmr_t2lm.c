// Logarithmic mean T2.
// Source: Kenyon et al. 1988, A three-part study of NMR longitudinal relaxation properties of
// water-saturated sandstones.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double t2_min;
    double t2_max;
    mr_reals t2_bins;
};

static const mr_param params[] = {
    {MR_PARAM(t2_min, "T2 of the first bin", "ms"), .def = "0.3", .range = "(0,)"},
    {MR_PARAM(t2_max, "T2 of the last bin", "ms"), .def = "3000.0", .range = "(0,)"},
    {MR_PARAM(t2_bins, "T2 bins", "ms"), .def = "null", .nullable = true,
     .help = "explicit T2 of every bin, overrides t2_min and t2_max"},
    {0},
};

static const mr_port inputs[] = {
    {"t2_column", "t2_dist", MR_LIST_FLOAT64, "v/v",
     .help = "T2 distribution: incremental porosity per bin"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "t2lm", MR_FLOAT64, "ms", .quantity = "nmr_t2_log_mean",
     .help = "Logarithmic mean T2"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    const mr_t2_axis axis = {p->t2_min, p->t2_max, p->t2_bins};
    if (in[0].null || !mr_t2_fits(&axis, in[0].n))
        return MR_OK;
    mr_t2_sums sums = mr_t2_sum(&axis, &in[0]);
    if (sums.amplitude > 0)
        out[0] = mr_cell_real(exp(sums.log_weighted / sums.amplitude));
    return MR_OK;
}

const mr_operator mr_operator_nmr_t2lm = {
    .id = "nmr_t2lm",
    .version = "1.0.0",
    .family = "nmr",
    .category = MR_ARRAYS,
    .title = "Logarithmic mean T2",
    .help = "The mean of log T2, weighted by amplitude: what the SDR permeability stands on.",
    .formula = "bin T2: t2_bins (the first n), or T_k=t2_min*(t2_max/t2_min)^(k/(n-1)), "
               "k=0..n-1, n=list length (t2_min when n=1); T2LM=exp(sum(a*ln(T))/sum(a)); "
               "sum(a)<=0 gives null",
    .edge = "a null list gives null; null bins count 0; a list longer than t2_bins gives null",
    .source = "Kenyon et al. 1988, A three-part study of NMR longitudinal relaxation properties"
              " of water-saturated sandstones",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
