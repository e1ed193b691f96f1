// Density from grade by regression.
// Source: Abzalov 2016, Applied Mining Geology.
#include "mudrock/operator.h"

struct params {
    mr_reals coefficients;
    int form; // polynomial, reciprocal
    double minimum;
    double maximum;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(coefficients, "C0, c1, c2 ...", NULL), .def = "[2.6, 0.025]"},
    {MR_PARAM(form, "Form of the regression", NULL), .def = "\"polynomial\"",
     .choices = "polynomial,reciprocal"},
    {MR_PARAM(minimum, "Minimum", "t/m3"), .def = "1.0"},
    {MR_PARAM(maximum, "Maximum", "t/m3"), .def = "8.0"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip to minimum..maximum"},
    {0},
};

static const mr_port inputs[] = {
    {"grade_column", "fe", MR_FLOAT64, "%", .help = "Grade"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sg", MR_FLOAT64, "t/m3", .help = "Density"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict grade = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++)
        result[i] = grade[i] - grade[i]; // 0, or a null
    for (size_t c = p.coefficients.n; c > 0; c--) {
        const double coefficient = p.coefficients.at[c - 1];
        for (size_t i = 0; i < n; i++)
            result[i] = result[i] * grade[i] + coefficient;
    }
    for (size_t i = 0; i < n; i++) {
        double s = result[i] + (grade[i] - grade[i]); // null with one coefficient too
        result[i] = mr_limit(p.limit, p.form == 0 ? s : 1 / s, p.minimum, p.maximum);
    }
}

const mr_operator mr_operator_density_regression = {
    .id = "density_regression",
    .version = "1.0.0",
    .family = "density",
    .category = MR_MINING,
    .title = "Density from grade by regression",
    .help = "Density from a grade it depends on, such as iron, by a polynomial or its reciprocal.",
    .formula = "s=sum(c_k*g^k); polynomial SG=s, reciprocal SG=1/s; if limit clipped to "
               "minimum..maximum",
    .edge = "null in any used input gives null",
    .source = "Abzalov 2016, Applied Mining Geology",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
