// Combine several flags.
// Source: Definition: disjunction, conjunction, majority and joint denial.
#include "mudrock/operator.h"

struct params {
    int rule; // any, all, majority, none
};

static const mr_param params[] = {
    {MR_PARAM(rule, "Rule", NULL), .def = "\"any\"", .choices = "any,all,majority,none"},
    {0},
};

static const mr_port inputs[] = {
    {"columns", "flag_a,flag_b,flag_c", MR_BOOL, NULL, .many = true,
     .help = "Boolean flag columns"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "flag_combined", MR_BOOL, NULL, .help = "The combined flag"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)arena;
    (void)err;

    size_t known = 0, set = 0;
    for (size_t i = 0; i < n_many; i++) {
        known += !in[1 + i].null;
        set += !in[1 + i].null && in[1 + i].real > 0;
    }
    bool value = p->rule == 0   ? set > 0
                 : p->rule == 1 ? set == known
                 : p->rule == 2 ? 2 * set > known
                                : set == 0;
    if (known > 0)
        out[0] = mr_cell_real(value);
    return MR_OK;
}

const mr_operator mr_operator_combine_flags = {
    .id = "combine_flags",
    .version = "1.0.0",
    .family = "summary",
    .category = MR_QUALITY,
    .title = "Combine several flags",
    .help = "One flag from several: when any, all, most or none of them is set.",
    .formula = "over non-null flags: any=at least one true; all=every one true; majority=true "
               "flags>half of them; none=no true flag",
    .edge = "a row without non-null flags gives null",
    .source = "Definition: disjunction, conjunction, majority and joint denial",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .each = each,
};
