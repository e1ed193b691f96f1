// Pipelines, their revisions and executions, and the table of operators.
#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mudrock/json.h"

static const char A[] = "01890000-0000-7000-8000-00000000000a",
                  B[] = "01890000-0000-7000-8000-00000000000b";

static void a_pipeline_is_saved_whole(void **state)
{
    struct fixture *f = *state;
    mr_dag *dag = document(f, A, "Quicklook", 3);
    json_t *row = NULL, *loaded = NULL;

    assert_ok(mr_pipeline_save(f->catalog, f->project, dag, NULL, "first", &row, why));
    static const char *const expected[][2] = {
        {"id", "01890000-0000-7000-8000-00000000000a"},
        {"name", "Quicklook"},
        {"description", "what it does"},
        {"version", "1.0.0"},
        {"tags", "[\"a\",\"b\"]"},
        {"revision", "1"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(get(f, row, expected[i][0]), expected[i][1]);
    assert_string_equal(get(f, row, "project_id"), f->project);
    assert_true(
        json_equal(json_object_get(row, "dag_definition"), dag->json)); // unknown fields and all
    assert_ok(mr_pipeline_load(f->catalog, "Quicklook", &loaded, why));
    assert_true(json_equal(row, loaded));
    json_decref(loaded);
    assert_ok(mr_pipeline_load(f->catalog, A, &loaded, why));
    assert_true(json_equal(row, loaded));
    json_decref(loaded);
    json_decref(row);

    assert_string_equal(
        ask(f, "SELECT group_concat(node_id || '/' || node_name || '/' || node_type || '/' || "
               "dependencies, ' ') "
               "FROM (SELECT * FROM pipeline_nodes ORDER BY node_id)"),
        "n0/Logs/ingestion/[] n1/Step 1/operator/[\"n0\"] n2/Step 2/operator/[\"n1\"] "
        "n3/Step 3/operator/[\"n2\"] out/Result/output/[\"n3\"]");
    assert_string_equal(
        ask(f,
            "SELECT group_concat(source_node_id || '>' || target_node_id || ':' || edge_type, ' ') "
            "FROM (SELECT * FROM pipeline_edges ORDER BY source_node_id)"),
        "n0>n1:data_flow n1>n2:error n2>n3:data_flow n3>out:data_flow");
    assert_string_equal(
        ask(f, "SELECT json_extract(node_config, '$.parameters.k') || '|' || coalesce(position_x, "
               "'none') || '|' "
               "|| coalesce(output_schema, 'none') FROM pipeline_nodes WHERE node_id = 'n2'"),
        "2|none|none");
    assert_string_equal(
        ask(f,
            "SELECT position_x || '|' || position_y || '|' || execution_hints || '|' || "
            "json_extract(output_schema, '$.schema_id') FROM pipeline_nodes WHERE node_id = 'n0'"),
        "10.0|20.5|{\"memory\":7}|s");
    mr_dag_free(dag);
}

static void saving_again_adds_a_revision(void **state)
{
    struct fixture *f = *state;
    json_t *list = NULL, *row = NULL;

    save(f, A, "P", 2);
    mr_dag *dag = document(f, A, "P2", 1);
    assert_ok(mr_pipeline_save(f->catalog, f->project, dag, NULL, "smaller", &row, why));
    assert_string_equal(get(f, row, "revision"), "2");
    assert_string_equal(get(f, row, "name"), "P2");
    assert_string_equal(ask(f, "SELECT count(*) FROM pipeline_nodes"),
                        "3"); // of the new document only
    assert_string_equal(ask(f, "SELECT count(*) FROM pipeline_edges"), "2");
    assert_ok(mr_pipeline_revisions(f->catalog, A, &list, why));
    assert_int_equal(json_array_size(list), 2);
    const json_t *newest = json_array_get(list, 0), *first = json_array_get(list, 1);
    assert_string_equal(get(f, newest, "number"), "2");
    assert_string_equal(get(f, newest, "revision_message"), "smaller");
    assert_string_equal(get(f, newest, "id"), get(f, row, "head_revision_id"));
    assert_string_equal(get(f, newest, "parent_revision_id"), get(f, first, "id"));
    assert_string_equal(get(f, first, "parent_revision_id"), "null");
    assert_string_not_equal(get(f, newest, "digest"), get(f, first, "digest"));
    assert_int_equal(strlen(get(f, first, "digest")), 64);
    // The first document is still there.
    assert_string_equal(ask(f, "SELECT json_array_length(document, '$.nodes') FROM "
                               "pipeline_revisions WHERE number = 1"),
                        "4");
    json_decref(row);
    json_decref(list);
    mr_dag_free(dag);
    list = NULL;
    assert_int_equal(mr_pipeline_revisions(f->catalog, B, &list, NULL), MR_ENOTFOUND);
    assert_null(list);
}

static void a_stale_save_is_refused(void **state)
{
    struct fixture *f = *state;
    mr_dag *dag = document(f, A, "P", 1), *theirs = document(f, A, "P", 2),
           *mine = document(f, A, "P", 3);
    json_t *row = NULL, *none = NULL;
    mr_error err = {0};

    assert_int_equal(
        mr_pipeline_save(f->catalog, f->project, dag, "some revision", NULL, &none, &err),
        MR_ENOTFOUND);
    assert_ok(mr_pipeline_save(f->catalog, f->project, dag, NULL, NULL, &row, why));
    const char *base = mr_arena_strdup(f->arena, get(f, row, "head_revision_id"));
    json_decref(row);
    assert_ok(mr_pipeline_save(f->catalog, f->project, theirs, base, NULL, &row, why));
    assert_int_equal(mr_pipeline_save(f->catalog, f->project, mine, base, NULL, &none, &err),
                     MR_ESTALE);
    assert_string_equal(err.where, get(f, row, "head_revision_id"));
    assert_null(none);
    assert_string_equal(ask(f, "SELECT count(*) FROM pipeline_nodes"), "4"); // theirs, untouched
    assert_string_equal(ask(f, "SELECT count(*) FROM pipeline_revisions"), "2");
    json_decref(row);
    assert_ok(mr_pipeline_save(f->catalog, f->project, mine, err.where, NULL, &row, why));
    json_decref(row);
    mr_dag_free(dag);
    mr_dag_free(theirs);
    mr_dag_free(mine);
}

static void names_versions_and_projects_are_kept_apart(void **state)
{
    struct fixture *f = *state;
    char other[37];
    json_t *row = NULL;
    mr_error err = {0};

    save(f, A, "P", 1);
    mr_dag *same = document(f, B, "P", 1), *moved = document(f, A, "P", 1);
    assert_int_equal(mr_pipeline_save(f->catalog, f->project, same, NULL, NULL, &row, &err),
                     MR_ECONFLICT);
    assert_string_equal(err.where, "/name");
    assert_ok(mr_project_create(f->catalog, "other", NULL, other, why));
    assert_int_equal(mr_pipeline_save(f->catalog, other, moved, NULL, NULL, &row, &err),
                     MR_ECONFLICT);
    assert_string_equal(err.where, "/id");
    assert_int_equal(mr_pipeline_save(f->catalog, "nobody", same, NULL, NULL, &row, &err),
                     MR_ENOTFOUND);
    assert_null(row);
    assert_string_equal(
        ask(f, "SELECT count(*) || (SELECT count(*) FROM pipeline_nodes) FROM pipelines"), "13");

    // The same name in another project, and then it is no longer enough to say the name.
    assert_ok(mr_pipeline_save(f->catalog, other, same, NULL, NULL, &row, why));
    json_decref(row);
    row = NULL;
    assert_int_equal(mr_pipeline_load(f->catalog, "P", &row, &err), MR_ECONFLICT);
    assert_int_equal(mr_pipeline_load(f->catalog, "Q", &row, &err), MR_ENOTFOUND);
    assert_null(row);
    json_t *list = NULL;
    assert_ok(mr_pipeline_list(f->catalog, NULL, &list, why));
    assert_int_equal(json_array_size(list), 2);
    assert_null(json_object_get(json_array_get(list, 0), "dag_definition"));
    json_decref(list);
    assert_ok(mr_pipeline_list(f->catalog, other, &list, why));
    assert_int_equal(json_array_size(list), 1);
    assert_string_equal(get(f, json_array_get(list, 0), "id"), B);
    json_decref(list);
    mr_dag_free(same);
    mr_dag_free(moved);
}

static void a_deleted_pipeline_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    char id[37];

    save(f, A, "P", 2);
    save(f, A, "P", 3);
    assert_ok(mr_execution_create(f->catalog, A, NULL, id, why));
    assert_ok(mr_lineage_put(f->catalog, id, "n0", "n1", NULL, "despike_hampel", NULL, why));
    assert_ok(mr_pipeline_delete(f->catalog, A, why));
    assert_int_equal(mr_pipeline_delete(f->catalog, A, NULL), MR_ENOTFOUND);
    static const char *const tables[] = {
        "pipelines",           "pipeline_nodes",   "pipeline_edges",  "pipeline_revisions",
        "pipeline_executions", "pipeline_lineage", "execution_owners"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        assert_string_equal(ask(f, mr_arena_printf(f->arena, "SELECT count(*) FROM %s", tables[i])),
                            "0");
}

static void update(struct fixture *f, const char *id, json_t *fields)
{
    assert_ok(mr_execution_update(f->catalog, id, fields, why));
    json_decref(fields);
}

static void executions_keep_what_happened(void **state)
{
    struct fixture *f = *state;
    char id[37], second[37];
    json_t *row = NULL, *input = json_pack("{s:s}", "to_node", "n1"), *list = NULL;

    save(f, A, "P", 1);
    assert_ok(mr_execution_create(f->catalog, A, input, id, why));
    json_decref(input);
    assert_ok(mr_execution_get(f->catalog, id, &row, why));
    assert_string_equal(get(f, row, "status"), "pending");
    assert_string_equal(get(f, row, "input_parameters"), "{\"to_node\":\"n1\"}");
    assert_string_equal(get(f, row, "revision_id"),
                        ask(f, "SELECT head_revision_id FROM pipelines"));
    assert_string_equal(get(f, row, "started_at"), "null");
    json_decref(row);
    update(f, id,
           json_pack("{s:s,s:s,s:n}", "status", "running", "started_at",
                     "2026-01-02T03:04:05.000000Z", "logs_uri"));
    update(f, id,
           json_pack("{s:s,s:i,s:{s:f},s:[{s:s}],s:s}", "status", "completed", "execution_time_ms",
                     17, "metrics", "cpu_ms", 0.1, "execution_log", "node_id", "n0", "content_hash",
                     "abc"));
    assert_ok(mr_execution_get(f->catalog, id, &row, why));
    static const char *const expected[][2] = {
        {"status", "completed"},
        {"started_at", "2026-01-02T03:04:05.000000Z"},
        {"execution_time_ms", "17"},
        {"execution_log", "[{\"node_id\":\"n0\"}]"},
        {"content_hash", "abc"},
        {"error_message", "null"},
        {"input_parameters", "{\"to_node\":\"n1\"}"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(get(f, row, expected[i][0]), expected[i][1]);
    assert_true(json_real_value(json_object_get(json_object_get(row, "metrics"), "cpu_ms")) == 0.1);
    json_decref(row);
    row = NULL;

    assert_ok(mr_execution_create(f->catalog, A, NULL, second, why));
    assert_ok(mr_execution_list(f->catalog, NULL, 10, &list, why));
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(get(f, json_array_get(list, 0), "id"), second); // newest first
    json_decref(list);
    assert_ok(mr_execution_list(f->catalog, A, 1, &list, why));
    assert_int_equal(json_array_size(list), 1);
    json_decref(list);
    assert_ok(mr_execution_list(f->catalog, B, 10, &list, why));
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);

    assert_int_equal(mr_execution_create(f->catalog, B, NULL, id, NULL), MR_ENOTFOUND);
    assert_int_equal(mr_execution_get(f->catalog, B, &row, NULL), MR_ENOTFOUND);
    assert_null(row);
}

static void executions_take_their_own_fields_only(void **state)
{
    struct fixture *f = *state;
    char id[37];
    mr_error err = {0};

    save(f, A, "P", 1);
    assert_ok(mr_execution_create(f->catalog, A, NULL, id, why));
    json_t *bad[] = {
        json_pack("{s:s}", "id", "x"),
        json_pack("{s:s}", "pipeline_id", "x"),
        json_pack("{s:s}", "status = 'failed' --", "x"),
        json_pack("{s:s}", "status", "sleeping"),
        json_pack("{s:i}", "status", 3),
        json_pack("{s:n}", "status"),
        json_pack("{s:s}", "execution_time_ms", "soon"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(mr_execution_update(f->catalog, id, bad[i], &err), MR_EPARAM);
        json_decref(bad[i]);
    }
    json_t *nothing = json_object(), *good = json_pack("{s:s}", "status", "failed");
    assert_ok(mr_execution_update(f->catalog, id, nothing, why));
    assert_int_equal(mr_execution_update(f->catalog, A, good, NULL), MR_ENOTFOUND);
    assert_string_equal(ask(f, "SELECT status FROM pipeline_executions"), "pending");
    json_decref(nothing);
    json_decref(good);
}

// What a killed process was running is failed by the next one; what this one runs is not.
static void stale_executions_fail(void **state)
{
    struct fixture *f = *state;
    char mine[37], done[37], orphan[37], theirs[37] = "";
    int channel[2];
    size_t n = 99;
    json_t *row = NULL;

    save(f, A, "P", 1);
    assert_ok(mr_execution_create(f->catalog, A, NULL, mine, why));
    assert_ok(mr_execution_create(f->catalog, A, NULL, done, why));
    update(f, done, json_pack("{s:s}", "status", "completed"));
    assert_ok(mr_execution_create(f->catalog, A, NULL, orphan, why));
    assert_true(execute(f, mr_arena_printf(f->arena,
                                           "DELETE FROM execution_owners WHERE execution_id = '%s'",
                                           orphan)));
    assert_int_equal(pipe(channel), 0);
    pid_t child = fork();
    if (child == 0) {
        mr_catalog *own = NULL;
        char id[37];
        json_t *running = json_pack("{s:s}", "status", "running");
        if (mr_catalog_open(f->path, &own, NULL) != MR_OK ||
            mr_execution_create(own, A, NULL, id, NULL) != MR_OK ||
            mr_execution_update(own, id, running, NULL) != MR_OK ||
            write(channel[1], id, sizeof id) != sizeof id)
            _exit(1);
        pause();
        _exit(1);
    }
    assert_int_equal(read(channel[0], theirs, sizeof theirs), sizeof theirs);
    assert_ok(mr_execution_fail_stale(f->catalog, &n, why));
    assert_int_equal(n, 1); // the one that nobody owns; the child still runs
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    close(channel[0]);
    close(channel[1]);
    assert_ok(mr_execution_fail_stale(f->catalog, &n, why));
    assert_int_equal(n, 1);
    assert_ok(mr_execution_get(f->catalog, theirs, &row, why));
    assert_string_equal(get(f, row, "status"), "failed");
    assert_string_equal(get(f, row, "error_message"), MR_DIED_UNSEEN);
    assert_true(json_is_string(json_object_get(row, "completed_at")));
    json_decref(row);
    assert_string_equal(ask(f, "SELECT count(*) || (SELECT count(*) FROM execution_owners) FROM "
                               "pipeline_executions WHERE "
                               "status = 'pending'"),
                        "11");
    assert_ok(mr_execution_fail_stale(f->catalog, &n, why));
    assert_int_equal(n, 0);

    // Who saw it die knows better, once; it is too late to cancel.
    bool ended;
    assert_ok(mr_execution_end(f->catalog, theirs, "cancelled", "no", &ended, why));
    assert_false(ended);
    assert_ok(mr_execution_end(f->catalog, theirs, "failed", "signal 9", &ended, why));
    assert_true(ended);
    assert_ok(mr_execution_end(f->catalog, theirs, "failed", "signal 10", &ended, why));
    assert_false(ended);
    assert_ok(mr_execution_get(f->catalog, theirs, &row, why));
    assert_string_equal(get(f, row, "error_message"), "signal 9");
    json_decref(row);
}

static void lineage_is_listed_as_it_was_put(void **state)
{
    struct fixture *f = *state;
    char id[37];
    json_t *config = json_pack("{s:i}", "k", 3), *list = NULL;

    save(f, A, "P", 2);
    assert_ok(mr_execution_create(f->catalog, A, NULL, id, why));
    assert_ok(mr_lineage_put(f->catalog, id, "n0", "n1", "digest", "despike_hampel", config, why));
    assert_ok(mr_lineage_put(f->catalog, id, "n1", "n2", NULL, "despike_hampel", NULL, why));
    assert_ok(mr_lineage_put(f->catalog, id, "n0", "n1", "other", "despike_hampel", config,
                             why)); // the same once more
    assert_ok(mr_lineage_list(f->catalog, id, &list, why));
    assert_int_equal(json_array_size(list), 2);
    const json_t *first = json_array_get(list, 0);
    assert_string_equal(get(f, first, "source_node_id"), "n0");
    assert_string_equal(get(f, first, "target_node_id"), "n1");
    assert_string_equal(get(f, first, "source_data_snapshot"), "other");
    assert_string_equal(get(f, first, "transformation_config"), "{\"k\":3}");
    json_decref(list);
    json_decref(config);
    assert_int_equal(mr_lineage_put(f->catalog, B, "n0", "n1", NULL, "x", NULL, NULL),
                     MR_ENOTFOUND);
}

static void operators_are_written_until_used(void **state)
{
    struct fixture *f = *state;
    json_t *schema = json_pack("[{s:s}]", "name", "gr"),
           *changed = json_pack("[{s:s}]", "name", "rhob");
    mr_registry_row rows[] = {
        {"despike", "Despike", "signal", "Removes spikes", "1.0.0", "filters", "Filters", "window",
         schema, schema, schema, "native", false, true, "2.0.0", "lts-1.x"},
        {"despike", "Despike", "signal", "Removes spikes", "2.0.0", "filters", "Filters", "window",
         schema, schema, schema, "native", true, true, NULL, "stable,lts-2.x"},
    };
    size_t written = 0;
    char id[37];

    assert_ok(mr_registry_sync(f->catalog, rows, 2, &written, why));
    assert_int_equal(written, 2);
    // Nothing to write: then it does not wait for whoever does.
    mr_catalog *busy = NULL;
    assert_ok(mr_catalog_open(f->path, &busy, why));
    assert_ok(mr_catalog_begin(busy, why));
    assert_ok(mr_registry_sync(f->catalog, rows, 2, &written, why));
    assert_int_equal(written, 0);
    mr_catalog_rollback(busy);
    mr_catalog_close(busy);
    assert_string_equal(ask(f, "SELECT group_concat(version || ' ' || is_latest || ' ' || "
                               "(deprecated_at IS NOT NULL) || ' ' || "
                               "coalesce(replacement_version, 'none') || ' ' || semver_major, ', "
                               "') FROM (SELECT * FROM "
                               "operator_registry ORDER BY version)"),
                        "1.0.0 0 1 2.0.0 1, 2.0.0 1 0 none 2");
    assert_string_equal(ask(f, "SELECT slug || kind FROM operator_families"), "filterswindow");
    assert_string_equal(ask(f, "SELECT group_concat(channel_name || ' ' || version, ', ') FROM "
                               "(SELECT * FROM operator_channels ORDER BY channel_name)"),
                        "lts-1.x 1.0.0, lts-2.x 2.0.0, stable 2.0.0");

    save(f, A, "P", 1);
    assert_ok(mr_execution_create(f->catalog, A, NULL, id, why));
    update(f, id,
           json_pack("{s:[{s:s,s:s,s:s}]}", "resolved_operators", "node_id", "n1", "operator_id",
                     "despike", "version", "1.0.0"));
    rows[0].input_schema = rows[1].input_schema = changed;
    assert_ok(mr_registry_sync(f->catalog, rows, 2, &written, why));
    assert_int_equal(written, 1);
    assert_string_equal(ask(f, "SELECT json_extract(input_schema, '$[0].name') FROM "
                               "operator_registry WHERE version = '1.0.0'"),
                        "gr");
    assert_string_equal(ask(f, "SELECT json_extract(input_schema, '$[0].name') FROM "
                               "operator_registry WHERE version = '2.0.0'"),
                        "rhob");
    // It counts also after the execution is gone; and a program without 2.0.0 makes 1.0.0 the
    // latest again.
    assert_ok(mr_pipeline_delete(f->catalog, A, why));
    rows[0].is_latest = true;
    rows[0].channels = "stable,lts-1.x";
    rows[0].replacement_version = NULL;
    assert_ok(mr_registry_sync(f->catalog, rows, 1, &written, why));
    assert_int_equal(written, 1);
    assert_string_equal(ask(f, "SELECT group_concat(version || is_latest || (deprecated_at IS "
                               "NULL), ' ') FROM (SELECT * FROM "
                               "operator_registry ORDER BY version)"),
                        "1.0.011 2.0.001");
    assert_string_equal(ask(f, "SELECT group_concat(channel_name || ' ' || version, ', ') FROM "
                               "(SELECT * FROM operator_channels ORDER BY channel_name)"),
                        "lts-1.x 1.0.0, lts-2.x 2.0.0, stable 1.0.0");
    assert_string_equal(ask(f, "SELECT json_extract(input_schema, '$[0].name') FROM "
                               "operator_registry WHERE version = '1.0.0'"),
                        "gr");
    rows[0].version = "latest";
    assert_int_equal(mr_registry_sync(f->catalog, rows, 1, &written, NULL), MR_EPARAM);
    rows[0].version = "3.0.0";
    rows[0].category = "magic";
    assert_int_equal(mr_registry_sync(f->catalog, rows, 1, &written, NULL), MR_EPARAM);
    json_decref(schema);
    json_decref(changed);
}

// A document at the limit of its size is saved and loaded in a time one can wait for.
static void a_large_pipeline_is_saved(void **state)
{
    struct fixture *f = *state;
    json_t *row = NULL;

    save(f, A, "Large", 9998);
    save(f, A, "Large", 9997);
    assert_string_equal(ask(f, "SELECT count(*) FROM pipeline_nodes"), "9999");
    assert_ok(mr_pipeline_load(f->catalog, A, &row, why));
    assert_int_equal(
        json_array_size(json_object_get(json_object_get(row, "dag_definition"), "nodes")), 9999);
    json_decref(row);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_pipeline_is_saved_whole),
        CASE(saving_again_adds_a_revision),
        CASE(a_stale_save_is_refused),
        CASE(names_versions_and_projects_are_kept_apart),
        CASE(a_deleted_pipeline_leaves_nothing),
        CASE(executions_keep_what_happened),
        CASE(executions_take_their_own_fields_only),
        CASE(stale_executions_fail),
        CASE(lineage_is_listed_as_it_was_put),
        CASE(operators_are_written_until_used),
        CASE(a_large_pipeline_is_saved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
