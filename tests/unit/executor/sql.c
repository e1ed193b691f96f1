// Tables by formula and by SQL in whole documents: typed before they run, only the columns they
// read, well by well or over all wells, stopped in time.
#include "fixture.h"

#include "mudrock/clock.h"

static const struct curve standard[] = {
    {"depth", "m", depth_m}, {"gr", "gAPI", gr_of}, {"rhob", "g/cm3", rhob_of}, {0}};

static void put_three(struct world *w)
{
    put_well(w, "W-2", 2, 40, standard);
    put_well(w, "W-1", 1, 30, standard);
    put_well(w, "W-3", 3, 20, standard);
}

#define TABLE(id, deps, op, parameters) OPERATOR(id, deps, op, parameters)
#define OUT(deps)                       OUTPUT("Out", deps, FILE_OF("parquet", "t.parquet"))

// A formula reads columns no port names; what nobody reads is still left out.
static void formulas_run_well_by_well(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," TABLE(
                       "Calc", "[\"Logs\"]", "expression",
                       "\"columns\":[{\"name\":\"above\","
                       "\"expression\":\"rhob - rho_fluid\"},"
                       "{\"name\":\"twice\",\"expression\":\"2 * "
                       "above\"}],\"constants\":[{\"name\":"
                       "\"rho_fluid\",\"value\":1000,\"unit\":\"kg/"
                       "m3\"}]") "," TABLE("Keep", "[\"Calc\"]", "filter",
                                           "\"condition\":\"above > "
                                           "1.23 and depth < "
                                           "4600[ft]\"") "," TABLE("So"
                                                                   "m"
                                                                   "e",
                                                                   "["
                                                                   "\""
                                                                   "Ke"
                                                                   "ep"
                                                                   "\""
                                                                   "]",
                                                                   "se"
                                                                   "le"
                                                                   "c"
                                                                   "t",
                                                                   "\""
                                                                   "co"
                                                                   "lu"
                                                                   "mn"
                                                                   "s"
                                                                   "\""
                                                                   ":["
                                                                   "\""
                                                                   "we"
                                                                   "ll"
                                                                   "_i"
                                                                   "d"
                                                                   "\""
                                                                   ","
                                                                   "\""
                                                                   "de"
                                                                   "pt"
                                                                   "h"
                                                                   "\""
                                                                   ","
                                                                   "\""
                                                                   "tw"
                                                                   "ic"
                                                                   "e"
                                                                   "\""
                                                                   "]") "," OUT("[\"Some\"]")));
    mr_table *t = read_out(w, "out/t.parquet");
    assert_int_equal(t->n, 3);
    assert_string_equal(mr_table_find(t, "twice")->field.unit, "g/cm3");
    // above = 1.2 + 0.01 well + 0.001 row > 1.23: rows 21.. of W-1 (9), 11.. of W-2 (29), 1.. of
    // W-3 (19); all above 4600 ft = 1402 m.
    assert_int_equal(t->rows, 9 + 29 + 19);
    assert_true(text_is(t, "well_id", 0, "W-1"));
    assert_near(real_at(t, "depth", 0), 1110.5);
    assert_near(real_at(t, "twice", 0), 2 * (1.21 + 0.021));
    assert_true(text_is(t, "well_id", 9, "W-2"));
    mr_table_unref(t);
    assert_int_equal(stats_of(w, 1)->wells_done, 3); // not all wells at once
    assert_int_equal(stats_of(w, 2)->wells_done, 3);
}

// New columns beside the old ones: branches of one source still merge without a join.
static void formulas_keep_the_rows(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," TABLE(
                       "A", "[\"Logs\"]", "expression",
                       "\"columns\":[{\"name\":\"a\",\"expression\":\"gr + "
                       "1\"}]") "," TABLE("B", "[\"Logs\"]", "expression",
                                          "\"columns\":[{\"name\":\"b\","
                                          "\"expression\":\"a0 * 2\"}],"
                                          "\"constants\":[{\"name\":\"a0\","
                                          "\"value\":4}]") "," OUT("[\"A\","
                                                                   "\"B\"]")));
    mr_table *t = read_out(w, "out/t.parquet");
    assert_int_equal(t->rows, 90);
    assert_int_equal(t->n, 6);
    assert_near(real_at(t, "a", 0), 22);
    assert_near(real_at(t, "b", 0), 8);
    assert_string_equal(mr_table_find(t, "a")->field.unit, "gAPI");
    mr_table_unref(t);
}

static const char *const query =
    "SELECT l.well_id, count(*) AS n, avg(l.gr) AS gr, max(v.vsh) AS vsh FROM logs l JOIN vsh v "
    "USING (well_id, depth) GROUP BY l.well_id ORDER BY l.well_id DESC";

static void sql_sees_all_wells(void **state)
{
    struct world *w = *state;
    put_three(w);
    const char *text = mr_arena_printf(w->arena,
                                       DOCUMENT(LOGS("Logs", "") "," OPERATOR(
                                           "Vsh", "[\"Logs\"]", "shale_volume_linear",
                                           "") "," TABLE("Sql", "[\"Logs\",\"Vsh\"]", "sql_block",
                                                         "\"names\":[\"logs\",\"vsh\"],"
                                                         "\"query\":\"%s\"") "," OUT("[\"Sql\"]")),
                                       query);
    assert_runs(w, text);
    mr_table *t = read_out(w, "out/t.parquet");
    assert_int_equal(t->rows, 3);
    assert_int_equal(t->n, 4);
    assert_true(text_is(t, "well_id", 0, "W-3"));
    assert_near(real_at(t, "n", 0), 20);
    assert_near(real_at(t, "n", 2), 30);
    // W-3: gr = 23 + 2 row but for rows 7 and 17: (20 * 23 + 2 * 190 - 37 - 57) / 18
    assert_near(real_at(t, "gr", 0), (460 + 380 - 37 - 57) / 18.0);
    assert_string_equal(mr_table_find(t, "gr")->field.unit, "gAPI");
    assert_string_equal(mr_table_find(t, "vsh")->field.unit, "v/v");
    const char *once = digest(w, "out/t.parquet");
    mr_table_unref(t);
    w->options.threads = 1;
    assert_runs(w, text);
    assert_string_equal(digest(w, "out/t.parquet"), once);
}

static void joins_and_groups_know_their_wells(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(
        w,
        DOCUMENT(
            LOGS("Logs", "") "," TABLE("Sand", "[\"Logs\"]", "filter", "\"condition\":\"gr < 30\"") "," TABLE(
                "Back", "[\"Logs\",\"Sand\"]", "join",
                "\"how\":\"anti\"") "," TABLE("Sum", "[\"Back\"]", "aggregate",
                                              "\"aggregates\":[{\"column\":\"depth\","
                                              "\"function\":\"count\",\"name\":"
                                              "\"n\"},{\"column\":\"gr\",\"function\":"
                                              "\"min\"}]") "," OUT("[\"Sum\"]")));
    mr_table *t = read_out(w, "out/t.parquet");
    assert_int_equal(t->rows, 3);
    // gr = 20 + well + 2 row < 30: rows 0..4 of W-1, 0..3 of W-2 and W-3
    assert_near(real_at(t, "n", 0), 30 - 5);
    assert_near(real_at(t, "n", 1), 40 - 4);
    assert_near(real_at(t, "n", 2), 20 - 4);
    assert_near(real_at(t, "gr_min", 0), 31);
    assert_near(real_at(t, "gr_min", 1), 30);
    mr_table_unref(t);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(stats_of(w, i)->wells_done, 3);
}

static void problems_are_told_before_a_run(void **state)
{
    static const struct {
        const char *op, *parameters, *code, *pointer, *words;
    } bad[] = {
        {"expression", "\"columns\":[{\"name\":\"x\",\"expression\":\"rhob + gr\"}]",
         "parameter.invalid", "/columns/0/expression", "+ joins g/cm3 and gAPI"},
        {"expression", "\"columns\":[{\"name\":\"x\",\"expression\":\"rhob +\"}]",
         "parameter.invalid", "/columns/0/expression", "ends where a value is missing"},
        {"expression", "\"columns\":[{\"name\":\"x\",\"expression\":\"rhobb\"}]",
         "schema.missing_column", "/columns/0/expression", "did you mean `rhob`?"},
        {"expression", "\"columns\":[{\"name\":\"x\",\"expression\":\"rhob\",\"unit\":\"m\"}]",
         "parameter.invalid", "/columns/0/unit", "does not convert to m"},
        {"filter", "\"condition\":\"rhob\"", "parameter.invalid", "/condition",
         "must be true or false, and is a number"},
        {"select", "\"columns\":[\"gr\",\"dept\"]", "schema.missing_column", "/columns/1",
         "did you mean `depth`?"},
        {"rename", "\"columns\":[{\"from\":\"gr\",\"to\":\"rhob\"}]", "parameter.invalid",
         "/columns", "two columns `rhob`"},
        {"sort", "\"keys\":[{\"column\":\"grr\"}]", "schema.missing_column", "/keys/0/column",
         "did you mean `gr`?"},
        {"cast", "\"columns\":[{\"column\":\"gr\",\"type\":\"date\"}]", "parameter.invalid",
         "/columns/0/type", "must be one of"},
        {"aggregate", "\"aggregates\":[{\"column\":\"well_id\"}]", "parameter.invalid",
         "/aggregates/0/column", "is utf8"},
        {"pivot", "\"name_column\":\"well_id\",\"values\":[\"a\",\"a\"]", "parameter.invalid",
         "/values", "two columns `a`"},
        {"sql_block", "\"query\":\"SELECT grr FROM input\"", "parameter.invalid", "/query",
         "(line 1, column 8)"},
        {"sql_block", "\"query\":\"SELECT * FROM '/etc/passwd'\"", "parameter.invalid", "/query",
         "there is no input"},
        {"sql_block", "\"query\":\"SELECT porosity_density(gr) AS p FROM input\"",
         "parameter.invalid", "/query", "which does not convert"},
    };
    struct world *w = *state;
    put_three(w);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *text = mr_arena_printf(
            w->arena,
            DOCUMENT(LOGS("Logs", "") "," TABLE("T", "[\"Logs\"]", "%s", "%s") "," OUT("[\"T\"]")),
            bad[i].op, bad[i].parameters);
        mr_dag *dag = decode(text);
        mr_typed_dag *typed = validate(w, dag);
        if (typed->problems.errors != 1)
            fail_msg("%s %s: %zu errors", bad[i].op, bad[i].parameters, typed->problems.errors);
        const mr_diagnostic *d = &typed->problems.at[0];
        while (d->severity != MR_SEVERITY_ERROR) // version 1.0.0 is deprecated
            d++;
        assert_string_equal(d->code, bad[i].code);
        assert_contains(d->message, bad[i].words);
        assert_string_equal(d->pointer, mr_arena_printf(w->arena, "/nodes/1/node_type/parameters%s",
                                                        bad[i].pointer));
        mr_typed_dag_free(typed);
        mr_dag_free(dag);
    }
}

// A query without end is stopped by the time its node has.
static void sql_ends_in_time(void **state)
{
    struct world *w = *state;
    put_three(w);
    const int64_t began = mr_clock_ns();
    assert_int_equal(
        run(w, DOCUMENT(LOGS("Logs", "") "," NODE(
                   "Sql", "[\"Logs\"]",
                   "\"type\":\"operator\",\"operator_id\":\"sql_block\",\"operator_version\":\"1.0."
                   "0\","
                   "\"parameters\":{\"query\":\"SELECT count(*) AS n FROM range(10000000000) a, "
                   "range(10000000000) b WHERE a.range + b.range = 7\"}",
                   "\"timeout_seconds\":0.3") "," OUT("[\"Sql\"]"))),
        MR_ETIMEOUT);
    assert_true(mr_clock_ns() - began < (int64_t)5 * 1000 * 1000 * 1000);
    assert_string_equal(w->err.where, "Sql");
    assert_false(exists(w, "out/t.parquet"));
}

static void a_run_without_engine_says_so(void **state)
{
    struct world *w = *state;
    put_three(w);
    mr_dag *dag = decode(DOCUMENT(
        LOGS("Logs", "") "," TABLE("T", "[\"Logs\"]", "sql_block", "") "," OUT("[\"T\"]")));
    mr_typed_dag *typed = validate(w, dag);
    assert_int_equal(typed->problems.errors, 0);
    w->options.sql = NULL;
    assert_int_equal(mr_run(typed, &w->options, &w->result, &w->err), MR_EFAIL);
    assert_contains(w->err.message, "needs the SQL engine");
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(formulas_run_well_by_well, setup, teardown),
        cmocka_unit_test_setup_teardown(formulas_keep_the_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(sql_sees_all_wells, setup, teardown),
        cmocka_unit_test_setup_teardown(joins_and_groups_know_their_wells, setup, teardown),
        cmocka_unit_test_setup_teardown(problems_are_told_before_a_run, setup, teardown),
        cmocka_unit_test_setup_teardown(sql_ends_in_time, setup, teardown),
        cmocka_unit_test_setup_teardown(a_run_without_engine_says_so, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
