// Repeat-section comparison of two curves per well (replaces the rows).
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/door.h"
#include "mudrock/tabular.h"

struct params {
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(tolerance, "Tolerance", "as input"), .def = "5.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, "as input", .help = "Curve"},
    {"other_column", "gr_repeat", MR_FLOAT64, "as input", .help = "The other curve"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double *x = mr_group_reals(well, mr_call_column(call, "column"), call->arena);
    const double *y = mr_group_reals(well, mr_call_column(call, "other_column"), call->arena);
    double *a = MR_ARENA_ARRAY(call->arena, double, 2 * well->n + 1), *b = a + well->n;
    double sum = 0, absolute = 0, squares = 0, within = 0;
    size_t n = 0;

    for (size_t i = 0; i < well->n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        const double d = y[i] - x[i];
        a[n] = x[i];
        b[n++] = y[i];
        sum += d;
        absolute += fabs(d);
        squares += d * d;
        within += fabs(d) <= p->tolerance;
    }
    const double count = (double)n; // statistics of no pair are 0/0, null
    mr_rows_well(rows, well->name);
    mr_rows_int(rows, (int64_t)n);
    mr_rows_real(rows, sum / count);
    mr_rows_real(rows, absolute / count);
    mr_rows_real(rows, sqrt(squares / count));
    mr_rows_real(rows, mr_pearson(a, b, n));
    mr_rows_real(rows, within / count);
}

static mr_status columns(const mr_infer *in, const char *unit, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "pairs", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "bias", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "mean_abs", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "rmse", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "correlation", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "within", MR_FLOAT64, NULL, NULL, err));
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return columns(in, mr_unit_of_words(in, "difference"), out, err);
}

static mr_status infer_v1(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return columns(in, mr_unit_of_words(in, "as input"), out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "compare_curves", .family = "summary", .category = MR_QUALITY,                           \
    .title = "Repeat-section comparison of two curves per well (replaces the rows)",               \
    .help = "Bias, error and correlation between a main pass and its repeat, well by well.",       \
    .formula = "over rows of the well with both non-null, d=other-column: bias=mean(d); "          \
               "mean_abs=mean(abs(d)); rmse=sqrt(mean(d^2)); correlation=Pearson r; within=share"  \
               " of rows with abs(d)<=tolerance",                                                  \
    .edge = "no pair gives null statistics; r is null for n<2 or zero variance",                   \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .params = params, .params_size = sizeof(struct params), .extension = true,                     \
    .replaces_rows = true, .table = table

const mr_operator mr_operator_compare_curves = {
    OPERATOR,
    .version = "2.0.0",
    .infer = infer,
    .sense = MR_AS_LINE,
};

const mr_operator mr_operator_compare_curves_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .infer = infer_v1,
    .replacement_version = "2.0.0",
    .change = "a difference of temperatures is no temperature",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
