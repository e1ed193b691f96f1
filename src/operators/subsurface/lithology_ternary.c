// Mineral fractions from RHOmaa-Umaa by a three-mineral solution.
// Source: Doveton 1994, Geologic Log Analysis Using Computer Methods; Schlumberger 1989.
#include "mudrock/operator.h"

struct params {
    double rho_1;
    double u_1;
    double rho_2;
    double u_2;
    double rho_3;
    double u_3;
    bool limit;
};

static const mr_param params[] = {
    {MR_PARAM(rho_1, "Rho 1", "g/cm3"), .def = "2.65", .help = "density of mineral 1 (quartz)"},
    {MR_PARAM(u_1, "Volumetric cross section of mineral 1", "b/cm3"), .def = "4.78"},
    {MR_PARAM(rho_2, "Rho 2", "g/cm3"), .def = "2.71", .help = "density of mineral 2 (calcite)"},
    {MR_PARAM(u_2, "Volumetric cross section of mineral 2", "b/cm3"), .def = "13.8"},
    {MR_PARAM(rho_3, "Rho 3", "g/cm3"), .def = "2.87", .help = "density of mineral 3 (dolomite)"},
    {MR_PARAM(u_3, "Volumetric cross section of mineral 3", "b/cm3"), .def = "9.0"},
    {MR_PARAM(limit, "Clip the result", NULL), .def = "true",
     .help = "set negative fractions to 0 and rescale the three to sum to 1"},
    {0},
};

static const mr_port inputs[] = {
    {"rhomaa_column", "rhomaa", MR_FLOAT64, "g/cm3", .help = "Apparent matrix density"},
    {"umaa_column", "umaa", MR_FLOAT64, "b/cm3",
     .help = "Apparent volumetric photoelectric factor of the matrix"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "v1", MR_FLOAT64, "v/v", .help = "Share of the first mineral"},
    {"v2_column", "v2", MR_FLOAT64, "v/v", .help = "Share of the second mineral"},
    {"v3_column", "v3", MR_FLOAT64, "v/v", .help = "Share of the third mineral"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rhomaa = in[0];
    const double *restrict umaa = in[1];
    double *restrict result = out[0];
    double *restrict v2 = out[1];
    double *restrict v3 = out[2];
    // v3 = 1 - v1 - v2 leaves two equations, solved by Cramer's rule; the determinant is 0 when the
    // end points are collinear.
    const double det =
        (p.rho_1 - p.rho_3) * (p.u_2 - p.u_3) - (p.rho_2 - p.rho_3) * (p.u_1 - p.u_3);

    for (size_t i = 0; i < n; i++) {
        double x =
            ((rhomaa[i] - p.rho_3) * (p.u_2 - p.u_3) - (umaa[i] - p.u_3) * (p.rho_2 - p.rho_3)) /
            det;
        double y =
            ((p.rho_1 - p.rho_3) * (umaa[i] - p.u_3) - (p.u_1 - p.u_3) * (rhomaa[i] - p.rho_3)) /
            det;
        double z = 1 - x - y;
        if (p.limit) {
            x = x < 0 ? 0 : x;
            y = y < 0 ? 0 : y;
            z = z < 0 ? 0 : z;
            double sum = x + y + z;
            x /= sum;
            y /= sum;
            z /= sum;
        }
        result[i] = x;
        v2[i] = y;
        v3[i] = z;
    }
}

const mr_operator mr_operator_lithology_ternary = {
    .id = "lithology_ternary",
    .version = "1.0.0",
    .family = "lithology",
    .category = MR_SUBSURFACE,
    .title = "Mineral fractions from RHOmaa-Umaa by a three-mineral solution",
    .help = "Shares of three minerals from where a sample lies between their points.",
    .formula = "solve v1+v2+v3=1, sum(vi*rho_i)=RHOMAA, sum(vi*u_i)=UMAA; if limit negatives "
               "become 0 then all are divided by their sum; collinear end points give null",
    .edge = "null in any used input gives null",
    .source = "Doveton 1994, Geologic Log Analysis Using Computer Methods; Schlumberger 1989",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .map = map,
};
