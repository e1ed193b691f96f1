// Total NMR porosity of a T2 distribution.
// Source: Coates, Xiao & Prammer (1999), NMR Logging Principles and Applications.
#include "mudrock/operator.h"

struct params {
    double scale;
    bool limit;
};

static const mr_port inputs[] = {
    {"t2_column", "t2_dist", MR_LIST_FLOAT64, "v/v", NULL, "T2 distribution, porosity per bin"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "mphi", MR_FLOAT64, "v/v", "nmr_total_porosity", "NMR porosity"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(scale, "Factor on the bin amplitudes", NULL), .def = "1"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "false"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    double sum = 0;

    (void)n_many, (void)arena, (void)err;
    for (size_t k = 0; k < in[0].n; k++)
        sum += isnan(in[0].list[k]) ? 0 : in[0].list[k];
    if (in[0].n > 0)
        out[0] = mr_cell_real(mr_limit(p->limit, p->scale * sum, 0, 1));
    return MR_OK;
}

const mr_operator mr_operator_nmr_porosity = {
    .id = "nmr_porosity",
    .version = "1.0.0",
    .family = "nmr",
    .category = MR_ARRAYS,
    .title = "NMR porosity",
    .help = "Total porosity as the sum of the amplitudes of a T2 distribution.",
    .formula = "PHI = scale sum(amplitudes)",
    .edge = "A null or empty list gives null; null bins count 0",
    .source = "Coates, Xiao & Prammer 1999, NMR Logging Principles and Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
