// Functions of ours in SQL, and the syntax tree of a query.
#include "fixture.h"

#include <jansson.h>
#include <pthread.h>

static mr_table *query_of(struct fixture *f, const char *sql, const mr_table *input)
{
    mr_table *out = NULL;

    assert_ok(
        mr_duck_query(f->session, sql, &(mr_duck_input){"t", input}, input ? 1 : 0, &out, why));
    return out;
}

static void refuses(struct fixture *f, const char *sql, const char *words)
{
    mr_table *out = NULL;
    mr_error err = {0};

    assert_int_not_equal(mr_duck_query(f->session, sql, NULL, 0, &out, &err), MR_OK);
    if (!strstr(err.message, words))
        fail_msg("%s: %s", sql, err.message);
}

// scale(x, by = 10): null where x or by is null, an error where by is 13.
static mr_status scale(void *context, const mr_table *arguments, const mr_column **out,
                       mr_error *err)
{
    mr_builder *b = builder("scaled", MR_FLOAT64);
    int *batches = context;

    if (batches)
        ++*batches;
    for (int64_t i = 0; i < arguments->rows; i++) {
        double by = arguments->n > 1 ? mr_column_real(arguments->columns[1], i) : 10;
        if (by > 12.5 && by < 13.5) {
            mr_builder_free(b);
            return mr_fail(err, MR_EPARAM, "by", "by must not be %g", by);
        }
        mr_builder_real(b, mr_column_real(arguments->columns[0], i) * by);
    }
    *out = finish(b);
    return MR_OK;
}

static const mr_duck_argument reals[] = {{MR_FLOAT64, false}, {MR_FLOAT64, false}};

static void is_called_batch_by_batch(void **state)
{
    struct fixture *f = *state;
    int batches = 0;
    mr_table *table = every_type(0, 5000);

    assert_ok(mr_duck_register(
        f->duck, &(mr_duck_function){"scale", reals, 2, 1, MR_FLOAT64, scale, &batches}, why));
    mr_table *out = query_of(f, "SELECT gr, scale(gr) AS a, scale(gr, 0.5) AS b FROM t", table);
    const mr_column *gr = out->columns[0];
    assert_int_equal(out->rows, 5000);
    for (int64_t i = 0; i < out->rows; i++) {
        assert_int_equal(mr_valid(gr, i), mr_valid(out->columns[1], i));
        assert_int_equal(mr_valid(gr, i), mr_valid(out->columns[2], i));
        if (!mr_valid(gr, i))
            continue;
        assert_true(mr_column_real(out->columns[1], i) == mr_column_real(gr, i) * 10);
        assert_true(mr_column_real(out->columns[2], i) == mr_column_real(gr, i) * 0.5);
    }
    assert_true(gr->nulls > 0);
    assert_in_range(batches, 6, 8); // 5,000 rows in vectors of 2,048, twice
    mr_table_unref(out);

    // Whole numbers and decimals become doubles, NULL is told, a filter leaves rows out.
    out = query_of(
        f, "SELECT scale(3) AS a, scale(1.5, 2) AS b, scale(NULL) AS c, scale(1, NULL) d", NULL);
    assert_true(mr_column_real(out->columns[0], 0) == 30);
    assert_true(mr_column_real(out->columns[1], 0) == 3);
    assert_false(mr_valid(out->columns[2], 0));
    assert_false(mr_valid(out->columns[3], 0));
    mr_table_unref(out);
    out = query_of(f, "SELECT sum(scale(gr)) / sum(gr) AS s FROM t WHERE scale(gr) > 500", table);
    assert_true(fabs(mr_column_real(out->columns[0], 0) - 10) < 1e-9);
    mr_table_unref(out);
    mr_table_unref(table);
}

static void says_what_is_wrong(void **state)
{
    struct fixture *f = *state;
    mr_error err = {0};

    assert_ok(mr_duck_register(
        f->duck, &(mr_duck_function){"scale", reals, 2, 1, MR_FLOAT64, scale, NULL}, why));
    refuses(f, "SELECT scale(1, 13) AS a", "by must not be 13");
    refuses(f, "SELECT scale(1, 2, 3) AS a", "No function matches");
    refuses(f, "SELECT scale() AS a", "No function matches");
    refuses(f, "SELECT scale('x') AS a", "x");
    assert_int_equal(
        mr_duck_register(f->duck,
                         &(mr_duck_function){"scale", reals, 2, 1, MR_FLOAT64, scale, NULL}, &err),
        MR_ECONFLICT);
    mr_table *out = query_of(f, "SELECT abs(-2) AS a, scale(2) AS b", NULL);
    assert_true(mr_column_real(out->columns[0], 0) == 2 &&
                mr_column_real(out->columns[1], 0) == 20);
    mr_table_unref(out);
}

// Text, truth, whole number and lists, as they come.
static mr_status echo(void *context, const mr_table *arguments, const mr_column **out,
                      mr_error *err)
{
    (void)err;
    *out = mr_column_ref(arguments->columns[*(size_t *)context]);
    return MR_OK;
}

static void takes_every_type(void **state)
{
    static const mr_duck_argument types[] = {{MR_UTF8, false},
                                             {MR_BOOL, false},
                                             {MR_INT64, false},
                                             {MR_LIST_FLOAT64, false},
                                             {MR_LIST_FLOAT64, true}};
    static const char *const sql[] = {
        "SELECT echo0('a long text, longer than twelve bytes', NULL, NULL, NULL, NULL) AS a",
        "SELECT echo1(NULL, false, NULL, NULL, NULL) AS a",
        "SELECT echo2(NULL, NULL, 9007199254740993, NULL, NULL) AS a",
        "SELECT echo3(NULL, NULL, NULL, [1, NULL, 2.5], NULL) AS a",
        "SELECT echo4(NULL, NULL, NULL, NULL, [true, NULL, false]) AS a",
    };
    struct fixture *f = *state;
    size_t which[5] = {0, 1, 2, 3, 4}, n;
    const double *list;
    mr_table *out[5];

    for (size_t i = 0; i < 5; i++) {
        const char *name = mr_arena_printf(f->arena, "echo%zu", i);
        assert_ok(mr_duck_register(
            f->duck, &(mr_duck_function){name, types, 5, 5, types[i].type, echo, &which[i]}, why));
        out[i] = query_of(f, sql[i], NULL);
        assert_int_equal(out[i]->columns[0]->field.type, types[i].type);
    }
    assert_true(mr_str_eq(mr_column_text(out[0]->columns[0], 0),
                          MR_STR("a long text, longer than twelve bytes")));
    assert_true(mr_valid(out[1]->columns[0], 0) && !mr_column_truth(out[1]->columns[0], 0));
    assert_true(mr_column_int(out[2]->columns[0], 0) == 9007199254740993);
    list = mr_column_list(out[3]->columns[0], 0, &n);
    assert_true(n == 3 && list[0] == 1 && isnan(list[1]) && list[2] == 2.5);
    list = mr_column_list(out[4]->columns[0], 0, &n);
    assert_true(n == 3 && list[0] == 1 && isnan(list[1]) && list[2] == 0);
    for (size_t i = 0; i < 5; i++)
        mr_table_unref(out[i]);
}

struct caller {
    mr_duck *duck;
    const mr_table *table;
    double sum;
};

static void *sum_scaled(void *context)
{
    struct caller *c = context;
    mr_duck_session *session = NULL;
    mr_table *out = NULL;

    if (mr_duck_session_open(c->duck, &session, NULL) == MR_OK &&
        mr_duck_query(session, "SELECT sum(scale(depth, 2)) AS s FROM t",
                      &(mr_duck_input){"t", c->table}, 1, &out, NULL) == MR_OK)
        c->sum = mr_column_real(out->columns[0], 0);
    mr_table_unref(out);
    mr_duck_session_close(session);
    return NULL;
}

static void many_sessions_call_at_once(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 20000);
    struct caller callers[4];
    pthread_t threads[4];

    assert_ok(mr_duck_register(
        f->duck, &(mr_duck_function){"scale", reals, 2, 1, MR_FLOAT64, scale, NULL}, why));
    for (int i = 0; i < 4; i++) {
        callers[i] = (struct caller){f->duck, table, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, sum_scaled, &callers[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        // depth is 1000 + i/8
        assert_true(callers[i].sum == 2 * 20000 * (1000 + 19999 / 2.0 / 8));
    }
    mr_table_unref(table);
}

static void syntax_is_a_tree(void **state)
{
    struct fixture *f = *state;
    const char *text = NULL;

    assert_ok(mr_duck_syntax(f->session, "SELECT a + 1 AS b FROM \"it's\" -- done", f->arena, &text,
                             why));
    json_t *tree = json_loads(text, JSON_DECODE_INT_AS_REAL, NULL);
    const json_t *node =
        json_object_get(json_array_get(json_object_get(tree, "statements"), 0), "node");
    assert_string_equal(json_string_value(json_object_get(node, "type")), "SELECT_NODE");
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(node, "from_table"), "table_name")),
        "it's");
    json_decref(tree);
}

static void syntax_problems_have_a_place(void **state)
{
    static const struct {
        const char *sql, *words;
    } bad[] = {
        {"SELECT 1 FRO m x", "(line 1, column 14)"},
        {"SELECT 1 AS a,\n  2 AS b,\nFROM WHERE x", "(line 3, column 6)"},
        {"", "exactly one"},
        {"SELECT 1; SELECT 2", "exactly one"},
        {"CREATE TABLE x (a INT)", "only a SELECT"},
        {"COPY (SELECT 1) TO 'x'", "only a SELECT"},
        {"SET threads = 4", "only a SELECT"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *text = NULL;
        mr_error err = {0};
        assert_int_equal(mr_duck_syntax(f->session, bad[i].sql, f->arena, &text, &err), MR_EPARAM);
        if (!strstr(err.message, bad[i].words))
            fail_msg("%s: %s", bad[i].sql, err.message);
    }
    // What the names mean is found out later, with a place too.
    refuses(f, "SELECT 1 AS a,\n  nosuch AS b", "(line 2, column 3)");

    int line, column;
    mr_sql_place("a\né = 1", 6, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(is_called_batch_by_batch, setup, teardown),
        cmocka_unit_test_setup_teardown(says_what_is_wrong, setup, teardown),
        cmocka_unit_test_setup_teardown(takes_every_type, setup, teardown),
        cmocka_unit_test_setup_teardown(many_sessions_call_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(syntax_is_a_tree, setup, teardown),
        cmocka_unit_test_setup_teardown(syntax_problems_have_a_place, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
