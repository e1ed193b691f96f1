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
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"other_column", "rhob", MR_FLOAT64, NULL, .help = "The other curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "result", MR_FLOAT64, NULL, .help = "Result"},
    {0},
};

static inline double apply(int operation, double a, double b)
{
    switch (operation) {
    case 0: return a + b;
    case 1: return a - b;
    case 2: return a * b;
    case 3: return a / b;
    case 4: return a < b ? a + 0 * b : b + 0 * a; // min; a null stays one
    case 5: return a > b ? a + 0 * b : b + 0 * a; // max
    case 6: return (a + b) / 2;
    default: return pow(a, b) + 0 * (a + b); // pow(x, 0) would hide a null
    }
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    const struct params *p = params_;
    const double *restrict x = in[0];
    const double *restrict other = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = apply(p->operation, x[i], other[i]);
    }
}

const mr_operator mr_operator_curve_arithmetic = {
    .id = "curve_arithmetic",
    .version = "1.0.0",
    .family = "pointwise",
    .category = MR_SIGNAL,
    .title = "Arithmetic between two curves",
    .help = "Sum, difference, product, quotient or power of two curves.",
    .formula = "y=a op b; divide a/b; power a^b",
    .edge = "null in either gives null; division by zero or a negative base with a non-"
            "integer power gives null",
    .source = "Definition: the arithmetic operations",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
