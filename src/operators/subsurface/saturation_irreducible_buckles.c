// Irreducible water saturation from the Buckles number.
// Source: Buckles 1965, Correlating and averaging connate water saturation data; Crain 2012,
// Crain's Petrophysical Handbook.
#include "mudrock/operator.h"

struct params {
    double buckles;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(buckles, "Buckles number", NULL), .def = "0.04", .range = "[0, 1]"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true", .help = "clip the result to 0..1"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", .quantity = "shale_volume", .help = "Shale volume"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "swirr", MR_FLOAT64, "v/v", .quantity = "irreducible_water_saturation",
     .help = "Irreducible water saturation"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phie = in[0];
    const double *restrict vsh = in[1];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double known = phie[i] + vsh[i] - (phie[i] + vsh[i]); // 0, or NaN when an input is null
        bool tight = phie[i] <= 0 || vsh[i] >= 1;
        double v = p.buckles / (phie[i] * (1 - vsh[i]));
        result[i] = (tight ? (p.limit ? 1 : MR_NAN) : mr_limit(p.limit, v, 0, 1)) + known;
    }
}

const mr_operator mr_operator_saturation_irreducible_buckles = {
    .id = "saturation_irreducible_buckles",
    .version = "1.0.0",
    .family = "saturation",
    .category = MR_SUBSURFACE,
    .title = "Irreducible water saturation from the Buckles number",
    .help = "The water that stays, from the product of porosity and saturation above the "
            "transition zone.",
    .formula = "SWIRR=buckles/(PHIE*(1-VSH)); if limit clipped to 0..1; PHIE<=0 or VSH>=1 gives "
               "1 if limit, else null",
    .edge = "null in any used input gives null",
    .source = "Buckles 1965, Correlating and averaging connate water saturation data; Crain 2012, "
              "Crain's Petrophysical Handbook",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
