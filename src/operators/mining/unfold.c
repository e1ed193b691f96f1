// Unfolded vertical coordinate between hanging wall and footwall.
// Source: Deutsch 2002, Geostatistical Reservoir Modeling; McArthur 1988.
#include "mudrock/operator.h"

struct params {
    int mode; // proportional, from_hanging, from_foot
    double thickness;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(mode, "Mode", NULL), .def = "\"proportional\"",
     .choices = "proportional,from_hanging,from_foot"},
    {MR_PARAM(thickness, "Reference thickness for proportional", "m"), .def = "1.0",
     .range = "(0,)"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "false",
     .help = "clip the relative position to 0..1 (proportional only)"},
    {0},
};

static const mr_port inputs[] = {
    {"z_column", "z", MR_FLOAT64, "m", .help = "Elevation of the sample"},
    {"hanging_column", "z_hanging", MR_FLOAT64, "m", .help = "Elevation of the hanging wall"},
    {"footwall_column", "z_foot", MR_FLOAT64, "m", .help = "Elevation of the footwall"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "w_unfolded", MR_FLOAT64, "m", .help = "Unfolded coordinate"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict z = in[0];
    const double *restrict hanging = in[1];
    const double *restrict footwall = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double h = hanging[i], f = footwall[i];
        double share = mr_limit(p.limit, (z[i] - f) / (h - f), 0, 1);
        double v = p.mode == 0 ? share * p.thickness : p.mode == 1 ? h - z[i] : z[i] - f;
        result[i] = v + 0 * (h + f);
    }
}

const mr_operator mr_operator_unfold = {
    .id = "unfold",
    .version = "1.0.0",
    .family = "geometry",
    .category = MR_MINING,
    .title = "Unfolded vertical coordinate between hanging wall and footwall",
    .help = "A vertical coordinate that follows the layers, for correlation along folded or warped "
            "strata.",
    .formula = "proportional: r=(z-foot)/(hanging-foot), clipped to 0..1 if limit, "
               "W=r*thickness; from_hanging: W=hanging-z; from_foot: W=z-foot",
    .edge = "null in any used input gives null",
    .source = "Deutsch 2002, Geostatistical Reservoir Modeling; McArthur 1988",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
