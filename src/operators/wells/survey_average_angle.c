// Positions along a deviation survey by the average-angle method.
// Source: Craig & Randall 1976, Directional survey calculation.
#include "mudrock/operator.h"

struct params {
    double tie_tvd;
    double tie_north;
    double tie_east;
};

static const mr_param params[] = {
    {MR_PARAM(tie_tvd, "Tie tvd", "m"), .def = "null", .nullable = true,
     .help = "TVD of the first station; null = its measured depth"},
    {MR_PARAM(tie_north, "Northing of the first station", "m"), .def = "0.0"},
    {MR_PARAM(tie_east, "Easting of the first station", "m"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"inc_column", "inc", MR_FLOAT64, "deg", .help = "Inclination from vertical"},
    {"azi_column", "azi", MR_FLOAT64, "deg", .help = "Azimuth from north"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tvd", MR_FLOAT64, "m", .quantity = "true_vertical_depth",
     .help = "True vertical depth"},
    {"north_column", "north", MR_FLOAT64, "m", .quantity = "y_offset",
     .help = "Offset to the north"},
    {"east_column", "east", MR_FLOAT64, "m", .quantity = "x_offset", .help = "Offset to the east"},
    {0},
};

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *inc = series->in[0];
    const double *azi = series->in[1];
    double *result = series->out[0];
    double *north = series->out[1];
    double *east = series->out[2];
    (void)err;

    const double *z = series->depth;
    double tvd = 0, y = p->tie_north, x_ = p->tie_east;
    size_t before = series->n; // the valid station above; n = none yet
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(inc[i]) || isnan(azi[i]))
            continue;
        if (before == series->n) {
            tvd = isnan(p->tie_tvd) ? z[i] : p->tie_tvd;
        } else {
            double turn = azi[i] - azi[before];
            turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
            double mean_inc = mr_radians((inc[before] + inc[i]) / 2);
            double mean_azi = mr_radians(azi[before] + turn / 2);
            double length = z[i] - z[before];
            y += length * sin(mean_inc) * cos(mean_azi);
            x_ += length * sin(mean_inc) * sin(mean_azi);
            tvd += length * cos(mean_inc);
        }
        result[i] = tvd;
        north[i] = y;
        east[i] = x_;
        before = i;
    }
    return MR_OK;
}

const mr_operator mr_operator_survey_average_angle = {
    .id = "survey_average_angle",
    .version = "1.0.0",
    .family = "survey",
    .category = MR_WELLS,
    .title = "Positions along a deviation survey by the average-angle method",
    .help = "Positions of stations by straight pieces at the mean of two angles; older surveys "
            "were computed so.",
    .formula = "I=(I1+I2)/2; dA=A2-A1 brought into -180..180 by adding or subtracting 360 once; "
               "A=A1+dA/2; dN=dM*sin(I)*cos(A); dE=dM*sin(I)*sin(A); dV=dM*cos(I); the first "
               "station has the tie-in position",
    .edge = "a station with null inclination or azimuth gets null and is skipped",
    .source = "Craig & Randall 1976, Directional survey calculation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
