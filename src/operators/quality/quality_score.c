// Weighted quality score from flags.
// Source: Definition: weighted share of flags that are not set, in percent.
#include "mudrock/operator.h"

struct params {
    mr_reals weights;
};

static const mr_param params[] = {
    {MR_PARAM(weights, "Weights", NULL), .def = "null", .nullable = true, .per_column = true,
     .help = "weight per flag, in the order of columns; null = 1 each"},
    {0},
};

static const mr_port inputs[] = {
    {"columns", "flag_a,flag_b,flag_c", MR_BOOL, NULL, .many = true,
     .help = "Boolean flag columns"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "quality", MR_FLOAT64, "%", .help = "Quality from 0 to 100"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)arena;
    (void)err;

    double bad = 0, total = 0;
    for (size_t i = 0; i < n_many; i++) {
        double weight = p->weights.at ? p->weights.at[i] : 1;
        total += in[1 + i].null ? 0 : weight;
        bad += !in[1 + i].null && in[1 + i].real > 0 ? weight : 0;
    }
    out[0] = mr_cell_real(100 * (1 - bad / total)); // null without a flag or with zero weight
    return MR_OK;
}

const mr_operator mr_operator_quality_score = {
    .id = "quality_score",
    .version = "1.0.0",
    .family = "summary",
    .category = MR_QUALITY,
    .title = "Weighted quality score from flags",
    .help = "One figure for the quality of a sample from its flags, each with its weight.",
    .formula = "score=100*(1-sum(w of true flags)/sum(w of non-null flags))",
    .edge = "a row without non-null flags or with zero weight gives null; weights and columns"
            " of unequal length are an error",
    .source = "Definition: weighted share of flags that are not set, in percent",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
