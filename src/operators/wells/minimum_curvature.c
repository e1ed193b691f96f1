// Positions along a deviation survey by minimum curvature.
// Sources: Taylor & Mason (1972), A systematic approach to well surveying calculations; Sawaryn &
// Thorogood (2005), A compendium of directional calculations.
#include "mudrock/operator.h"

struct params {
    double tie_tvd, tie_north, tie_east, dls_length;
};

static const mr_port inputs[] = {
    {"inc_column", "inc", MR_FLOAT64, "deg", "inclination", "Inclination from vertical"},
    {"azi_column", "azi", MR_FLOAT64, "deg", "azimuth", "Azimuth from north"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "tvd", MR_FLOAT64, "m", "true_vertical_depth", "True vertical depth"},
    {"north_column", "north", MR_FLOAT64, "m", "y_offset", "Northing from the tie-in"},
    {"east_column", "east", MR_FLOAT64, "m", "x_offset", "Easting from the tie-in"},
    {"dls_column", "dls", MR_FLOAT64, "deg/dls_length", "dogleg_severity",
     "Dogleg severity, degrees over dls_length"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(tie_tvd, "TVD of the first station; null = its measured depth", "m"), .def = "null",
     .nullable = true},
    {MR_PARAM(tie_north, "Northing of the first station", "m"), .def = "0"},
    {MR_PARAM(tie_east, "Easting of the first station", "m"), .def = "0"},
    {MR_PARAM(dls_length, "Course length of the dogleg severity", "m"), .def = "30",
     .range = "(0,)"},
    {0},
};

enum { TVD, NORTH, EAST, DLS };

static mr_status well(const void *params_, const mr_series *s, mr_error *err)
{
    const struct params *p = params_;
    const double *inc = s->in[0], *azi = s->in[1], *md = s->depth;
    double *const *out = s->out;
    size_t last = SIZE_MAX; // the station before

    (void)err;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(inc[i]) || isnan(azi[i]))
            continue;
        if (last == SIZE_MAX) {
            out[TVD][i] = isnan(p->tie_tvd) ? md[i] : p->tie_tvd;
            out[NORTH][i] = p->tie_north;
            out[EAST][i] = p->tie_east;
            out[DLS][i] = 0;
        } else {
            const double length = md[i] - md[last];
            const mr_course c = mr_minimum_curvature(length, inc[last], azi[last], inc[i], azi[i]);
            out[TVD][i] = out[TVD][last] + c.down;
            out[NORTH][i] = out[NORTH][last] + c.north;
            out[EAST][i] = out[EAST][last] + c.east;
            out[DLS][i] = length > 0 ? mr_degrees(c.dogleg) * p->dls_length / length : MR_NAN;
        }
        last = i;
    }
    return MR_OK;
}

const mr_operator mr_operator_minimum_curvature = {
    .id = "minimum_curvature",
    .version = "1.0.0",
    .family = "survey",
    .category = MR_WELLS,
    .title = "Minimum curvature",
    .help = "True vertical depth, northing, easting and dogleg severity of survey stations.",
    .formula =
        "from station to station along a circular arc: b = dogleg, RF = (2/b) tan(b/2), dN = dM/2 "
        "(sin I1 cos A1 + sin I2 cos A2) RF, dE and dV likewise; DLS = b dls_length / dM",
    .edge =
        "A station without inclination or azimuth gets null and is skipped; dM = 0 gives null DLS",
    .source = "Taylor & Mason 1972, A systematic approach to well surveying calculations; Sawaryn "
              "& Thorogood 2005, A compendium of directional calculations",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .well = well,
};
