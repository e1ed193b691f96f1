// Gassmann fluid substitution of velocities and density.
// Source: Gassmann 1951, Uber die Elastizitat poroser Medien; Smith, Sondergeld & Rai 2003,
// Gassmann fluid substitutions: a tutorial.
#include "mudrock/operator.h"

struct params {
    double k_mineral;
    double k_fluid_in;
    double rho_fluid_in;
    double k_fluid_out;
    double rho_fluid_out;
};

static const mr_param params[] = {
    {MR_PARAM(k_mineral, "Bulk modulus of the mineral", "GPa"), .def = "37.0", .range = "(0,)"},
    {MR_PARAM(k_fluid_in, "Bulk modulus of the fluid in place", "GPa"), .def = "2.5",
     .range = "(0,)"},
    {MR_PARAM(rho_fluid_in, "Density of the fluid in place", "g/cm3"), .def = "1.02",
     .range = "[0, 2]"},
    {MR_PARAM(k_fluid_out, "Bulk modulus of the new fluid", "GPa"), .def = "0.1", .range = "(0,)"},
    {MR_PARAM(rho_fluid_out, "Density of the new fluid", "g/cm3"), .def = "0.2", .range = "[0, 2]"},
    {0},
};

static const mr_port inputs[] = {
    {"vp_column", "vp", MR_FLOAT64, "m/s", .help = "Compressional velocity"},
    {"vs_column", "vs", MR_FLOAT64, "m/s", .help = "Shear velocity"},
    {"rhob_column", "rhob", MR_FLOAT64, "g/cm3", .quantity = "bulk_density",
     .help = "Bulk density"},
    {"phi_column", "phit", MR_FLOAT64, "v/v", .quantity = "total_porosity", .help = "Porosity"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "vp_sub", MR_FLOAT64, "m/s",
     .help = "Compressional velocity with the new fluid"},
    {"vs_sub_column", "vs_sub", MR_FLOAT64, "m/s", .help = "Shear velocity with the new fluid"},
    {"rho_sub_column", "rho_sub", MR_FLOAT64, "g/cm3", .help = "Density with the new fluid"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict vp = in[0];
    const double *restrict vs = in[1];
    const double *restrict rhob = in[2];
    const double *restrict phi = in[3];
    double *restrict result = out[0];
    double *restrict vs_sub = out[1];
    double *restrict rho_sub = out[2];
    const double k0 = p.k_mineral, per_k0 = 1 / k0, per_fluid = 1 / p.k_fluid_out;
    const double ratio = k0 / p.k_fluid_in, change = p.rho_fluid_out - p.rho_fluid_in;

    for (size_t i = 0; i < n; i++) {
        double shear = 1e-6 * rhob[i] * vs[i] * vs[i];
        double saturated = 1e-6 * rhob[i] * vp[i] * vp[i] - 4.0 / 3 * shear;
        double stiff = phi[i] * ratio + 1 - phi[i];
        double dry = (saturated * stiff - k0) / (phi[i] * ratio + saturated * per_k0 - 1 - phi[i]);
        double frame = 1 - dry * per_k0;
        double soft = phi[i] * per_fluid + (1 - phi[i]) * per_k0 - dry * per_k0 * per_k0;
        double out_k = dry + frame * frame / soft;
        double density = rhob[i] + phi[i] * change, volume = 1 / density;
        double p2 = (out_k + 4.0 / 3 * shear) * volume, s2 = shear * volume;
        // One null, one bad porosity or one negative radicand makes all three null.
        bool valid = phi[i] > 0 && phi[i] < 1 && p2 >= 0 && s2 >= 0 && isfinite(p2) && isfinite(s2);
        result[i] = valid ? 1000 * sqrt(p2) : MR_NAN;
        vs_sub[i] = valid ? 1000 * sqrt(s2) : MR_NAN;
        rho_sub[i] = valid ? density : MR_NAN;
    }
}

const mr_operator mr_operator_gassmann_substitution = {
    .id = "gassmann_substitution",
    .version = "1.0.0",
    .family = "rock_physics",
    .category = MR_SUBSURFACE,
    .title = "Gassmann fluid substitution of velocities and density",
    .help = "What velocities and density were with another fluid in the pores.",
    .formula = "G=1e-6*RHOB*VS^2; Ksat=1e-6*RHOB*VP^2-4*G/3; "
               "Kdry=(Ksat*(PHI*K0/Kf1+1-PHI)-K0)/(PHI*K0/Kf1+Ksat/K0-1-PHI); "
               "Ksat2=Kdry+(1-Kdry/K0)^2/(PHI/Kf2+(1-PHI)/K0-Kdry/K0^2); "
               "rho2=RHOB+PHI*(rho_fluid_out-rho_fluid_in); Vp2=1000*sqrt((Ksat2+4*G/3)/rho2); "
               "Vs2=1000*sqrt(G/rho2)",
    .edge = "null input, PHI<=0 or PHI>=1 or a negative radicand gives null in all three outputs",
    .source = "Gassmann 1951, Uber die Elastizitat poroser Medien; Smith, Sondergeld & Rai "
              "2003, Gassmann fluid substitutions: a tutorial",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
