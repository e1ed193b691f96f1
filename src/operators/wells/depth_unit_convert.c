// Convert a depth or length column.
// Source: Thompson & Taylor 2008, Guide for the Use of the International System of Units (NIST
// SP 811), international and US survey foot.
#include "mudrock/operator.h"

struct params {
    int from_unit; // m, ft, ftUS
    int to_unit;   // m, ft, ftUS
};

static const mr_param params[] = {
    {MR_PARAM(from_unit, "From unit", NULL), .def = "\"m\"", .choices = "m,ft,ftUS"},
    {MR_PARAM(to_unit, "To unit", NULL), .def = "\"ft\"", .choices = "m,ft,ftUS"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "by from_unit", .help = "Depth"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"depth_column", "depth", MR_FLOAT64, "from_unit", .help = "Depth"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "depth_converted", MR_FLOAT64, "by to_unit", .help = "Converted depth"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "depth_converted", MR_FLOAT64, "to_unit", .help = "Converted depth"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict depth = in[0];
    double *restrict result = out[0];
    static const double metres[] = {1, 0.3048, 1200.0 / 3937}; // m, ft, ftUS

    for (size_t i = 0; i < n; i++) {
        result[i] = depth[i] * metres[p.from_unit] / metres[p.to_unit];
    }
}

#define OPERATOR                                                                                   \
    .id = "depth_unit_convert", .family = "units", .category = MR_WELLS,                           \
    .title = "Convert a depth or length column", .help = "Metres, feet and US survey feet.",       \
    .formula = "y=x*k(from)/k(to); k: m 1, ft 0.3048, ftUS 1200/3937",                             \
    .edge = "null in any used input gives null",                                                   \
    .source = "Thompson & Taylor 2008, Guide for the Use of the International System of Units "    \
              "(NIST SP 811), international and US survey foot",                                   \
    .params = params, .params_size = sizeof(struct params), .makes_keys = true, .map = map

const mr_operator mr_operator_depth_unit_convert = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_depth_unit_convert_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "takes the unit that from_unit says and gives the one that to_unit says",
    .migrate = mr_migrate_as_is,
};
