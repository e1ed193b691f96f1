// Linear map followed by an elementary function, element by element.
// Source: Definition: elementary function of a linear function.
#include "mudrock/operator.h"

#include "lists.h"

struct params {
    double multiplier;
    double offset;
    int function; // identity, log10, ln, exp, sqrt, square, abs, reciprocal
};

static const mr_param params[] = {
    {MR_PARAM(multiplier, "Multiplier", NULL), .def = "1.0"},
    {MR_PARAM(offset, "Offset", NULL), .def = "0.0"},
    {MR_PARAM(function, "Function", NULL), .def = "\"identity\"",
     .choices = "identity,log10,ln,exp,sqrt,square,abs,reciprocal"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, "house", .help = "Array"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "mapped", MR_LIST_FLOAT64, "by function: as input, -, -, -, -, -, -, -",
     .help = "Transformed elements"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "mapped", MR_LIST_FLOAT64, NULL, .help = "Transformed elements"},
    {0},
};

static double apply(int function, double x)
{
    switch (function) {
    case 1: return log10(x);
    case 2: return log(x);
    case 3: return exp(x);
    case 4: return sqrt(x);
    case 5: return x * x;
    case 6: return fabs(x);
    case 7: return 1 / x;
    default: return x; // identity
    }
}

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)err;

    if (in[0].null)
        return MR_OK;
    double *y = mr_list_new(in[0].n, arena);
    for (size_t i = 0; i < in[0].n; i++)
        y[i] = mr_finite(apply(p->function, p->multiplier * in[0].list[i] + p->offset));
    out[0] = mr_cell_list(y, in[0].n);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_map", .family = "transform", .category = MR_ARRAYS,                               \
    .title = "Linear map followed by an elementary function, element by element",                  \
    .help =                                                                                        \
        "Scales and shifts every element, then applies a function such as a logarithm or a root.", \
    .formula = "y=f(multiplier*x+offset)",                                                         \
    .edge = "a null list gives null; null elements stay null; an empty list stays empty; a "       \
            "domain error gives a null element",                                                   \
    .source = "Definition: elementary function of a linear function", .params = params,            \
    .params_size = sizeof(struct params), .extension = true, .each = each

const mr_operator mr_operator_array_map = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_array_map_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes one unit of each dimension",
    .migrate = mr_migrate_as_is,
};
