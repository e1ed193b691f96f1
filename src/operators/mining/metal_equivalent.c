// Metal-equivalent grade from prices and recoveries.
// Source: JORC Code 2012, clause 50.
#include "mudrock/operator.h"

struct params {
    mr_reals prices;
    mr_reals recoveries;
};

static const mr_param params[] = {
    {MR_PARAM(prices, "Prices", "money/(grade unit.t)"), .def = "[60.0, 0.8]", .per_column = true,
     .help = "value per grade unit and tonne, one per column"},
    {MR_PARAM(recoveries, "Metallurgical recovery, one per column", "v/v"), .def = "[0.9, 0.75]",
     .per_column = true},
    {0},
};

static const mr_port inputs[] = {
    {"columns", "au,ag", MR_FLOAT64, NULL, .many = true,
     .help = "Grade columns, the first is the reference metal"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "aueq", MR_FLOAT64, "as first column", .help = "Equivalent grade"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)arena;
    (void)err;

    double sum = 0;
    for (size_t i = 0; i < n_many; i++)
        sum += in[1 + i].real * p->prices.at[i] * p->recoveries.at[i];
    out[0] = mr_cell_real(sum / (p->prices.at[0] * p->recoveries.at[0]));
    return MR_OK;
}

const mr_operator mr_operator_metal_equivalent = {
    .id = "metal_equivalent",
    .version = "1.0.0",
    .family = "grade",
    .category = MR_MINING,
    .title = "Metal-equivalent grade from prices and recoveries",
    .help = "One grade that stands for several metals, by their prices and recoveries.",
    .formula = "EQ=sum(g_i*prices_i*recoveries_i)/(prices_1*recoveries_1)",
    .edge = "a null grade in any listed column gives null; arrays of unequal length are an error",
    .source = "JORC Code 2012, clause 50",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
