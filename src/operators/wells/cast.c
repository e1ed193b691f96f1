// Columns in another type.
// Source: Definition: change of type that keeps the value.
#include "named.h"

#include <stdio.h>
#include <string.h>

typedef struct item {
    const char *column;
    int type; // float64, int64, bool, utf8
} item;

struct params {
    mr_records columns;
    int on_error; // fail, null
};

static const mr_param fields[] = {
    {MR_PARAM_OF(item, column, "Column", NULL), .columns = true},
    {MR_PARAM_OF(item, type, "Type", NULL), .def = "\"float64\"",
     .choices = "float64,int64,bool,utf8"},
    {0},
};
static const mr_param params[] = {
    {MR_PARAM(columns, "Columns", NULL), .def = "[]", .fields = fields, .item_size = sizeof(item),
     .inner = true},
    {MR_PARAM(on_error, "What does not fit", NULL), .def = "\"fail\"", .choices = "fail,null",
     .help = "a value that the type cannot hold ends the run, or becomes null"},
    {0},
};

static const mr_type types[] = {MR_FLOAT64, MR_INT64, MR_BOOL, MR_UTF8};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;
    const item *items = p->columns.at;

    for (size_t i = 0; i < p->columns.n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(items[i].column, items[k].column) == 0)
                return mr_fail(err, MR_EPARAM, "columns", "names `%s` twice", items[i].column);
    return MR_OK;
}

static mr_texts names(const mr_args *args, mr_arena *arena)
{
    const struct params *p = args->params;
    const item *items = p->columns.at;
    const char **at = MR_ARENA_ARRAY(arena, const char *, p->columns.n + 1);

    for (size_t i = 0; i < p->columns.n; i++)
        at[i] = items[i].column;
    return (mr_texts){p->columns.n, at};
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const item *items = p->columns.at;
    const mr_field *field;

    MR_TRY(mr_infer_same(in, out, err));
    for (size_t i = 0; i < p->columns.n; i++) {
        MR_TRY(mr_named_field(in, 0, items[i].column, &field, err, "/columns/%zu/column", i));
        if (field->type == MR_LIST_FLOAT64 || field->type == MR_TIMESTAMP)
            return mr_fail(err, MR_EPARAM, "/columns", "`%s` is %s, which has no other type",
                           field->name, mr_type_name(field->type));
        mr_field made = mr_field_named(*field, field->name);
        made.type = types[items[i].type];
        if (!mr_type_is_number(made.type))
            made.unit = made.quantity = NULL;
        mr_schema_put(out, made);
    }
    return MR_OK;
}

static bool truth_of_text(mr_str text, bool *out)
{
    *out = mr_str_ieq(text, MR_STR("true")) || mr_str_eq(text, MR_STR("1"));
    return *out || mr_str_ieq(text, MR_STR("false")) || mr_str_eq(text, MR_STR("0"));
}

// False when the text is no such value.
static bool put_text(mr_builder *to, mr_type type, mr_str text)
{
    double real;
    int64_t whole;
    bool truth;

    text = mr_str_trim(text);
    if (type == MR_BOOL) {
        if (!truth_of_text(text, &truth))
            return false;
        mr_builder_truth(to, truth);
        return true;
    }
    if (type == MR_INT64 && mr_parse_int64_all(text, &whole)) {
        mr_builder_int(to, whole);
        return true;
    }
    if (!mr_parse_double_all(text, &real) ||
        (type == MR_INT64 && (floor(real) < real || fabs(real) > 0x1p53)))
        return false;
    if (type == MR_INT64)
        mr_builder_int(to, (int64_t)real);
    else
        mr_builder_real(to, real);
    return true;
}

static void put_as_text(mr_builder *to, const mr_column *from, int64_t row)
{
    char text[32];

    if (from->field.type == MR_BOOL)
        mr_builder_text(to, mr_column_truth(from, row) ? MR_STR("true") : MR_STR("false"));
    else if (from->field.type == MR_INT64 || from->field.type == MR_INT32)
        mr_builder_text(to, (mr_str){text, (size_t)snprintf(text, sizeof text, "%lld",
                                                            (long long)mr_column_int(from, row))});
    else
        mr_builder_text(to, (mr_str){text, mr_print_double(mr_column_real(from, row), text)});
}

// A number or truth as another one; false when it does not fit.
static bool put_number(mr_builder *to, mr_type type, const mr_column *from, int64_t row)
{
    const double real = mr_column_real(from, row);
    const bool whole = from->field.type == MR_INT64 || from->field.type == MR_INT32;

    if (type == MR_BOOL) {
        if (!(real >= 0 && real <= 0) && !(real >= 1 && real <= 1))
            return false;
        mr_builder_truth(to, real > 0);
    } else if (type == MR_INT64) {
        if (!whole && (floor(real) < real || !(fabs(real) < 0x1p63)))
            return false;
        mr_builder_int(to, whole ? mr_column_int(from, row) : (int64_t)real);
    } else {
        mr_builder_real(to, real);
    }
    return true;
}

static bool put(mr_builder *to, mr_type type, const mr_column *from, int64_t row)
{
    const bool text = from->field.type == MR_UTF8;

    if (!mr_valid(from, row))
        mr_builder_null(to);
    else if (text && type == MR_UTF8)
        mr_builder_text(to, mr_column_text(from, row));
    else if (text)
        return put_text(to, type, mr_column_text(from, row));
    else if (type == MR_UTF8)
        put_as_text(to, from, row);
    else
        return put_number(to, type, from, row);
    return true;
}

static mr_status refuse(const mr_column *from, int64_t row, mr_type type, mr_error *err)
{
    const mr_str text = from->field.type == MR_UTF8 ? mr_column_text(from, row) : (mr_str){0};
    char number[32] = "";

    if (!text.at)
        (void)mr_print_double(mr_column_real(from, row), number);
    return mr_fail(err, MR_EPARAM, "/columns", "row %lld of `%s` is %.*s%s, which is no %s",
                   (long long)row + 1, from->field.name, (int)(text.n < 60 ? text.n : 60),
                   text.at ? text.at : "", number, mr_type_name(type));
}

static mr_status cast(const mr_call *call, const mr_column *from, const mr_field *field,
                      const mr_column **out, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_builder *to = mr_builder_new(field);
    mr_status st = MR_OK;

    for (int64_t row = 0; st == MR_OK && row < from->length; row++) {
        if (put(to, field->type, from, row))
            continue;
        if (p->on_error == 0)
            st = refuse(from, row, field->type, err);
        else
            mr_builder_null(to);
    }
    if (st == MR_OK)
        st = mr_builder_finish(to, out, err);
    mr_builder_free(to);
    return st;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_table *made = mr_table_new(call->inputs[0]->rows);
    mr_status st = MR_OK;

    for (size_t i = 0; st == MR_OK && i < call->schema->n; i++) {
        const mr_field *field = &call->schema->fields[i];
        const mr_column *column = NULL;
        st = cast(call, mr_table_find(call->inputs[0], field->name), field, &column, err);
        if (st == MR_OK)
            mr_table_put(made, column);
    }
    if (st == MR_OK)
        *out = made;
    else
        mr_table_unref(made);
    return st;
}

const mr_operator mr_operator_cast = {
    .id = "cast",
    .version = "1.0.0",
    .family = "table",
    .kind = "scalar",
    .category = MR_WELLS,
    .title = "Change the type of columns",
    .help = "Texts to numbers or truths and back. A value that the type cannot hold ends the run, "
            "or becomes null when that is asked for.",
    .formula = "true is 1 and false 0; a number as text is its shortest form; true, false, 1 and 0 "
               "are the truths as text",
    .edge = "Null stays null; a number with a fraction is no int64, and one that is not 0 or 1 no "
            "bool",
    .source = "Definition: change of type that keeps the value",
    .params = params,
    .params_size = sizeof(struct params),
    .check = check,
    .infer = infer,
    .uses = names,
    .makes = names,
    .makes_keys = true,
    .table = table,
};
