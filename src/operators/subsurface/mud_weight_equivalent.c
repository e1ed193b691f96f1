// Equivalent mud weight of a pressure.
// Source: Bourgoyne et al. 1986, Applied Drilling Engineering.
#include "mudrock/operator.h"

struct params {
    int weight_unit; // g/cm3, ppg
    double gravity;
};

static const mr_param params[] = {
    {MR_PARAM(weight_unit, "Weight unit", NULL), .def = "\"g/cm3\"", .choices = "g/cm3,ppg"},
    {MR_PARAM(gravity, "Acceleration of gravity", "m/s2"), .def = "9.80665", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"pp_column", "pp", MR_FLOAT64, "MPa", .help = "Pore pressure"},
    {"tvd_column", "tvd", MR_FLOAT64, "m",
     .help = "True vertical depth below the datum of the stress model"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "emw", MR_FLOAT64, "by weight_unit: g/cm3, lb/gal", .quantity = "mud_weight",
     .help = "Equivalent mud weight"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "emw", MR_FLOAT64, "g/cm3", .quantity = "mud_weight",
     .help = "Equivalent mud weight"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict pp = in[0];
    const double *restrict tvd = in[1];
    double *restrict result = out[0];
    const double scale = p.weight_unit == 0 ? 1000 : 1000 * 8.345404; // g/cm3, ppg

    for (size_t i = 0; i < n; i++) {
        result[i] = tvd[i] > 0 ? scale * pp[i] / (p.gravity * tvd[i]) : MR_NAN;
    }
}

#define OPERATOR                                                                                   \
    .id = "mud_weight_equivalent", .family = "pressure", .category = MR_SUBSURFACE,                \
    .title = "Equivalent mud weight of a pressure",                                                \
    .help = "The mud whose column gives the pressure at that depth.",                              \
    .formula = "EMW=1000*P/(gravity*TVD) in g/cm3; for ppg multiplied by 8.345404; TVD<=0 gives "  \
               "null",                                                                             \
    .edge = "null in any used input gives null",                                                   \
    .source = "Bourgoyne et al. 1986, Applied Drilling Engineering", .inputs = inputs,             \
    .params = params, .params_size = sizeof(struct params), .extension = true, .map = map

const mr_operator mr_operator_mud_weight_equivalent = {
    OPERATOR,
    .version = "2.0.0",
    .outputs = outputs,
};

const mr_operator mr_operator_mud_weight_equivalent_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "says the unit that the numbers have",
    .migrate = mr_migrate_as_is,
};
