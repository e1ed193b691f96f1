// Regular down-hole composites by length.
// Source: Rossi & Deutsch (2014), Mineral Resource Estimation.
#include "mudrock/tabular.h"

struct params {
    double length, min_coverage, start;
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
    {MR_PARAM(length, "Length", "m"), .def = "2", .range = "(0,)"},
    {MR_PARAM(min_coverage, "Least covered share of a composite that is kept", NULL), .def = "0.5",
     .range = "[0, 1]"},
    {MR_PARAM(start, "Depth of the first composite; null = least from of the hole", "m"),
     .def = "null", .nullable = true},
    {0},
};

// Valid intervals of a hole in order of their starts.
struct intervals {
    size_t n;
    const double *from, *to, *deepest; // deepest: greatest end so far
    const double *const *grades;       // by column
};

static double *picked(const double *all, const int64_t *order, size_t n, mr_arena *arena)
{
    double *values = MR_ARENA_ARRAY(arena, double, n + 1);

    for (size_t i = 0; i < n; i++)
        values[i] = all[order[i]];
    return values;
}

static struct intervals intervals_of(const mr_call *call, const mr_group *hole)
{
    mr_arena *arena = call->arena;
    const double *from = mr_group_reals(hole, mr_call_column(call, "from_column"), arena);
    const double *to = mr_group_reals(hole, mr_call_column(call, "to_column"), arena);
    const double **grades = MR_ARENA_ARRAY(arena, const double *, call->args->n_columns + 1);
    int64_t *order = MR_ARENA_ARRAY(arena, int64_t, hole->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < hole->n; i++)
        if (from[i] < to[i]) // false when one is null
            order[n++] = (int64_t)i;
    mr_sort_rows(from, order, n, MR_ARENA_ARRAY(arena, int64_t, n + 1));
    for (size_t c = 0; c < call->args->n_columns; c++)
        grades[c] = picked(mr_group_reals(hole, mr_call_many(call, c), arena), order, n, arena);
    double *deepest = picked(to, order, n, arena);
    for (size_t i = 1; i < n; i++)
        deepest[i] = deepest[i] > deepest[i - 1] ? deepest[i] : deepest[i - 1];
    return (struct intervals){n, picked(from, order, n, arena), picked(to, order, n, arena),
                              deepest, grades};
}

struct composite {
    double from, to;
    size_t first, end; // intervals that may overlap it
};

static double overlap(const struct intervals *v, size_t i, const struct composite *c)
{
    const double top = v->from[i] > c->from ? v->from[i] : c->from;
    const double base = v->to[i] < c->to ? v->to[i] : c->to;

    return base > top ? base - top : 0;
}

// Length-weighted grade, and the covered length when there are no grades to weigh.
static double weighted(const struct intervals *v, const struct composite *c, const double *grade,
                       double *covered)
{
    double sum = 0, length = 0;

    for (size_t i = c->first; i < c->end; i++) {
        if (grade && isnan(grade[i]))
            continue;
        const double part = overlap(v, i, c);
        length += part;
        sum += grade ? grade[i] * part : 0;
    }
    *covered = length;
    return sum / length;
}

static void add_composite(const mr_call *call, const mr_group *hole, const struct intervals *v,
                          const struct composite *c, mr_rows *rows)
{
    const struct params *p = call->args->params;
    double covered, length;

    weighted(v, c, NULL, &covered);
    if (!(covered > 0) || covered / p->length < p->min_coverage - 1e-12)
        return;
    mr_rows_well(rows, hole->name);
    mr_rows_real(rows, c->from);
    mr_rows_real(rows, c->to);
    mr_rows_real(rows, covered / p->length);
    for (size_t k = 0; k < call->args->n_columns; k++)
        mr_rows_real(rows, weighted(v, c, v->grades[k], &length));
}

// Number of the first composite from k on that the next interval reaches: long gaps cost nothing.
static double skip_gap(const struct params *p, const struct intervals *v, double start, double k,
                       size_t next)
{
    const double at = floor((v->from[next] - start) / p->length) - 1;

    return at > k ? at : k;
}

// More composites than a table can hold come of a slip in the length or in the depths.
static mr_status check_number(const struct params *p, const mr_group *hole,
                              const struct intervals *v, mr_error *err)
{
    double number = 0;

    for (size_t i = 0; i < v->n; i++)
        number += (v->to[i] - v->from[i]) / p->length;
    if (!(number <= 1e7))
        return mr_fail(err, MR_ETOOLARGE, "length", "%g m makes %g composites in hole %s",
                       p->length, number, hole->name ? hole->name : "(none)");
    return MR_OK;
}

static mr_status composite_hole(const mr_call *call, const mr_group *hole, mr_rows *rows,
                                mr_error *err)
{
    const struct params *p = call->args->params;
    const struct intervals v = intervals_of(call, hole);
    struct composite c = {0};

    if (v.n == 0)
        return MR_OK;
    MR_TRY(check_number(p, hole, &v, err));
    const double start = isnan(p->start) ? v.from[0] : p->start;
    const double last = v.deepest[v.n - 1] - 1e-9 * p->length;
    for (double k = 0; start + k * p->length < last; k++) {
        if (fmod(k, 1024) == 0 && mr_call_cancelled(call))
            return mr_fail(err, MR_ECANCEL, NULL, "compositing was cancelled");
        c.from = start + k * p->length;
        while (c.first < v.n && v.deepest[c.first] <= c.from)
            c.first++;
        if (c.first < v.n && v.from[c.first] > c.from + 2 * p->length)
            k = skip_gap(p, &v, start, k, c.first);
        c.from = start + k * p->length;
        c.to = start + (k + 1) * p->length;
        if (!(c.to > c.from))
            return mr_fail(err, MR_EPARAM, "length", "%g m is too short at a depth of %g m",
                           p->length, c.from);
        while (c.end < v.n && v.from[c.end] < c.to)
            c.end++;
        add_composite(call, hole, &v, &c, rows);
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

const mr_operator mr_operator_composite_by_length = {
    .id = "composite_by_length",
    .version = "1.0.0",
    .family = "compositing",
    .category = MR_MINING,
    .title = "Composite by length",
    .help =
        "Cuts the intervals of a hole into composites of one length, grades weighted by length.",
    .formula =
        "composite k covers start + k length to start + (k+1) length; coverage = sum(overlap) / "
        "length; grade = sum(g overlap) / sum(overlap) over intervals with a grade",
    .edge = "Intervals without from < to are dropped; composites covered less than min_coverage "
            "are dropped; the last keeps its full length",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
