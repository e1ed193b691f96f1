// What goes wrong leaves nothing behind and names node, well and cause: failures, cancelling,
// timeouts, refused paths, error edges.
#include "fixture.h"

#include <unistd.h>

#include "mudrock/clock.h"

static const struct curve standard[] = {
    {"depth", "m", depth_m}, {"gr", "gAPI", gr_of}, {"rhob", "g/cm3", rhob_of}, {0}};

// The footer stays, the pages in front of it do not: found out only when the rows are read.
static void spoil(struct world *w, const char *well)
{
    const char *path =
        mr_arena_printf(w->arena, "%s/data/%s/logs_composite.parquet", w->folder, well);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 4, SEEK_SET);
    for (int i = 0; i < 600; i++)
        fputc(0xA5, file);
    assert_int_equal(fclose(file), 0);
}

static void test_source_fails(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 12; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 500, standard);
    spoil(w, "W-05");
    spoil(w, "W-09");
    for (size_t threads = 1; threads <= 8; threads *= 2) {
        w->options.threads = threads;
        mr_status st = run(
            w,
            DOCUMENT(LOGS("Logs", "") "," OPERATOR("Vsh", "[\"Logs\"]", "shale_volume_linear", "") "," OUTPUT(
                "P", "[\"Vsh\"]",
                FILE_OF(
                    "parquet",
                    "o/p.parquet")) "," OUTPUT("C", "[\"Logs\"]",
                                               FILE_OF(
                                                   "csv",
                                                   "o/c.csv")) "," OUTPUT("L", "[\"Logs\"]",
                                                                          FILE_OF(
                                                                              "las",
                                                                              "o/las")) "," OUTPUT("F",
                                                                                                   "[\"Logs\"]",
                                                                                                   "\"frontend\"")));
        assert_int_equal(st, MR_EFORMAT);
        assert_string_equal(w->err.where, "Logs");
        assert_contains(w->err.message, "well W-05: ");
        assert_int_equal(stats_of(w, 0)->state, MR_NODE_FAILED);
        for (size_t i = 1; i < 6; i++)
            assert_int_equal(stats_of(w, i)->state, MR_NODE_SKIPPED);
        assert_string_equal(w->result->node_errors[0], w->err.message);
        assert_null(w->result->node_errors[1]);
        assert_int_equal(w->result->n_outputs, 0);
        assert_int_equal(count_files(w, "out"), 0);
        assert_int_equal(count_files(w, "store"), 0);
    }
}

// What stood there before a failed run still does.
static void test_old_result_stays(void **state)
{
    struct world *w = *state;
    const char *text =
        DOCUMENT(LOGS("Logs", "") "," OUTPUT("P", "[\"Logs\"]", FILE_OF("parquet", "p.parquet")));
    put_well(w, "A", 1, 600, standard);
    assert_runs(w, text);
    const char *before = digest(w, "out/p.parquet");
    put_well(w, "B", 2, 600, standard);
    spoil(w, "B");
    assert_int_equal(run(w, text), MR_EFORMAT);
    assert_string_equal(digest(w, "out/p.parquet"), before);
    assert_int_equal(count_files(w, "out"), 1);
}

// A writer that fails stops the run, whatever the wells still wanted to give it.
static void test_output_fails(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 40; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 50, standard);
    mr_status st = run(
        w,
        DOCUMENT(
            LOGS("Logs", "") "," OUTPUT("One", "[\"Logs\"]", FILE_OF("las", "one.las")) "," OUTPUT(
                "P", "[\"Logs\"]", FILE_OF("parquet", "p.parquet"))));
    assert_int_equal(st, MR_EINVALID);
    assert_string_equal(w->err.where, "One");
    assert_contains(w->err.message, "can hold one well");
    assert_int_equal(stats_of(w, 1)->state, MR_NODE_FAILED);
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_CANCELLED);
    assert_int_equal(count_files(w, "out"), 0);
}

static void test_paths(void **state)
{
    struct world *w = *state;
    static const char *const bad[] = {
        DOCUMENT(LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]",
                                             FILE_OF("parquet", "/tmp/mudrock-escaped.parquet"))),
        DOCUMENT(
            LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]", FILE_OF("csv", "a/../../escaped.csv"))),
        DOCUMENT(LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]", FILE_OF("las", ".."))),
        DOCUMENT(LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]",
                                             FILE_OF("parquet", "link/escaped.parquet"))),
        DOCUMENT(LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]", FILE_OF("parquet", "."))),
    };
    put_well(w, "A", 1, 10, standard);
    mkdir(in(w, "out"), 0777);
    mkdir(in(w, "elsewhere"), 0777);
    assert_int_equal(symlink(in(w, "elsewhere"), in(w, "out/link")), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(run(w, bad[i]), MR_EDENIED);
        assert_string_equal(w->err.where, "O");
        assert_contains(w->err.message, "not below the output folder");
    }
    assert_int_equal(count_files(w, "out"), 0);
    assert_int_equal(count_files(w, "elsewhere"), 0);
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," OUTPUT("O", "[\"Logs\"]",
                                                        FILE_OF("parquet", "a/../b.parquet"))));
    assert_true(exists(w, "out/b.parquet"));
    // An absolute path below the folder is as good as a relative one.
    char *inside = mr_arena_printf(w->arena,
                                   DOCUMENT(LOGS("Logs", "") "," OUTPUT(
                                       "O", "[\"Logs\"]", FILE_OF("parquet", "%s/out/c.parquet"))),
                                   w->folder);
    assert_runs(w, inside);
    assert_true(exists(w, "out/c.parquet"));
}

// --- cancelling ---

struct canceller {
    atomic_int cancel;
    atomic_int calls, inside;
    int at_call;
    size_t wells_seen;
    int64_t cancelled_at, ended_at;
    bool concurrent;
};

static void note_progress(void *context, const mr_progress *progress)
{
    struct canceller *c = context;
    if (atomic_fetch_add(&c->inside, 1) != 0)
        c->concurrent = true;
    c->wells_seen = progress->wells_done;
    assert_true(progress->wells_done <= progress->wells);
    if (atomic_fetch_add(&c->calls, 1) + 1 == c->at_call) {
        atomic_store(&c->cancel, 1);
        c->cancelled_at = mr_clock_ns();
    }
    atomic_fetch_sub(&c->inside, 1);
}

static void test_cancel(void **state)
{
    struct world *w = *state;
    struct canceller c = {.at_call = 2};
    for (int i = 0; i < 60; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 20000, standard);
    w->options.cancel = &c.cancel;
    w->options.progress = note_progress;
    w->options.context = &c;
    mr_status st = run(
        w,
        DOCUMENT(LOGS("Logs", "") "," OPERATOR(
            "Med", "[\"Logs\"]", "median_filter",
            "\"window\":301") "," OUTPUT("P", "[\"Med\"]",
                                         FILE_OF("parquet",
                                                 "p.parquet")) "," OUTPUT("L", "[\"Med\"]",
                                                                          FILE_OF("las", "las"))));
    int64_t ended = mr_clock_ns();
    assert_int_equal(st, MR_ECANCEL);
    assert_int_equal(c.concurrent, false);
    assert_true(ended - c.cancelled_at < 1000000000);
    assert_int_equal(count_files(w, "out"), 0);
    assert_true(w->result->rows_in < 60 * 20000);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(stats_of(w, i)->state, MR_NODE_CANCELLED);
}

// Cancelled before it began.
static void test_cancelled_at_once(void **state)
{
    struct world *w = *state;
    atomic_int cancel = 1;
    put_well(w, "A", 1, 10, standard);
    w->options.cancel = &cancel;
    assert_int_equal(run(w, DOCUMENT(LOGS("Logs", "") "," OUTPUT("P", "[\"Logs\"]",
                                                                 FILE_OF("parquet", "p.parquet")))),
                     MR_ECANCEL);
    assert_int_equal(count_files(w, "out"), 0);
}

static void test_progress(void **state)
{
    struct world *w = *state;
    struct canceller c = {.at_call = -1};
    for (int i = 0; i < 8; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 100, standard);
    w->options.progress = note_progress;
    w->options.context = &c;
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," OUTPUT("P", "[\"Logs\"]",
                                                        FILE_OF("parquet", "p.parquet"))));
    assert_true(atomic_load(&c.calls) >= 1); // at the end at least
    assert_int_equal(c.wells_seen, 8);
    assert_int_equal(c.concurrent, false);
}

static void test_timeout(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 4; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 20000, standard);
    mr_status st =
        run(w, DOCUMENT(LOGS("Logs", "") "," NODE(
                   "Slow", "[\"Logs\"]",
                   "\"type\":\"operator\",\"operator_id\":\"median_filter\",\"operator_version\":"
                   "\"1.0.0\","
                   "\"parameters\":{\"window\":301}",
                   "\"timeout_seconds\":0.001") "," OUTPUT("P", "[\"Slow\"]",
                                                           FILE_OF("parquet", "p.parquet"))));
    assert_int_equal(st, MR_ETIMEOUT);
    assert_string_equal(w->err.where, "Slow");
    assert_contains(w->err.message, "took longer than its 0.001 s");
    assert_int_equal(stats_of(w, 1)->state, MR_NODE_FAILED);
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_SKIPPED);
    assert_int_equal(count_files(w, "out"), 0);
    // Time enough.
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," NODE(
                       "Slow", "[\"Logs\"]",
                       "\"type\":\"operator\",\"operator_id\":\"moving_average\",\"operator_"
                       "version\":\"1.0.0\","
                       "\"parameters\":{}",
                       "\"timeout_seconds\":60") "," OUTPUT("P", "[\"Slow\"]",
                                                            FILE_OF("parquet", "p.parquet"))));
}

// --- edges ---

#define ON_ERROR                                                                                   \
    NODE("Report", "[\"Logs\"]",                                                                   \
         "\"type\":\"output\",\"output_type\":" FILE_OF("csv", "errors.csv"),                      \
         "\"edge_types\":{\"Logs\":\"error\"}")

static void test_error_edge(void **state)
{
    struct world *w = *state;
    const char *text = DOCUMENT(LOGS("Logs", "") "," OUTPUT(
        "P", "[\"Logs\"]", FILE_OF("parquet", "p.parquet")) "," ON_ERROR);
    put_well(w, "A", 1, 600, standard);
    put_well(w, "B", 2, 600, standard);
    assert_runs(w, text);
    assert_true(exists(w, "out/p.parquet"));
    assert_false(exists(w, "out/errors.csv"));
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_SKIPPED);
    remove(in(w, "out/p.parquet"));

    spoil(w, "B");
    assert_int_equal(run(w, text), MR_EFORMAT);
    assert_string_equal(w->err.where, "Logs");
    assert_false(exists(w, "out/p.parquet"));
    mr_table *t = NULL;
    assert_ok(mr_duck_read_csv(w->session, in(w, "out/errors.csv"), &t, why));
    assert_int_equal(t->rows, 1);
    assert_true(text_is(t, "node_name", 0, "Logs"));
    assert_true(text_is(t, "well_id", 0, "B"));
    assert_true(text_is(t, "message", 0, w->err.message));
    mr_table_unref(t);
    assert_int_equal(stats_of(w, 0)->state, MR_NODE_FAILED);
    assert_int_equal(stats_of(w, 1)->state, MR_NODE_SKIPPED);
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_COMPLETED);
    assert_int_equal(w->result->n_outputs, 1);
}

#define WHEN(id, path, sql)                                                                        \
    NODE(id, "[\"Logs\"]", "\"type\":\"output\",\"output_type\":" FILE_OF("parquet", path),        \
         "\"edge_types\":{\"Logs\":{\"type\":\"conditional\",\"when\":\"" sql "\"}}")

static void test_conditional_edge(void **state)
{
    struct world *w = *state;
    put_well(w, "A", 1, 60, standard);
    put_well(w, "B", 2, 40, standard);
    assert_runs(
        w,
        DOCUMENT(
            LOGS("Logs", "") "," WHEN("Yes", "yes.parquet", "row_count = 100 and wells = 2") "," WHEN(
                "No", "no.parquet",
                "row_count > 100") "," WHEN("Rows", "rows.parquet",
                                            "(select max(depth) from rows) = "
                                            "1219.5") "," WHEN("Null", "null.parquet", "null")));
    assert_int_equal(count_files(w, "out"), 2);
    assert_true(exists(w, "out/yes.parquet"));
    assert_true(exists(w, "out/rows.parquet"));
    assert_int_equal(stats_of(w, 1)->state, MR_NODE_COMPLETED);
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_SKIPPED);
    assert_int_equal(w->result->n_outputs, 2);
    // What is no condition fails its own node.
    assert_int_equal(
        run(w, DOCUMENT(LOGS("Logs", "") "," WHEN("Bad", "bad.parquet", "no_such_column > 1"))),
        MR_EPARAM);
    assert_string_equal(w->err.where, "Bad");
    // and cannot reach files.
    assert_true(run(w, DOCUMENT(LOGS("Logs", "") "," WHEN(
                           "Bad", "bad.parquet",
                           "(select count(*) from read_csv('/etc/passwd')) > 0"))) != MR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_source_fails, setup, teardown),
        cmocka_unit_test_setup_teardown(test_old_result_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output_fails, setup, teardown),
        cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cancel, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cancelled_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_progress, setup, teardown),
        cmocka_unit_test_setup_teardown(test_timeout, setup, teardown),
        cmocka_unit_test_setup_teardown(test_error_edge, setup, teardown),
        cmocka_unit_test_setup_teardown(test_conditional_edge, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
