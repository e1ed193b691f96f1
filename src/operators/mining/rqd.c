// Rock quality designation from core piece lengths.
// Source: Deere 1963, Technical description of rock cores for engineering purposes.
#include "mudrock/operator.h"

struct params {
    double minimum_length;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(minimum_length, "Least length of a piece", "m"), .def = "0.1", .range = "[0,)"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip to 0..100"},
    {0},
};

static const mr_port inputs[] = {
    {"pieces_column", "pieces", MR_LIST_FLOAT64, "m", .help = "Lengths of intact core pieces"},
    {"run_column", "run", MR_FLOAT64, "m", .help = "Length of the core run"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rqd", MR_FLOAT64, "%", .quantity = "rock_quality_designation",
     .help = "Rock quality designation"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    double sum = 0;
    for (size_t k = 0; k < in[0].n; k++)
        sum += in[0].list[k] >= p->minimum_length ? in[0].list[k] : 0;
    if (!in[0].null && in[1].real > 0)
        out[0] = mr_cell_real(mr_limit(p->limit, 100 * sum / in[1].real, 0, 100));
    return MR_OK;
}

const mr_operator mr_operator_rqd = {
    .id = "rqd",
    .version = "1.0.0",
    .family = "geotechnics",
    .category = MR_MINING,
    .title = "Rock quality designation from core piece lengths",
    .help = "Share of a core run that consists of pieces of at least a given length.",
    .formula = "RQD=100*sum(pieces with length>=minimum_length)/run; null pieces are skipped; if"
               " limit clipped to 0..100; run<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Deere 1963, Technical description of rock cores for engineering purposes",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
