// Kerogen volume from total organic carbon.
// Source: Tissot & Welte 1978, Petroleum Formation and Occurrence; Crain 2012, Crain's
// Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double carbon_conversion;
    double kerogen_density;
};

static const mr_param params[] = {
    {MR_PARAM(carbon_conversion, "Kerogen mass per carbon mass", NULL), .def = "1.2",
     .range = "[1, 2]"},
    {MR_PARAM(kerogen_density, "Kerogen density", "g/cm3"), .def = "1.3", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"toc_column", "toc", MR_FLOAT64, "wt%", .help = "Total organic carbon"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vker", MR_FLOAT64, "v/v", .quantity = "kerogen_volume",
     .help = "Kerogen volume"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict toc = in[0];
    const double *restrict rhob = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        result[i] = toc[i] / 100 * p.carbon_conversion * rhob[i] / p.kerogen_density;
    }
}

const mr_operator mr_operator_kerogen_volume = {
    .id = "kerogen_volume",
    .version = "1.0.0",
    .family = "toc",
    .category = MR_SUBSURFACE,
    .title = "Kerogen volume from total organic carbon",
    .help = "Share of the rock that is kerogen: light, and easily taken for porosity.",
    .formula = "VKER=(TOC/100)*carbon_conversion*RHOB/kerogen_density",
    .edge = "null in any used input gives null",
    .source = "Tissot & Welte 1978, Petroleum Formation and Occurrence; Crain 2012, Crain's "
              "Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
