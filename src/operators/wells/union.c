// Rows of several tables, one after another, columns by their names.
// Source: Codd (1970).
#include "named.h"

#include <string.h>

#include "mudrock/units.h"

struct params {
    int columns; // all, common
    const char *source;
};

enum { ALL, COMMON };

static const mr_param params[] = {
    {MR_PARAM(columns, "Columns", NULL), .def = "\"all\"", .choices = "all,common",
     .help = "all: null where an input has no such column; common: those that every input has"},
    {MR_PARAM(source, "Column for the input's number", NULL), .def = "null", .nullable = true,
     .help = "1 for the rows of the first input, 2 for the second, ..."},
    {0},
};

static bool is_everywhere(const mr_infer *in, const char *name)
{
    for (size_t k = 0; k < in->n_inputs; k++)
        if (!mr_schema_find(in->inputs[k], name))
            return false;
    return true;
}

// The type that holds both; false when there is none.
static bool common_type(mr_type a, mr_type b, mr_type *out)
{
    if (mr_type_widens(b, a)) {
        *out = a;
        return true;
    }
    *out = mr_type_widens(a, b) ? b : MR_FLOAT64;
    return mr_type_widens(a, *out) && mr_type_widens(b, *out);
}

// The unit of the first input that says one is the column's; others are brought into it.
static bool bring(const mr_units *units, const char *from, const char *to, double *scale,
                  double *offset)
{
    *scale = 1;
    *offset = 0;
    if (!units || !from || !to || !mr_unit_known(units, from) || !mr_unit_known(units, to))
        return true;
    return mr_unit_convert(units, from, to, scale, offset);
}

static bool is_moved(double scale, double offset)
{
    return scale < 1 || scale > 1 || offset < 0 || offset > 0;
}

static mr_status add(const mr_infer *in, mr_schema *out, size_t k, const mr_field *field,
                     mr_error *err)
{
    const mr_field *there = mr_schema_find(out, field->name);
    mr_field joined = mr_field_named(there ? *there : *field, field->name);
    double scale, offset;

    if (there && !common_type(there->type, field->type, &joined.type))
        return mr_fail(err, MR_EPARAM, "", "`%s` is %s, and %s in input %zu", field->name,
                       mr_type_name(there->type), mr_type_name(field->type), k + 1);
    if (!joined.unit)
        joined.unit = field->unit;
    if (!bring(in->units, field->unit, joined.unit, &scale, &offset))
        return mr_fail(err, MR_EPARAM, "",
                       "`%s` is in %s, and in %s in input %zu, which does not convert", field->name,
                       joined.unit, field->unit, k + 1);
    if (is_moved(scale, offset))
        joined.type = MR_FLOAT64;
    if (there && joined.quantity &&
        (!field->quantity || strcmp(joined.quantity, field->quantity) != 0))
        joined.quantity = NULL;
    mr_schema_put(out, joined);
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;

    for (size_t k = 0; k < in->n_inputs; k++)
        for (size_t i = 0; i < in->inputs[k]->n; i++) {
            const mr_field *field = &in->inputs[k]->fields[i];
            if (p->columns == ALL || is_everywhere(in, field->name))
                MR_TRY(add(in, out, k, field, err));
        }
    if (!p->source)
        return MR_OK;
    return mr_put_new(
        out, (mr_field){.name = p->source, .type = MR_INT64, .nullable = true, .origin = -1},
        "/source", err);
}

// The rows of one input's column as the result has it.
static mr_status fit(const mr_call *call, const mr_column *column, const mr_field *field,
                     const mr_column **out, mr_error *err)
{
    const mr_column *moved = NULL;
    double scale, offset;

    if (!bring(call->units, column->field.unit, field->unit, &scale, &offset) ||
        !is_moved(scale, offset))
        return mr_column_cast(column, field->type, out, err);
    MR_TRY(mr_column_convert(column, scale, offset, field->unit, &moved, err));
    const mr_status st = mr_column_cast(moved, field->type, out, err);
    mr_column_unref(moved);
    return st;
}

static mr_status put_input(const mr_call *call, size_t k, const mr_field *field, mr_builder *to,
                           mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_table *input = call->inputs[k];
    const mr_column *column = mr_table_find(input, field->name), *fitted = NULL;

    if (!column) {
        const bool number = p->source && strcmp(p->source, field->name) == 0;
        for (int64_t row = 0; row < input->rows; row++)
            if (number)
                mr_builder_int(to, (int64_t)k + 1);
            else
                mr_builder_null(to);
        return MR_OK;
    }
    MR_TRY(fit(call, column, field, &fitted, err));
    mr_builder_rows(to, fitted, 0, fitted->length);
    mr_column_unref(fitted);
    return MR_OK;
}

static mr_status make(const mr_call *call, const mr_field *field, const mr_column **out,
                      mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    mr_status st = MR_OK;

    for (size_t k = 0; st == MR_OK && k < call->n_inputs; k++)
        st = put_input(call, k, field, builder, err);
    if (st == MR_OK)
        st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    int64_t rows = 0;
    mr_status st = MR_OK;

    for (size_t k = 0; k < call->n_inputs; k++)
        rows += call->inputs[k]->rows;
    mr_table *made = mr_table_new(rows);
    for (size_t i = 0; st == MR_OK && i < call->schema->n; i++) {
        const mr_column *column = NULL;
        if (mr_call_cancelled(call))
            st = mr_fail(err, MR_ECANCEL, NULL, "union was cancelled");
        else
            st = make(call, &call->schema->fields[i], &column, err);
        if (st == MR_OK)
            mr_table_put(made, column);
    }
    if (st == MR_OK)
        *out = made;
    else
        mr_table_unref(made);
    return st;
}

const mr_operator mr_operator_union = {
    .id = "union",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Put rows below each other",
    .help = "The rows of all inputs, columns by their names. Units are brought into those of the "
            "first input that says one, types into one that holds all values.",
    .formula = "rows of the first input, then of the second, ...",
    .edge = "Equal rows stay apart",
    .source = "Codd 1970, A relational model of data for large shared data banks",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .across = true,
    .input_names = "first",
    .min_inputs = 2,
    .max_inputs = -1,
    .infer = infer,
    .table = table,
};
