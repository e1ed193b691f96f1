// Statistics of curves per well (replaces the rows).
// Source: Davis 2002, Statistics and Data Analysis in Geology.
#include "mudrock/door.h"
#include "mudrock/kind.h"
#include "mudrock/tabular.h"

static const mr_port inputs[] = {
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob", MR_FLOAT64, "usual", .many = true, .help = "Curves"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, .many = true, .help = "Curves"},
    {0},
};

// The unit of a curve as it is counted: version 2 says it.
static const char *unit_of(const mr_call *call, size_t c)
{
    return mr_call_many(call, c)->field.unit;
}

// Of directions the statistics are of the distances from their mean.
static double place(double centre, double x, double turn)
{
    return turn > 0 ? mr_turn_wrap(centre + x, turn) : x;
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const bool with_unit = call->args->op->version[0] > '1';

    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena);
        double *v = MR_ARENA_ARRAY(call->arena, double, well->n + 1);
        const size_t n = mr_compact(x, well->n, v);
        const double turn =
            call->args->op->plain ? 0 : mr_field_turn(call->units, &mr_call_many(call, c)->field);
        const double mean = turn > 0 ? mr_turn_mean(v, NULL, n, turn) : MR_NAN;
        const double centre = turn > 0 ? mr_turn_about(v, n, turn) : 0;
        mr_sort(v, n);
        mr_rows_well(rows, well->name);
        mr_rows_text(rows, call->args->columns[c]);
        if (with_unit)
            mr_rows_text(rows, unit_of(call, c));
        mr_rows_int(rows, (int64_t)n);
        mr_rows_int(rows, (int64_t)(well->n - n));
        mr_rows_real(rows, place(centre, mr_min(v, n), turn));
        mr_rows_real(rows, place(centre, mr_max(v, n), turn));
        mr_rows_real(rows, turn > 0 ? mean : mr_mean(v, n));
        mr_rows_real(rows, mr_std(v, n, 1));
        mr_rows_real(rows, place(centre, mr_percentile_sorted(v, n, 10), turn));
        mr_rows_real(rows, place(centre, mr_percentile_sorted(v, n, 50), turn));
        mr_rows_real(rows, place(centre, mr_percentile_sorted(v, n, 90), turn));
    }
}

static mr_status add_statistics(const char *unit, const char *spread, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_add(out, "count", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "nulls", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "min", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "max", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "mean", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "std", MR_FLOAT64, spread, NULL, err));
    MR_TRY(mr_infer_add(out, "p10", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "p50", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "p90", MR_FLOAT64, unit, NULL, err));
    return MR_OK;
}

// The field whose unit all curves have; NULL when they have several, or none.
static const mr_field *common(const mr_infer *in)
{
    const mr_field *first = in->args->n_columns ? mr_infer_many(in, 0) : NULL;

    for (size_t i = 1; first && i < in->args->n_columns; i++) {
        const mr_field *field = mr_infer_many(in, i);
        if (!field || !field->unit || !first->unit || !in->units ||
            !mr_unit_equal(in->units, field->unit, first->unit))
            return NULL;
    }
    return first;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *same = common(in);

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "unit", MR_UTF8, NULL, NULL, err));
    return add_statistics(mr_unit_of_field(in, "as input", same),
                          mr_unit_of_field(in, "difference", same), out, err);
}

static mr_status infer_v1(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    return add_statistics(NULL, NULL, out, err);
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
    .id = "well_statistics", .family = "rows", .category = MR_WELLS,                               \
    .title = "Statistics of curves per well (replaces the rows)",                                  \
    .help = "Count, extremes, mean, spread and percentiles of each curve of each well.",           \
    .formula = "per well (order of first appearance) and listed curve over non-null values; std "  \
               "divides by n-1; percentiles type 7 at 10, 50 and 90 percent",                      \
    .edge = "no value gives null statistics; n=1 gives null std",                                  \
    .source = "Davis 2002, Statistics and Data Analysis in Geology", .replaces_rows = true,        \
    .table = table

const mr_operator mr_operator_well_statistics = {
    OPERATOR, .version = "2.0.0", .inputs = inputs, .infer = infer, .sense = MR_AS_CIRCLE,
};

const mr_operator mr_operator_well_statistics_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .infer = infer_v1,
    .replacement_version = "2.0.0",
    .change = "counts each curve in the usual unit of what it measures and says it",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
