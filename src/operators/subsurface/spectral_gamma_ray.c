// Total (SGR) and uranium-free (CGR) gamma ray from potassium, uranium and thorium.
// Source: Ellis & Singer 2007, Well Logging for Earth Scientists.
#include "mudrock/operator.h"

struct params {
    double k_factor;
    double u_factor;
    double th_factor;
};

static const mr_param params[] = {
    {MR_PARAM(k_factor, "Gamma ray per percent potassium", "gAPI/%"), .def = "16.0"},
    {MR_PARAM(u_factor, "Gamma ray per ppm uranium", "gAPI/ppm"), .def = "8.0"},
    {MR_PARAM(th_factor, "Gamma ray per ppm thorium", "gAPI/ppm"), .def = "4.0"},
    {0},
};

static const mr_port inputs[] = {
    {"potassium_column", "pota", MR_FLOAT64, "%", .help = "Potassium"},
    {"uranium_column", "uran", MR_FLOAT64, "ppm", .help = "Uranium"},
    {"thorium_column", "thor", MR_FLOAT64, "ppm", .help = "Thorium"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "sgr", MR_FLOAT64, "gAPI", .quantity = "gamma_ray",
     .help = "Total gamma ray"},
    {"cgr_column", "cgr", MR_FLOAT64, "gAPI", .help = "Gamma ray without uranium"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict potassium = in[0];
    const double *restrict uranium = in[1];
    const double *restrict thorium = in[2];
    double *restrict result = out[0];
    double *restrict cgr = out[1];

    for (size_t i = 0; i < n; i++) {
        cgr[i] = p.k_factor * potassium[i] + p.th_factor * thorium[i] +
                 0 * uranium[i]; // a null is a null in both
        result[i] = p.k_factor * potassium[i] + p.u_factor * uranium[i] + p.th_factor * thorium[i];
    }
}

const mr_operator mr_operator_spectral_gamma_ray = {
    .id = "spectral_gamma_ray",
    .version = "1.0.0",
    .family = "gamma_ray",
    .category = MR_SUBSURFACE,
    .title = "Total (SGR) and uranium-free (CGR) gamma ray from potassium, uranium and thorium",
    .help = "What the gamma ray reads with and without uranium, from the three elements.",
    .formula = "SGR=k_factor*K+u_factor*U+th_factor*Th; CGR=k_factor*K+th_factor*Th",
    .edge = "null in any used input gives null",
    .source = "Ellis & Singer 2007, Well Logging for Earth Scientists",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
