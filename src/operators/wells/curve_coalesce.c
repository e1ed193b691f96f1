// First non-null value of several curves.
// Source: Definition: first value that is not null.
#include "mudrock/kind.h"
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

// The first that has a value in the row; NULL when none has.
static const mr_column *first_valid(const mr_call *call, int64_t row)
{
    for (size_t c = 0; c < call->args->n_columns; c++)
        if (mr_valid(mr_call_many(call, c), row))
            return mr_call_many(call, c);
    return NULL;
}

// A class is handed on as it is.
static void put_value(mr_builder *builder, mr_type type, const mr_column *column, int64_t row)
{
    if (!column)
        mr_builder_null(builder);
    else if (column->field.type == type)
        mr_builder_rows(builder, column, row, 1);
    else
        mr_builder_real(builder, mr_column_real(column, row));
}

static mr_status finish(mr_builder *values, mr_builder *sources, mr_table *made, mr_error *err)
{
    const mr_column *column;

    MR_TRY(mr_builder_finish(values, &column, err));
    mr_table_put(made, column);
    MR_TRY(mr_builder_finish(sources, &column, err));
    mr_table_put(made, column);
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_field *fields = call->schema->fields;
    mr_builder *values = mr_builder_new(&fields[0]), *sources = mr_builder_new(&fields[1]);
    mr_table *made = mr_table_new(call->inputs[0]->rows);

    for (int64_t i = 0; i < made->rows; i++) {
        const mr_column *from = first_valid(call, i);
        put_value(values, fields[0].type, from, i);
        if (from)
            mr_builder_text(sources, mr_str_of(from->field.name));
        else
            mr_builder_null(sources);
    }
    const mr_status st = finish(values, sources, made, err);
    mr_builder_free(sources);
    mr_builder_free(values);
    if (st == MR_OK)
        *out = made;
    else
        mr_table_unref(made);
    return st;
}

// Classes have one type; they and numbers have nothing in common.
static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *first = NULL;
    char room[80];

    for (size_t i = 0; i < in->args->n_columns; i++) {
        const mr_field *field = mr_infer_many(in, i);
        const bool is_class = field && mr_field_kind(field) == MR_CLASS;
        if (!field)
            continue;
        first = first ? first : field;
        if (is_class == (mr_field_kind(first) == MR_CLASS) &&
            (!is_class || field->type == first->type))
            continue;
        const mr_field *class = is_class ? field : first, *other = is_class ? first : field;
        return mr_fail(err, MR_EPARAM, "/columns",
                       "`%s` is %s, and `%s` is not of its kind (%s): what takes the place of a "
                       "class is one of the same type",
                       class->name, mr_class_reason(class, room), other->name,
                       mr_type_name(other->type));
    }
    return mr_infer_ports(in, out, err);
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
    OPERATOR, .version = "2.0.0", .inputs = inputs, .infer = infer, .sense = MR_AS_CHOICE,
};

const mr_operator mr_operator_curve_coalesce_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .inputs = inputs_v1,
    .replacement_version = "2.0.0",
    .change = "brings the curves to one unit, and leaves classes their type",
    .migrate = mr_migrate_as_is,
};
