// Collect several columns into one array column.
// Source: Definition: sequence of the values of a row.
#include "mudrock/operator.h"

#include "lists.h"

static const mr_port inputs[] = {
    {"columns", "gr,rhob,nphi", MR_FLOAT64, "as input", .many = true, .help = "Columns in order"},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"columns", "gr,rhob,nphi", MR_FLOAT64, NULL, .many = true, .help = "Columns in order"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "array", MR_LIST_FLOAT64, "as input", .help = "List of the values"},
    {0},
};

// Of version 1.
static const mr_port outputs_v1[] = {
    {"output_column", "array", MR_LIST_FLOAT64, NULL, .help = "List of the values"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    (void)params_;
    (void)err;

    double *y = mr_list_new(n_many, arena);
    for (size_t i = 0; i < n_many; i++)
        y[i] = in[1 + i].real;
    out[0] = mr_cell_list(y, n_many);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "array_pack", .family = "reshape", .category = MR_ARRAYS,                                \
    .title = "Collect several columns into one array column",                                      \
    .help = "Makes one list a row from several number columns, for the array operators.",          \
    .formula = "list of the row's values in the listed order",                                     \
    .edge = "null values become null elements; the list itself is never null",                     \
    .source = "Definition: sequence of the values of a row", .each = each

const mr_operator mr_operator_array_pack = {
    OPERATOR,
    .version = "2.0.0",
    .inputs = inputs,
    .outputs = outputs,
};

const mr_operator mr_operator_array_pack_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .outputs = outputs_v1,
    .replacement_version = "2.0.0",
    .change = "brings the columns to one unit and says it",
    .migrate = mr_migrate_as_is,
};
