// Normalised elastic impedance at an angle.
// Source: Connolly 1999, Elastic impedance; Whitcombe 2002, Elastic impedance normalization.
#include "mudrock/operator.h"

struct params {
    double angle;
    double k;
    double vp0;
    double vs0;
    double rho0;
};

static const mr_param params[] = {
    {MR_PARAM(angle, "Angle", "deg"), .def = "30.0", .range = "[0, 89]"},
    {MR_PARAM(k, "K", NULL), .def = "0.25", .range = "[0.01, 1]", .help = "average (Vs/Vp)^2"},
    {MR_PARAM(vp0, "Reference compressional velocity", "m/s"), .def = "3000.0", .range = "(0,)"},
    {MR_PARAM(vs0, "Reference shear velocity", "m/s"), .def = "1500.0", .range = "(0,)"},
    {MR_PARAM(rho0, "Reference density", "g/cm3"), .def = "2.3", .range = "(0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"vs_column", "vs", MR_FLOAT64, "m/s", .help = "Shear velocity"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "ei", MR_FLOAT64, "g/cm3.m/s", .help = "Elastic impedance"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    const double *restrict vs = in[1];
    const double *restrict rhob = in[2];
    double *restrict result = out[0];
    const double angle = mr_radians(p.angle);
    const double s = sin(angle) * sin(angle), t = tan(angle);

    for (size_t i = 0; i < n; i++) {
        bool valid = vp[i] > 0 && vs[i] > 0 && rhob[i] > 0;
        double v = p.vp0 * p.rho0 * mr_pow_positive(vp[i] / p.vp0, 1 + t * t) *
                   mr_pow_positive(vs[i] / p.vs0, -8 * p.k * s) *
                   mr_pow_positive(rhob[i] / p.rho0, 1 - 4 * p.k * s);
        result[i] = valid ? v : MR_NAN;
    }
}

const mr_operator mr_operator_elastic_impedance = {
    .id = "elastic_impedance",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Normalised elastic impedance at an angle",
    .help = "The impedance that a reflection sees at an angle, scaled to the acoustic one.",
    .formula = "s=sin(angle)^2; "
               "EI=vp0*rho0*(VP/vp0)^(1+tan(angle)^2)*(VS/vs0)^(-8*k*s)*(RHOB/rho0)^(1-4*k*s)",
    .edge = "null input or any non-positive input gives null",
    .source = "Connolly 1999, Elastic impedance; Whitcombe 2002, Elastic impedance normalization",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
