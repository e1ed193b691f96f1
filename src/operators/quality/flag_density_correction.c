// Flag excessive density correction.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/operator.h"

struct params {
    double threshold;
    bool absolute;
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Threshold", "g/cm3"), .def = "0.15", .range = "[0,)"},
    {MR_PARAM(absolute, "Compare the absolute value", NULL), .def = "true"},
    {0},
};

static const mr_port inputs[] = {
    {"drho_column", "drho", MR_FLOAT64, "g/cm3", .help = "Density correction"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_drho", MR_BOOL, NULL, .help = "Correction too great"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict drho = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double v = p.absolute ? fabs(drho[i]) : drho[i];
        result[i] = mr_flag(v > p.threshold, v);
    }
}

const mr_operator mr_operator_flag_density_correction = {
    .id = "flag_density_correction",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Flag excessive density correction",
    .help = "A great correction tells of mud or a rough wall between pad and rock: the density is "
            "not to be trusted.",
    .formula = "abs(DRHO)>threshold, or DRHO>threshold when not absolute",
    .edge = "null gives a null flag",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
