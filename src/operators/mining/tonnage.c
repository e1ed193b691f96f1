// Dry tonnage and contained metal of a block.
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/operator.h"

struct params {
    double moisture;
    double grade_factor;
};

static const mr_param params[] = {
    {MR_PARAM(moisture, "Wet-basis moisture", "v/v"), .def = "0.0", .range = "[0, 0.99]"},
    {MR_PARAM(grade_factor, "Metal unit per tonne and grade unit", NULL), .def = "1.0"},
    {0},
};

static const mr_port inputs[] = {
    {"volume_column", "volume", MR_FLOAT64, "m3", .help = "Volume"},
    {"sg_column", "sg", MR_FLOAT64, "t/m3", .help = "Density"},
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tonnes", MR_FLOAT64, "t", .help = "Dry tonnage"},
    {"metal_column", "metal", MR_FLOAT64, "t.grade unit", .help = "Metal contained"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict volume = in[0];
    const double *restrict sg = in[1];
    const double *restrict grade = in[2];
    double *restrict result = out[0];
    double *restrict metal = out[1];

    for (size_t i = 0; i < n; i++) {
        double tonnes = volume[i] * sg[i] * (1 - p.moisture);
        result[i] = mr_finite(tonnes) + 0 * grade[i];
        metal[i] = tonnes * grade[i] * p.grade_factor;
    }
}

const mr_operator mr_operator_tonnage = {
    .id = "tonnage",
    .version = "1.0.0",
    .family = "resource",
    .category = MR_MINING,
    .title = "Dry tonnage and contained metal of a block",
    .help = "Mass of a block from volume and density, less moisture, and the metal in it.",
    .formula = "TONNES=volume*sg*(1-moisture); METAL=TONNES*grade*grade_factor",
    .edge = "null in any used input gives null",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
