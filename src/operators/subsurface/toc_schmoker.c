// Total organic carbon from bulk density (Schmoker-Hester).
// Source: Schmoker & Hester 1983, Organic carbon in Bakken Formation.
#include "mudrock/operator.h"

struct params {
    double a;
    double b;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(a, "Numerator", NULL), .def = "154.497"},
    {MR_PARAM(b, "Subtrahend", NULL), .def = "57.261"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip negative results to 0"},
    {0},
};

static const mr_port inputs[] = {
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "toc", MR_FLOAT64, "wt%", .quantity = "toc", .help = "Total organic carbon"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rhob = in[0];
    double *restrict result = out[0];
    const double least = p.limit ? 0 : -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        double v = rhob[i] > 0 ? p.a / rhob[i] - p.b : MR_NAN;
        result[i] = v < least ? least : v;
    }
}

const mr_operator mr_operator_toc_schmoker = {
    .id = "toc_schmoker",
    .version = "1.0.0",
    .family = "toc",
    .category = MR_SUBSURFACE,
    .title = "Total organic carbon from bulk density (Schmoker-Hester)",
    .help = "Organic carbon from the lightness of kerogen, as found in the Bakken.",
    .formula = "TOC=a/RHOB-b; if limit negative results become 0; RHOB<=0 gives null",
    .edge = "null in any used input gives null",
    .source = "Schmoker & Hester 1983, Organic carbon in Bakken Formation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
