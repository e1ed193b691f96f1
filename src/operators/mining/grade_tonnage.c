// Grade-tonnage table per cut-off (replaces the rows).
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/tabular.h"

struct params {
    mr_reals cutoffs;
};

static const mr_param params[] = {
    {MR_PARAM(cutoffs, "Cut-off grades", "g/t"), .def = "[0.0, 0.5, 1.0, 2.0]"},
    {0},
};

static const mr_port inputs[] = {
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"tonnes_column", "tonnes", MR_FLOAT64, "t", .help = "Tonnage"},
    {0},
};

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_add(out, "cutoff", MR_FLOAT64, "g/t", NULL, err));
    MR_TRY(mr_infer_add(out, "tonnes", MR_FLOAT64, "t", NULL, err));
    MR_TRY(mr_infer_add(out, "grade", MR_FLOAT64, "g/t", NULL, err));
    MR_TRY(mr_infer_add(out, "metal", MR_FLOAT64, NULL, NULL, err));
    (void)in;
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *grade = mr_call_column(call, "grade_column");
    const mr_column *tonnes = mr_call_column(call, "tonnes_column");
    mr_rows *rows = mr_rows_new(call);

    for (size_t c = 0; c < p->cutoffs.n; c++) {
        double sum = 0, metal = 0;
        for (int64_t i = 0; i < grade->length; i++) {
            const double g = mr_column_real(grade, i), t = mr_column_real(tonnes, i);
            const bool counts = g >= p->cutoffs.at[c] && !isnan(t);
            sum += counts ? t : 0;
            metal += counts ? t * g : 0;
        }
        mr_rows_real(rows, p->cutoffs.at[c]);
        mr_rows_real(rows, sum);
        mr_rows_real(rows, metal / sum); // null without tonnage
        mr_rows_real(rows, metal);
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_grade_tonnage = {
    .id = "grade_tonnage",
    .version = "1.0.0",
    .family = "resource",
    .category = MR_MINING,
    .title = "Grade-tonnage table per cut-off (replaces the rows)",
    .help = "Tonnes, mean grade and metal above each of several cut-offs.",
    .formula = "rows with non-null grade and tonnes; per cutoff in listed order, rows with "
               "grade>=cutoff: tonnes=sum(t); metal=sum(t*g); grade=metal/tonnes",
    .edge = "no tonnage gives 0 tonnes, 0 metal and null grade; wells are not separated",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .across = true,
    .infer = infer,
    .table = table,
};
