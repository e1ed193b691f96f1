// Barton Q rock-mass quality and the equivalent RMR.
// Source: Barton, Lien & Lunde 1974, Engineering classification of rock masses for the design of
// tunnel support; Bieniawski 1976.
#include "mudrock/operator.h"

struct params {
    double rqd_minimum;
};

static const mr_param params[] = {
    {MR_PARAM(rqd_minimum, "RQD below this is raised to it", "%"), .def = "10.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"rqd_column", "rqd", MR_FLOAT64, "%", .help = "Rock quality designation"},
    {"jn_column", "jn", MR_FLOAT64, "1", .help = "Joint set number"},
    {"jr_column", "jr", MR_FLOAT64, "1", .help = "Joint roughness number"},
    {"ja_column", "ja", MR_FLOAT64, "1", .help = "Joint alteration number"},
    {"jw_column", "jw", MR_FLOAT64, "1", .help = "Joint water reduction factor"},
    {"srf_column", "srf", MR_FLOAT64, "1", .help = "Stress reduction factor"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"rqd_column", "rqd", MR_FLOAT64, "%", .help = "Rock quality designation"},
    {"jn_column", "jn", MR_FLOAT64, NULL, .help = "Joint set number"},
    {"jr_column", "jr", MR_FLOAT64, NULL, .help = "Joint roughness number"},
    {"ja_column", "ja", MR_FLOAT64, NULL, .help = "Joint alteration number"},
    {"jw_column", "jw", MR_FLOAT64, NULL, .help = "Joint water reduction factor"},
    {"srf_column", "srf", MR_FLOAT64, NULL, .help = "Stress reduction factor"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "q", MR_FLOAT64, NULL, .help = "Q value"},
    {"rmr_column", "rmr_q", MR_FLOAT64, NULL, .help = "Rock mass rating from Q"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict rqd = in[0];
    const double *restrict jn = in[1];
    const double *restrict jr = in[2];
    const double *restrict ja = in[3];
    const double *restrict jw = in[4];
    const double *restrict srf = in[5];
    double *restrict result = out[0];
    double *restrict rmr = out[1];

    for (size_t i = 0; i < n; i++) {
        double quality = rqd[i] < p.rqd_minimum ? p.rqd_minimum : rqd[i];
        double q = quality / jn[i] * (jr[i] / ja[i]) * (jw[i] / srf[i]);
        result[i] = q;
        rmr[i] = q > 0 ? 9 * mr_ln(q) + 44 : MR_NAN; // Bieniawski (1976)
    }
}

#define OPERATOR                                                                                   \
    .id = "q_system", .family = "geotechnics", .category = MR_MINING,                              \
    .title = "Barton Q rock-mass quality and the equivalent RMR",                                  \
    .help =                                                                                        \
        "Rock-mass quality for tunnel support from six ratings, and the RMR it corresponds to.",   \
    .formula = "Q=(max(RQD,rqd_minimum)/Jn)*(Jr/Ja)*(Jw/SRF); RMR=9*ln(Q)+44 (Bieniawski 1976), "  \
               "null for Q<=0",                                                                    \
    .edge = "null in any used input gives null",                                                   \
    .source = "Barton, Lien & Lunde 1974, Engineering classification of rock masses for the "      \
              "design of tunnel support; Bieniawski 1976",                                         \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .extension = true, \
    .map = map

const mr_operator mr_operator_q_system = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_q_system_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "refuses what is no plain number",
    .migrate = mr_migrate_as_is,
};
