// Gap or overlap of each interval with the one before it.
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/tabular.h"

struct params {
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(tolerance, "Tolerance", "m"), .def = "0.001", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"from_column", "depth_from", MR_FLOAT64, "m", .help = "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", .help = "End of the interval along the hole"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Hole identifier; if absent the table is one hole"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "gap", MR_FLOAT64, "m",
     .help = "Distance from the interval before, negative for an overlap"},
    {"status_column", "interval_status", MR_UTF8, NULL, .help = "What was found"},
    {0},
};

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *from = mr_call_column(call, "from_column"),
                    *to = mr_call_column(call, "to_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    const mr_groups holes =
        mr_groups_wells((int64_t)n, mr_call_column(call, "well_column"), NULL, call->arena);
    const char **status = MR_ARENA_ARRAY(call->arena, const char *, n + 1);
    double *gap = MR_ARENA_ARRAY(call->arena, double, n + 1),
           *start = MR_ARENA_ARRAY(call->arena, double, n + 1);
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, n + 1),
            *scratch = MR_ARENA_ARRAY(call->arena, int64_t, n + 1);
    mr_rows *rows = mr_rows_new(call);

    for (size_t i = 0; i < n; i++) {
        status[i] = "invalid";
        gap[i] = MR_NAN;
        start[i] = mr_column_real(from, (int64_t)i);
    }
    for (size_t h = 0; h < holes.n && n > 0 && !mr_call_cancelled(call); h++) {
        size_t valid = 0;
        for (size_t i = 0; i < holes.at[h].n; i++)
            if (start[holes.at[h].rows[i]] < mr_column_real(to, holes.at[h].rows[i]))
                order[valid++] = holes.at[h].rows[i];
        mr_sort_rows(start, order, valid, scratch);
        for (size_t k = 0; k < valid; k++) {
            const int64_t row = order[k];
            gap[row] = k > 0 ? start[row] - mr_column_real(to, order[k - 1]) : MR_NAN;
            status[row] = k == 0                     ? "first"
                          : gap[row] > p->tolerance  ? "gap"
                          : gap[row] < -p->tolerance ? "overlap"
                                                     : "ok";
        }
    }
    for (size_t i = 0; i < n; i++) {
        mr_rows_real(rows, gap[i]);
        mr_rows_text(rows, status[i]);
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_interval_gaps = {
    .id = "interval_gaps",
    .version = "1.0.0",
    .family = "validation",
    .kind = "window",
    .category = MR_MINING,
    .title = "Gap or overlap of each interval with the one before it",
    .help = "Finds holes in the sampling and intervals that were entered twice.",
    .formula = "valid rows in order of from inside the hole: gap=from-(to of the previous row), "
               "null for the first; status 'first', 'gap' when gap>tolerance, 'overlap' when "
               "gap<-tolerance, else 'ok'; rows with null from or to or from>=to: gap null, "
               "status 'invalid'",
    .edge = "never null status",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .table = table,
};
