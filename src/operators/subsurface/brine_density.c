// Brine density (Batzle-Wang).
// Source: Batzle & Wang 1992, Seismic properties of pore fluids.
#include "mudrock/operator.h"

struct params {
    double salinity;
};

static const mr_param params[] = {
    {MR_PARAM(salinity, "Salinity", "ppm"), .def = "35000", .range = "[0, 400000]"},
    {0},
};

static const mr_port inputs[] = {
    {"temp_column", "temp", MR_FLOAT64, "degC", .help = "Formation temperature"},
    {"pressure_column", "pressure", MR_FLOAT64, "MPa", .help = "Pore pressure"},
    {"salinity_column", NULL, MR_FLOAT64, "ppm", .replaces = "salinity", .optional = true,
     .help = "Salinity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "rhow", MR_FLOAT64, "g/cm3", .help = "Density of the brine"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    (void)params_;
    const double *restrict temp = in[0];
    const double *restrict pressure = in[1];
    const double *restrict salinity = in[2];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++) {
        double t = temp[i], q = pressure[i], s = salinity[i] * 1e-6;
        double water = 1 + 1e-6 * (-80 * t - 3.3 * t * t + 0.00175 * t * t * t + 489 * q -
                                   2 * t * q + 0.016 * t * t * q - 1.3e-5 * t * t * t * q -
                                   0.333 * q * q - 0.002 * t * q * q);
        double salt =
            0.668 + 0.44 * s +
            1e-6 * (300 * q - 2400 * q * s + t * (80 + 3 * t - 3300 * s - 13 * q + 47 * q * s));
        result[i] = water + s * salt;
    }
}

const mr_operator mr_operator_brine_density = {
    .id = "brine_density",
    .version = "1.0.0",
    .family = "water",
    .category = MR_SUBSURFACE,
    .title = "Brine density (Batzle-Wang)",
    .help = "Density of formation water at its pressure, temperature and salinity.",
    .formula = "T degC, P MPa, S=salinity/1e6; "
               "rw=1+1e-6*(-80*T-3.3*T^2+0.00175*T^3+489*P-2*T*P+0.016*T^2*P-1.3e-5*T^3*P-0.333*P^"
               "2-0.002*T*P^2);"
               " RHOW=rw+S*(0.668+0.44*S+1e-6*(300*P-2400*P*S+T*(80+3*T-3300*S-13*P+47*P*S)))",
    .edge = "null in any used input gives null",
    .source = "Batzle & Wang 1992, Seismic properties of pore fluids",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
