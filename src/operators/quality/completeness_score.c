// Completeness of curves by well.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/tabular.h"

struct params {
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, NULL, "Curves", .many = true},
    {0},
};

// Rows that are missing above each row of a well; version 1 counts only those that are there.
static const size_t *missing_of(const mr_call *call, const mr_group *well)
{
    const struct params *p = call->args->params;
    size_t *missing = MR_ARENA_ARRAY(call->arena, size_t, well->n + 1);
    double *room = MR_ARENA_ARRAY(call->arena, double, well->n + 1);

    if (call->args->op->replacement_version)
        return missing;
    const mr_usual_rows usual = mr_usual_rows_of(well->depth, well->n, p->max_gap, room);
    for (size_t i = 1; i < well->n; i++)
        missing[i] = mr_rows_between(&usual, well->depth[i] - well->depth[i - 1]);
    return missing;
}

static void add_curve(const mr_call *call, const mr_group *well, const size_t *missing, size_t c,
                      mr_rows *rows)
{
    const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena), *z = well->depth;
    double top = MR_NAN, base = MR_NAN;
    size_t all = well->n, valid = 0, inside = 0;

    for (size_t i = 0; i < well->n; i++) {
        all += missing[i];
        if (isnan(x[i]))
            continue;
        top = valid++ ? top : z[i];
        base = z[i];
    }
    for (size_t i = 0; i < well->n; i++)
        if (z[i] >= top && z[i] <= base)
            inside += 1 + (z[i] > top ? missing[i] : 0);
    mr_rows_well(rows, well->name);
    mr_rows_text(rows, call->args->columns[c]);
    mr_rows_int(rows, (int64_t)all);
    mr_rows_int(rows, (int64_t)valid);
    mr_rows_real(rows, (double)valid / (double)all);
    mr_rows_real(rows, (double)valid / (double)inside);
    mr_rows_real(rows, top);
    mr_rows_real(rows, base);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++) {
        const size_t *missing = missing_of(call, &wells.at[w]);
        for (size_t c = 0; c < call->args->n_columns; c++)
            add_curve(call, &wells.at[w], missing, c, rows);
    }
    return mr_rows_finish(rows, out, err);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *depth = mr_infer_input(in, "depth_column");
    const char *unit = depth ? depth->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "rows", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "valid", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "completeness", MR_FLOAT64, "v/v", NULL, err));
    MR_TRY(mr_infer_add(out, "inside_completeness", MR_FLOAT64, "v/v", NULL, err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, "depth", err));
    return mr_infer_add(out, "base", MR_FLOAT64, unit, "depth", err);
}

#define FORMULA                                                                                    \
    "completeness = valid / rows; inside_completeness = valid / rows with top <= depth <= base"
#define EDGE "A curve without values has completeness 0 and null top, base and inside_completeness"
#define OPERATOR                                                                                   \
    .id = "completeness_score", .family = "completeness", .category = MR_QUALITY,                  \
    .title = "Completeness score",                                                                 \
    .help = "How much of each curve has values, over the well and between its first and last "     \
            "value.",                                                                              \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_completeness_score = {
    OPERATOR,
    .version = "2.0.0",
    .formula = FORMULA "; rows left out count as rows of nulls: where the step is regular, as many "
                       "as fit in; else between rows further apart than max_gap, as many as the "
                       "usual step makes of it",
    .edge = EDGE,
    .params = params,
};

const mr_operator mr_operator_completeness_score_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = FORMULA,
    .edge = EDGE,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "counts rows that were left out as missing",
    .migrate = mr_migrate_as_is,
};
