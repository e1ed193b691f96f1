// Bad-hole flags from caliper and bit size.
// Source: Theys 1999, Log Data Acquisition and Quality Control; Rider & Kennedy 2011.
#include "mudrock/operator.h"

struct params {
    double bit_size, threshold, under_threshold;
};

static const mr_port inputs[] = {
    {"cali_column", "cali", MR_FLOAT64, "in", "caliper", "Caliper"},
    {"bit_size_column", NULL, MR_FLOAT64, "in", "bit_size", "Bit size, by row", .optional = true,
     .replaces = "bit_size"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "flag_washout", MR_BOOL, NULL, "bad_hole_flag", "Washout"},
    {"under_column", "flag_undergauge", MR_BOOL, NULL, NULL, "Under-gauge hole"},
    {"enlargement_column", "dcal", MR_FLOAT64, "in", "differential_caliper",
     "Caliper less bit size"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(bit_size, "Bit size", "in"), .def = "8.5", .range = "(0,)"},
    {MR_PARAM(threshold, "Enlargement that counts as a washout", "in"), .def = "1",
     .range = "[0,)"},
    {MR_PARAM(under_threshold, "Reduction that counts as under-gauge (mud cake)", "in"),
     .def = "0.5", .range = "[0,)"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *cali = in[0], *bit_size = in[1];
    double *restrict washout = out[0], *restrict under = out[1], *restrict enlargement = out[2];

    for (size_t i = 0; i < n; i++) {
        const double d = cali[i] - bit_size[i];
        enlargement[i] = d;
        washout[i] = mr_flag(d > p.threshold, d);
        under[i] = mr_flag(d < -p.under_threshold, d);
    }
}

const mr_operator mr_operator_flag_washout = {
    .id = "flag_washout",
    .version = "1.0.0",
    .family = "flags",
    .category = MR_QUALITY,
    .title = "Washout flag",
    .help = "Flags hole larger (washout) or smaller (mud cake, swelling) than the bit by more than "
            "a threshold.",
    .formula =
        "DCAL = CALI - bit_size; washout: DCAL > threshold; under-gauge: DCAL < -under_threshold",
    .edge = "A null gives null flags",
    .source = "Theys 1999, Log Data Acquisition and Quality Control; Rider & Kennedy 2011",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .map = map,
};
