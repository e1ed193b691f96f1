// Apply an elementary function.
// Source: Definition: the elementary functions.
#include "mudrock/operator.h"

struct params {
    int function; // log10, ln, exp, exp10, sqrt, square, abs, reciprocal, negate
};

static const mr_param params[] = {
    {MR_PARAM(function, "Function", NULL), .def = "\"log10\"",
     .choices = "log10,ln,exp,exp10,sqrt,square,abs,reciprocal,negate"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64,
     "by function: house, house, house, house, house, absolute, absolute, absolute, absolute",
     .help = "Curve"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "transformed", MR_FLOAT64,
     "by function: -, -, -, -, root of input, as input squared, as input, one over input, as input",
     .help = "Transformed values"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "transformed", MR_FLOAT64, NULL, .help = "Transformed values"},
    {0},
};

// The loop stands in every branch, so that each is vector code of its own.
#define EACH(value)                                                                                \
    for (size_t i = 0; i < n; i++)                                                                 \
        result[i] = value;                                                                         \
    break

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    switch (p.function) {
    case 0: EACH(mr_log10(x[i]));
    case 1: EACH(mr_ln(x[i]));
    case 2: EACH(mr_exp(x[i]));
    case 3: EACH(mr_exp10(x[i]));
    case 4: EACH(sqrt(x[i]));
    case 5: EACH(x[i] * x[i]);
    case 6: EACH(fabs(x[i]));
    case 7: EACH(1 / x[i]);
    default: EACH(-x[i]);
    }
}

#define OPERATOR                                                                                   \
    .id = "math_function", .family = "pointwise", .category = MR_SIGNAL,                           \
    .title = "Apply an elementary function",                                                       \
    .help = "Logarithm, exponential, root, square, reciprocal and the like, sample by sample.",    \
    .formula = "y=f(x)", .edge = "null or a value outside the domain gives null",                  \
    .source = "Definition: the elementary functions", .params = params,                            \
    .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_math_function = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_math_function_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes logarithms, exponentials and roots in one unit of each dimension, and says "
              "that of the result",
    .migrate = mr_migrate_as_is,
};
