// Bytes as an operator, its parameters and tables for it: whatever they are, it ends, with values
// that are finite or null.
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/operator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bytes {
    const uint8_t *at;
    size_t n;
} bytes;

static unsigned next(bytes *b, unsigned below)
{
    if (b->n == 0)
        return 0;
    b->n--;
    return *b->at++ % below;
}

static double next_real(bytes *b)
{
    static const double marked[] = {0,      1, -1,  0.5,      1e300, -1e300,
                                    1e-300, 2, 100, 1000.125, -0.0,  90};
    double value = 0;

    switch (next(b, 4)) {
    case 0: return marked[next(b, sizeof marked / sizeof *marked)];
    case 1: return next(b, 256);
    case 2: return 1000 + 0.125 * next(b, 256);
    default: break;
    }
    if (b->n >= sizeof value) {
        memcpy(&value, b->at, sizeof value);
        b->at += sizeof value;
        b->n -= sizeof value;
    }
    return isfinite(value) ? value : (double)NAN;
}

static json_t *next_text(bytes *b)
{
    static const char *const texts[] = {"A", "B", "sand", "", "gr", "other", "well_id"};

    return json_string(texts[next(b, sizeof texts / sizeof *texts)]);
}

static json_t *next_value(bytes *b, const json_t *schema);

static json_t *next_object(bytes *b, const json_t *schema)
{
    json_t *object = json_object(), *field;
    json_t *fields = json_object_get(schema, "properties");
    const char *name;

    json_object_foreach(fields, name, field) if (next(b, 8))
        json_object_set_new(object, name, next_value(b, field));
    return object;
}

static json_t *next_array(bytes *b, const json_t *items)
{
    json_t *list = json_array();

    for (unsigned n = next(b, 6); n > 0; n--)
        json_array_append_new(list, next_value(b, items));
    return list;
}

static json_t *next_number(bytes *b, const json_t *schema, bool whole)
{
    const json_t *low = json_object_get(schema, "minimum"),
                 *high = json_object_get(schema, "maximum");
    double value = next_real(b);

    switch (next(b, 4)) {
    case 0: return low ? json_incref((json_t *)(uintptr_t)low) : json_integer(next(b, 256));
    case 1: return high ? json_incref((json_t *)(uintptr_t)high) : json_integer(next(b, 256));
    case 2: return json_integer(next(b, 12));
    default: break;
    }
    if (whole)
        return json_integer(fabs(value) < 0x1p62 ? (json_int_t)value : 7);
    return json_real(isnan(value) ? 3 : value);
}

static json_t *next_value(bytes *b, const json_t *schema)
{
    const json_t *type = json_object_get(schema, "type"),
                 *choices = json_object_get(schema, "enum");
    const char *name = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);

    if (json_is_array(type) && next(b, 3) == 0)
        return json_null();
    if (choices)
        return json_incref(json_array_get(choices, next(b, (unsigned)json_array_size(choices))));
    if (strcmp(name, "boolean") == 0)
        return json_boolean(next(b, 2));
    if (strcmp(name, "array") == 0)
        return next_array(b, json_object_get(schema, "items"));
    if (strcmp(name, "object") == 0)
        return next_object(b, schema);
    if (strcmp(name, "string") == 0)
        return next_text(b);
    return next_number(b, schema, strcmp(name, "integer") == 0);
}

static json_t *next_params(bytes *b, const mr_operator *op)
{
    json_t *schema = mr_operator_schema(op), *params = json_object(), *property;
    const char *name;

    json_object_foreach(json_object_get(schema, "properties"), name, property) if (next(b, 4) == 0)
        json_object_set_new(params, name, next_value(b, property));
    json_decref(schema);
    return params;
}

static void put(mr_builder *builder, mr_type type, bytes *b)
{
    double value = next_real(b), items[12];
    json_t *text;
    size_t n = next(b, 12);

    if (isnan(value) || next(b, 8) == 0) {
        mr_builder_null(builder);
    } else if (type == MR_UTF8) {
        text = next_text(b);
        mr_builder_text(builder, mr_str_of(json_string_value(text)));
        json_decref(text);
    } else if (type == MR_BOOL) {
        mr_builder_truth(builder, next(b, 2));
    } else if (type == MR_LIST_FLOAT64) {
        for (size_t i = 0; i < n; i++)
            items[i] = next_real(b);
        mr_builder_list(builder, items, n);
    } else if (type == MR_INT64) {
        mr_builder_int(builder, fabs(value) < 0x1p62 ? (int64_t)value : -5);
    } else {
        mr_builder_real(builder, value);
    }
}

static void add_column(mr_table *table, const char *name, mr_type type, bytes *b)
{
    const mr_column *column = NULL;

    if (!name || mr_table_find(table, name))
        return;
    if (type == MR_ANY || (type == MR_FLOAT64 && next(b, 16) == 0))
        type = MR_INT64; // widened
    const mr_field field = {.name = name, .type = type, .nullable = true, .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    for (int64_t row = 0; row < table->rows; row++)
        put(builder, type, b);
    if (mr_builder_finish(builder, &column, NULL) != MR_OK)
        abort();
    mr_builder_free(builder);
    mr_table_put(table, column);
}

static mr_table *next_table(bytes *b, const mr_args *args)
{
    mr_table *table = mr_table_new(next(b, 24));

    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++) {
        const mr_port *port = &args->op->inputs[i];
        for (size_t c = 0; port->many && c < args->n_columns; c++)
            add_column(table, args->columns[c], port->type, b);
        if (!port->many && next(b, 32)) // now and then one is missing
            add_column(table, args->inputs[i], port->type, b);
    }
    return table;
}

// The table for an array parameter, when there is one.
static mr_table *next_fed(bytes *b, const mr_operator *op)
{
    const mr_param *p = op->params;

    while (p && p->name && !mr_param_is_port(p))
        p++;
    if (!p || !p->name || next(b, 2))
        return NULL;
    mr_table *table = mr_table_new(next(b, 8));
    for (const mr_param *f = p->fields; f->name; f++)
        add_column(table, f->name, f->kind == MR_TEXT ? MR_UTF8 : MR_FLOAT64, b);
    return table;
}

static void check_result(const mr_table *out, const mr_table *in, const mr_operator *op)
{
    if (!op->replaces_rows && out->rows != in->rows)
        abort();
    for (size_t c = 0; c < out->n; c++) {
        const mr_column *column = out->columns[c];
        if (column->length != out->rows)
            abort();
        for (int64_t i = 0; column->field.type == MR_FLOAT64 && i < out->rows; i++) {
            const double value = mr_column_f64(column)[i];
            if (mr_valid(column, i) ? !isfinite(value) : !isnan(value))
                abort();
        }
    }
}

// Patience is bounded by questions, not by time: runs repeat.
static bool is_enough(void *asked)
{
    return ++*(int *)asked > 40;
}

static void run(bytes *b, const mr_args *args)
{
    mr_table *inputs[2] = {next_table(b, args), next_fed(b, args->op)};
    int asked = 0;
    const mr_apply_options options = {.cancelled = is_enough, .context = &asked};
    mr_table *out = NULL;
    mr_error err = {.status = MR_OK};
    mr_status st = mr_operator_apply(args, inputs, inputs[1] ? 2 : 1, &options, &out, &err);

    if ((st == MR_OK) != (out != NULL) || (st != MR_OK && err.message[0] == 0))
        abort();
    if (out)
        check_result(out, inputs[0], args->op);
    mr_table_unref(out);
    mr_table_unref(inputs[0]);
    mr_table_unref(inputs[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size};
    mr_args *args = NULL;

    if (size < 4)
        return 0;
    const unsigned which = next(&b, 256) + 256 * next(&b, 256);
    const mr_operator *op = mr_operator_at(which % mr_operator_count());
    mr_arena *arena = mr_arena_new();
    json_t *params = next_params(&b, op);
    if (mr_args_read(op, params, arena, &args, NULL, NULL) == MR_OK)
        run(&b, args);
    json_decref(params);
    mr_arena_free(arena);
    return 0;
}
