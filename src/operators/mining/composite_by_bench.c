// Composites by horizontal bench from interval elevations (replaces the rows).
// Formula: bench k covers toe=reference_elevation+k*bench_height to toe+bench_height (k integer,
// may be negative); an interval covers lo..hi, the lesser and greater of its two elevations;
// overlap=min(hi,crest)-max(lo,toe) when positive; per hole (order of first appearance) benches
// with positive overlap from the highest down; length=sum(overlap);
// grade=sum(g*overlap)/sum(overlap) over non-null g
// Edges: rows with a null elevation or equal elevations are dropped
// Source: Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design.
#include "mudrock/tabular.h"

struct params {
    double bench_height;
    double reference_elevation;
};

static const mr_param params[] = {
    {MR_PARAM(bench_height, "Bench height", "m"), .def = "5.0", .range = "(0,)"},
    {MR_PARAM(reference_elevation, "Elevation of one bench toe", "m"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"z_from_column", "z_from", MR_FLOAT64, "m", .help = "elevation of the interval start"},
    {"z_to_column", "z_to", MR_FLOAT64, "m", .help = "elevation of the interval end"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "hole identifier; if absent the table is one hole"},
    {"columns", "au", MR_FLOAT64, NULL, .many = true, .help = "grade columns"},
    {0},
};

struct span {
    const double *low, *high; // elevations of the intervals
    size_t n;
};

static void add_bench(const mr_call *call, const mr_group *hole, const struct span *v, double toe,
                      mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double crest = toe + p->bench_height;
    double *part = MR_ARENA_ARRAY(call->arena, double, v->n + 1);
    double length = 0;

    for (size_t i = 0; i < v->n; i++) {
        const double top = v->high[i] < crest ? v->high[i] : crest;
        const double base = v->low[i] > toe ? v->low[i] : toe;
        part[i] = top > base ? top - base : 0;
        length += part[i];
    }
    if (!(length > 0))
        return;
    mr_rows_well(rows, hole->name);
    mr_rows_real(rows, toe);
    mr_rows_real(rows, crest);
    mr_rows_real(rows, length);
    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *grade = mr_group_reals(hole, mr_call_many(call, c), call->arena);
        double sum = 0, weight = 0;
        for (size_t i = 0; i < v->n; i++) {
            const bool counts = part[i] > 0 && !isnan(grade[i]);
            sum += counts ? grade[i] * part[i] : 0;
            weight += counts ? part[i] : 0;
        }
        mr_rows_real(rows, sum / weight);
    }
}

static mr_status add_hole(const mr_call *call, const mr_group *hole, mr_rows *rows, mr_error *err)
{
    const struct params *p = call->args->params;
    const double *a = mr_group_reals(hole, mr_call_column(call, "z_from_column"), call->arena);
    const double *b = mr_group_reals(hole, mr_call_column(call, "z_to_column"), call->arena);
    double *low = MR_ARENA_ARRAY(call->arena, double, 2 * hole->n + 1), *high = low + hole->n;
    double least = (double)INFINITY, greatest = -(double)INFINITY;

    for (size_t i = 0; i < hole->n; i++) {
        const bool valid = a[i] < b[i] || a[i] > b[i]; // neither null nor equal
        low[i] = valid ? (a[i] < b[i] ? a[i] : b[i]) : 0;
        high[i] = valid ? (a[i] < b[i] ? b[i] : a[i]) : 0;
        least = valid && low[i] < least ? low[i] : least;
        greatest = valid && high[i] > greatest ? high[i] : greatest;
    }
    if (least > greatest)
        return MR_OK;
    const double first = floor((least - p->reference_elevation) / p->bench_height);
    const double last = floor((greatest - p->reference_elevation) / p->bench_height);
    if (!(last - first < 1e7))
        return mr_fail(err, MR_ETOOLARGE, "bench_height",
                       "benches of %g m make too many composites: %g in hole %s", p->bench_height,
                       last - first, hole->name ? hole->name : "(none)");
    for (double k = last; k >= first; k--)
        add_bench(call, hole, &(struct span){low, high, hole->n},
                  p->reference_elevation + k * p->bench_height, rows);
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

    for (size_t h = 0; h < holes.n; h++) {
        mr_status st = add_hole(call, &holes.at[h], rows, err);
        if (st != MR_OK) {
            mr_rows_free(rows);
            return st;
        }
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_composite_by_bench = {
    .id = "composite_by_bench",
    .version = "1.0.0",
    .family = "compositing",
    .category = MR_MINING,
    .title = "Composites by horizontal bench from interval elevations (replaces the rows)",
    .help = "Composites by horizontal bench from interval elevations (replaces the rows).",
    .formula = "bench k covers toe=reference_elevation+k*bench_height to toe+bench_height (k "
               "integer, may be negative); an interval covers lo..hi, the lesser and greater of "
               "its two elevations; overlap=min(hi,crest)-max(lo,toe) when positive; per hole "
               "(order of first appearance) benches with positive overlap from the highest down;"
               " length=sum(overlap); grade=sum(g*overlap)/sum(overlap) over non-null g",
    .edge = "rows with a null elevation or equal elevations are dropped",
    .source = "Hustrulid, Kuchta & Martin 2013, Open Pit Mine Planning and Design",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
