// A run in two halves: what is asked for stands in the store, and what it writes stays in its
// place.
#include "workspace.h"

static mr_dag *with_output(struct world *w, const char *target)
{
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":20,\"gr_max\":120}"), *changed = NULL;
    json_t *json = json_deep_copy(dag->json);
    json_t *node = json_array_get(json_object_get(json, "nodes"), 3);
    json_object_set_new(json_object_get(node, "node_type"), "output_type",
                        json_pack("{s:{s:s}}", "csv", "storage_path", target));
    assert_int_equal(mr_dag_decode_json(json, &changed, &w->problems), MR_OK);
    mr_dag_free(dag);
    json_decref(json);
    return changed;
}

static void save(struct world *w, const mr_dag *dag)
{
    json_t *saved = NULL;
    assert_ok(mr_save_document(w->service, dag, NULL, NULL, &saved, &why_));
    json_decref(saved);
}

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    return value ? value : "";
}

static void start(struct world *w, const mr_dag *dag, const mr_execute_options *options,
                  char id[37])
{
    json_t *row = NULL;
    assert_ok(mr_start_execution(w->service, dag->id, options, &w->problems, &row, &why_));
    assert_string_equal(text(row, "status"), "pending");
    assert_int_equal(json_array_size(json_object_get(row, "nodes")), 4);
    assert_int_equal(json_array_size(json_object_get(row, "outputs")), 0);
    snprintf(id, 37, "%s", text(row, "id"));
    json_decref(row);
}

static json_t *run(struct world *w, const char *id, mr_status wanted)
{
    json_t *row = NULL, *shown = NULL;
    assert_int_equal(mr_run_execution(w->service, id, &(mr_execute_options){0}, &row, &why_),
                     wanted);
    json_decref(row);
    assert_ok(mr_show_execution(w->service, id, &shown, &why_));
    return shown;
}

static void test_outputs_stay_in_their_place(void **state)
{
    struct world *w = *state;
    char id[37];
    mr_dag *dag = with_output(w, "vsh.csv");
    save(w, dag);
    start(w, dag, &(mr_execute_options){0}, id);
    json_t *shown = run(w, id, MR_OK);
    const char *path = text(json_array_get(json_object_get(shown, "outputs"), 0), "path");
    const char *below = mr_arena_printf(w->arena, "%s/outputs/project-", w->service->workspace);
    assert_non_null(strstr(path, below));
    assert_int_equal(access(path, R_OK), 0);
    json_decref(shown);
    mr_dag_free(dag);
    static const char *const outside[] = {"../../mudrock.db", "/tmp/mudrock-elsewhere.csv"};
    for (size_t i = 0; i < 2; i++) {
        dag = with_output(w, outside[i]);
        save(w, dag);
        start(w, dag, &(mr_execute_options){0}, id);
        shown = run(w, id, MR_EDENIED);
        assert_string_equal(text(shown, "status"), "failed");
        assert_non_null(strstr(text(shown, "error_message"), "output folder"));
        json_decref(shown);
        mr_dag_free(dag);
    }
}

// The revision it was begun from, with its overrides and wells, whatever is saved meanwhile.
static void test_what_was_asked_for(void **state)
{
    struct world *w = *state;
    char id[37];
    const char *override = "vsh.gr_min=40", *well = "B";
    const mr_names overrides = {1, &override}, wells = {1, &well};
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":20,\"gr_max\":120}"), *other = NULL;
    save(w, dag);
    start(w, dag, &(mr_execute_options){.overrides = &overrides, .wells = &wells}, id);
    other = document(w, "Vsh", "{\"gr_min\":60,\"gr_max\":120}");
    save(w, other);
    json_t *shown = run(w, id, MR_OK);
    const json_t *output = json_array_get(json_object_get(shown, "outputs"), 0);
    assert_int_equal(json_integer_value(json_object_get(output, "rows")), ROWS);
    mr_data data;
    const char *vsh = "vsh";
    const mr_look look = {.execution_id = id, .node_id = "vsh"};
    const mr_data_request request = {.columns = &(mr_names){1, &vsh}, .offset = 50, .limit = 1};
    assert_ok(mr_node_data(w->service, &look, &request, &w->problems, &data, &why_));
    // Well B has 20 + 2 * 50 gAPI there: (120 - 40) / 80.
    assert_non_null(strstr(data.body.at, "\"rows\":[[1]]"));
    mr_data_clear(&data);
    json_decref(shown);
    mr_dag_free(dag);
    mr_dag_free(other);
}

static void test_refused(void **state)
{
    struct world *w = *state;
    char id[37];
    json_t *row = NULL;
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":\"many\"}");
    save(w, dag);
    const mr_execute_options all = {0}, part = {.to_node = "logs"}, nowhere = {.to_node = "none"};
    assert_int_equal(mr_start_execution(w->service, dag->id, &all, &w->problems, &row, &why_),
                     MR_EINVALID);
    assert_true(w->problems.errors > 0);
    assert_int_equal(mr_start_execution(w->service, dag->id, &nowhere, &w->problems, &row, &why_),
                     MR_ENOTFOUND);
    assert_int_equal(mr_start_execution(w->service, "no such", &all, &w->problems, &row, &why_),
                     MR_ENOTFOUND);
    json_t *list = NULL;
    assert_ok(mr_execution_list(w->service->catalog, NULL, 10, &list, &why_));
    assert_int_equal(json_array_size(list), 0); // nothing was begun
    json_decref(list);
    start(w, dag, &part, id); // what is wrong lies behind it
    json_decref(run(w, id, MR_OK));
    assert_int_equal(mr_run_execution(w->service, id, &all, &row, &why_), MR_ECONFLICT); // once
    mr_dag_free(dag);
}

// One that was given up before a worker had it is not run.
static void test_given_up(void **state)
{
    struct world *w = *state;
    char id[37];
    mr_dag *dag = document(w, "Vsh", "{}");
    save(w, dag);
    start(w, dag, &(mr_execute_options){.wells = NULL}, id);
    bool ended = false;
    assert_ok(mr_abandon_execution(w->service, id, true, "not wanted", &ended, &why_));
    assert_true(ended);
    assert_ok(mr_abandon_execution(w->service, id, false, "again", &ended, &why_));
    assert_false(ended);
    json_t *shown = run(w, id, MR_ECONFLICT);
    assert_string_equal(text(shown, "status"), "cancelled");
    assert_string_equal(text(shown, "error_message"), "not wanted");
    json_decref(shown);
    mr_dag_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_outputs_stay_in_their_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_was_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_given_up, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
