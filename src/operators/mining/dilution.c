// Diluted tonnage and grade with mining recovery.
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include "mudrock/operator.h"

struct params {
    double dilution;
    double waste_grade;
    double recovery;
};

static const mr_param params[] = {
    {MR_PARAM(dilution, "Waste tonnes per ore tonne", "v/v"), .def = "0.1", .range = "[0, 5]"},
    {MR_PARAM(waste_grade, "Waste grade", "g/t"), .def = "0.0", .range = "[0,)"},
    {MR_PARAM(recovery, "Mining recovery", "v/v"), .def = "0.95", .range = "[0, 1]"},
    {0},
};

static const mr_port inputs[] = {
    {"tonnes_column", "tonnes", MR_FLOAT64, "t", .help = "Tonnage"},
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"dilution_column", NULL, MR_FLOAT64, "v/v", .replaces = "dilution", .optional = true,
     .help = "Dilution, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tonnes_diluted", MR_FLOAT64, "t", .help = "Diluted tonnage"},
    {"grade_diluted_column", "grade_diluted", MR_FLOAT64, "g/t", .help = "Diluted grade"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict tonnes = in[0];
    const double *restrict grade = in[1];
    const double *restrict dilution = in[2];
    double *restrict result = out[0];
    double *restrict grade_diluted = out[1];

    for (size_t i = 0; i < n; i++) {
        result[i] = tonnes[i] * (1 + dilution[i]) * p.recovery + 0 * grade[i];
        grade_diluted[i] =
            (grade[i] + dilution[i] * p.waste_grade) / (1 + dilution[i]) + 0 * tonnes[i];
    }
}

const mr_operator mr_operator_dilution = {
    .id = "dilution",
    .version = "1.0.0",
    .family = "resource",
    .category = MR_MINING,
    .title = "Diluted tonnage and grade with mining recovery",
    .help = "What comes to the mill when waste is taken with the ore and some ore is left behind.",
    .formula = "TD=tonnes*(1+dilution)*recovery; GD=(grade+dilution*waste_grade)/(1+dilution)",
    .edge = "null in any used input gives null",
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
