// Status of each depth against the row before it in the same well.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/tabular.h"

struct params {
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(tolerance, "Differences up to this count as equal", "depth unit"), .def = "0.0",
     .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "depth_status", MR_UTF8, NULL, .help = "What was found"},
    {"step_column", "depth_step", MR_FLOAT64, "depth unit", .help = "Step from the row before"},
    {0},
};

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *depth = mr_call_column(call, "depth_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    const mr_groups wells =
        mr_groups_wells((int64_t)n, mr_call_column(call, "well_column"), NULL, call->arena);
    const char **status = MR_ARENA_ARRAY(call->arena, const char *, n + 1);
    double *step = MR_ARENA_ARRAY(call->arena, double, n + 1);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && n > 0 && !mr_call_cancelled(call); w++) {
        double before = MR_NAN; // the last depth in input order
        for (size_t i = 0; i < wells.at[w].n; i++) {
            const int64_t row = wells.at[w].rows[i];
            const double z = mr_column_real(depth, row);
            step[row] = z - before;
            status[row] = isnan(z)                          ? "missing"
                          : isnan(before)                   ? "first"
                          : fabs(step[row]) <= p->tolerance ? "duplicate"
                          : step[row] < -p->tolerance       ? "reversed"
                                                            : "ok";
            before = isnan(z) ? before : z;
        }
    }
    for (size_t i = 0; i < n; i++) {
        mr_rows_text(rows, status[i]);
        mr_rows_real(rows, step[i]);
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_depth_monotonicity = {
    .id = "depth_monotonicity",
    .version = "1.0.0",
    .family = "depth",
    .kind = "window",
    .category = MR_QUALITY,
    .title = "Status of each depth against the row before it in the same well",
    .help = "Whether the depth goes down, stays or turns back from row to row, in the order of the "
            "file.",
    .formula = "rows in INPUT order; the previous row is the last earlier row of the well with a"
               " non-null depth: step=z-z_prev; 'first' without one; 'duplicate' when "
               "abs(step)<=tolerance, 'reversed' when step<-tolerance, else 'ok'; null depth: "
               "'missing', null step",
    .edge = "never null status",
    .source = "Theys 1999, Log Data Acquisition and Quality Control",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .table = table,
};
