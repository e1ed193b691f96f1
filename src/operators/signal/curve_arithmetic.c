// Arithmetic between two curves.
// Source: Definition: the arithmetic operations.
#include "mudrock/operator.h"

struct params {
    int operation; // add, subtract, multiply, divide, min, max, mean, power
};

static const mr_param params[] = {
    {MR_PARAM(operation, "Operation", NULL), .def = "\"add\"",
     .choices = "add,subtract,multiply,divide,min,max,mean,power"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64,
     "by operation: absolute, as input, absolute, absolute, as input, as input, as input, house",
     .help = "Curve"},
    {"other_column", "rhob", MR_FLOAT64,
     "by operation: as input, as input, absolute, absolute, as input, as input, as input, house",
     .help = "The other curve"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"other_column", "rhob", MR_FLOAT64, NULL, .help = "The other curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "result", MR_FLOAT64,
     "by operation: as input, difference, as input times other, as input over other, as input, as "
     "input, as input, -",
     .help = "Result"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "result", MR_FLOAT64, NULL, .help = "Result"},
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
    const double *restrict a = in[0];
    const double *restrict b = in[1];
    double *restrict result = out[0];

    switch (p.operation) {
    case 0: EACH(a[i] + b[i]);
    case 1: EACH(a[i] - b[i]);
    case 2: EACH(a[i] * b[i]);
    case 3: EACH(a[i] / b[i]);
    case 4: EACH((a[i] < b[i] ? a[i] : b[i]) + (0 * a[i] + 0 * b[i])); // min; a null stays one
    case 5: EACH((a[i] > b[i] ? a[i] : b[i]) + (0 * a[i] + 0 * b[i])); // max
    case 6: EACH((a[i] + b[i]) / 2);
    default: EACH(mr_pow(a[i], b[i]) + 0 * (a[i] + b[i])); // pow(x, 0) would hide a null
    }
}

static mr_sense sense(const void *params_)
{
    const struct params *p = params_;

    return p->operation == 1 ? MR_AS_APART : p->operation == 6 ? MR_AS_FILTER : MR_AS_ALONE;
}

#define OPERATOR                                                                                   \
    .id = "curve_arithmetic", .family = "pointwise", .category = MR_SIGNAL,                        \
    .title = "Arithmetic between two curves",                                                      \
    .help = "Sum, difference, product, quotient or power of two curves.",                          \
    .formula = "y=a op b; divide a/b; power a^b",                                                  \
    .edge = "null in either gives null; division by zero or a negative base with a non-"           \
            "integer power gives null",                                                            \
    .source = "Definition: the arithmetic operations", .params = params,                           \
    .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_curve_arithmetic = {
    OPERATOR, .version = "2.0.0", .inputs = inputs, .outputs = outputs, .sense_of = sense,
};

const mr_operator mr_operator_curve_arithmetic_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "brings two curves that must agree to one unit and says that of the result",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
