// Clay-bound, capillary-bound and free fluid from T2 cut-offs.
// Source: Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double t2_min;
    double t2_max;
    mr_reals t2_bins;
    double t2_cutoff;
    double clay_cutoff;
};

static const mr_param params[] = {
    {MR_PARAM(t2_min, "T2 of the first bin", "ms"), .def = "0.3", .range = "(0,)"},
    {MR_PARAM(t2_max, "T2 of the last bin", "ms"), .def = "3000.0", .range = "(0,)"},
    {MR_PARAM(t2_bins, "T2 bins", "ms"), .def = "null", .nullable = true,
     .help = "explicit T2 of every bin, overrides t2_min and t2_max"},
    {MR_PARAM(t2_cutoff, "T2 cut-off", "ms"), .def = "33.0", .range = "(0,)",
     .help = "bound/free cut-off"},
    {MR_PARAM(clay_cutoff, "Clay-bound cut-off", "ms"), .def = "3.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"t2_column", "t2_dist", MR_LIST_FLOAT64, "v/v",
     .help = "T2 distribution: incremental porosity per bin"},
    {"t2_cutoff_column", NULL, MR_FLOAT64, "ms", .replaces = "t2_cutoff", .optional = true,
     .help = "T2 cut-off, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "bvi", MR_FLOAT64, "v/v", .quantity = "nmr_bound_fluid",
     .help = "Capillary-bound fluid"},
    {"ffi_column", "ffi", MR_FLOAT64, "v/v", .quantity = "nmr_free_fluid", .help = "Free fluid"},
    {"cbw_column", "cbw", MR_FLOAT64, "v/v", .quantity = "nmr_clay_bound_water",
     .help = "Clay-bound fluid"},
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
    const double cutoff = in[1].real; // the parameter, or the column that replaces it
    if (in[0].null || in[0].n == 0 || isnan(cutoff) || !mr_t2_fits(&axis, in[0].n))
        return MR_OK;
    out[0] = mr_cell_real(mr_t2_between(&axis, &in[0], p->clay_cutoff, cutoff));
    out[1] = mr_cell_real(mr_t2_between(&axis, &in[0], cutoff, (double)INFINITY));
    out[2] = mr_cell_real(mr_t2_between(&axis, &in[0], -(double)INFINITY, p->clay_cutoff));
    return MR_OK;
}

const mr_operator mr_operator_nmr_bvi_ffi = {
    .id = "nmr_bvi_ffi",
    .version = "1.0.0",
    .family = "nmr",
    .category = MR_ARRAYS,
    .title = "Clay-bound, capillary-bound and free fluid from T2 cut-offs",
    .help = "Parts the T2 distribution at the cut-offs into clay-bound, capillary-bound and free "
            "fluid.",
    .formula = "bin T2: t2_bins (the first n), or T_k=t2_min*(t2_max/t2_min)^(k/(n-1)), "
               "k=0..n-1, n=list length (t2_min when n=1); CBW=sum(a, T<clay_cutoff); BVI=sum(a,"
               " clay_cutoff<=T<t2_cutoff); FFI=sum(a, T>=t2_cutoff)",
    .edge = "a null list gives null; null bins count 0; a list longer than t2_bins gives "
            "null; an empty list gives null",
    .source = "Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
