// Permeability, Timur, with porosity and saturation as shares of one: version 0.
// Source: Timur (1968), An investigation of permeability, porosity and residual water saturation
// relationships; as fractions in Schlumberger (1989), Log Interpretation Principles/Applications.
#include <jansson.h>

#include "mudrock/operator.h"

struct params {
    double a, b, c;
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"swirr_column", "swirr", MR_FLOAT64, "v/v", "irreducible_water_saturation",
     "Irreducible water saturation"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "perm", MR_FLOAT64, "mD", "permeability", "Permeability"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(a, "Coefficient", NULL), .def = "8581", .range = "[0,)"},
    {MR_PARAM(b, "Porosity exponent", NULL), .def = "4.4"},
    {MR_PARAM(c, "Saturation exponent", NULL), .def = "2"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict phie = in[0], *restrict swirr = in[1];
    double *restrict perm = out[0];

    for (size_t i = 0; i < n; i++) {
        const double pores = mr_pow_positive(phie[i], p.b); // NaN below 0
        const double water = mr_pow_positive(swirr[i], p.c);
        const double value = p.a * mr_finite(pores) / mr_finite(water);
        perm[i] = swirr[i] > 0 ? value : MR_NAN;
    }
}

// The parameter, or its default; false when it is no number.
static bool number_of(const json_t *parameters, const char *name, double absent, double *out)
{
    const json_t *value = json_object_get(parameters, name);

    *out = value ? json_number_value(value) : absent;
    return !value || json_is_number(value);
}

// From shares to percent: a phie^b / swirr^c = a / 100^(b - c) (100 phie)^b / (100 swirr)^c.
static json_t *migrate(const json_t *parameters)
{
    double a, b, c;

    if ((parameters && !json_is_object(parameters)) || !number_of(parameters, "a", 8581, &a) ||
        !number_of(parameters, "b", 4.4, &b) || !number_of(parameters, "c", 2, &c))
        return NULL;
    json_t *coefficient = json_real(a / pow(100, b - c));
    json_t *made = parameters ? json_copy((json_t *)(uintptr_t)parameters) : json_object();
    json_object_del(made, "a");
    json_object_del(made, "b");
    json_object_del(made, "c");
    json_object_set_new(made, "coefficient", coefficient);
    json_object_set_new(made, "porosity_exponent", json_real(b));
    json_object_set_new(made, "saturation_exponent", json_real(c));
    if (coefficient) // finite
        return made;
    json_decref(made);
    return NULL;
}

const mr_operator mr_operator_permeability_timur_v0 = {
    .id = "permeability_timur",
    .version = "0.9.0",
    .family = "permeability",
    .category = MR_SUBSURFACE,
    .title = "Permeability, Timur (fractions)",
    .help = "Permeability from porosity and irreducible water saturation, as shares of one.",
    .formula = "K = a PHIE^b / SWIRR^c",
    .edge = "A null input, PHIE < 0 or SWIRR <= 0 gives null",
    .source =
        "Timur 1968, An investigation of permeability, porosity and residual water saturation "
        "relationships; Schlumberger 1989, Log Interpretation Principles/Applications",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replacement_version = "1.0.0",
    .migrate = migrate,
    .map = map,
};
