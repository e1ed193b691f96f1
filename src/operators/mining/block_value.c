// Net value of a block from several metals.
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include "mudrock/operator.h"

struct params {
    mr_reals prices;
    mr_reals recoveries;
    double processing_cost;
    double mining_cost;
};

static const mr_param params[] = {
    {MR_PARAM(prices, "Net price per grade unit and tonne", "money/(grade unit.t)"),
     .def = "[55.0, 80.0]", .per_column = true},
    {MR_PARAM(recoveries, "Recovery per column", "v/v"), .def = "[0.9, 0.85]", .per_column = true},
    {MR_PARAM(processing_cost, "Processing cost", "money/t"), .def = "18.0", .range = "[0,)"},
    {MR_PARAM(mining_cost, "Mining cost", "money/t"), .def = "3.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"tonnes_column", "tonnes", MR_FLOAT64, "t", .help = "Tonnage"},
    {"columns", "au,cu", MR_FLOAT64, NULL, .many = true, .help = "Grade columns"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "value", MR_FLOAT64, "money", .help = "Net value of the block"},
    {"ore_column", "is_ore", MR_BOOL, NULL, .help = "Worth processing"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)arena;
    (void)err;

    double revenue = 0;
    for (size_t i = 0; i < n_many; i++)
        revenue += in[2 + i].real * p->prices.at[i] * p->recoveries.at[i];
    if (in[0].null || !isfinite(revenue))
        return MR_OK;
    bool ore = revenue > p->processing_cost;
    out[0] = mr_cell_real(in[0].real * ((ore ? revenue - p->processing_cost : 0) - p->mining_cost));
    out[1] = mr_cell_real(ore);
    return MR_OK;
}

const mr_operator mr_operator_block_value = {
    .id = "block_value",
    .version = "1.0.0",
    .family = "resource",
    .category = MR_MINING,
    .title = "Net value of a block from several metals",
    .help = "Revenue of all metals less the cost of mining and, for ore, of processing.",
    .formula = "revenue=sum(g_i*prices_i*recoveries_i); ore when revenue>processing_cost; "
               "VALUE=tonnes*((revenue-processing_cost if ore else 0)-mining_cost)",
    .edge = "null tonnage or any null grade gives null in both outputs",
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .each = each,
};
