// Significant intercepts above a cut-off with internal waste (replaces the rows).
// Source: JORC Code 2012 reporting practice; Rossi & Deutsch 2014.
#include "intervals.h"

struct params {
    double cutoff;
    double min_length;
    double max_internal_waste;
};

static const mr_param params[] = {
    {MR_PARAM(cutoff, "Cutoff", "g/t"), .def = "1.0"},
    {MR_PARAM(min_length, "Least length", "m"), .def = "2.0", .range = "[0,)"},
    {MR_PARAM(max_internal_waste, "Longest waste between two ore intervals", "m"), .def = "2.0",
     .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"from_column", "depth_from", MR_FLOAT64, "m", .help = "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", .help = "End of the interval along the hole"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Hole identifier; if absent the table is one hole"},
    {0},
};

// Valid intervals of a hole in order of their starts: positions in the group.
static size_t valid_intervals(const mr_call *call, const mr_group *hole, const double *from,
                              const double *to, int64_t *order)
{
    size_t n = 0;

    for (size_t i = 0; i < hole->n; i++)
        if (from[i] < to[i]) // false when one is null
            order[n++] = (int64_t)i;
    mr_sort_rows(from, order, n, MR_ARENA_ARRAY(call->arena, int64_t, n + 1));
    return n;
}

struct hole {
    const double *from, *to, *grade;
    const int64_t *order;
    size_t n;
};

// The first interval in order that begins at `top` or below.
static size_t first_from(const struct hole *h, double top)
{
    size_t low = 0, high = h->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (h->from[h->order[middle]] < top)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_intercept(const mr_call *call, const char *name, const struct hole *h, double top,
                          double base, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double length = base - top;
    double accumulation = 0;

    if (length < p->min_length - 1e-9)
        return;
    for (size_t k = first_from(h, top); k < h->n && h->from[h->order[k]] < base; k++) {
        const int64_t i = h->order[k];
        if (h->to[i] <= base && !isnan(h->grade[i]))
            accumulation += h->grade[i] * (h->to[i] - h->from[i]);
    }
    mr_rows_well(rows, name);
    mr_rows_real(rows, top);
    mr_rows_real(rows, base);
    mr_rows_real(rows, length);
    mr_rows_real(rows, accumulation / length);
    mr_rows_real(rows, accumulation);
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, well->n + 1);
    struct hole h = {mr_group_reals(well, mr_call_column(call, "from_column"), call->arena),
                     mr_group_reals(well, mr_call_column(call, "to_column"), call->arena),
                     mr_group_reals(well, mr_call_column(call, "grade_column"), call->arena), order,
                     0};
    double top = MR_NAN, base = MR_NAN; // of the open intercept

    h.n = valid_intervals(call, well, h.from, h.to, order);
    for (size_t k = 0; k < h.n; k++) {
        const int64_t i = order[k];
        if (!(h.grade[i] >= p->cutoff))
            continue;
        if (!(h.from[i] - base <= p->max_internal_waste + 1e-9)) {
            if (!isnan(top))
                add_intercept(call, well->name, &h, top, base, rows);
            top = h.from[i];
        }
        base = h.to[i];
    }
    if (!isnan(top))
        add_intercept(call, well->name, &h, top, base, rows);
}

// Version 1 takes what overlaps as it comes.
static mr_status check_hole(const mr_call *call, const mr_group *hole, mr_error *err)
{
    if (call->args->op->replacement_version)
        return MR_OK;
    return mr_intervals_check(
        call, hole, mr_group_reals(hole, mr_call_column(call, "from_column"), call->arena),
        mr_group_reals(hole, mr_call_column(call, "to_column"), call->arena), "from_column", err);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, "from_column");
    const char *unit = field ? field->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "from_column", err));
    MR_TRY(mr_infer_keep(in, out, "to_column", err));
    MR_TRY(mr_infer_add(out, "length", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_keep(in, out, "grade_column", err));
    return mr_infer_add(out, "accumulation", MR_FLOAT64, NULL, NULL, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        MR_TRY(check_hole(call, &wells.at[w], err));
    mr_rows *rows = mr_rows_new(call);
    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "significant_intercepts", .family = "compositing", .category = MR_MINING,                \
    .title = "Significant intercepts above a cut-off with internal waste (replaces the rows)",     \
    .help =                                                                                        \
        "The stretches worth reporting: above a cut-off, with a limited run of poorer samples "    \
        "inside.",                                                                                 \
    .formula = "valid intervals have non-null from<to; others are dropped; ore intervals have a "  \
               "non-null grade>=cutoff; in order of from inside the hole an ore interval joins "   \
               "the open intercept when from-(to of its last ore "                                 \
               "interval)<=max_internal_waste+1e-9; an intercept runs from the first from to the"  \
               " last to of its ore intervals; every valid interval with from>=intercept from "    \
               "and to<=intercept to counts, null grades and gaps as 0: accumulation=sum(g*(to-"   \
               "from)), length=to-from of the intercept, grade=accumulation/length; intercepts "   \
               "with length<min_length-1e-9 are dropped",                                          \
    .source = "JORC Code 2012 reporting practice; Rossi & Deutsch 2014", .inputs = inputs,         \
    .params = params, .params_size = sizeof(struct params), .extension = true,                     \
    .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_significant_intercepts = {
    OPERATOR,
    .version = "2.0.0",
    .edge = "holes in order of first appearance; reversed and overlapping intervals are an error "
            "that names the hole",
};

const mr_operator mr_operator_significant_intercepts_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = "holes in order of first appearance",
    .replacement_version = "2.0.0",
    .change = "refuses intervals that overlap",
    .migrate = mr_migrate_as_is,
};
