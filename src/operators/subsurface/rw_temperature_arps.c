// Resistivity of a brine at formation temperature (Arps).
// Source: Arps 1953, The effect of temperature on the density and electrical resistivity of sodium
// chloride solutions.
#include "mudrock/operator.h"

struct params {
    double resistivity;
    double reference_temperature;
    int temperature_unit; // degC, degF
};

static const mr_param params[] = {
    {MR_PARAM(resistivity, "Resistivity at the reference temperature", "ohm.m"), .def = "0.1",
     .range = "(0,)"},
    {MR_PARAM(reference_temperature, "Reference temperature in temperature_unit", NULL),
     .def = "25.0"},
    {MR_PARAM(temperature_unit, "Temperature unit", NULL), .def = "\"degC\"",
     .choices = "degC,degF", .help = "unit of the temperature column and of reference_temperature"},
    {0},
};

static const mr_port inputs[] = {
    {"temp_column", "temp", MR_FLOAT64, "by temperature_unit", .help = "Formation temperature"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"temp_column", "temp", MR_FLOAT64, "degC", .help = "Formation temperature"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rw", MR_FLOAT64, "ohm.m", .quantity = "water_resistivity",
     .help = "Water resistivity"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict temp = in[0];
    double *restrict result = out[0];
    const double k = p.temperature_unit == 0 ? 21.5 : 6.77; // degC, degF

    for (size_t i = 0; i < n; i++) {
        result[i] = p.resistivity * (p.reference_temperature + k) / (temp[i] + k);
    }
}

#define OPERATOR                                                                                   \
    .id = "rw_temperature_arps", .family = "water", .category = MR_SUBSURFACE,                     \
    .title = "Resistivity of a brine at formation temperature (Arps)",                             \
    .help = "Carries a water resistivity from the temperature of the sample to that of the "       \
            "formation.",                                                                          \
    .formula = "R=resistivity*(reference_temperature+k)/(T+k); k=21.5 for degC, 6.77 for degF",    \
    .edge = "null in any used input gives null",                                                   \
    .source = "Arps 1953, The effect of temperature on the density and electrical resistivity "    \
              "of sodium chloride solutions",                                                      \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_rw_temperature_arps = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_rw_temperature_arps_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes the temperature in the unit that temperature_unit says",
    .migrate = mr_migrate_as_is,
};
