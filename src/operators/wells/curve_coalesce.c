// First non-null value of several curves.
// Source: Definition: first value that is not null.
#include "mudrock/tabular.h"

static const mr_port inputs[] = {
    {"columns", "dt,dt_synth", MR_FLOAT64, "as input", .many = true,
     .help = "Curves in order of preference"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"columns", "dt,dt_synth", MR_FLOAT64, NULL, .many = true,
     .help = "Curves in order of preference"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "merged", MR_FLOAT64, "as input", .help = "First value there is"},
    {"source_column", "merged_source", MR_UTF8, NULL, .help = "Name of the column it came from"},
    {0},
};

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const int64_t n = call->inputs[0]->rows;
    mr_rows *rows = mr_rows_new(call);

    for (int64_t i = 0; i < n; i++) {
        double value = MR_NAN;
        const char *source = NULL;
        for (size_t c = 0; c < call->args->n_columns && !source; c++) {
            value = mr_column_real(mr_call_many(call, c), i);
            source = isnan(value) ? NULL : call->args->columns[c];
        }
        mr_rows_real(rows, value);
        mr_rows_text(rows, source);
    }
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "curve_coalesce", .family = "merge", .kind = "scalar", .category = MR_WELLS,             \
    .title = "First non-null value of several curves",                                             \
    .help =                                                                                        \
        "Takes, in the order given, the first curve that has a value, and says which one it was.", \
    .formula = "value and name of the first listed curve that is non-null on the row",             \
    .edge = "null in both outputs when all are null",                                              \
    .source = "Definition: first value that is not null", .outputs = outputs, .table = table

const mr_operator mr_operator_curve_coalesce = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
};

const mr_operator mr_operator_curve_coalesce_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "brings the curves to one unit",
    .migrate = mr_migrate_as_is,
};
