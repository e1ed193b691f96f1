// What the shale volumes from gamma ray have in common: ports, parameters, the index. For their
// files alone.
#pragma once

#include "mudrock/operator.h"

struct params {
    double gr_min, gr_max;
    bool limit;
};

static const mr_port inputs[] = {
    {"gr_column", "gr", MR_FLOAT64, "gAPI", "gamma_ray", "Gamma ray"},
    {"gr_min_column", NULL, MR_FLOAT64, "gAPI", .help = "Gamma ray in clean rock, by row",
     .optional = true, .replaces = "gr_min"},
    {"gr_max_column", NULL, MR_FLOAT64, "gAPI", .help = "Gamma ray in shale, by row",
     .optional = true, .replaces = "gr_max"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(gr_min, "Gamma ray in clean rock", "gAPI"), .def = "20", .range = "[0,)"},
    {MR_PARAM(gr_max, "Gamma ray in shale", "gAPI"), .def = "120", .range = "[0,)"},
    {MR_PARAM(limit, "Clip the result to 0..1", NULL), .def = "true"},
    {0},
};

// Clipped to 0..1 when the result is.
static inline double gamma_ray_index(const struct params *p, const double *const in[], size_t i)
{
    const double gr = in[0][i], gr_min = in[1][i], gr_max = in[2][i];

    return mr_limit(p->limit, (gr - gr_min) / (gr_max - gr_min), 0, 1);
}
