// Convert the unit of a curve.
// Source: Thompson & Taylor 2008, Guide for the Use of the International System of Units (NIST
// SP 811).
#include "mudrock/operator.h"

struct params {
    int conversion; // us/m_to_us/ft, us/ft_to_us/m, kg/m3_to_g/cm3, g/cm3_to_kg/m3,
                    // percent_to_fraction, fraction_to_percent, psi_to_MPa, MPa_to_psi,
                    // degF_to_degC, degC_to_degF, in_to_mm, mm_to_in, ft_to_m, m_to_ft
};

static const mr_param params[] = {
    {MR_PARAM(conversion, "Conversion", NULL), .def = "\"us/m_to_us/ft\"",
     .choices = "us/m_to_us/ft,us/ft_to_us/m,kg/m3_to_g/cm3,g/cm3_to_kg/"
                "m3,percent_to_fraction,fraction_to_percent,psi_to_MPa,MPa_to_psi,degF_to_degC,"
                "degC_to_degF,in_to_mm,mm_to_in,ft_to_m,m_to_ft"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "dt", MR_FLOAT64,
     "by conversion: us/m, us/ft, kg/m3, g/cm3, %, v/v, psi, MPa, degF, degC, in, mm, ft, m",
     .help = "Curve"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "dt", MR_FLOAT64, "source unit", .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "converted", MR_FLOAT64,
     "by conversion: us/ft, us/m, g/cm3, kg/m3, v/v, %, MPa, psi, degC, degF, mm, in, m, ft",
     .help = "Converted values"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "converted", MR_FLOAT64, "target unit", .help = "Converted values"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];
    // In the order of the choices.
    static const struct {
        double scale, offset;
    } table[] = {
        {0.3048, 0},                // us/m_to_us/ft
        {1 / 0.3048, 0},            // us/ft_to_us/m
        {0.001, 0},                 // kg/m3_to_g/cm3
        {1000, 0},                  // g/cm3_to_kg/m3
        {0.01, 0},                  // percent_to_fraction
        {100, 0},                   // fraction_to_percent
        {0.006894757293168, 0},     // psi_to_MPa
        {1 / 0.006894757293168, 0}, // MPa_to_psi
        {1 / 1.8, -32 / 1.8},       // degF_to_degC
        {1.8, 32},                  // degC_to_degF
        {25.4, 0},                  // in_to_mm
        {1 / 25.4, 0},              // mm_to_in
        {0.3048, 0},                // ft_to_m
        {1 / 0.3048, 0},            // m_to_ft
    };
    const double scale = table[p.conversion].scale, offset = table[p.conversion].offset;

    for (size_t i = 0; i < n; i++) {
        result[i] = scale * x[i] + offset;
    }
}

#define OPERATOR                                                                                   \
    .id = "curve_unit_convert", .family = "units", .category = MR_WELLS,                           \
    .title = "Convert the unit of a curve", .help = "Between the units logs come in, by name.",    \
    .formula = "y=a*x+b: us/m_to_us/ft a=0.3048 b=0.0; us/ft_to_us/m a=1/0.3048 b=0.0; "           \
               "kg/m3_to_g/cm3 a=0.001 b=0.0; g/cm3_to_kg/m3 a=1000.0 b=0.0; percent_to_fraction"  \
               " a=0.01 b=0.0; fraction_to_percent a=100.0 b=0.0; psi_to_MPa a=0.006894757293168"  \
               " b=0.0; MPa_to_psi a=1/0.006894757293168 b=0.0; degF_to_degC a=1/1.8 b=-32/1.8; "  \
               "degC_to_degF a=1.8 b=32.0; in_to_mm a=25.4 b=0.0; mm_to_in a=1/25.4 b=0.0; "       \
               "ft_to_m a=0.3048 b=0.0; m_to_ft a=1/0.3048 b=0.0",                                 \
    .edge = "null in any used input gives null",                                                   \
    .source = "Thompson & Taylor 2008, Guide for the Use of the International System of Units "    \
              "(NIST SP 811)",                                                                     \
    .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_curve_unit_convert = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_curve_unit_convert_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes the unit that the conversion begins with and gives the one that it ends with",
    .migrate = mr_migrate_as_is,
};
