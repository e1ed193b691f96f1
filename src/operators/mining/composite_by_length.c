// Regular down-hole composites by length.
// Source: Rossi & Deutsch (2014), Mineral Resource Estimation.
#include "intervals.h"

struct params {
    double length, min_coverage, start;
    int overlap;
};

static const mr_port inputs[] = {
    {"from_column", "depth_from", MR_FLOAT64, "m", NULL, "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", NULL, "End of the interval along the hole"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"columns", "au", MR_FLOAT64, NULL, NULL, "Curves", .many = true},
    {0},
};

static const mr_param params[] = {
    MR_PARAM_OVERLAP,
    {MR_PARAM(length, "Length", "m"), .def = "2", .range = "(0,)"},
    {MR_PARAM(min_coverage, "Least covered share of a composite that is kept", NULL), .def = "0.5",
     .range = "[0, 1]"},
    {MR_PARAM(start, "Depth of the first composite; null = least from of the hole", "m"),
     .def = "null", .nullable = true},
    {0},
};

// Version 1 counts length without a grade, keeps the full length of the last composite and takes
// what overlaps twice.
static bool is_first(const mr_call *call)
{
    return call->args->op->replacement_version;
}

static void add_composite(const mr_call *call, const mr_group *hole, const mr_intervals *v,
                          const mr_span *span, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double covered = mr_span_covered(span, v), end = v->deepest[v->n - 1];
    const double to = is_first(call) || span->to < end ? span->to : end;
    const double length = is_first(call) ? p->length : to - span->from;
    const double coverage =
        (is_first(call) ? covered : mr_span_assayed(span, v, v->grades[0])) / length;

    if (!(covered > 0) || coverage < p->min_coverage - 1e-12)
        return;
    mr_rows_well(rows, hole->name);
    mr_rows_real(rows, span->from);
    mr_rows_real(rows, to);
    mr_rows_real(rows, coverage);
    for (size_t c = 0; c < call->args->n_columns; c++)
        mr_rows_real(rows, mr_span_grade(span, v, v->grades[c]));
}

// Composites are counted in doubles: past 2^53 of them the next would be the same.
static mr_status check_number(const struct params *p, const mr_group *hole, const mr_intervals *v,
                              double start, mr_error *err)
{
    const double number = mr_intervals_spans(v, p->length);
    const double last = (v->deepest[v->n - 1] - start) / p->length;

    if (!(number <= 1e7) || !(last < 0x1p52))
        return mr_fail(err, MR_ETOOLARGE, "length", "%g m makes too many composites in hole %s",
                       p->length, hole->name ? hole->name : "(none)");
    return MR_OK;
}

static mr_status composite_hole(const mr_call *call, const mr_group *hole, mr_rows *rows,
                                mr_error *err)
{
    const struct params *p = call->args->params;
    const double *from = mr_group_reals(hole, mr_call_column(call, "from_column"), call->arena);
    const double *to = mr_group_reals(hole, mr_call_column(call, "to_column"), call->arena);
    mr_span span = {0};

    const bool apart = !is_first(call) && p->overlap != MR_OVERLAP_REFUSE;
    if (apart)
        MR_TRY(mr_intervals_check_each(hole, from, to, "from_column", err));
    else if (!is_first(call))
        MR_TRY(mr_intervals_check(call, hole, from, to, "from_column", err));
    mr_intervals v = mr_intervals_make(call, hole, from, to);
    if (apart)
        v = mr_intervals_apart(call, &v, p->overlap);

    if (v.n == 0)
        return MR_OK;
    const double start = isnan(p->start) ? v.from[0] : p->start;
    const double last = v.deepest[v.n - 1] - 1e-9 * p->length;
    MR_TRY(check_number(p, hole, &v, start, err));
    for (double k = 0; start + k * p->length < last; k++) {
        if (fmod(k, 1024) == 0 && mr_call_cancelled(call))
            return mr_fail(err, MR_ECANCEL, NULL, "compositing was cancelled");
        if (!mr_span_move(&span, &v, start + k * p->length, start + (k + 1) * p->length))
            break;
        add_composite(call, hole, &v, &span, rows);
        if (v.from[span.first] > span.to) { // a long gap costs nothing
            const double next = floor((v.from[span.first] - start) / p->length) - 1;
            k = next > k ? next - 1 : k;
        }
    }
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups holes = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);
    mr_status st = MR_OK;

    for (size_t h = 0; h < holes.n && st == MR_OK; h++)
        st = composite_hole(call, &holes.at[h], rows, err);
    if (st == MR_OK)
        return mr_rows_finish(rows, out, err);
    mr_rows_free(rows);
    return st;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "from_column", err));
    MR_TRY(mr_infer_keep(in, out, "to_column", err));
    MR_TRY(mr_infer_add(out, "coverage", MR_FLOAT64, "v/v", NULL, err));
    return mr_infer_keep_many(in, out, err);
}

#define OPERATOR                                                                                   \
    .id = "composite_by_length", .family = "compositing", .category = MR_MINING,                   \
    .title = "Composite by length",                                                                \
    .help =                                                                                        \
        "Cuts the intervals of a hole into composites of one length, grades weighted by length.",  \
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation", .inputs = inputs,               \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_composite_by_length = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .formula =
        "composite k covers start + k length to start + (k+1) length, the last to the end of the "
        "last interval; coverage = length with a grade of the first column / the composite's own "
        "length; grade = sum(g overlap) / sum(overlap) over intervals with a grade",
    .edge = "Intervals of a null or without length are dropped; reversed ones are an error that "
            "names the hole, and so are overlapping ones unless `overlap` says otherwise; "
            "composites covered less than min_coverage are dropped",
    .sense = MR_AS_MEAN,
};

const mr_operator mr_operator_composite_by_length_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params + 1,
    .formula =
        "composite k covers start + k length to start + (k+1) length; coverage = sum(overlap) / "
        "length; grade = sum(g overlap) / sum(overlap) over intervals with a grade",
    .edge = "Intervals without from < to are dropped; composites covered less than min_coverage "
            "are dropped; the last keeps its full length",
    .replacement_version = "2.0.0",
    .change = "counts assayed length only, ends with the last interval and refuses overlaps",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
