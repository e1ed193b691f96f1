// Horizontal displacement, its azimuth and the vertical section.
// Source: Bourgoyne et al. 1986, Applied Drilling Engineering.
#include "mudrock/operator.h"

struct params {
    double section_azimuth;
};

static const mr_param params[] = {
    {MR_PARAM(section_azimuth, "Section azimuth", "deg"), .def = "0.0", .range = "[0, 360]"},
    {0},
};

static const mr_port inputs[] = {
    {"north_column", "north", MR_FLOAT64, "m", .help = "Northing from the wellhead"},
    {"east_column", "east", MR_FLOAT64, "m", .help = "Easting from the wellhead"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "closure", MR_FLOAT64, "m", .help = "Horizontal displacement"},
    {"azimuth_column", "closure_azi", MR_FLOAT64, "deg", .help = "Its azimuth"},
    {"section_column", "vsec", MR_FLOAT64, "m", .help = "Length along the section"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict north = in[0];
    const double *restrict east = in[1];
    double *restrict result = out[0];
    double *restrict azimuth = out[1];
    double *restrict section = out[2];
    const double c = cos(mr_radians(p.section_azimuth)), s = sin(mr_radians(p.section_azimuth));

    for (size_t i = 0; i < n; i++) {
        double a = mr_degrees(mr_atan2(east[i], north[i]));
        result[i] = sqrt(north[i] * north[i] + east[i] * east[i]);
        azimuth[i] = a < 0 ? a + 360 : a;
        section[i] = north[i] * c + east[i] * s;
    }
}

const mr_operator mr_operator_closure_and_section = {
    .id = "closure_and_section",
    .version = "1.0.0",
    .family = "survey",
    .category = MR_WELLS,
    .title = "Horizontal displacement, its azimuth and the vertical section",
    .help = "How far and in which direction a hole has gone, and how far along a given line.",
    .formula = "closure=sqrt(N^2+E^2); azimuth=atan2(E,N) in degrees, plus 360 if negative (0 at"
               " the origin); section=N*cos(section_azimuth)+E*sin(section_azimuth)",
    .edge = "null in any used input gives null",
    .source = "Bourgoyne et al. 1986, Applied Drilling Engineering",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
