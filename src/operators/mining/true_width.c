// True width of an intercept against a planar structure.
// Source: Marjoribanks 2010, Geological Methods in Mineral Exploration and Mining.
#include "mudrock/operator.h"

struct params {
    double plane_dip;
    double plane_dip_azimuth;
};

static const mr_param params[] = {
    {MR_PARAM(plane_dip, "Dip of the structure", "deg"), .def = "70.0", .range = "[0, 90]"},
    {MR_PARAM(plane_dip_azimuth, "Dip direction of the structure", "deg"), .def = "270.0",
     .range = "[0, 360]"},
    {0},
};

static const mr_port inputs[] = {
    {"length_column", "length", MR_FLOAT64, "m", .help = "Length along the hole"},
    {"azi_column", "azi", MR_FLOAT64, "deg", .help = "Azimuth of the hole"},
    {"dip_column", "dip", MR_FLOAT64, "deg", .help = "Hole dip, negative down"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "true_width", MR_FLOAT64, "m", .help = "True width"},
    {"angle_column", "core_angle", MR_FLOAT64, "deg",
     .help = "Angle between core axis and structure"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict length = in[0];
    const double *restrict azi = in[1];
    const double *restrict dip = in[2];
    double *restrict result = out[0];
    double *restrict angle = out[1];
    // Normal of the plane: east, north, up.
    const double pd = mr_radians(p.plane_dip), pa = mr_radians(p.plane_dip_azimuth);
    const double east = sin(pd) * sin(pa), north = sin(pd) * cos(pa), up = cos(pd);

    for (size_t i = 0; i < n; i++) {
        double level = mr_cos_degrees(dip[i]);
        double c = fabs(level * mr_sin_degrees(azi[i]) * east +
                        level * mr_cos_degrees(azi[i]) * north + mr_sin_degrees(dip[i]) * up);
        c = c > 1 ? 1 : c;
        result[i] = length[i] * c;
        angle[i] = mr_degrees(mr_asin(c)) + 0 * length[i];
    }
}

const mr_operator mr_operator_true_width = {
    .id = "true_width",
    .version = "1.0.0",
    .family = "geometry",
    .category = MR_MINING,
    .title = "True width of an intercept against a planar structure",
    .help = "Thickness of a vein at right angles to it, from the length that a slanting hole has "
            "in it.",
    .formula = "hole direction (east,north,up)=(cos(dip)*sin(azi),cos(dip)*cos(azi),sin(dip)); "
               "plane normal=(sin(pd)*sin(pa),sin(pd)*cos(pa),cos(pd)); c=abs(dot product) "
               "capped at 1; TW=length*c; core angle=asin(c) in degrees",
    .edge = "null in any used input gives null",
    .source = "Marjoribanks 2010, Geological Methods in Mineral Exploration and Mining",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
