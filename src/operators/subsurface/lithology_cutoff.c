// Lithology name from shale volume, photoelectric factor and density cut-offs.
// Source: Schlumberger 1989, Log Interpretation Principles/Applications; Crain 2012, Crain's
// Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double vsh_cutoff;
    double coal_density;
    double anhydrite_density;
    double pef_sand;
    double pef_dolomite;
};

static const mr_param params[] = {
    {MR_PARAM(vsh_cutoff, "Shale volume cut-off", "v/v"), .def = "0.5", .range = "[0, 1]"},
    {MR_PARAM(coal_density, "Greatest density of coal", "g/cm3"), .def = "1.9"},
    {MR_PARAM(anhydrite_density, "Least density of anhydrite", "g/cm3"), .def = "2.9"},
    {MR_PARAM(pef_sand, "Greatest photoelectric factor of sandstone", "b/e"), .def = "2.2"},
    {MR_PARAM(pef_dolomite, "Greatest photoelectric factor of dolomite", "b/e"), .def = "3.8"},
    {0},
};

static const mr_port inputs[] = {
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {"pef_column", "pef", MR_FLOAT64, "b/e", .quantity = "photoelectric_factor",
     .help = "Photoelectric factor"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "lith", MR_UTF8, NULL,
     .labels = "coal,anhydrite,shale,sandstone,dolomite,limestone",
     .help = "Name of the lithology"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vsh = in[0];
    const double *restrict pef = in[1];
    const double *restrict rhob = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        enum { COAL, ANHYDRITE, SHALE, SANDSTONE, DOLOMITE, LIMESTONE };
        int rock = pef[i] < p.pef_sand ? SANDSTONE : pef[i] < p.pef_dolomite ? DOLOMITE : LIMESTONE;
        rock = vsh[i] >= p.vsh_cutoff ? SHALE : rock;
        rock = rhob[i] >= p.anhydrite_density ? ANHYDRITE : rock;
        rock = rhob[i] < p.coal_density ? COAL : rock;
        result[i] = rock + 0 * (vsh[i] + pef[i] + rhob[i]);
    }
}

const mr_operator mr_operator_lithology_cutoff = {
    .id = "lithology_cutoff",
    .version = "1.0.0",
    .family = "lithology",
    .category = MR_SUBSURFACE,
    .title = "Lithology name from shale volume, photoelectric factor and density cut-offs",
    .help = "A name for each sample by a fixed order of cut-offs.",
    .formula = "first match: RHOB<coal_density 'coal'; RHOB>=anhydrite_density 'anhydrite'; "
               "VSH>=vsh_cutoff 'shale'; PEF<pef_sand 'sandstone'; PEF<pef_dolomite 'dolomite'; "
               "else 'limestone'",
    .edge = "null in any used input gives null",
    .source = "Schlumberger 1989, Log Interpretation Principles/Applications; Crain 2012, Crain's "
              "Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
