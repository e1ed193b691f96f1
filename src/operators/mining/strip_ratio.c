// Ore, waste and strip ratio per group with a running total (replaces the rows).
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include "mudrock/tabular.h"

struct params {
    double cutoff;
};

static const mr_param params[] = {
    {MR_PARAM(cutoff, "Cutoff", "g/t"), .def = "1.0"},
    {0},
};

static const mr_port inputs[] = {
    {"group_column", "bench", MR_UTF8, NULL, .help = "Bench, pit or phase"},
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"tonnes_column", "tonnes", MR_FLOAT64, "t", .help = "Tonnage"},
    {0},
};

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *tonnes = mr_infer_input(in, "tonnes_column");
    const char *unit = tonnes ? tonnes->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "group_column", err));
    MR_TRY(mr_infer_add(out, "ore_tonnes", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "waste_tonnes", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "strip_ratio", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "cumulative_strip_ratio", MR_FLOAT64, NULL, NULL, err));
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *grade = mr_call_column(call, "grade_column");
    const mr_column *tonnes = mr_call_column(call, "tonnes_column");
    // A group is to its column what a well is to well_id: a null one is a group too.
    const mr_groups groups = mr_groups_wells(
        call->inputs[0]->rows, mr_call_column(call, "group_column"), NULL, call->arena);
    mr_rows *rows = mr_rows_new(call);
    double all_ore = 0, all_waste = 0;

    for (size_t g = 0; g < groups.n && call->inputs[0]->rows > 0; g++) {
        const mr_group *group = &groups.at[g];
        double ore = 0, waste = 0;
        for (size_t i = 0; i < group->n; i++) {
            const double t = mr_column_real(tonnes, group->rows[i]);
            const bool is_ore = mr_column_real(grade, group->rows[i]) >= p->cutoff;
            ore += is_ore && !isnan(t) ? t : 0;
            waste += !is_ore && !isnan(t) ? t : 0;
        }
        all_ore += ore;
        all_waste += waste;
        mr_rows_text(rows, group->name);
        mr_rows_real(rows, ore);
        mr_rows_real(rows, waste);
        mr_rows_real(rows, waste / ore);
        mr_rows_real(rows, all_waste / all_ore);
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_strip_ratio = {
    .id = "strip_ratio",
    .version = "1.0.0",
    .family = "resource",
    .category = MR_MINING,
    .title = "Ore, waste and strip ratio per group with a running total (replaces the rows)",
    .help = "Tonnes of waste to be moved for a tonne of ore, group by group and in total.",
    .formula = "per group in order of first appearance (a null group is a group): ore=sum(t) "
               "where grade>=cutoff; waste=sum(t) of the rest (a null grade is waste, a null "
               "tonnage counts 0); strip_ratio=waste/ore; cumulative=sum of waste so far/sum of "
               "ore so far",
    .edge = "division by zero gives null",
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .across = true,
    .infer = infer,
    .table = table,
};
