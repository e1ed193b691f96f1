// True stratigraphic and true vertical thickness from measured thickness.
// Source: Setchell 1958; Tearpock & Bischke 2003, Applied Subsurface Geological Mapping.
#include "mudrock/operator.h"

struct params {
    double dip;
    double dip_azimuth;
};

static const mr_param params[] = {
    {MR_PARAM(dip, "True bed dip", "deg"), .def = "10.0", .range = "[0, 89]"},
    {MR_PARAM(dip_azimuth, "Down-dip azimuth", "deg"), .def = "90.0", .range = "[0, 360]"},
    {0},
};

static const mr_port inputs[] = {
    {"thickness_column", "mt", MR_FLOAT64, "m", .help = "Measured thickness along the hole"},
    {"inc_column", "inc", MR_FLOAT64, "deg", .help = "Inclination from vertical"},
    {"azi_column", "azi", MR_FLOAT64, "deg", .help = "Azimuth from north"},
    {"dip_column", NULL, MR_FLOAT64, "deg", .replaces = "dip", .optional = true,
     .help = "Dip of bedding, by row"},
    {"dip_azimuth_column", NULL, MR_FLOAT64, "deg", .replaces = "dip_azimuth", .optional = true,
     .help = "Direction of dip, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tst", MR_FLOAT64, "m", .quantity = "true_stratigraphic_thickness",
     .help = "True stratigraphic thickness"},
    {"tvt_column", "tvt", MR_FLOAT64, "m", .quantity = "true_vertical_thickness",
     .help = "True vertical thickness"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict thickness = in[0];
    const double *restrict inc = in[1];
    const double *restrict azi = in[2];
    const double *restrict dip = in[3];
    const double *restrict dip_azimuth = in[4];
    double *restrict result = out[0];
    double *restrict tvt = out[1];

    for (size_t i = 0; i < n; i++) {
        double sine = mr_sin_degrees(dip[i]), cosine = mr_cos_degrees(dip[i]);
        double turn = mr_cos_degrees(azi[i] - dip_azimuth[i]);
        double v = thickness[i] *
                   (mr_cos_degrees(inc[i]) - mr_sin_degrees(inc[i]) * turn * (sine / cosine));
        tvt[i] = v;
        result[i] = v * cosine;
    }
}

const mr_operator mr_operator_true_stratigraphic_thickness = {
    .id = "true_stratigraphic_thickness",
    .version = "1.0.0",
    .family = "survey",
    .category = MR_WELLS,
    .title = "True stratigraphic and true vertical thickness from measured thickness",
    .help = "Thickness at right angles to bedding, from thickness along the hole and the dip.",
    .formula = "TVT=MT*(cos(inc)-sin(inc)*cos(azi-dip_azimuth)*tan(dip)); TST=TVT*cos(dip)",
    .edge = "null in any used input gives null",
    .source = "Setchell 1958; Tearpock & Bischke 2003, Applied Subsurface Geological Mapping",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
