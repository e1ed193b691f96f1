// Opening, migrations, transactions, and two processes in one file.
#include "fixture.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void migrations_run_once(void **state)
{
    struct fixture *f = *state;
    mr_catalog *again = NULL;

    assert_string_equal(ask(f, "SELECT group_concat(version || name) FROM schema_migrations"),
                        "1initial,2execution_keys,3logs,4curve_types,5surveys");
    const char *when = ask(f, "SELECT group_concat(applied_at) FROM schema_migrations");
    assert_ok(mr_catalog_open(f->path, &again, why));
    mr_catalog_close(again);
    assert_string_equal(ask(f, "SELECT group_concat(version || name) FROM schema_migrations"),
                        "1initial,2execution_keys,3logs,4curve_types,5surveys");
    assert_string_equal(ask(f, "SELECT group_concat(applied_at) FROM schema_migrations"), when);
    assert_string_equal(ask(f, "SELECT count(*) FROM users WHERE name = 'local'"), "1");
    assert_string_equal(ask(f, "PRAGMA journal_mode"), "wal");
}

// The tables of the contract are all there.
static void every_table_is_there(void **state)
{
    struct fixture *f = *state;
    static const char *const tables[] = {
        "schema_migrations",
        "users",
        "projects",
        "project_members",
        "wells",
        "well_logs",
        "curve_metadata",
        "well_markers",
        "well_trajectories",
        "surfaces",
        "project_tables",
        "pipelines",
        "pipeline_nodes",
        "pipeline_edges",
        "pipeline_revisions",
        "pipeline_branches",
        "pipeline_executions",
        "pipeline_lineage",
        "cache_index",
        "operator_families",
        "operator_registry",
        "operator_channels",
        "api_tokens",
        "audit_log",
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(
                ask(f,
                    mr_arena_printf(
                        f->arena,
                        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%s'",
                        tables[i])),
                "1") != 0)
            fail_msg("there is no table %s", tables[i]);
}

// What the tables refuse, whoever writes.
static void the_tables_hold_their_checks(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {
        "INSERT INTO projects (id, name) VALUES ('short', 'x')",
        "INSERT INTO projects (name) VALUES ('demo')",
        "INSERT INTO projects (name) VALUES ('')",
        "INSERT INTO projects (name, units) VALUES ('u', '{')",
        "INSERT INTO project_members SELECT p.id, u.id, 'king' FROM projects p, users u",
        "INSERT INTO wells (project_id, well_id, well_name) VALUES ('nobody', 'W', 'W')",
        "INSERT INTO wells (project_id, well_id, well_name, latitude) SELECT id, 'W', 'W', 'north' "
        "FROM projects",
        "INSERT INTO pipelines (id, project_id, name, dag_definition) SELECT 'p', id, 'p', 'not "
        "json' FROM projects",
        "INSERT INTO pipelines (id, project_id, name) SELECT 'p', id, 'p' FROM projects",
        "INSERT INTO pipeline_executions (pipeline_id, status) VALUES ('nobody', 'pending')",
        "INSERT INTO operator_families (slug, title, kind) VALUES ('a', 'A', 'magic')",
        "INSERT INTO cache_index (key, kind, object_key, bytes, digest) VALUES ('short', 'k', 'o', "
        "1, 'd')",
        "INSERT INTO operator_channels (operator_id, channel_name, version) VALUES ('a', 'stable', "
        "'1.0.0')",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (execute(f, bad[i]))
            fail_msg("accepted: %s", bad[i]);
    assert_true(execute(f, "INSERT INTO projects (name) VALUES ('by hand')"));
    assert_string_equal(
        ask(f, "SELECT length(id) || substr(id, 15, 1) FROM projects WHERE name = 'by hand'"),
        "364");
    assert_string_equal(ask(f, "SELECT created_at LIKE '20__-__-__T__:__:__.______Z' FROM projects "
                               "WHERE name = 'by hand'"),
                        "1");
}

static void a_newer_store_is_refused(void **state)
{
    struct fixture *f = *state;
    mr_catalog *again = NULL;
    mr_error err = {0};

    assert_true(
        execute(f, "INSERT INTO schema_migrations (version, name) VALUES (99, 'from the future')"));
    assert_int_equal(mr_catalog_open(f->path, &again, &err), MR_EFORMAT);
    assert_null(again);
    assert_non_null(strstr(err.message, "99"));
    assert_string_equal(err.where, f->path);
}

static void a_foreign_file_is_refused(void **state)
{
    struct fixture *f = *state;
    mr_catalog *none = NULL;
    char path[400];
    sqlite3 *db = NULL;

    snprintf(path, sizeof path, "%s/other.db", f->folder);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE theirs (x)", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(mr_catalog_open(path, &none, NULL), MR_EFORMAT);
    snprintf(path, sizeof path, "%s/text.db", f->folder);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 200; i++)
        fputs("this is no database\n", file);
    fclose(file);
    assert_int_equal(mr_catalog_open(path, &none, NULL), MR_EFORMAT);
    snprintf(path, sizeof path, "%s/no/such/folder.db", f->folder);
    assert_int_equal(mr_catalog_open(path, &none, NULL), MR_EIO);
    assert_null(none);
    mr_catalog_close(NULL);
}

static void several_writes_are_one(void **state)
{
    struct fixture *f = *state;
    char a[37], b[37];

    assert_ok(mr_catalog_begin(f->catalog, why));
    assert_ok(mr_project_create(f->catalog, "a", NULL, a, why));
    // A write that fails inside undoes itself alone.
    assert_int_equal(mr_project_create(f->catalog, "a", NULL, b, NULL), MR_ECONFLICT);
    assert_ok(mr_project_create(f->catalog, "b", NULL, b, why));
    assert_string_equal(ask(f, "SELECT count(*) FROM projects"), "1"); // not seen from outside yet
    assert_ok(mr_catalog_commit(f->catalog, why));
    assert_string_equal(ask(f, "SELECT count(*) FROM projects"), "3");

    assert_ok(mr_catalog_begin(f->catalog, why));
    assert_ok(mr_project_delete(f->catalog, a, why));
    mr_catalog_rollback(f->catalog);
    mr_catalog_rollback(f->catalog); // nothing is held: nothing happens
    assert_string_equal(ask(f, "SELECT count(*) FROM projects"), "3");
    assert_ok(mr_project_delete(f->catalog, a, why)); // and the store works on
}

struct writer {
    mr_catalog *catalog;
    int number, failures;
};

static void *create_projects(void *context)
{
    struct writer *w = context;

    for (int i = 0; i < 25; i++) {
        char name[32], id[37];
        json_t *list = NULL;
        snprintf(name, sizeof name, "t%d-%d", w->number, i);
        if (i % 5 == 0 && mr_catalog_begin(w->catalog, NULL) != MR_OK)
            w->failures++;
        if (mr_project_create(w->catalog, name, NULL, id, NULL) != MR_OK)
            w->failures++;
        if (i % 5 == 0 && mr_catalog_commit(w->catalog, NULL) != MR_OK)
            w->failures++;
        if (mr_project_list(w->catalog, &list, NULL) != MR_OK)
            w->failures++;
        json_decref(list);
    }
    return NULL;
}

static void threads_share_a_catalogue(void **state)
{
    struct fixture *f = *state;
    struct writer writers[4];
    pthread_t threads[4];

    for (int i = 0; i < 4; i++) {
        writers[i] = (struct writer){f->catalog, i, 0};
        pthread_create(&threads[i], NULL, create_projects, &writers[i]);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(writers[i].failures, 0);
    }
    assert_string_equal(ask(f, "SELECT count(*) FROM projects"), "101");
}

// Each process opens the file for itself, one of them while it does not exist yet.
static void two_processes_write_one_file(void **state)
{
    struct fixture *f = *state;
    pid_t children[3];
    char path[300];

    snprintf(path, sizeof path, "%.200s/shared.db", f->folder);
    for (int i = 0; i < 3; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        struct writer w = {NULL, i, 0};
        if (mr_catalog_open(path, &w.catalog, NULL) != MR_OK)
            _exit(100);
        create_projects(&w);
        mr_catalog_close(w.catalog);
        _exit(w.failures);
    }
    for (int i = 0; i < 3; i++) {
        int status = 1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    snprintf(f->path, sizeof f->path, "%s", path);
    assert_string_equal(ask(f, "SELECT count(*) FROM projects"), "75");
    assert_string_equal(ask(f, "SELECT count(*) = max(version) FROM schema_migrations"), "1");
    assert_string_equal(ask(f, "PRAGMA integrity_check"), "ok");
}

// A process killed inside of a transaction leaves what was before; the next one writes at once.
static void a_killed_writer_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    int ready[2];
    char id[37], byte;

    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        mr_catalog *mine = NULL;
        if (mr_catalog_open(f->path, &mine, NULL) != MR_OK ||
            mr_catalog_begin(mine, NULL) != MR_OK ||
            mr_project_create(mine, "half", NULL, id, NULL) != MR_OK)
            _exit(1);
        if (write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    close(ready[0]);
    close(ready[1]);
    assert_ok(mr_project_create(f->catalog, "whole", NULL, id, why));
    assert_string_equal(
        ask(f, "SELECT group_concat(name, ' ') FROM (SELECT name FROM projects ORDER BY name)"),
        "demo whole");
    assert_string_equal(ask(f, "PRAGMA integrity_check"), "ok");
}

static void changes_are_kept_as_history(void **state)
{
    struct fixture *f = *state;
    json_t *detail = json_pack("{s:i}", "wells", 3);

    assert_ok(mr_audit(f->catalog, "import", "project", f->project, detail, why));
    json_decref(detail);
    assert_ok(mr_project_delete(f->catalog, f->project, why));
    assert_string_equal(
        ask(f,
            "SELECT group_concat(action, ' ') FROM (SELECT action FROM audit_log ORDER BY at, id)"),
        "create import delete");
    assert_string_equal(ask(f, "SELECT detail FROM audit_log WHERE action = 'import'"),
                        "{\"wells\":3}");
    assert_string_equal(
        ask(f,
            "SELECT count(DISTINCT a.user_id) FROM audit_log a JOIN users u ON u.id = a.user_id"),
        "1");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(migrations_run_once),
        CASE(every_table_is_there),
        CASE(the_tables_hold_their_checks),
        CASE(a_newer_store_is_refused),
        CASE(a_foreign_file_is_refused),
        CASE(several_writes_are_one),
        CASE(threads_share_a_catalogue),
        CASE(two_processes_write_one_file),
        CASE(a_killed_writer_leaves_nothing),
        CASE(changes_are_kept_as_history),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
