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
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "transformed", MR_FLOAT64, NULL, .help = "Transformed values"},
    {0},
};

static inline double apply(int function, double x)
{
    switch (function) {
    case 0: return log10(x);
    case 1: return log(x);
    case 2: return exp(x);
    case 3: return pow(10, x);
    case 4: return sqrt(x);
    case 5: return x * x;
    case 6: return fabs(x);
    case 7: return 1 / x;
    default: return -x;
    }
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    const struct params *p = params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = apply(p->function, x[i]);
    }
}

const mr_operator mr_operator_math_function = {
    .id = "math_function",
    .version = "1.0.0",
    .family = "pointwise",
    .category = MR_SIGNAL,
    .title = "Apply an elementary function",
    .help = "Logarithm, exponential, root, square, reciprocal and the like, sample by sample.",
    .formula = "y=f(x)",
    .edge = "null or a value outside the domain gives null",
    .source = "Definition: the elementary functions",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
