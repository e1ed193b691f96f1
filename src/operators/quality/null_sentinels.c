// Turn sentinel values into null.
// Source: CWLS 1992, LAS 2.0 file standard.
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/tabular.h"

struct params {
    mr_reals sentinels;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(sentinels, "Values that mean absent", "as written"),
     .def = "[-999.25, -999.0, -9999.0]",
     .help = "in the unit of the file, whatever the column is read in"},
    {MR_PARAM(tolerance, "Tolerance", "width as written"), .def = "0.001", .range = "[0,)"},
    {0},
};

static const mr_param params_v1[] = {
    {MR_PARAM(sentinels, "Values that mean absent", "as input"),
     .def = "[-999.25, -999.0, -9999.0]"},
    {MR_PARAM(tolerance, "Tolerance", "as input"), .def = "0.001", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_ANY, "as input", .help = "Curve"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "cleaned", MR_FLOAT64, "as input", .help = "Values without sentinels"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *restrict x = in[0];
    double *restrict result = out[0];

    for (size_t i = 0; i < n; i++)
        result[i] = x[i];
    for (size_t s = 0; s < p.sentinels.n; s++) {
        const double sentinel = p.sentinels.at[s];
        for (size_t i = 0; i < n; i++)
            result[i] = fabs(x[i] - sentinel) <= p.tolerance ? MR_NAN : result[i];
    }
}

// A class stays in its type.
static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *came = mr_infer_input(in, "column");

    MR_TRY(mr_infer_ports(in, out, err));
    for (size_t i = 0; came && i < out->n; i++)
        if (strcmp(out->fields[i].name, in->args->outputs[0]) == 0 &&
            mr_field_kind(came) == MR_CLASS)
            out->fields[i].type = came->type;
    return MR_OK;
}

#define EDGE "null in any used input gives null"
#define OPERATOR                                                                                   \
    .id = "null_sentinels", .family = "repair", .category = MR_QUALITY,                            \
    .title = "Turn sentinel values into null",                                                     \
    .help = "Numbers such as -999.25 that were meant as absent become null.",                      \
    .formula = "null when abs(x-s)<=tolerance for any sentinel, else x",                           \
    .source = "CWLS 1992, LAS 2.0 file standard", .outputs = outputs,                              \
    .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_null_sentinels = {
    OPERATOR,
    .version = "2.0.0",
    .edge = EDGE "; in a column as it was read, x is the number that the file wrote, before any "
                 "conversion of units; a class stays in its type",
    .inputs = inputs,
    .params = params,
    .infer = infer,
};

// Sentinels are compared with what reading made of the file's numbers.
const mr_operator mr_operator_null_sentinels_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = EDGE,
    .inputs = inputs_v1,
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "compares with the numbers as the file wrote them, and leaves classes their type",
    .migrate = mr_migrate_as_is,
};
