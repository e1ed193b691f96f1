// Class number of a value from class edges.
// Source: Definition: class of a value among sorted edges.
#include "mudrock/operator.h"

struct params {
    mr_reals edges;
    bool right_closed;
};

static const mr_param params[] = {
    {MR_PARAM(edges, "Ascending class edges", "as input"), .def = "[40.0, 75.0, 110.0]"},
    {MR_PARAM(right_closed, "Right closed", NULL), .def = "false",
     .help = "a value equal to an edge goes to the lower class"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "class", MR_INT64, NULL, .help = "Number of the class, from 0"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++)
        result[i] = x[i] - x[i]; // 0, or a null
    for (size_t e = 0; e < p.edges.n; e++) {
        const double edge = p.edges.at[e];
        for (size_t i = 0; i < n; i++)
            result[i] += edge < x[i] || (edge == x[i] && !p.right_closed) ? 1 : 0;
    }
}

const mr_operator mr_operator_discretize = {
    .id = "discretize",
    .version = "1.0.0",
    .family = "pointwise",
    .category = MR_SIGNAL,
    .title = "Class number of a value from class edges",
    .help = "Classes from a curve and a list of edges, for facies and statistics.",
    .formula = "class=number of edges e with e<=x (or e<x if right_closed), 0..len(edges)",
    .edge = "null in any used input gives null",
    .source = "Definition: class of a value among sorted edges",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
