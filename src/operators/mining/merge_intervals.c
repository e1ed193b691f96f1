// Merge touching intervals that carry the same code (replaces the rows).
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "intervals.h"

struct params {
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(tolerance, "Largest gap still counted as touching", "m"), .def = "0.001",
     .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"code_column", "lith", MR_UTF8, NULL, .help = "Code that must agree"},
    {"from_column", "depth_from", MR_FLOAT64, "m", .help = "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", .help = "End of the interval along the hole"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Hole identifier; if absent the table is one hole"},
    {"columns", "au", MR_FLOAT64, NULL, .many = true, .help = "Grade columns"},
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

static bool same_code(const mr_column *code, int64_t a, int64_t b)
{
    if (!mr_valid(code, a) || !mr_valid(code, b))
        return !mr_valid(code, a) && !mr_valid(code, b);
    return mr_str_eq(mr_column_text(code, a), mr_column_text(code, b));
}

struct members {
    const int64_t *at; // positions in the hole
    size_t n;
    const double *from, *to;
    const double *const *grades; // by column
};

static void add_group(const mr_call *call, const mr_group *hole, const struct members *m,
                      mr_rows *rows)
{
    const mr_column *code = mr_call_column(call, "code_column");
    const int64_t row = hole->rows[m->at[0]];
    const mr_str text = mr_column_text(code, row);

    mr_rows_well(rows, hole->name);
    mr_rows_real(rows, m->from[m->at[0]]);
    mr_rows_real(rows, m->to[m->at[m->n - 1]]);
    mr_rows_text(rows, mr_valid(code, row) ? mr_arena_strndup(call->arena, text.at, text.n) : NULL);
    mr_rows_int(rows, (int64_t)m->n);
    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *grade = m->grades[c];
        double sum = 0, length = 0;
        for (size_t k = 0; k < m->n; k++) {
            const int64_t i = m->at[k];
            const double part = isnan(grade[i]) ? 0 : m->to[i] - m->from[i];
            sum += part > 0 ? grade[i] * part : 0;
            length += part;
        }
        mr_rows_real(rows, sum / length);
    }
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const mr_column *code = mr_call_column(call, "code_column");
    const double *from = mr_group_reals(well, mr_call_column(call, "from_column"), call->arena);
    const double *to = mr_group_reals(well, mr_call_column(call, "to_column"), call->arena);
    const double **grades = MR_ARENA_ARRAY(call->arena, const double *, call->args->n_columns + 1);
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, well->n + 1);
    const size_t n = valid_intervals(call, well, from, to, order);
    size_t end;

    for (size_t c = 0; c < call->args->n_columns; c++)
        grades[c] = mr_group_reals(well, mr_call_many(call, c), call->arena);
    for (size_t first = 0; first < n; first = end) {
        end = first + 1;
        while (end < n && fabs(from[order[end]] - to[order[end - 1]]) <= p->tolerance &&
               same_code(code, well->rows[order[first]], well->rows[order[end]]))
            end++;
        add_group(call, well, &(struct members){order + first, end - first, from, to, grades},
                  rows);
    }
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
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "from_column", err));
    MR_TRY(mr_infer_keep(in, out, "to_column", err));
    MR_TRY(mr_infer_keep(in, out, "code_column", err));
    MR_TRY(mr_infer_add(out, "intervals", MR_INT64, NULL, NULL, err));
    return mr_infer_keep_many(in, out, err);
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
    .id = "merge_intervals", .family = "compositing", .category = MR_MINING,                       \
    .title = "Merge touching intervals that carry the same code (replaces the rows)",              \
    .help = "Neighbours of one code become one interval with the length-weighted grades.",         \
    .formula = "valid intervals have non-null from<to; others are dropped; in order of from "      \
               "inside the hole an interval joins the open group when its code equals the "        \
               "group's (null equals null) and abs(from-group end)<=tolerance; the group runs "    \
               "from its first from to the to of its last member; intervals=number of members; "   \
               "grade=length-weighted mean over members with non-null grade (own lengths to-"      \
               "from)",                                                                            \
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation", .inputs = inputs,               \
    .params = params, .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, \
    .table = table

const mr_operator mr_operator_merge_intervals = {
    OPERATOR,
    .version = "2.0.0",
    .edge = "holes in order of first appearance; reversed and overlapping intervals are an error "
            "that names the hole",
    .sense = MR_AS_MEAN,
};

const mr_operator mr_operator_merge_intervals_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = "holes in order of first appearance",
    .replacement_version = "2.0.0",
    .change = "refuses intervals that overlap",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
