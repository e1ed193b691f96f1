// SQL of users: what it may do, what it may not, what is known before it runs.
#include "operators/sql_fixture.h"

#include <pthread.h>
#include <stdatomic.h>

static void decent_queries_run(void **state)
{
    static const struct {
        const char *text;
        int64_t rows;
    } all[] = {
        {"SELECT * FROM logs", 5},
        {"FROM logs", 5},
        {"select GR from LOGS where Gr > 20;", 3},
        {"SELECT * FROM logs JOIN tops USING (well_id)", 4},
        {"SELECT l.gr, t.zone FROM logs l LEFT JOIN tops AS t ON l.well_id = t.well_id", 5},
        {"SELECT well_id, avg(gr) AS m, count(*) AS n FROM logs GROUP BY ALL HAVING n > 1", 2},
        {"WITH a AS (SELECT * FROM logs), b AS (SELECT * FROM a) SELECT * FROM b", 5},
        {"SELECT * FROM (SELECT gr FROM logs) UNION ALL SELECT top FROM tops", 7},
        {"SELECT DISTINCT well_id FROM logs ORDER BY well_id LIMIT 1", 1},
        {"SELECT gr, lag(gr) OVER (PARTITION BY well_id ORDER BY depth) AS above FROM logs", 5},
        {"SELECT depth FROM logs QUALIFY row_number() OVER (PARTITION BY well_id ORDER BY depth) = "
         "1",
         3},
        {"SELECT CASE WHEN gr > 60 THEN 'shale' ELSE 'sand' END AS rock, gr::INTEGER AS i FROM "
         "logs",
         5},
        {"SELECT * EXCLUDE (items) REPLACE (gr / 2 AS gr) FROM logs WHERE gr BETWEEN 0 AND 100", 3},
        {"SELECT list_transform(items, lambda x: x * 2) AS twice FROM logs", 5},
        {"SELECT COLUMNS('g.*') FROM logs", 5},
        {"SELECT user FROM logs WHERE user IN ('x', 'y') AND user LIKE '_'", 3},
        {"VALUES (1, 2), (3, 4)", 2},
        {"SELECT range AS i FROM range(5)", 5},
        {"SELECT unnest(items) AS item FROM logs", 5},
        {"PIVOT logs ON well_id IN ('A', 'B') USING max(gr) GROUP BY depth", 4},
        {"SELECT * FROM logs WHERE EXISTS (SELECT 1 FROM tops WHERE tops.well_id = logs.well_id)",
         4},
        {"SELECT date_trunc('month', TIMESTAMP '2020-02-29 10:00:00') AS m", 1},
        {"SELECT shale_volume_linear(gr) AS vsh FROM logs WHERE shale_volume_linear(gr) > 0", 3},
        {"SELECT 'it''s; -- a text' AS a", 1},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const mr_schema *schema = described(f, all[i].text);
        mr_table *out = good(f, all[i].text);
        if (out->rows != all[i].rows)
            fail_msg("%s: %d rows", all[i].text, (int)out->rows);
        assert_int_equal(out->n, schema->n);
        for (size_t k = 0; k < out->n; k++) {
            assert_string_equal(out->columns[k]->field.name, schema->fields[k].name);
            assert_int_equal(out->columns[k]->field.type, schema->fields[k].type);
        }
        mr_table_unref(out);
    }
}

static void allowed_functions_exist(void **state)
{
    fixture *f = *state;
    mr_duck *duck = NULL;
    mr_duck_session *session = NULL;
    mr_table *out = NULL;
    mr_texts names = mr_sql_functions(f->arena);

    assert_int_equal(mr_duck_open(&(mr_duck_options){0}, &duck, NULL), MR_OK);
    assert_int_equal(mr_duck_session_open(duck, &session, NULL), MR_OK);
    assert_int_equal(mr_duck_query(session,
                                   "SELECT DISTINCT function_name AS name, bool_or(stability IN "
                                   "('VOLATILE')) AS volatile FROM duckdb_functions() GROUP BY ALL",
                                   NULL, 0, &out, NULL),
                     MR_OK);
    for (size_t i = 0; i < names.n; i++) {
        int64_t row = 0;
        while (row < out->rows &&
               !mr_str_eq(mr_column_text(out->columns[0], row), mr_str_of(names.at[i])))
            row++;
        if (row == out->rows)
            fail_msg("%s is no function", names.at[i]);
        if (mr_column_truth(out->columns[1], row))
            fail_msg("%s is not the same each time", names.at[i]);
        assert_true(mr_sql_function_allowed(names.at[i]));
    }
    // An operator of the name of one of the engine's functions must be known to the judge.
    for (int64_t row = 0; row < out->rows; row++) {
        mr_str name = mr_column_text(out->columns[0], row);
        size_t output;
        const char *text = mr_arena_strndup(f->arena, name.at, name.n);
        if (mr_sql_operator(text, &output) && strcmp(text, "array_slice") != 0 &&
            strcmp(text, "array_reduce") != 0)
            fail_msg("%s is an operator and a function of the engine", text);
    }
    mr_table_unref(out);
    mr_duck_session_close(session);
    mr_duck_close(duck);
    assert_false(mr_sql_function_allowed("read_csv"));
    assert_false(mr_sql_function_allowed(""));
    assert_false(mr_sql_function_allowed("abs acos"));
    assert_false(mr_sql_function_allowed(" abs"));
    assert_true(mr_sql_function_allowed("ABS"));
}

static void problems_have_a_place(void **state)
{
    fixture *f = *state;

    refused(f, "SELECT 1 AS a,\n  nosuch(gr) AS b FROM logs", "`nosuch` here (line 2, column 3)");
    refused(f, "SELECT *\nFROM log", "there is no input `log`: there is `logs`, `tops` (line 2");
    refused(f, "SELECT grr FROM logs", "grr");
    refused(f, "SELECT gr FROM logs WHERE", "(line 1");
    refused(f, "SELECT gr + well_id AS a FROM logs", "add explicit type casts (line 1, column 11)");
    refused(f, "SELECT getenv('HOME') AS a",
            "there is no function `getenv` here (line 1, column 8)");
    refused(f, "SELECT {'a': 1} AS s", "cast it");
    refused(f, "SELECT * FROM logs JOIN tops ON true", "two columns are named");
    // All at once is too long.
    char *text = calloc(MR_SQL_MOST_CHARS + 20, 1);
    memset(text, ' ', MR_SQL_MOST_CHARS + 10);
    memcpy(text, "SELECT 1", 8);
    refused(f, text, "longer than");
    free(text);
}

static void expect(const mr_schema *schema, const char *name, const char *unit,
                   const char *quantity)
{
    const mr_field *field = mr_schema_find(schema, name);

    if (!field)
        fail_msg("no column %s", name);
    else if ((unit ? !field->unit || strcmp(unit, field->unit) != 0 : field->unit != NULL) ||
             (quantity ? !field->quantity || strcmp(quantity, field->quantity) != 0
                       : field->quantity != NULL))
        fail_msg("%s is in %s, a %s", name, field->unit ? field->unit : "no unit",
                 field->quantity ? field->quantity : "thing");
}

static void units_pass_where_columns_do(void **state)
{
    fixture *f = *state;
    const mr_schema *s = described(
        f, "SELECT gr, gr AS Ray, gr * 2 AS twice, gr + 1 AS rhob, l.rhob AS d, "
           "max(gr) OVER () AS most, avg(rhob) OVER () AS mean, sum(gr) OVER () AS total, "
           "shale_volume_linear(gr) AS vsh, CAST(gr AS FLOAT) AS f, count(*) OVER () AS "
           "n, coalesce(gr, 0) AS c FROM logs l");
    expect(s, "gr", "gAPI", "gamma_ray");
    expect(s, "Ray", "gAPI", "gamma_ray");
    expect(s, "twice", NULL, NULL);
    expect(s, "rhob", NULL, NULL); // not the column of that name
    expect(s, "d", "kg/m3", "bulk_density");
    expect(s, "most", "gAPI", "gamma_ray");
    expect(s, "mean", "kg/m3", "bulk_density");
    expect(s, "total", "gAPI", NULL);
    expect(s, "vsh", "v/v", "shale_volume");
    expect(s, "f", "gAPI", "gamma_ray");
    expect(s, "n", NULL, NULL);
    expect(s, "c", NULL, NULL);

    s = described(f, "WITH a AS (SELECT *, gr AS g FROM logs), b AS (SELECT a.* FROM a) "
                     "SELECT * EXCLUDE (rhob) REPLACE (depth + 1 AS depth) FROM b JOIN tops "
                     "USING (well_id)");
    expect(s, "g", "gAPI", "gamma_ray");
    expect(s, "gr", "gAPI", "gamma_ray");
    expect(s, "depth", NULL, NULL);
    expect(s, "top", "ft", "depth");

    // Where two tables have the name, or columns get other names, nothing is said.
    s = described(f, "SELECT * FROM (SELECT depth FROM logs) UNION ALL SELECT top FROM tops");
    expect(s, "depth", NULL, NULL);
    s = described(f, "SELECT * FROM logs AS l(a, depth, c, d, e, f)");
    expect(s, "depth", NULL, NULL);
    s = described(f, "WITH a(depth) AS (SELECT gr FROM logs) SELECT depth FROM a");
    expect(s, "depth", NULL, NULL);
    s = described(f, "SELECT gr FROM (SELECT rhob AS gr FROM logs)");
    expect(s, "gr", "kg/m3", "bulk_density");
    s = described(f, "SELECT max(gr) AS top_gr, well_id FROM logs GROUP BY well_id");
    expect(s, "top_gr", "gAPI", "gamma_ray");
}

static void not_typed(fixture *f, const char *text, const char *words)
{
    mr_schema schema;
    mr_error err;

    assert_int_equal(describe(f, text, &schema, &err), MR_EPARAM);
    if (!strstr(err.message, words))
        fail_msg("%s: %s", text, err.message);
}

// What tells the rows apart is the key itself, or made of it.
static void keys_are_not_overwritten(void **state)
{
    fixture *f = *state;

    not_typed(f, "SELECT zone AS well_id, top FROM tops", "would be made from zone");
    not_typed(f, "SELECT items, gr AS depth FROM logs", "`depth` is a key");
    not_typed(f, "SELECT gr + depth AS depth FROM logs", "would be made from something else");
    not_typed(f, "SELECT 'A' AS well_id, gr FROM logs", "`well_id` is a key");
    not_typed(f, "SELECT * FROM (SELECT max(gr) AS Depth FROM logs)", "would be made from gr");
    described(f, "SELECT upper(well_id) AS well_id, min(depth) AS depth FROM logs GROUP BY ALL");
    described(f, "SELECT coalesce(l.well_id, t.well_id) AS well_id, depth FROM logs l FULL JOIN "
                 "tops t USING (well_id)");
    described(f, "SELECT depth AS md, gr AS time FROM logs"); // no key of logs
}

// A spread is a difference, and a sum of temperatures nothing.
static void spreads_are_differences(void **state)
{
    fixture *f = *state;
    const mr_schema *s = described(f, "SELECT stddev(bht) AS s, sum(bht) AS t, avg(bht) AS a, "
                                      "stddev(top) AS d, sum(top) AS e FROM tops");

    expect(s, "s", "delta_degC", NULL);
    expect(s, "t", NULL, NULL);
    expect(s, "a", "degC", "temperature");
    expect(s, "d", "ft", NULL);
    expect(s, "e", "ft", NULL);
}

static void calls_are_checked_before_they_run(void **state)
{
    fixture *f = *state;
    mr_schema schema;
    mr_error err;
    mr_table *out;

    // Units: as the operator's port wants them, or not known.
    assert_int_equal(describe(f, "SELECT porosity_density(rhob) AS p FROM logs", &schema, &err),
                     MR_EPARAM);
    assert_non_null(strstr(err.message, "wants g/cm3, and `rhob` is in kg/m3: multiply it by "
                                        "0.001 (line 1, column 25)"));
    assert_int_equal(describe(f, "SELECT porosity_density(gr) AS p FROM logs", &schema, &err),
                     MR_EPARAM);
    assert_non_null(strstr(err.message, "does not convert"));
    assert_int_equal(
        describe(f,
                 "SELECT p FROM (SELECT porosity_density(x) AS p FROM (SELECT rhob AS x FROM "
                 "logs) WHERE true)",
                 &schema, &err),
        MR_EPARAM);
    described(f, "SELECT porosity_density(rhob / 1000) AS p FROM logs");
    described(f, "SELECT shale_volume_linear(gr, top) AS p FROM logs, (SELECT 5 AS top)");

    // Parameters: with the words of the operator.
    refused(f, "SELECT shale_volume_linear(gr, -5) AS v FROM logs",
            "shale_volume_linear: gr_min must be at least 0 gAPI, not -5 (line 1, column 8)");
    refused(f, "SELECT array_reduce(items, 'mediam') AS v FROM logs", "did you mean `median`?");
    refused(f, "SELECT porosity_density(rhob / 1000, 2.65, 1, 3) AS v FROM logs", "line 1");
    refused(f, "SELECT shale_volume_linear() AS v FROM logs", "No function matches");
    refused(f, "SELECT shale_volume_linear(user) AS v FROM logs", "No function matches");
    refused(f, "SELECT despike_hampel(gr) AS v FROM logs", "there is no function");
    // What only shows when it runs is said then.
    assert_int_not_equal(query(f,
                               "SELECT shale_volume_linear(gr, -depth, 120) AS v FROM logs "
                               "WHERE depth = 20",
                               &out, &err),
                         MR_OK);
    assert_non_null(strstr(err.message, "gr_min must be at least 0 gAPI, not -20"));
}

static void check_reals(mr_table *out, const double *wanted)
{
    for (int64_t i = 0; i < out->rows; i++)
        if (!close_enough(mr_column_real(out->columns[0], i), wanted[i], 1e-12))
            fail_msg("row %d is %g", (int)i, mr_column_real(out->columns[0], i));
    mr_table_unref(out);
}

static void parameters_may_vary(void **state)
{
    fixture *f = *state;
    const double n = (double)NAN;

    // In the order of well and depth: A 10 (gr null), A 20 (120), B 10 (20), B 11 (70), null 1
    // (45). vsh = (gr - min) / (max - min); with the minimum a column: 120 - 20 / 120 - 20, ...
    check_reals(good(f, "SELECT shale_volume_linear(gr, depth, 120, false) AS v, well_id, depth "
                        "FROM logs"),
                (const double[]){n, 1, 10.0 / 110, 59.0 / 109, 44.0 / 119});
    check_reals(good(f, "SELECT shale_volume_linear(gr, NULL, 120) AS v, well_id, depth FROM logs"),
                (const double[]){n, n, n, n, n});
    // A parameter that no column replaces, from row to row: clipped or not.
    check_reals(good(f, "SELECT shale_volume_linear(gr, 50, 100, depth < 11) AS v, well_id, depth "
                        "FROM logs"),
                (const double[]){n, 1.4, 0, 0.4, 0});
    check_reals(good(f, "SELECT Shale_Volume_Linear(gr, 20, 120) AS v, well_id, depth FROM logs"),
                (const double[]){n, 1, 0, 0.5, 0.25});
    // An alias of the catalogue, and a further output by its name.
    check_reals(good(f, "SELECT shale_volume_larionov(70, 20, 120) - "
                        "shale_volume_larionov_tertiary(70, 20, 120) AS v"),
                (const double[]){0});
}

static void rows_have_an_order(void **state)
{
    static const char *const plain[] = {"A", "A", "B", "B", NULL};
    static const double depths[] = {10, 20, 10, 11, 1};
    fixture *f = *state;
    mr_table *out = good(f, "SELECT gr, depth, well_id FROM logs WHERE depth > 0");

    for (int64_t i = 0; i < out->rows; i++) {
        assert_true(mr_column_real(out->columns[1], i) == depths[i]);
        assert_true(plain[i] ? mr_str_eq(mr_column_text(out->columns[2], i), mr_str_of(plain[i]))
                             : !mr_valid(out->columns[2], i));
    }
    mr_table_unref(out);
    // The query's own order is kept, a limit too.
    check_reals(good(f, "SELECT depth, well_id FROM logs ORDER BY depth DESC, well_id"),
                (const double[]){20, 11, 10, 10, 1});
    // Without the keys: as the engine gives them, the same each time.
    mr_table *once = good(f, "SELECT gr, count(*) AS n FROM logs GROUP BY gr");
    for (int i = 0; i < 5; i++) {
        mr_table *again = good(f, "SELECT gr, count(*) AS n FROM logs GROUP BY gr");
        for (size_t c = 0; c < once->n; c++)
            assert_true(mr_column_equal(once->columns[c], again->columns[c]));
        mr_table_unref(again);
    }
    mr_table_unref(once);
}

static bool after_a_while(void *context)
{
    return atomic_fetch_add((atomic_int *)context, 1) > 2;
}

static bool never(void *context)
{
    (void)context;
    return false;
}

static void a_query_can_be_stopped(void **state)
{
    fixture *f = *state;
    atomic_int asked = 0;
    mr_table *out = NULL;
    mr_error err = {.status = MR_OK};
    mr_sql_job job = {.query = "SELECT count(*) AS n FROM range(10000000000) a, range(10000000000) "
                               "b WHERE a.range + b.range = 7",
                      .cancelled = after_a_while,
                      .context = &asked};

    assert_int_equal(mr_sql_query(f->sql, &job, &out, &err), MR_ECANCEL);
    assert_null(out);
    // And the engine goes on.
    job = (mr_sql_job){.query = "SELECT 7 AS a", .cancelled = never};
    assert_int_equal(mr_sql_query(f->sql, &job, &out, &err), MR_OK);
    mr_table_unref(out);
    out = NULL;
    job.query = "SELECT list(range) AS l FROM range(200000000)"; // more than its memory
    assert_int_equal(mr_sql_query(f->sql, &job, &out, &err), MR_ENOMEM);
    mr_table_unref(good(f, "SELECT * FROM logs"));
}

typedef struct user {
    fixture *f;
    int wrong;
} user;

static void *ask_many_times(void *context)
{
    user *u = context;

    for (int i = 0; i < 20; i++) {
        mr_table *out;
        mr_error err;
        if (query(u->f, "SELECT sum(shale_volume_clavier(gr)) AS s, sum(gr) AS g FROM logs", &out,
                  &err) != MR_OK)
            u->wrong++;
        else if (mr_column_real(out->columns[1], 0) != 255)
            u->wrong++;
        mr_table_unref(out);
    }
    return NULL;
}

static void many_may_ask_at_once(void **state)
{
    user users[4];
    pthread_t threads[4];

    for (int i = 0; i < 4; i++) {
        users[i] = (user){*state, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many_times, &users[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(users[i].wrong, 0);
    }
}

static void inputs_have_a_name_each(void **state)
{
    fixture *f = *state;
    const mr_duck_input inputs[] = {{"a", f->logs}, {"A", f->tops}};
    mr_table *out = NULL;
    mr_error err;

    assert_int_equal(mr_sql_query(f->sql,
                                  &(mr_sql_job){.query = "FROM a", .inputs = inputs, .n = 2}, &out,
                                  &err),
                     MR_EPARAM);
    assert_non_null(strstr(err.message, "two inputs are named"));
    const mr_duck_input odd[] = {{"it's \"odd\"", f->logs}, {"duckdb_settings", f->tops}};
    const mr_sql_job job = {
        .query = "SELECT count(*) AS n, (SELECT count(*) FROM duckdb_settings) AS m FROM \"it's "
                 "\"\"odd\"\"\"",
        .inputs = odd,
        .n = 2};
    assert_int_equal(mr_sql_query(f->sql, &job, &out, &err), MR_OK);
    assert_int_equal(mr_column_int(out->columns[0], 0), 5);
    assert_int_equal(mr_column_int(out->columns[1], 0), 2); // our rows, not the engine's settings
    mr_table_unref(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decent_queries_run),
        cmocka_unit_test(allowed_functions_exist),
        cmocka_unit_test(problems_have_a_place),
        cmocka_unit_test(units_pass_where_columns_do),
        cmocka_unit_test(keys_are_not_overwritten),
        cmocka_unit_test(spreads_are_differences),
        cmocka_unit_test(calls_are_checked_before_they_run),
        cmocka_unit_test(parameters_may_vary),
        cmocka_unit_test(rows_have_an_order),
        cmocka_unit_test(a_query_can_be_stopped),
        cmocka_unit_test(many_may_ask_at_once),
        cmocka_unit_test(inputs_have_a_name_each),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
