// Rows and plots of any node: kept, computed, cached, refused.
#include "workspace.h"

#include <math.h>

enum { VALID = ROWS - 2 };

struct counted { // how often rows had to be computed
    int times;
};

static void count(void *context, const char *execution_id, const mr_typed_dag *typed)
{
    assert_string_equal(execution_id, "");
    assert_non_null(typed);
    ((struct counted *)context)->times++;
}

static json_t *rows_of(struct world *w, const mr_look *look, const mr_data_request *request)
{
    mr_data data;
    assert_ok(mr_node_data(w->service, look, request, &w->problems, &data, &why_));
    assert_string_equal(data.content_type, "application/json");
    json_t *json = json_loadb(data.body.at, data.body.n, 0, NULL);
    assert_non_null(json);
    assert_int_equal(json_integer_value(json_object_get(json, "total")), data.total);
    mr_data_clear(&data);
    return json;
}

static double cell(const json_t *data, size_t row, size_t column)
{
    const json_t *value =
        json_array_get(json_array_get(json_object_get(data, "rows"), row), column);
    return json_is_null(value) ? (double)NAN : json_number_value(value);
}

static void run(struct world *w, const mr_dag *dag, char id[37])
{
    json_t *execution = NULL;
    assert_ok(mr_execute_pipeline(w->service, dag, &(mr_execute_options){0}, &w->problems,
                                  &execution, &why_));
    snprintf(id, 37, "%s", json_string_value(json_object_get(execution, "id")));
    json_decref(execution);
}

static void test_a_document_that_never_ran(void **state)
{
    struct world *w = *state;
    struct counted counted = {0};
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":20,\"gr_max\":120}");
    const char *columns[] = {"well_id", "vsh"}, *b = "B";
    const mr_names pair = {2, columns}, only = {1, &b};
    mr_look look = {.dag = dag, .node_id = "vsh", .started = count, .context = &counted};
    mr_data_request request = {.columns = &pair, .offset = ROWS + 1, .limit = 4};
    json_t *data = rows_of(w, &look, &request);
    assert_int_equal(json_integer_value(json_object_get(data, "total")), 2 * ROWS);
    assert_int_equal(json_array_size(json_object_get(data, "rows")), 4);
    assert_true(fabs(cell(data, 0, 1) - 0.02) < 1e-12); // of B: 2 of 100 gAPI
    assert_true(isnan(cell(data, 2, 1)));               // a null is null
    json_decref(data);
    assert_int_equal(counted.times, 1);
    data = rows_of(w, &look, &request);
    json_decref(data);
    assert_int_equal(counted.times, 1); // from the cache
    look.wells = &only;
    request = (mr_data_request){.columns = &pair, .sort = "vsh", .descending = true, .limit = 3};
    data = rows_of(w, &look, &request);
    assert_int_equal(json_integer_value(json_object_get(data, "total")), ROWS);
    assert_true(cell(data, 0, 1) >= cell(data, 1, 1) && !isnan(cell(data, 2, 1)));
    json_decref(data);
    assert_int_equal(counted.times, 2); // one well alone
    request = (mr_data_request){.columns = &(mr_names){1, &b}, .limit = 1};
    mr_data refused;
    assert_int_equal(mr_node_data(w->service, &look, &request, &w->problems, &refused, &why_),
                     MR_ENOTFOUND);
    mr_dag_free(dag);
}

static void test_an_execution(void **state)
{
    struct world *w = *state;
    char id[37];
    struct counted counted = {0};
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":20,\"gr_max\":120}");
    run(w, dag, id);
    mr_dag_free(dag);
    dag = document(w, "Vsh", "{\"gr_min\":60,\"gr_max\":120}"); // another document now
    const char *vsh = "vsh";
    const mr_names column = {1, &vsh};
    const mr_data_request request = {.columns = &column, .offset = 10, .limit = 1};
    mr_look look = {.execution_id = id, .node_id = "out", .started = count, .context = &counted};
    json_t *kept = rows_of(w, &look, &request);
    assert_int_equal(counted.times, 0);
    look.node_id = "vsh";
    json_t *computed = rows_of(w, &look, &request);
    assert_int_equal(counted.times, 1);
    assert_true(fabs(cell(kept, 0, 0) - 0.1) < 1e-12);
    assert_true(cell(kept, 0, 0) == cell(computed, 0, 0));
    json_decref(kept);
    json_decref(computed);
    // What it read is replaced: what is kept stays, what is not cannot come again.
    import_well(w, "A", 9);
    look.node_id = "flag";
    mr_data data;
    assert_int_equal(mr_node_data(w->service, &look, &request, &w->problems, &data, &why_),
                     MR_ECONFLICT);
    assert_non_null(strstr(why_.message, "well A was replaced since"));
    look.node_id = "out";
    json_decref(rows_of(w, &look, &request));
    look.node_id = "nobody";
    assert_int_equal(mr_node_data(w->service, &look, &request, &w->problems, &data, &why_),
                     MR_ENOTFOUND);
    mr_dag_free(dag);
}

// A document of the same content, saved or not, finds what a run has kept.
static void test_equal_content_is_found(void **state)
{
    struct world *w = *state;
    char id[37];
    struct counted counted = {0};
    mr_dag *dag = document(w, "Vsh", "{}"), *renamed = document(w, "Another name", "{}");
    run(w, dag, id);
    const mr_look look = {.dag = renamed, .node_id = "out", .started = count, .context = &counted};
    json_decref(rows_of(w, &look, &(mr_data_request){.limit = 1}));
    assert_int_equal(counted.times, 0);
    mr_dag_free(dag);
    mr_dag_free(renamed);
}

static void test_errors_of_the_way_to_the_node(void **state)
{
    struct world *w = *state;
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":\"many\"}");
    mr_look look = {.dag = dag, .node_id = "logs"};
    json_decref(rows_of(w, &look, &(mr_data_request){.limit = 1})); // before the bad one
    assert_int_equal(w->problems.errors, 0);
    look.node_id = "flag";
    mr_data data;
    assert_int_equal(
        mr_node_data(w->service, &look, &(mr_data_request){.limit = 1}, &w->problems, &data, &why_),
        MR_EINVALID);
    assert_true(w->problems.errors > 0);
    mr_dag_free(dag);
}

static void test_files(void **state)
{
    struct world *w = *state;
    mr_dag *dag = document(w, "Vsh", "{}");
    const mr_look look = {.dag = dag, .node_id = "flag"};
    for (int k = 0; k < 2; k++) {
        mr_data data;
        mr_table *table = NULL;
        const mr_data_request request = {.limit = -1, .format = k ? MR_DATA_PARQUET : MR_DATA_CSV};
        assert_ok(mr_node_data(w->service, &look, &request, &w->problems, &data, &why_));
        assert_int_equal(data.total, 2 * ROWS);
        char *named = mr_arena_printf(w->arena, "%s/x.%s", w->folder, k ? "parquet" : "csv");
        assert_int_equal(rename(data.file, named), 0);
        assert_ok(mr_file_read_table(w->service->duck, w->service->units, named, &table, &why_));
        assert_int_equal(table->rows, 2 * ROWS);
        assert_int_equal(mr_table_find(table, "vsh")->nulls, 4);
        mr_table_unref(table);
        mr_data_clear(&data);
    }
    mr_dag_free(dag);
}

static json_t *plot(struct world *w, mr_curves *curves, const mr_look *look,
                    const mr_plot_request *request)
{
    mr_buf out = {0};
    assert_ok(mr_node_plot(w->service, curves, look, request, &w->problems, &out, &why_));
    json_t *json = json_loadb(out.at, out.n, 0, NULL);
    assert_non_null(json);
    mr_buf_clear(&out);
    return json;
}

static double at(const json_t *plot_, size_t curve, const char *list, size_t i)
{
    const json_t *value = json_array_get(
        json_object_get(json_array_get(json_object_get(plot_, "curves"), curve), list), i);
    return json_is_null(value) ? (double)NAN : json_number_value(value);
}

static void test_plot(void **state)
{
    struct world *w = *state;
    mr_dag *dag = document(w, "Vsh", "{\"gr_min\":20,\"gr_max\":120}");
    mr_curves *curves = mr_curves_new(1 << 20);
    const char *names[] = {"gr"};
    const mr_look look = {.dag = dag, .node_id = "flag"};
    mr_plot_request request = {.well = "B", .top = (double)NAN, .base = (double)NAN, .pixels = 10};
    json_t *all = plot(w, curves, &look, &request);
    assert_int_equal(json_array_size(json_object_get(all, "curves")), 3);
    assert_true(json_number_value(json_object_get(all, "depth_min")) == 1000);
    assert_true(json_number_value(json_object_get(all, "depth_max")) == 1049.5);
    assert_string_equal(json_string_value(json_object_get(all, "depth_unit")), "m");
    assert_true(at(all, 0, "min", 0) == 20 && at(all, 0, "max", 0) == 20 + 2 * 9);
    assert_true(at(all, 0, "max", 9) == 20 + 2 * 99);
    assert_true(at(all, 2, "max", 0) == 0 && at(all, 2, "min", 9) == 1); // a truth: outside 0..50
    assert_true(at(all, 2, "min", 1) == 0 && at(all, 2, "max", 1) == 1);
    assert_true(
        json_is_false(json_object_get(json_array_get(json_object_get(all, "curves"), 0), "exact")));
    json_decref(all);
    request = (mr_plot_request){
        .well = "B", .top = 1001, .base = 1003, .pixels = 10, .curves = &(mr_names){1, names}};
    json_t *few = plot(w, curves, &look, &request); // rows 2 .. 6, a sample a bin
    assert_true(
        json_is_true(json_object_get(json_array_get(json_object_get(few, "curves"), 0), "exact")));
    assert_true(at(few, 0, "depth", 0) == 1001 && at(few, 0, "min", 0) == 24);
    assert_true(isnan(at(few, 0, "min", 1)) && isnan(at(few, 0, "max", 2))); // the gap
    assert_true(at(few, 0, "max", 4) == 32);
    json_decref(few);
    mr_buf out = {0};
    request.well = "nowhere";
    assert_int_equal(mr_node_plot(w->service, curves, &look, &request, &w->problems, &out, &why_),
                     MR_ENOTFOUND);
    request = (mr_plot_request){
        .well = "A", .pixels = 10, .curves = &(mr_names){1, (const char *[]){"no"}}};
    assert_int_equal(mr_node_plot(w->service, curves, &look, &request, &w->problems, &out, &why_),
                     MR_ENOTFOUND);
    mr_buf_clear(&out);
    mr_curves_free(curves);
    mr_dag_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_document_that_never_ran, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_execution, setup, teardown),
        cmocka_unit_test_setup_teardown(test_equal_content_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_errors_of_the_way_to_the_node, setup, teardown),
        cmocka_unit_test_setup_teardown(test_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_plot, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
