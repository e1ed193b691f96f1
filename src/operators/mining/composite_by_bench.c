// Composites by horizontal bench from interval elevations (replaces the rows).
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include "intervals.h"

struct params {
    double bench_height;
    double reference_elevation;
    int overlap;
};

static const mr_param params[] = {
    MR_PARAM_OVERLAP,
    {MR_PARAM(bench_height, "Bench height", "m"), .def = "5.0", .range = "(0,)"},
    {MR_PARAM(reference_elevation, "Elevation of one bench toe", "m"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"z_from_column", "z_from", MR_FLOAT64, "m", .help = "Elevation of the interval start"},
    {"z_to_column", "z_to", MR_FLOAT64, "m", .help = "Elevation of the interval end"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Hole identifier; if absent the table is one hole"},
    {"columns", "au", MR_FLOAT64, NULL, .many = true, .help = "Grade columns"},
    {0},
};

static void add_bench(const mr_call *call, const mr_group *hole, const mr_intervals *v,
                      const mr_span *span, mr_rows *rows)
{
    const bool first = call->args->op->replacement_version; // counts length without a grade too
    const double covered = mr_span_covered(span, v);
    const double length = first ? covered : mr_span_assayed(span, v, v->grades[0]);

    if (!(covered > 0))
        return;
    mr_rows_well(rows, hole->name);
    mr_rows_real(rows, -span->to);
    mr_rows_real(rows, -span->from);
    mr_rows_real(rows, length);
    for (size_t c = 0; c < call->args->n_columns; c++)
        mr_rows_real(rows, mr_span_grade(span, v, v->grades[c]));
}

static mr_status check_elevations(const mr_call *call, const mr_group *hole, const double *from,
                                  const double *to, mr_error *err)
{
    double *low = MR_ARENA_ARRAY(call->arena, double, hole->n + 1);
    double *high = MR_ARENA_ARRAY(call->arena, double, hole->n + 1);

    for (size_t i = 0; i < hole->n; i++) {
        low[i] = -to[i];
        high[i] = -from[i];
    }
    return mr_intervals_check(call, hole, low, high, "z_from_column", err);
}

// Depths below elevation 0, so that benches from the highest down are spans that move down.
static mr_status intervals_of(const mr_call *call, const mr_group *hole, mr_intervals *out,
                              mr_error *err)
{
    const double *a = mr_group_reals(hole, mr_call_column(call, "z_from_column"), call->arena);
    const double *b = mr_group_reals(hole, mr_call_column(call, "z_to_column"), call->arena);
    double *from = MR_ARENA_ARRAY(call->arena, double, hole->n + 1);
    double *to = MR_ARENA_ARRAY(call->arena, double, hole->n + 1);

    for (size_t i = 0; i < hole->n; i++) {
        from[i] = a[i] > b[i] ? -a[i] : -b[i]; // with a null in either, one of the two is null
        to[i] = a[i] > b[i] ? -b[i] : -a[i];
    }
    const struct params *p = call->args->params;
    const bool first = call->args->op->replacement_version;
    if (!first && p->overlap == MR_OVERLAP_REFUSE)
        MR_TRY(check_elevations(call, hole, from, to, err));
    *out = mr_intervals_make(call, hole, from, to);
    if (!first && p->overlap != MR_OVERLAP_REFUSE)
        *out = mr_intervals_apart(call, out, p->overlap);
    return MR_OK;
}

static mr_status add_hole(const mr_call *call, const mr_group *hole, mr_rows *rows, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_intervals v;
    mr_span span = {0};

    MR_TRY(intervals_of(call, hole, &v, err));
    if (v.n == 0)
        return MR_OK;
    const double highest = floor((-v.from[0] - p->reference_elevation) / p->bench_height);
    const double lowest = floor((-v.deepest[v.n - 1] - p->reference_elevation) / p->bench_height);
    // Benches are counted in doubles: past 2^53 of them the next would be the same.
    if (!(mr_intervals_spans(&v, p->bench_height) <= 1e7) || !(fabs(highest) < 0x1p52) ||
        !(fabs(lowest) < 0x1p52))
        return mr_fail(err, MR_ETOOLARGE, "bench_height",
                       "benches of %g m make too many composites in hole %s", p->bench_height,
                       hole->name ? hole->name : "(none)");
    for (double k = highest; k >= lowest; k--) {
        const double toe = p->reference_elevation + k * p->bench_height;
        if (fmod(k, 1024) == 0 && mr_call_cancelled(call))
            return mr_fail(err, MR_ECANCEL, NULL, "compositing was cancelled");
        if (!mr_span_move(&span, &v, -(toe + p->bench_height), -toe))
            break;
        add_bench(call, hole, &v, &span, rows);
        if (v.from[span.first] > span.to) { // a long gap costs nothing
            const double next =
                floor((-v.from[span.first] - p->reference_elevation) / p->bench_height) + 1;
            k = next < k ? next + 1 : k;
        }
    }
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, "z_from_column");
    const char *unit = field ? field->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "bench_toe", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "bench_crest", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "length", MR_FLOAT64, unit, NULL, err));
    return mr_infer_keep_many(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups holes = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t h = 0; h < holes.n && !mr_call_cancelled(call); h++) {
        mr_status st = add_hole(call, &holes.at[h], rows, err);
        if (st != MR_OK) {
            mr_rows_free(rows);
            return st;
        }
    }
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "composite_by_bench", .family = "compositing", .category = MR_MINING,                    \
    .title = "Composites by horizontal bench from interval elevations (replaces the rows)",        \
    .help = "Average grades over the benches that a hole crosses, weighted by length.",            \
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",                \
    .inputs = inputs, .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, \
    .table = table

const mr_operator mr_operator_composite_by_bench = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .formula =
        "bench k covers toe=reference_elevation+k*bench_height to toe+bench_height (k integer, may "
        "be negative); an interval covers lo..hi, the lesser and greater of its two elevations; "
        "overlap=min(hi,crest)-max(lo,toe) when positive; per hole (order of first appearance) "
        "benches with positive overlap from the highest down; length=sum(overlap) where the first "
        "grade is not null; grade=sum(g*overlap)/sum(overlap) over non-null g",
    .edge = "rows with a null elevation or equal elevations are dropped; overlapping intervals are "
            "an error that names the hole, unless `overlap` says otherwise",
    .sense = MR_AS_MEAN,
};

const mr_operator mr_operator_composite_by_bench_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params + 1,
    .formula = "bench k covers toe=reference_elevation+k*bench_height to toe+bench_height (k "
               "integer, may be negative); an interval covers lo..hi, the lesser and greater of "
               "its two elevations; overlap=min(hi,crest)-max(lo,toe) when positive; per hole "
               "(order of first appearance) benches with positive overlap from the highest down;"
               " length=sum(overlap); grade=sum(g*overlap)/sum(overlap) over non-null g",
    .edge = "rows with a null elevation or equal elevations are dropped",
    .replacement_version = "2.0.0",
    .change = "counts assayed length only and refuses overlaps",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
