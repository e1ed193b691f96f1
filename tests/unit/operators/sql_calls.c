// Every row-wise operator called from SQL: its catalogue cases give the same results as a function,
// whatever of its arguments is left out, constant, or a column.
#include "operators/cases.h"

#include "mudrock/sql.h"

static mr_sql *sql;

static int open_sql(void **state)
{
    (void)state;
    sql = mr_sql_new(0);
    return 0;
}

static int close_sql(void **state)
{
    (void)state;
    mr_sql_free(sql);
    return 0;
}

static void put_quoted(mr_buf *out, const char *text, char quote)
{
    mr_buf_putc(out, quote);
    for (; *text; text++) {
        if (*text == quote)
            mr_buf_putc(out, quote);
        mr_buf_putc(out, *text);
    }
    mr_buf_putc(out, quote);
}

static void put_literal(mr_buf *out, const json_t *value, bool as_json)
{
    char *text;

    if (json_is_array(value) && !as_json) {
        mr_buf_puts(out, "[");
        for (size_t i = 0; i < json_array_size(value); i++) {
            mr_buf_puts(out, i ? ", " : "");
            put_literal(out, json_array_get(value, i), false);
        }
        mr_buf_puts(out, "]");
    } else if (json_is_string(value)) {
        put_quoted(out, json_string_value(value), '\'');
    } else if (json_is_real(value)) {
        mr_buf_puts(out, "CAST('");
        mr_buf_double(out, json_real_value(value));
        mr_buf_puts(out, "' AS DOUBLE)");
    } else {
        text = json_dumps(value, JSON_ENCODE_ANY);
        if (json_is_array(value))
            put_quoted(out, text, '\'');
        else
            mr_buf_puts(out, text);
        free(text);
    }
}

// A flag where a number is wanted counts as 0 or 1, which SQL does not do by itself.
static void put_column(mr_buf *out, const mr_table *table, const mr_port *port, const char *name)
{
    const mr_column *column = mr_table_find(table, name);
    const bool cast = column && column->field.type == MR_BOOL && port->type != MR_BOOL;

    mr_buf_puts(out, cast ? "CAST(" : "");
    put_quoted(out, name, '"');
    mr_buf_puts(out, cast ? " AS DOUBLE)" : "");
}

static void put_columns(mr_buf *out, const mr_table *table, const mr_port *port,
                        const mr_args *args)
{
    mr_buf_puts(out, "[");
    for (size_t i = 0; i < args->n_columns; i++) {
        mr_buf_puts(out, i ? ", " : "");
        put_column(out, table, port, args->columns[i]);
    }
    mr_buf_puts(out, "]");
}

typedef struct call {
    const mr_operator *op;
    const mr_args *args;
    const json_t *params;
    const mr_table *table;
    mr_sql_signature signature;
} call;

static const char *column_of(const call *c, const mr_port *port)
{
    for (size_t i = 0; i < mr_operator_n_inputs(c->op); i++)
        if (&c->op->inputs[i] == port && c->args->inputs[i] &&
            mr_table_find(c->table, c->args->inputs[i]))
            return c->args->inputs[i];
    return NULL;
}

static void put_argument(mr_buf *out, const call *c, const mr_sql_argument *argument)
{
    const char *column = argument->port ? column_of(c, argument->port) : NULL;
    const json_t *value;

    if (argument->port && argument->port->many) {
        put_columns(out, c->table, argument->port, c->args);
    } else if (column) {
        put_column(out, c->table, argument->port, column);
    } else if (argument->param) {
        value = json_object_get(c->params, argument->param->name);
        json_t *own = value ? NULL : json_loads(argument->param->def, JSON_DECODE_ANY, NULL);
        put_literal(out, value ? value : own, argument->param->kind == MR_RECORDS);
        json_decref(own);
    } else {
        mr_buf_puts(out, "NULL");
    }
}

// The last argument that the case says anything about.
static size_t wanted_arguments(const call *c)
{
    size_t n = c->signature.required;

    for (size_t i = n; i < c->signature.n; i++) {
        const mr_sql_argument *a = &c->signature.at[i];
        if ((a->param && json_object_get(c->params, a->param->name)) ||
            (a->port && column_of(c, a->port)))
            n = i + 1;
    }
    return n;
}

// SELECT shale_volume_linear("gr", 20) AS r0, ... FROM t
static void put_query(mr_buf *out, const call *c)
{
    const size_t n = wanted_arguments(c);

    mr_buf_puts(out, "SELECT ");
    for (size_t k = 0; k < mr_operator_n_outputs(c->op); k++) {
        const char *param = c->op->outputs[k].param;
        mr_buf_printf(out, "%s%s", k ? ", " : "", c->op->id);
        if (k > 0)
            mr_buf_printf(out, "_%.*s", (int)(strlen(param) - strlen("_column")), param);
        mr_buf_puts(out, "(");
        for (size_t i = 0; i < n; i++) {
            mr_buf_puts(out, i ? ", " : "");
            put_argument(out, c, &c->signature.at[i]);
        }
        mr_buf_printf(out, ") AS r%zu", k);
    }
    mr_buf_puts(out, " FROM t");
}

static void check_outputs(const char *what, const call *c, const mr_table *out, const json_t *test)
{
    const json_t *expected = json_object_get(test, "expected");
    const json_t *columns = json_object_get(expected, "columns");
    const double tolerance = json_number_value(json_object_get(test, "tolerance"));

    assert_int_equal(out->rows, json_array_size(json_object_get(expected, "rows")));
    for (size_t k = 0; k < mr_operator_n_outputs(c->op); k++)
        for (size_t i = 0; i < json_array_size(columns); i++) {
            const json_t *column = json_array_get(columns, i);
            if (strcmp(json_string_value(json_object_get(column, "name")), c->args->outputs[k]))
                continue;
            assert_int_equal(out->columns[k]->field.type, c->op->outputs[k].type);
            check_column(what, out->columns[k], expected, i, tolerance);
        }
}

static void run_case(const mr_operator *op, const json_t *test)
{
    mr_arena *arena = mr_arena_new();
    mr_args *args = NULL;
    mr_table *table = table_of_json(json_object_get(test, "input")), *out = NULL;
    mr_buf query = {0};
    mr_error err = {0};
    char what[512], said[512] = "";

    assert_int_equal(
        mr_args_read(op, json_object_get(test, "params"), arena, &args, print_problem, said),
        MR_OK);
    call c = {op, args, json_object_get(test, "params"), table, {0}};
    mr_sql_signature_of(op, &c.signature);
    put_query(&query, &c);
    snprintf(what, sizeof what, "%s: %s", json_string_value(json_object_get(test, "case")),
             query.at);
    const mr_sql_job job = {.query = query.at, .inputs = &(mr_duck_input){"t", table}, .n = 1};
    if (mr_sql_query(sql, &job, &out, &err) != MR_OK)
        fail_msg("%s: %s", what, err.message);
    check_outputs(what, &c, out, test);
    mr_buf_clear(&query);
    mr_table_unref(out);
    mr_table_unref(table);
    mr_arena_free(arena);
}

static void agrees_with_its_cases(void **state)
{
    const mr_operator *op = *state;
    const char *root = getenv("SOURCE_ROOT");
    json_t *cases = operator_cases(root ? root : ".", op);

    assert_non_null(cases);
    for (size_t i = 0; i < json_array_size(cases); i++)
        run_case(op, json_array_get(cases, i));
    json_decref(cases);
}

// Columns, then the parameters as the catalogue lists them.
static void parameters_keep_their_order(void **state)
{
    json_t *catalog = load_json("tests/operators/catalog.json");
    (void)state;

    for (size_t e = 0; e < json_array_size(catalog); e++) {
        const json_t *entry = json_array_get(catalog, e);
        const char *id = json_string_value(json_object_get(entry, "operator_id"));
        size_t output, k = 0;
        const mr_operator *op = mr_sql_operator(id, &output);
        mr_sql_signature s;
        const char *name;
        json_t *value;
        if (!op)
            continue;
        mr_sql_signature_of(op, &s);
        assert_in_range(s.n, s.required, MR_SQL_MOST_ARGUMENTS - 1);
        k = s.required;
        json_object_foreach(json_object_get(json_object_get(entry, "parameters"), "properties"),
                            name, value)
        {
            if (json_is_true(json_object_get(value, "x-column")))
                continue;
            if (!s.at[k].param || strcmp(s.at[k].param->name, name) != 0)
                fail_msg("%s: argument %zu is %s, want %s", id, k,
                         s.at[k].param ? s.at[k].param->name : "a column", name);
            k++;
        }
    }
    json_decref(catalog);
}

static void names_are_one_meaning_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        for (size_t k = 1; (op->map || op->each) && k < mr_operator_n_outputs(op); k++) {
            const char *param = op->outputs[k].param;
            char name[256];
            size_t output;
            snprintf(name, sizeof name, "%s_%.*s", op->id, (int)(strlen(param) - strlen("_column")),
                     param);
            assert_ptr_equal(mr_sql_operator(name, &output), mr_operator_find(op->id, NULL));
            assert_int_equal(output, k);
            assert_null(mr_operator_find(name, NULL));
        }
    }
}

int main(int argc, char **argv)
{
    const size_t count = mr_operator_count();
    struct CMUnitTest *tests = calloc(count + 3, sizeof *tests);
    size_t n = 0;

    tests[n++] = (struct CMUnitTest)cmocka_unit_test(parameters_keep_their_order);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(names_are_one_meaning_each);
    for (size_t i = 0; i < count; i++) {
        const mr_operator *op = mr_operator_at(i);
        bool wanted = (op->map || op->each) && argc == 1;
        for (int a = 1; a < argc; a++)
            wanted |= strcmp(argv[a], op->id) == 0;
        if (wanted && mr_operator_find(op->id, NULL) == op)
            tests[n++] = (struct CMUnitTest){.name = op->id,
                                             .test_func = agrees_with_its_cases,
                                             .initial_state = (void *)(uintptr_t)op};
    }
    int failed = _cmocka_run_group_tests("sql_calls", tests, n, open_sql, close_sql);
    free(tests);
    return failed;
}
