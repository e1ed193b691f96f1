// A batch of calls of an operator from SQL: arguments into columns and parameters, the operator's
// own driver over them, one of its outputs back.
#include <jansson.h>
#include <string.h>

#include "mudrock/json.h"

#include "sql.h"

// Rows of a batch with equal parameters.
typedef struct run {
    const mr_sql_callee *callee;
    const mr_table *arguments; // the rows alone
    mr_arena *arena;
    bool fed[MR_SQL_MOST_ARGUMENTS]; // the argument is a column, not a parameter
} run;

// --- values as JSON ---

static json_t *list_json(const mr_column *column, int64_t row)
{
    size_t n;
    const double *items = mr_column_list(column, row, &n);
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, isnan(items[i]) ? json_null() : json_real(items[i]));
    return list;
}

static json_t *value_json(const mr_param *param, const mr_column *column, int64_t row)
{
    if (!mr_valid(column, row))
        return json_null();
    if (column->field.type == MR_LIST_FLOAT64)
        return list_json(column, row);
    if (column->field.type == MR_INT64)
        return json_integer(mr_column_int(column, row));
    if (column->field.type == MR_BOOL)
        return json_boolean(mr_column_truth(column, row));
    if (column->field.type != MR_UTF8)
        return json_real(mr_column_real(column, row));
    const mr_str text = mr_column_text(column, row);
    if (param->kind != MR_RECORDS && param->kind != MR_TEXTS)
        return json_stringn(text.at, text.n);
    json_t *value = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES, NULL);
    return value ? value : json_stringn(text.at, text.n); // refused as what it is
}

// --- which rows go together ---

static bool same_list(const mr_column *column, int64_t a, int64_t b)
{
    size_t n, m;
    const double *x = mr_column_list(column, a, &n), *y = mr_column_list(column, b, &m);

    return n == m && (n == 0 || memcmp(x, y, n * sizeof *x) == 0);
}

static bool same_cell(const mr_column *column, int64_t a, int64_t b)
{
    if (mr_valid(column, a) != mr_valid(column, b))
        return false;
    if (!mr_valid(column, a))
        return true;
    if (column->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(column, a), mr_column_text(column, b));
    if (column->field.type == MR_LIST_FLOAT64)
        return same_list(column, a, b);
    if (column->field.type == MR_INT64)
        return mr_column_int(column, a) == mr_column_int(column, b);
    const double x = mr_column_real(column, a), y = mr_column_real(column, b);
    return x >= y && x <= y;
}

// One value, not null, for all rows: a null where a column may stand gives null, as in a column.
static bool is_constant(const mr_column *column)
{
    if (!mr_valid(column, 0))
        return false;
    for (int64_t i = 1; i < column->length; i++)
        if (!same_cell(column, 0, i))
            return false;
    return true;
}

static size_t list_length(const mr_column *column, int64_t row)
{
    size_t n;

    mr_column_list(column, row, &n);
    return n;
}

// Rows from `first` on that one set of parameters does for.
static int64_t run_length(const mr_sql_callee *callee, const mr_table *arguments, int64_t first)
{
    int64_t end = arguments->rows;

    for (size_t i = 0; i < arguments->n; i++) {
        const mr_sql_argument *argument = &callee->signature.at[i];
        const mr_column *column = arguments->columns[i];
        const bool many = argument->port && argument->port->many;
        if (!many && argument->port) // a column, or one that can be
            continue;
        for (int64_t row = first + 1; row < end; row++)
            if (many ? list_length(column, row) != list_length(column, first)
                     : !same_cell(column, first, row))
                end = row;
    }
    return end - first;
}

// --- one run ---

// The k-th items of the lists as a column of its own.
static mr_status unpack(const mr_column *lists, const mr_port *port, size_t k, const char *name,
                        const mr_column **out, mr_error *err)
{
    const mr_type type = port->type == MR_ANY ? MR_FLOAT64 : port->type;
    mr_builder *builder =
        mr_builder_new(&(mr_field){.name = name, .type = type, .nullable = true, .origin = -1});

    for (int64_t row = 0; row < lists->length; row++) {
        size_t n;
        const double *items = mr_column_list(lists, row, &n);
        if (k >= n || isnan(items[k]))
            mr_builder_null(builder);
        else if (type == MR_BOOL)
            mr_builder_truth(builder, items[k] > 0 || items[k] < 0);
        else
            mr_builder_real(builder, items[k]);
    }
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

static mr_status put_many(run *r, size_t i, mr_table *table, json_t *params, mr_error *err)
{
    const mr_port *port = r->callee->signature.at[i].port;
    const mr_column *lists = r->arguments->columns[i];
    const size_t n = lists->length > 0 ? list_length(lists, 0) : 0;
    json_t *names = json_array();

    json_object_set_new(params, port->param, names);
    for (size_t k = 0; k < n; k++) {
        const char *name = mr_arena_printf(r->arena, "%zu.%zu", i, k);
        const mr_column *column = NULL;
        MR_TRY(unpack(lists, port, k, name, &column, err));
        mr_table_put(table, column);
        json_array_append_new(names, json_string(name));
    }
    return MR_OK;
}

// Columns into *table, all else into params.
static mr_status sort_out(run *r, mr_table *table, json_t *params, mr_error *err)
{
    for (size_t i = 0; i < r->arguments->n; i++) {
        const mr_sql_argument *argument = &r->callee->signature.at[i];
        const mr_column *column = r->arguments->columns[i];
        if (argument->port && argument->port->many) {
            MR_TRY(put_many(r, i, table, params, err));
        } else if (argument->param && (!argument->port || is_constant(column))) {
            json_object_set_new(params, argument->param->name,
                                value_json(argument->param, column, 0));
        } else if (argument->port) { // an argument is a port, a parameter, or both
            mr_table_put(table, mr_column_ref(column));
            json_object_set_new(params, argument->port->param, json_string(column->field.name));
        }
    }
    // Columns that are not given are none, whatever they are called by default.
    for (const mr_port *port = r->callee->op->inputs; port && port->param; port++)
        if (!json_object_get(params, port->param))
            json_object_set_new(params, port->param, json_null());
    return MR_OK;
}

typedef struct complaint {
    const char *name;
    mr_error *err;
    bool made;
} complaint;

// The first problem is the one told.
static void complain(void *context, const char *code, const char *pointer, const char *message,
                     const char *hint)
{
    complaint *c = context;
    (void)code;

    if (!c->made)
        mr_fail(c->err, MR_EPARAM, NULL, "%s: %s %s%s%s", c->name,
                pointer[0] == '/' ? pointer + 1 : pointer, message, hint ? "; " : "",
                hint ? hint : "");
    c->made = true;
}

mr_status mr_sql_read_args(const mr_operator *op, const char *name, json_t *params, mr_arena *arena,
                           mr_args **out, mr_error *err)
{
    mr_error own = {.status = MR_OK};
    complaint c = {name, err ? err : &own, false};

    return mr_args_read(op, params, arena, out, complain, &c);
}

static mr_status apply(run *r, mr_table *table, json_t *params, const mr_column **out,
                       mr_error *err)
{
    const mr_sql_callee *callee = r->callee;
    mr_args *args = NULL;
    mr_table *made = NULL;

    MR_TRY(mr_sql_read_args(callee->op, callee->op->id, params, r->arena, &args, err));
    MR_TRY(mr_operator_apply(args, &table, 1, NULL, &made, err));
    *out = mr_column_ref(mr_table_find(made, args->outputs[callee->output]));
    mr_table_unref(made);
    return MR_OK;
}

static mr_status call_run(const mr_sql_callee *callee, const mr_table *arguments,
                          const mr_column **out, mr_error *err)
{
    run r = {.callee = callee, .arguments = arguments, .arena = mr_arena_new()};
    mr_table *table = mr_table_new(arguments->rows);
    json_t *params = json_object();

    mr_status st = sort_out(&r, table, params, err);
    if (st == MR_OK)
        st = apply(&r, table, params, out, err);
    json_decref(params);
    mr_table_unref(table);
    mr_arena_free(r.arena);
    return st;
}

static mr_status call_part(const mr_sql_callee *callee, const mr_table *arguments, int64_t first,
                           int64_t n, mr_builder *to, mr_error *err)
{
    mr_table *part = NULL;
    const mr_column *column = NULL;

    MR_TRY(mr_table_slice(arguments, first, n, &part, err));
    mr_status st = call_run(callee, part, &column, err);
    mr_table_unref(part);
    MR_TRY(st);
    mr_builder_rows(to, column, 0, n);
    mr_column_unref(column);
    return MR_OK;
}

mr_status mr_sql_call(void *context, const mr_table *arguments, const mr_column **out,
                      mr_error *err)
{
    const mr_sql_callee *callee = context;
    int64_t n = run_length(callee, arguments, 0);
    const mr_field field = {.name = callee->name,
                            .type = callee->op->outputs[callee->output].type,
                            .nullable = true,
                            .origin = -1};

    if (n == arguments->rows && n > 0)
        return call_run(callee, arguments, out, err);
    mr_builder *builder = mr_builder_new(&field);
    mr_status st = MR_OK;
    for (int64_t first = 0; st == MR_OK && first < arguments->rows; first += n) {
        n = run_length(callee, arguments, first);
        st = call_part(callee, arguments, first, n, builder, err);
    }
    if (st == MR_OK)
        st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}
