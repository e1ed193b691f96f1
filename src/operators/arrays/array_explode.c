// One row per array element (replaces the rows).
// Source: Definition: unnesting, a row for every element of a list.
#include "mudrock/door.h"
#include "mudrock/tabular.h"

struct params {
    double axis_min;
    double axis_step;
};

static const mr_param params[] = {
    {MR_PARAM(axis_min, "Axis value of element 0", NULL), .def = "0.0"},
    {MR_PARAM(axis_step, "Axis step", NULL), .def = "1.0"},
    {0},
};

static const mr_port inputs[] = {
    {"array_column", "array", MR_LIST_FLOAT64, NULL, .help = "Array"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static mr_status columns(const mr_infer *in, const char *unit, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "depth_column", err));
    MR_TRY(mr_infer_add(out, "index", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "axis", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "value", MR_FLOAT64, unit, NULL, err));
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return columns(in, mr_unit_of_words(in, "as input"), out, err);
}

static mr_status infer_v1(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return columns(in, NULL, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *array = mr_call_column(call, "array_column");
    const mr_column *depth = mr_call_column(call, "depth_column");
    const mr_column *well = mr_call_column(call, "well_column");
    mr_rows *rows = mr_rows_new(call);

    for (int64_t i = 0; i < array->length; i++) {
        size_t n;
        const double *items = mr_column_list(array, i, &n);
        const mr_str name = well ? mr_column_text(well, i) : (mr_str){0};
        const char *text = well && mr_valid(well, i) && n > 0
                               ? mr_arena_strndup(call->arena, name.at, name.n)
                               : NULL;
        for (size_t k = 0; k < n; k++) {
            mr_rows_well(rows, text);
            mr_rows_real(rows, mr_column_real(depth, i));
            mr_rows_int(rows, (int64_t)k);
            mr_rows_real(rows, p->axis_min + (double)k * p->axis_step);
            mr_rows_real(rows, items[k]);
        }
    }
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "array_explode", .family = "reshape", .category = MR_ARRAYS,                             \
    .title = "One row per array element (replaces the rows)",                                      \
    .help = "Turns lists into a long table, with the index and a linear axis for each element.",   \
    .formula = "rows in input order, elements in list order; axis=axis_min+index*axis_step",       \
    .edge = "a null or empty list gives no row; null elements give null value",                    \
    .source = "Definition: unnesting, a row for every element of a list", .inputs = inputs,        \
    .params = params, .params_size = sizeof(struct params), .extension = true,                     \
    .replaces_rows = true, .table = table

const mr_operator mr_operator_array_explode = {
    OPERATOR,
    .version = "2.0.0",
    .infer = infer,
};

const mr_operator mr_operator_array_explode_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .infer = infer_v1,
    .replacement_version = "2.0.0",
    .change = "says the unit of the elements",
    .migrate = mr_migrate_as_is,
};
