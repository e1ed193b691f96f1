// NMR permeability, Coates free-fluid model.
// Source: Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double t2_min;
    double t2_max;
    mr_reals t2_bins;
    double t2_cutoff;
    double c;
    double porosity_exponent;
    double ratio_exponent;
};

static const mr_param params[] = {
    {MR_PARAM(t2_min, "T2 of the first bin", "ms"), .def = "0.3", .range = "(0,)"},
    {MR_PARAM(t2_max, "T2 of the last bin", "ms"), .def = "3000.0", .range = "(0,)"},
    {MR_PARAM(t2_bins, "T2 bins", "ms"), .def = "null", .nullable = true,
     .help = "explicit T2 of every bin, overrides t2_min and t2_max"},
    {MR_PARAM(t2_cutoff, "T2 cut-off", "ms"), .def = "33.0", .range = "(0,)"},
    {MR_PARAM(c, "Coates constant", NULL), .def = "10.0", .range = "(0,)"},
    {MR_PARAM(porosity_exponent, "Porosity exponent", NULL), .def = "4.0"},
    {MR_PARAM(ratio_exponent, "Ratio exponent", NULL), .def = "2.0"},
    {0},
};

static const mr_port inputs[] = {
    {"t2_column", "t2_dist", MR_LIST_FLOAT64, "v/v",
     .help = "T2 distribution: incremental porosity per bin"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "k_coates", MR_FLOAT64, "mD", .quantity = "nmr_permeability",
     .help = "Permeability"},
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
    double bound = mr_t2_between(&axis, &in[0], -(double)INFINITY, p->t2_cutoff);
    double free_fluid = mr_t2_between(&axis, &in[0], p->t2_cutoff, (double)INFINITY);
    if (bound > 0 && free_fluid >= 0)
        out[0] = mr_cell_real(pow(100 * (bound + free_fluid) / p->c, p->porosity_exponent) *
                              pow(free_fluid / bound, p->ratio_exponent));
    return MR_OK;
}

const mr_operator mr_operator_nmr_permeability_coates = {
    .id = "nmr_permeability_coates",
    .version = "1.0.0",
    .family = "nmr",
    .category = MR_ARRAYS,
    .title = "NMR permeability, Coates free-fluid model",
    .help = "Permeability from the total porosity of the T2 distribution and the ratio of free to "
            "bound fluid.",
    .formula = "bin T2: t2_bins (the first n), or T_k=t2_min*(t2_max/t2_min)^(k/(n-1)), "
               "k=0..n-1, n=list length (t2_min when n=1); BVI=sum(a, T<t2_cutoff); FFI=sum(a, "
               "T>=t2_cutoff); PHI=BVI+FFI; "
               "K=(100*PHI/c)^porosity_exponent*(FFI/BVI)^ratio_exponent; BVI<=0 or FFI<0 gives "
               "null",
    .edge = "a null list gives null; null bins count 0; a list longer than t2_bins gives null",
    .source = "Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
