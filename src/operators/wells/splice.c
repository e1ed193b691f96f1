// Splice two logging runs at a depth with optional linear blend.
// Source: Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice).
#include "mudrock/operator.h"

struct params {
    double splice_depth;
    double blend;
    bool fill;
};

static const mr_param params[] = {
    {MR_PARAM(splice_depth, "Splice depth", "m"), .def = "1001.0"},
    {MR_PARAM(blend, "Blend", "m"), .def = "0.0", .range = "[0,)",
     .help = "length of the blend centred on the splice depth"},
    {MR_PARAM(fill, "Fill", NULL), .def = "true",
     .help = "take the other run where the wanted one is null"},
    {0},
};

static const mr_port inputs[] = {
    {"upper_column", "gr_run1", MR_FLOAT64, "as input", .help = "Upper run"},
    {"lower_column", "gr_run2", MR_FLOAT64, "as input", .help = "Lower run"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "spliced", MR_FLOAT64, "as input", .help = "Spliced curve"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict upper = in[0];
    const double *restrict lower = in[1];
    const double *restrict depth = in[2];
    double *restrict result = out[0];
    const double top = p.splice_depth - p.blend / 2;

    for (size_t i = 0; i < n; i++) {
        double t = p.blend > 0                  ? mr_clamp((depth[i] - top) / p.blend, 0, 1)
                   : depth[i] >= p.splice_depth ? 1
                                                : 0;
        double u = upper[i], l = lower[i];
        double v = t <= 0 ? u : t >= 1 ? l : (1 - t) * u + t * l;
        if (p.fill && isnan(v))
            v = isnan(u) ? l : u;
        result[i] = v + 0 * depth[i];
    }
}

#define SHARED                                                                                     \
    .id = "splice", .family = "merge", .category = MR_WELLS,                                       \
    .title = "Splice two logging runs at a depth with optional linear blend",                      \
    .help = "One curve from two runs, with a blend around the junction.",                          \
    .formula = "t=0 above and 1 at or below splice_depth when blend=0, else "                      \
               "(DEPTH-(splice_depth-blend/2))/blend clipped to 0..1; t=0 upper value, t=1 lower"  \
               " value, else (1-t)*upper+t*lower",                                                 \
    .edge = "where the wanted run (or, inside the blend, one of the two) is null and fill is "     \
            "true the other run is taken; otherwise null; null depth gives null",                  \
    .source = "Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice)",       \
    .inputs = inputs, .outputs = outputs, .params = params, .params_size = sizeof(struct params),  \
    .map = map

const mr_operator mr_operator_splice = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_MEAN,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_splice_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
