// True vertical depth below mean sea level.
// Source: Tearpock & Bischke 2003, Applied Subsurface Geological Mapping.
#include "mudrock/operator.h"

struct params {
    double datum_elevation;
};

static const mr_param params[] = {
    {MR_PARAM(datum_elevation, "Datum elevation", "m"), .def = "25.0",
     .help = "elevation of the depth datum above mean sea level"},
    {0},
};

static const mr_port inputs[] = {
    {"tvd_column", "tvd", MR_FLOAT64, "m", .help = "True vertical depth"},
    {"datum_elevation_column", NULL, MR_FLOAT64, "m", .replaces = "datum_elevation",
     .optional = true, .help = "Elevation of the depth datum, by row"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tvdss", MR_FLOAT64, "m", .quantity = "true_vertical_depth_subsea",
     .help = "Depth below mean sea level"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict tvd = in[0];
    const double *restrict datum_elevation = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = tvd[i] - datum_elevation[i];
    }
}

const mr_operator mr_operator_tvdss_from_tvd = {
    .id = "tvdss_from_tvd",
    .version = "1.0.0",
    .family = "survey",
    .category = MR_WELLS,
    .title = "True vertical depth below mean sea level",
    .help = "Depth counted from the sea, so that wells with different rigs compare.",
    .formula = "TVDSS=TVD-datum_elevation (positive below mean sea level)",
    .edge = "null in any used input gives null",
    .source = "Tearpock & Bischke 2003, Applied Subsurface Geological Mapping",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
