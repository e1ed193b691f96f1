// Intervals of missing values per well and curve (replaces the rows).
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/tabular.h"

struct params {
    int64_t min_samples;
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(min_samples, "Shortest interval reported", "samples"), .def = "1", .range = "[1,)"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob", MR_FLOAT64, NULL, .many = true, .help = "Curves"},
    {0},
};

// Rows without a value one after another, those that were left out among them.
typedef struct run {
    double top, base;
    size_t samples;
    bool first, last; // of the well
} run;

static void add_run(const struct params *p, const mr_group *well, const char *curve, const run *r,
                    mr_rows *rows)
{
    const char *position = r->first && r->last ? "all"
                           : r->first          ? "start"
                           : r->last           ? "end"
                                               : "inside";

    if (r->samples == 0 || (double)r->samples < (double)p->min_samples)
        return;
    mr_rows_well(rows, well->name);
    mr_rows_text(rows, curve);
    mr_rows_real(rows, r->top);
    mr_rows_real(rows, r->base);
    mr_rows_int(rows, (int64_t)r->samples);
    mr_rows_real(rows, r->base - r->top);
    mr_rows_text(rows, position);
}

static void extend(run *r, double top, double base, size_t samples)
{
    if (samples == 0)
        return;
    r->top = r->samples ? r->top : top;
    r->base = base;
    r->samples += samples;
}

// Version 1 sees only the rows that are there.
static mr_usual_rows usual_of(const mr_call *call, const mr_group *well)
{
    const struct params *p = call->args->params;

    if (call->args->op->replacement_version)
        return (mr_usual_rows){.step = MR_NAN, .most = HUGE_VAL};
    return mr_usual_rows_of(well->depth, well->n, p->max_gap,
                            MR_ARENA_ARRAY(call->arena, double, well->n + 1));
}

static void add_curve(const mr_call *call, const mr_group *well, const mr_usual_rows *usual,
                      size_t c, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double *x = mr_group_reals(well, mr_call_many(call, c), call->arena), *z = well->depth;
    const char *curve = call->args->columns[c];
    run r = {.first = true};

    for (size_t i = 0; i < well->n; i++) {
        const size_t missing = i > 0 ? mr_rows_between(usual, z[i] - z[i - 1]) : 0;
        if (missing > 0)
            extend(&r, z[i - 1] + usual->step, z[i] - usual->step, missing);
        if (isnan(x[i])) {
            extend(&r, z[i], z[i], 1);
            continue;
        }
        add_run(p, well, curve, &r, rows);
        r = (run){.samples = 0};
    }
    r.last = true;
    add_run(p, well, curve, &r, rows);
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const mr_usual_rows usual = usual_of(call, well);

    for (size_t c = 0; c < call->args->n_columns; c++)
        add_curve(call, well, &usual, c, rows);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, "depth_column");
    const char *unit = field ? field->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "base", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "samples", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "thickness", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "position", MR_UTF8, NULL, NULL, err));
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define FORMULA                                                                                    \
    "per well (order of first appearance), listed curve and depth order: maximal runs of null "    \
    "samples; top,base=depth of the first and last null sample; thickness=base-top; position "     \
    "'all' when the run is the whole well, 'start' when it holds the first row, 'end' the last, "  \
    "else 'inside'"
#define OPERATOR                                                                                   \
    .id = "missing_interval_audit", .family = "completeness", .category = MR_QUALITY,              \
    .title = "Intervals of missing values per well and curve (replaces the rows)",                 \
    .help = "A list of the gaps of each curve: at the top, inside or at the base, and how long.",  \
    .edge = "rows with null depth are dropped",                                                    \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_missing_interval_audit = {
    OPERATOR,
    .version = "2.0.0",
    .formula = FORMULA "; rows left out are null samples: where the step is regular, as many as "
                       "fit in; else between rows further apart than max_gap, as many as the usual "
                       "step makes of it",
    .params = params,
};

const mr_operator mr_operator_missing_interval_audit_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = FORMULA,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "lists rows that were left out as missing",
    .migrate = mr_migrate_as_is,
};
