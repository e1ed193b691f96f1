// Blanks a curve where a flag is set.
// Source: Definition: selection of samples by a truth value.
#include "mudrock/operator.h"

struct params {
    bool keep_when, null_flag_keeps;
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", NULL, "Curve"},
    {"flag_column", "flag", MR_BOOL, NULL, NULL, "Flag"},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "masked", MR_FLOAT64, "as input", NULL, "Masked curve"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(keep_when, "Flag value for which the curve is kept", NULL), .def = "false"},
    {MR_PARAM(null_flag_keeps, "A null flag keeps the value", NULL), .def = "true"},
    {0},
};

static MR_VECTOR void map(const void *params_, size_t n, const double *const in[],
                          double *const out[])
{
    const struct params p = *(const struct params *)params_;
    const double *x = in[0], *flag = in[1];
    double *restrict masked = out[0];
    // 1 keeps a value, a null blanks it.
    const double set = p.keep_when ? 1 : MR_NAN, clear = p.keep_when ? MR_NAN : 1;
    const double unknown = p.null_flag_keeps ? 1 : MR_NAN;

    for (size_t i = 0; i < n; i++) {
        const double known = flag[i] != 0 ? set : clear;
        masked[i] = x[i] * (isnan(flag[i]) ? unknown : known);
    }
}

#define SHARED                                                                                     \
    .id = "mask_by_flag", .family = "repair", .category = MR_QUALITY, .title = "Mask by flag",     \
    .help = "Makes a curve null where a flag says so.",                                            \
    .formula = "x when flag = keep_when, or when the flag is null and null_flag_keeps; else null", \
    .edge = "A null value stays null",                                                             \
    .source = "Definition: selection of samples by a truth value", .inputs = inputs,               \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params), .map = map

const mr_operator mr_operator_mask_by_flag = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_mask_by_flag_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
