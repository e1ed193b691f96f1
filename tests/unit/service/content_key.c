// Content keys: what changes them, what does not, and what executions hold by them.
#include "workspace.h"

#include "../../../src/service/content_key.h"

enum { LOGS, VSH, FLAG, OUT, NODES };
typedef struct keys {
    char at[NODES][65];
} keys;

static keys keys_of(struct world *w, const char *name, const char *parameters,
                    const mr_names *wells)
{
    const mr_execute_options options = {0};
    mr_dag *dag = document(w, name, parameters), *prepared = NULL;
    mr_typed_dag *typed = NULL;
    char(*found)[65];
    keys out;
    assert_ok(mr_prepare_document(w->service, dag, &options, &prepared, &why_));
    assert_ok(mr_type_document(w->service, prepared, &options, &typed, &why_));
    assert_ok(mr_content_keys(w->service, typed, wells, w->arena, &found, &why_));
    for (int i = 0; i < NODES; i++)
        memcpy(out.at[i], found[i], 65);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    mr_dag_free(dag);
    return out;
}

static void assert_same(const keys *a, const keys *b, const char *same)
{
    for (int i = 0; i < NODES; i++) {
        assert_int_equal(strlen(a->at[i]), 64);
        if ((strcmp(a->at[i], b->at[i]) == 0) != (same[i] == '='))
            fail_msg("node %d: %s and %s, wanted %c", i, a->at[i], b->at[i], same[i]);
    }
}

static void test_what_changes_a_key(void **state)
{
    struct world *w = *state;
    const keys first = keys_of(w, "Vsh", "{\"gr_min\":30}", NULL);
    keys other = keys_of(w, "Vsh", "{\"gr_min\":30}", NULL);
    assert_same(&first, &other, "====");
    other = keys_of(w, "Renamed and moved", "{\"gr_min\":30.0,\"gr_column\":\"gr\"}", NULL);
    assert_same(&first, &other, "===="); // the default said, another form of the number
    other = keys_of(w, "Vsh", "{\"gr_min\":31}", NULL);
    assert_same(&first, &other, "=xxx");
    other = keys_of(w, "Vsh", "{\"gr_min\":30,\"output_column\":\"v\"}", NULL);
    assert_same(&first, &other, "=xxx");
    const char *a = "A";
    other = keys_of(w, "Vsh", "{\"gr_min\":30}", &(mr_names){1, &a});
    assert_same(&first, &other, "xxxx");
    import_well(w, "A", 1); // the same file again
    other = keys_of(w, "Vsh", "{\"gr_min\":30}", NULL);
    assert_same(&first, &other, "====");
    import_well(w, "A", 3);
    other = keys_of(w, "Vsh", "{\"gr_min\":30}", NULL);
    assert_same(&first, &other, "xxxx");
    const char *b = "B"; // the other well stays what it was
    const keys of_b = keys_of(w, "Vsh", "{\"gr_min\":30}", &(mr_names){1, &b});
    import_well(w, "A", 5);
    other = keys_of(w, "Vsh", "{\"gr_min\":30}", &(mr_names){1, &b});
    assert_same(&of_b, &other, "====");
}

static void test_a_broken_document_has_keys_where_it_can(void **state)
{
    struct world *w = *state;
    const mr_execute_options options = {0};
    mr_dag *dag = document(w, "Vsh", "{\"gr_column\":\"nothing\"}");
    mr_dag *prepared = NULL;
    mr_typed_dag *typed = NULL;
    char(*found)[65];
    assert_ok(mr_prepare_document(w->service, dag, &options, &prepared, &why_));
    assert_ok(mr_type_document(w->service, prepared, &options, &typed, &why_));
    assert_true(typed->problems.errors > 0);
    assert_ok(mr_content_keys(w->service, typed, NULL, w->arena, &found, &why_));
    assert_int_equal(strlen(found[LOGS]), 64);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    mr_dag_free(dag);
}

static void assert_states(struct world *w, const char *parameters, const char *const states[NODES],
                          const char *execution)
{
    static const char *const ids[] = {"logs", "vsh", "flag", "out"};
    mr_dag *dag = document(w, "Any name", parameters);
    json_t *results = NULL;
    assert_ok(mr_results(w->service, dag, &results, &why_));
    for (int i = 0; i < NODES; i++) {
        const json_t *node = json_object_get(json_object_get(results, "nodes"), ids[i]);
        const char *state = json_string_value(json_object_get(node, "state"));
        const char *id = json_string_value(json_object_get(node, "execution_id"));
        assert_string_equal(state, states[i]);
        const char *made_by = json_string_value(json_object_get(node, "node_id"));
        if (strcmp(state, "fresh") == 0)
            assert_string_equal(made_by, ids[i]);
        else
            assert_null(made_by);
        if (strcmp(state, "none") == 0)
            assert_null(id);
        else if (execution)
            assert_string_equal(id, execution);
    }
    json_decref(results);
    mr_dag_free(dag);
}

static void run(struct world *w, const char *parameters, const char *to_node, char id[37])
{
    mr_dag *dag = document(w, "Vsh", parameters);
    json_t *execution = NULL;
    const mr_execute_options options = {.to_node = to_node};
    assert_ok(mr_execute_pipeline(w->service, dag, &options, &w->problems, &execution, &why_));
    snprintf(id, 37, "%s", json_string_value(json_object_get(execution, "id")));
    json_decref(execution);
    mr_dag_free(dag);
}

static void test_results(void **state)
{
    struct world *w = *state;
    char first[37], second[37];
    static const char *const none[] = {"none", "none", "none", "none"};
    static const char *const fresh[] = {"fresh", "fresh", "fresh", "fresh"};
    static const char *const stale[] = {"fresh", "stale", "stale", "stale"};
    static const char *const part[] = {"fresh", "fresh", "stale", "stale"};
    static const char *const all_stale[] = {"stale", "stale", "stale", "stale"};
    assert_states(w, "{\"gr_min\":30}", none, NULL);
    run(w, "{\"gr_min\":30}", NULL, first);
    assert_states(w, "{\"gr_min\":30}", fresh, first);
    assert_states(w, "{\"gr_min\":31}", stale, first);
    run(w, "{\"gr_min\":31}", "vsh", second);
    assert_states(w, "{\"gr_min\":31}", part, NULL);
    assert_states(w, "{\"gr_min\":30}", fresh, NULL); // still there
    import_well(w, "A", 7);
    assert_states(w, "{\"gr_min\":30}", all_stale, NULL);
}

static void assert_front(struct world *w, const char *pipeline, const char *execution)
{
    json_t *page = NULL;
    assert_ok(mr_front_page(w->service, &page, &why_));
    if (!pipeline) {
        assert_null(page);
        return;
    }
    const char *id = json_string_value(json_object_get(page, "execution_id"));
    assert_string_equal(json_string_value(json_object_get(page, "pipeline_id")), pipeline);
    assert_string_equal(id ? id : "", execution);
    json_decref(page);
}

static void test_front_page(void **state)
{
    struct world *w = *state;
    char id[37];
    json_t *saved = NULL, *page = NULL;
    mr_dag *dag = document(w, "Vsh", "{}");
    assert_front(w, NULL, NULL);
    assert_ok(mr_save_document(w->service, dag, NULL, NULL, &saved, &why_));
    assert_front(w, dag->id, "");
    run(w, "{}", NULL, id);
    assert_front(w, dag->id, id);
    // Runs page by page, newest first.
    char ids[5][37];
    for (int i = 0; i < 5; i++)
        run(w, "{\"gr_min\":31}", "vsh", ids[i]);
    assert_front(w, dag->id, ids[4]);
    assert_ok(mr_execution_page(w->service->catalog, dag->id, ids[3], 2, &page, &why_));
    assert_int_equal(json_array_size(page), 2);
    for (int i = 0; i < 2; i++)
        assert_string_equal(
            json_string_value(json_object_get(json_array_get(page, (size_t)i), "id")), ids[2 - i]);
    json_decref(page);
    assert_ok(mr_execution_page(w->service->catalog, dag->id, id, 2, &page, &why_));
    assert_int_equal(json_array_size(page), 0);
    json_decref(page);
    json_decref(saved);
    mr_dag_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_changes_a_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_broken_document_has_keys_where_it_can, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_results, setup, teardown),
        cmocka_unit_test_setup_teardown(test_front_page, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
