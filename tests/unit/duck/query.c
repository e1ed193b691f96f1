// SQL over tables: what it may name, what it may not touch, and stopping it.
#include "fixture.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static void inputs_are_views(void **state)
{
    struct fixture *f = *state;
    mr_table *a = every_type(0, 5000), *b = every_type(2500, 5000), *out = NULL;
    mr_duck_input inputs[] = {{"input", a}, {"The \"other\" one", b}};

    // depth is 1000 + i/8, and i runs from 2500 to 4999 in both: 2,500 rows joined.
    assert_ok(mr_duck_query(f->session,
                            "SELECT count(*) AS n, sum(i.depth) AS s FROM input i JOIN \"The "
                            "\"\"other\"\" one\" o USING (depth)",
                            inputs, 2, &out, why));
    assert_int_equal(mr_column_int(out->columns[0], 0), 2500);
    assert_true(mr_column_real(out->columns[1], 0) == 2500 * (1000 + (2500 + 4999) / 2.0 / 8));
    mr_table_unref(out);

    // The same input twice, and a self join: every scan sees all rows.
    assert_ok(mr_duck_query(f->session,
                            "SELECT count(*) AS n FROM input x JOIN input y ON x.depth = y.depth",
                            inputs, 2, &out, why));
    assert_int_equal(mr_column_int(out->columns[0], 0), 5000);
    mr_table_unref(out);
    assert_ok(mr_duck_query(
        f->session,
        "SELECT (SELECT count(*) FROM input) + (SELECT count(gr) FROM input) AS n; -- done", inputs,
        2, &out, why));
    assert_int_equal(mr_column_int(out->columns[0], 0), 9000);
    mr_table_unref(out);

    // They are gone afterwards.
    mr_error err = {0};
    out = NULL;
    assert_int_equal(mr_duck_query(f->session, "SELECT * FROM input", NULL, 0, &out, &err),
                     MR_EPARAM);
    assert_non_null(strstr(err.message, "input"));
    assert_null(strchr(err.message, '\n'));
    mr_table_unref(a);
    mr_table_unref(b);
}

static void rows_pass_unchanged(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 10000), *out = NULL;

    assert_ok(
        mr_duck_query(f->session, "SELECT * FROM t", &(mr_duck_input){"t", table}, 1, &out, why));
    assert_table_equal(table, out);
    mr_table_unref(out);
    assert_ok(mr_duck_query(f->session, "FROM t ORDER BY depth DESC LIMIT 1",
                            &(mr_duck_input){"t", table}, 1, &out, why));
    assert_true(mr_column_real(mr_table_find(out, "depth"), 0) == 1000 + 9999 / 8.0);
    mr_table_unref(out);
    mr_table_unref(table);
}

static void a_not_a_number_is_null(void **state)
{
    struct fixture *f = *state;
    mr_table *out = query(f, "SELECT 'nan'::DOUBLE AS a, 1.0 / 0 AS b, sqrt(4.0) AS c");

    assert_false(mr_valid(out->columns[0], 0));
    assert_false(mr_valid(out->columns[1], 0));
    assert_true(mr_column_real(out->columns[2], 0) == 2);
    mr_table_unref(out);
}

static void only_one_select(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {
        "",
        ";",
        "SELECT 1 AS a; SELECT 2 AS b",
        "CREATE TABLE x (i INTEGER)",
        "SET threads = 4",
        "PRAGMA enable_profiling",
        "ATTACH ':memory:' AS other",
        "INSTALL httpfs",
        "LOAD json",
        "SELECT ? AS a",
        "SELECT FROM WHERE",
        "SELECT no_such_column AS a",
        "SELECT 1 AS a, 2 AS a",
        "SELECT {'a': 1} AS s",
        "SELECT * FROM mr_scan('00000000000000000000000000000000')",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mr_table *out = NULL;
        mr_error err = {0};
        mr_status st = mr_duck_query(f->session, bad[i], NULL, 0, &out, &err);
        if (st != MR_EPARAM || out || !err.message[0])
            fail_msg("%s: %s", bad[i], mr_status_slug(st));
    }
    mr_table *out = NULL;
    mr_error err = {0};
    assert_int_equal(mr_duck_query(f->session, "SELECT 'x'::INTEGER + 1 AS a", NULL, 0, &out, &err),
                     MR_EFAIL);
    assert_int_equal(mr_duck_query(f->session, "SELECT error('stop') AS a", NULL, 0, &out, &err),
                     MR_EFAIL);
    mr_table_unref(query(f, "SELECT 1 AS a"));
}

static void describes_without_running(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 1);
    mr_schema in_ = {0}, out = {0};
    static const struct {
        const char *name;
        mr_type type;
    } expected[] = {
        {"depth", MR_FLOAT64},   {"gr", MR_FLOAT64},    {"f32", MR_FLOAT32},  {"i64", MR_INT64},
        {"i32", MR_INT32},       {"flag", MR_BOOL},     {"at", MR_TIMESTAMP}, {"well id", MR_UTF8},
        {"t2", MR_LIST_FLOAT64}, {"twice", MR_FLOAT64}, {"n", MR_INT64},
    };

    mr_table_schema(table, f->arena, &in_);
    mr_duck_input_schema input = {"t", &in_};
    assert_ok(mr_duck_describe(f->session, "SELECT *, gr * 2 AS twice, 1::BIGINT AS n FROM t",
                               &input, 1, f->arena, &out, why));
    assert_int_equal(out.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < out.n; i++) {
        assert_string_equal(out.fields[i].name, expected[i].name);
        assert_int_equal(out.fields[i].type, expected[i].type);
    }
    // What would take for ever is described at once; what cannot bind says so.
    assert_ok(mr_duck_describe(
        f->session,
        "SELECT sum(a.range * b.range) AS s FROM range(10000000000) a, range(10000000000) b", NULL,
        0, f->arena, &out, why));
    assert_string_equal(out.fields[0].name, "s");
    mr_error err = {0};
    assert_int_equal(
        mr_duck_describe(f->session, "SELECT grr FROM t", &input, 1, f->arena, &out, &err),
        MR_EPARAM);
    assert_non_null(strstr(err.message, "grr"));
    assert_non_null(strstr(err.message, "\"gr\"")); // the nearest name
    assert_int_equal(
        mr_duck_describe(f->session, "SELECT 1 AS a; SELECT 2 AS a", NULL, 0, f->arena, &out, NULL),
        MR_EPARAM);
    mr_table_unref(table);
}

// What describe says is what query gives.
static void describe_and_query_agree(void **state)
{
    struct fixture *f = *state;
    static const char *const selects[] = {
        "SELECT NULL AS a, 1 AS b, 1.5 AS c, sum(depth) AS d, count(*) AS e, sum(i32) AS f, "
        "avg(i64) AS g FROM t",
        "SELECT list(gr) AS a, max(\"at\") AS b, bool_or(flag) AS c FROM t",
        "SELECT CASE WHEN flag THEN 1 ELSE NULL END AS a, f32 * 2 AS b, depth::DATE AS c FROM "
        "(SELECT flag, f32, \"at\" AS depth FROM t)",
        "SELECT string_agg(\"well id\") AS a, to_json(list(depth)) AS b FROM t",
    };
    mr_table *table = every_type(0, 20);
    mr_schema schema = {0};

    mr_table_schema(table, f->arena, &schema);
    for (size_t i = 0; i < sizeof selects / sizeof selects[0]; i++) {
        mr_schema said = {0};
        mr_table *out = NULL;
        assert_ok(mr_duck_describe(f->session, selects[i], &(mr_duck_input_schema){"t", &schema}, 1,
                                   f->arena, &said, why));
        assert_ok(
            mr_duck_query(f->session, selects[i], &(mr_duck_input){"t", table}, 1, &out, why));
        assert_int_equal(said.n, out->n);
        for (size_t j = 0; j < out->n; j++) {
            assert_string_equal(said.fields[j].name, out->columns[j]->field.name);
            assert_int_equal(said.fields[j].type, out->columns[j]->field.type);
        }
        mr_table_unref(out);
    }
    mr_table_unref(table);
}

static void a_sandbox_reaches_nothing(void **state)
{
    struct fixture *f = *state;
    mr_duck *duck = NULL;
    mr_duck_session *session = NULL;
    mr_table *table = every_type(0, 100), *out = NULL;

    write_text(in(f, "secret.csv"), "a\nsecret\n");
    assert_ok(
        mr_duck_open(&(mr_duck_options){.sandbox = true, .memory_bytes = 256 << 20}, &duck, why));
    assert_ok(mr_duck_session_open(duck, &session, why));
    assert_ok(mr_duck_query(session, "SELECT avg(gr) AS m FROM t", &(mr_duck_input){"t", table}, 1,
                            &out, why));
    mr_table_unref(out);
    out = NULL;
    const char *const bad[] = {
        mr_arena_printf(f->arena, "SELECT * FROM '%s'", in(f, "secret.csv")),
        mr_arena_printf(f->arena, "SELECT * FROM read_csv('%s')", in(f, "secret.csv")),
        mr_arena_printf(f->arena, "SELECT * FROM read_text('%s')", in(f, "secret.csv")),
        mr_arena_printf(f->arena, "SELECT * FROM glob('%s/*')", f->folder),
        "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
        "SELECT * FROM 'https://localhost:1/x.csv'",
        "SELECT getenv('HOME') AS h",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "COPY (SELECT 1 AS a) TO '/tmp/never'",
        "INSTALL spatial",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mr_error err = {0};
        if (mr_duck_query(session, bad[i], NULL, 0, &out, &err) == MR_OK)
            fail_msg("accepted: %s", bad[i]);
        assert_null(out);
        assert_null(strstr(err.message, "secret\n"));
    }
    // Too large for its memory, and nowhere to spill: an error, and the session lives on.
    mr_error err = {0};
    mr_status st = mr_duck_query(session, "SELECT list(range) AS l FROM range(200000000)", NULL, 0,
                                 &out, &err);
    assert_int_equal(st, MR_ENOMEM);
    assert_ok(mr_duck_query(session, "SELECT 1 AS a", NULL, 0, &out, why));
    mr_table_unref(out);
    mr_duck_session_close(session);
    mr_duck_close(duck);
    mr_table_unref(table);
}

// No extension is fetched and no setting changed, sandbox or not.
static void settings_are_locked(void **state)
{
    struct fixture *f = *state;
    mr_table *out = query(
        f, "SELECT value FROM duckdb_settings() WHERE name IN ('autoinstall_known_extensions', "
           "'autoload_known_extensions', 'lock_configuration', 'threads', 'TimeZone') ORDER BY "
           "lower(name)");
    static const char *const values[] = {"false", "false", "true", "1", "UTC"};

    assert_int_equal(out->rows, 5);
    for (int64_t i = 0; i < 5; i++)
        assert_true(mr_str_eq(mr_column_text(out->columns[0], i), mr_str_of(values[i])));
    mr_table_unref(out);
}

struct interrupter {
    mr_duck_session *session;
    atomic_bool stop;
};

static void *interrupt_again_and_again(void *context)
{
    struct interrupter *i = context;

    while (!atomic_load(&i->stop)) {
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        mr_duck_interrupt(i->session);
    }
    return NULL;
}

static mr_table *endless; // what next_endless gives again and again

static mr_status next_endless(void *context, mr_table **table, mr_error *err)
{
    (void)err;
    ++*(int64_t *)context;
    *table = mr_table_ref(endless);
    return MR_OK;
}

static void an_interrupt_ends_a_query(void **state)
{
    struct fixture *f = *state;
    struct interrupter context = {.session = f->session};
    pthread_t thread;
    struct timespec begin, end;
    mr_table *out = NULL;

    pthread_create(&thread, NULL, interrupt_again_and_again, &context);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    mr_status st = mr_duck_query(f->session,
                                 "SELECT count(*) AS n FROM range(1000000000) a, range(1000000000) "
                                 "b WHERE a.range + b.range = 7",
                                 NULL, 0, &out, NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_int_equal(st, MR_ECANCEL);
    assert_true(end.tv_sec - begin.tv_sec < 10);
    // One that streams rows, too.
    st = mr_duck_query(f->session, "SELECT range AS a FROM range(100000000000)", NULL, 0, &out,
                       NULL);
    assert_int_equal(st, MR_ECANCEL);
    // And a file that is being written.
    int64_t batches = 0;
    mr_table *batch = every_type(0, 2000);
    mr_schema schema = {0};
    mr_table_schema(batch, f->arena, &schema);
    endless = batch;
    st = mr_duck_copy(f->session, in(f, "endless"), MR_DUCK_PARQUET, &schema, next_endless,
                      &batches, NULL, NULL);
    assert_int_equal(st, MR_ECANCEL);
    atomic_store(&context.stop, true);
    mr_table_unref(batch);
    pthread_join(thread, NULL);
    assert_null(out);

    mr_duck_interrupt(f->session); // idle: of no effect on what comes
    mr_table_unref(query(f, "SELECT 1 AS a"));
}

// Equal names in two sessions are two things, at the same time.
struct worker {
    mr_duck *duck;
    int64_t first;
    int wrong;
};

static void *sum_depths(void *context)
{
    struct worker *w = context;
    mr_duck_session *session = NULL;
    mr_table *table = every_type(w->first, 3000);

    if (mr_duck_session_open(w->duck, &session, NULL) != MR_OK)
        w->wrong++;
    for (int round = 0; session && round < 30; round++) {
        mr_table *out = NULL;
        double expected = 3000 * (1000 + ((double)w->first + 1499.5) / 8);
        if (mr_duck_query(session, "SELECT sum(depth) AS s FROM input",
                          &(mr_duck_input){"input", table}, 1, &out, NULL) != MR_OK)
            w->wrong++;
        else if (mr_column_real(out->columns[0], 0) != expected)
            w->wrong++;
        mr_table_unref(out);
    }
    mr_duck_session_close(session);
    mr_table_unref(table);
    return NULL;
}

static void sessions_do_not_meet(void **state)
{
    struct fixture *f = *state;
    struct worker workers[4];
    pthread_t threads[4];

    for (int i = 0; i < 4; i++) {
        workers[i] = (struct worker){.duck = f->duck, .first = i * 1000};
        pthread_create(&threads[i], NULL, sum_depths, &workers[i]);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(workers[i].wrong, 0);
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(inputs_are_views),          CASE(rows_pass_unchanged),
        CASE(a_not_a_number_is_null),    CASE(only_one_select),
        CASE(describes_without_running), CASE(describe_and_query_agree),
        CASE(a_sandbox_reaches_nothing), CASE(settings_are_locked),
        CASE(an_interrupt_ends_a_query), CASE(sessions_do_not_meet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
