// Net rock, net reservoir and net pay flags from cut-offs.
// Source: Worthington & Cosentino (2005), The role of cutoffs in integrated reservoir studies.
#include "mudrock/operator.h"

struct params {
    double vsh_cutoff, phi_cutoff, sw_cutoff;
};

static const mr_port inputs[] = {
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", "water_saturation", "Water saturation"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "net_pay", MR_BOOL, NULL, "pay_flag", "Net pay"},
    {"reservoir_column", "net_reservoir", MR_BOOL, NULL, "reservoir_flag", "Net reservoir"},
    {"rock_column", "net_rock", MR_BOOL, NULL, "net_flag", "Net rock"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(vsh_cutoff, "Greatest shale volume", "v/v"), .def = "0.5"},
    {MR_PARAM(phi_cutoff, "Least porosity", "v/v"), .def = "0.08"},
    {MR_PARAM(sw_cutoff, "Greatest water saturation", "v/v"), .def = "0.6"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *vsh = in[0], *phie = in[1], *sw = in[2];
    double *restrict net_pay = out[0], *restrict net_reservoir = out[1],
                     *restrict net_rock = out[2];

    for (size_t i = 0; i < n; i++) {
        const double all = 0 * vsh[i] + 0 * phie[i] + 0 * sw[i]; // NaN when one is null
        const bool rock = vsh[i] <= p.vsh_cutoff;
        const bool reservoir = rock && phie[i] >= p.phi_cutoff;
        net_rock[i] = mr_flag(rock, all);
        net_reservoir[i] = mr_flag(reservoir, all);
        net_pay[i] = mr_flag(reservoir && sw[i] <= p.sw_cutoff, all);
    }
}

const mr_operator mr_operator_net_pay_flags = {
    .id = "net_pay_flags",
    .version = "1.0.0",
    .family = "net_pay",
    .category = MR_SUBSURFACE,
    .title = "Net pay flags",
    .help = "Net rock, net reservoir and net pay by cut-offs on shale volume, porosity and water "
            "saturation.",
    .formula = "rock = VSH <= vsh_cutoff; reservoir = rock and PHIE >= phi_cutoff; pay = reservoir "
               "and SW <= sw_cutoff",
    .edge = "A null in any of the three inputs gives null in all outputs",
    .source = "Worthington & Cosentino 2005, The role of cutoffs in integrated reservoir studies",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
