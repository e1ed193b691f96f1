// One would-be edge: what fits, what does not, what is suggested, in time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_dag.h"
#include "fake_sources.h"
#include "mudrock/clock.h"

static const char *const world_text =
    "{\"projects\": {\"p\": {\"depth_unit\": \"m\", \"wells\": [\"W-1\"], \"depth\": [1000, 2000],"
    " \"curves\": [{\"column\": \"gr\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"},"
    " {\"column\": \"gr_2\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"},"
    " {\"column\": \"sgr\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"},"
    " {\"column\": \"ecgr\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"},"
    " {\"column\": \"den\", \"unit\": \"kg/m3\", \"quantity\": \"bulk_density\"},"
    " {\"column\": \"rhob\", \"unit\": \"ohm.m\", \"quantity\": \"deep_resistivity\"}]}}}";

static mr_units *units;
static json_t *world;
static mr_sources sources;

static int set_up(void **state)
{
    (void)state;
    world = json_loads(world_text, 0, NULL);
    sources = fake_sources(world);
    return !world || mr_units_open(&units, NULL) != MR_OK;
}

static int tear_down(void **state)
{
    (void)state;
    mr_units_close(units);
    json_decref(world);
    return 0;
}

static json_t *answer(const mr_dag *dag, const char *source, const char *target)
{
    mr_validate_options options = {.units = units, .sources = &sources};
    json_t *out;

    assert_int_equal(mr_validate_connection(dag, source, target, &options, &out, NULL), MR_OK);
    return out;
}

static bool compatible(json_t *answer)
{
    return json_is_true(json_object_get(answer, "compatible"));
}

static const char *suggested(json_t *answer, const char *parameter)
{
    return fake_text(json_object_get(answer, "suggested_parameters"), parameter);
}

static const char *problem(json_t *answer, size_t i, const char *member)
{
    return fake_text(json_array_get(json_object_get(answer, "diagnostics"), i), member);
}

static size_t n_problems(json_t *answer)
{
    return json_array_size(json_object_get(answer, "diagnostics"));
}

// logs with the curves; an unconnected operator; a result behind it.
static mr_dag *three(const char *curves, const char *operator_id, const char *parameters)
{
    mr_dag *dag = build_new(3);

    build_logs(dag, "logs", curves);
    build_operator(dag, "op", operator_id, "", parameters);
    build_output(dag, "result", "op");
    return dag;
}

static void column_of_the_default_name(void **state)
{
    mr_dag *dag = three("gr sgr", "shale_volume_linear", NULL);
    json_t *a = answer(dag, "logs", "op");

    (void)state;
    assert_true(compatible(a));
    assert_int_equal(n_problems(a), 0);
    assert_string_equal(suggested(a, "gr_column"), "gr");
    assert_int_equal(json_object_size(json_object_get(a, "suggested_parameters")), 1);
    json_decref(a);
    build_free(dag);
}

static void nearest_name_before_quantity(void **state)
{
    mr_dag *dag = three("ecgr gr_2", "shale_volume_linear", NULL);
    json_t *a = answer(dag, "logs", "op");

    (void)state;
    assert_true(compatible(a));
    assert_string_equal(suggested(a, "gr_column"), "gr_2");
    json_decref(a);
    build_free(dag);
}

static void quantity_where_no_name_is_near(void **state)
{
    mr_dag *dag = three("ecgr", "shale_volume_linear", NULL);
    json_t *a = answer(dag, "logs", "op");

    (void)state;
    assert_true(compatible(a));
    assert_string_equal(suggested(a, "gr_column"), "ecgr");
    json_decref(a);
    build_free(dag);
}

// A column of the default name in a unit that does not fit is passed over for one that measures the
// right thing.
static void unit_decides_over_the_name(void **state)
{
    mr_dag *dag = three("rhob den", "porosity_density", NULL);
    json_t *a = answer(dag, "logs", "op");
    json_t *conversion = json_array_get(json_object_get(a, "conversions"), 0);

    (void)state;
    assert_true(compatible(a));
    assert_string_equal(suggested(a, "rhob_column"), "den");
    assert_string_equal(fake_text(conversion, "column"), "den");
    assert_string_equal(fake_text(conversion, "from"), "kg/m3");
    assert_string_equal(fake_text(conversion, "to"), "g/cm3");
    json_decref(a);
    build_free(dag);
}

static void nothing_fits(void **state)
{
    mr_dag *dag = three("rhob", "shale_volume_linear", NULL);
    json_t *a = answer(dag, "logs", "op");

    (void)state;
    assert_false(compatible(a));
    assert_int_equal(n_problems(a), 1);
    assert_string_equal(problem(a, 0, "code"), "schema.missing_column");
    assert_string_equal(problem(a, 0, "node_id"), "op");
    assert_null(suggested(a, "gr_column"));
    json_decref(a);
    build_free(dag);
}

// What the user wrote is not written over: the answer says what is wrong with it.
static void given_parameters_stay(void **state)
{
    mr_dag *dag = three("gr", "shale_volume_linear", "{\"gr_column\": \"grz\"}");
    json_t *a = answer(dag, "logs", "op");

    (void)state;
    assert_false(compatible(a));
    assert_string_equal(problem(a, 0, "code"), "schema.missing_column");
    assert_string_equal(problem(a, 0, "hint"), "did you mean `gr`?");
    assert_null(suggested(a, "gr_column"));
    json_decref(a);
    build_free(dag);
}

static mr_dag *chain(void)
{
    mr_dag *dag = build_new(6);

    build_logs(dag, "logs", "gr");
    build_operator(dag, "a", "moving_average", "logs", NULL);
    build_operator(dag, "b", "shale_volume_linear", "a", NULL);
    build_operator(dag, "zones", "zone_from_markers", "b tops", NULL);
    build_node(dag, MR_NODE_INGESTION, "tops", "")->source.kind = MR_SOURCE_WELL_MARKERS;
    build_output(dag, "result", "zones");
    return dag;
}

static void check_refused(const mr_dag *dag, const char *source, const char *target,
                          const char *code, const char *message)
{
    json_t *a = answer(dag, source, target);

    assert_false(compatible(a));
    assert_int_equal(n_problems(a), 1);
    assert_string_equal(problem(a, 0, "code"), code);
    assert_string_equal(problem(a, 0, "message"), message);
    json_decref(a);
}

static void edges_that_cannot_be(void **state)
{
    mr_dag *dag = chain();

    (void)state;
    check_refused(dag, "a", "a", "dag.self_dependency", "'a' cannot depend on itself");
    check_refused(dag, "b", "a", "dag.cycle", "the pipeline runs in a circle: a → b → a");
    check_refused(dag, "zones", "a", "dag.cycle",
                  "the pipeline runs in a circle: a → b → zones → a");
    check_refused(dag, "a", "logs", "dag.ingestion_has_input",
                  "'logs' is an ingestion and takes no input");
    check_refused(dag, "tops", "logs", "dag.ingestion_has_input",
                  "'logs' is an ingestion and takes no input");
    check_refused(dag, "a", "zones", "dag.too_many_inputs",
                  "'zones' takes at most 2 inputs, and they are connected");
    build_free(dag);
}

static void output_feeds_nothing(void **state)
{
    mr_dag *dag = build_new(4);

    (void)state;
    build_logs(dag, "logs", "gr");
    build_output(dag, "result", "logs");
    build_operator(dag, "op", "shale_volume_linear", "", NULL);
    check_refused(dag, "result", "op", "dag.output_has_dependents",
                  "'result' is an output: nothing can depend on it");
    build_free(dag);
}

static void existing_edge_is_checked_as_it_is(void **state)
{
    mr_dag *dag = chain();
    json_t *a = answer(dag, "tops", "zones");

    (void)state;
    assert_true(compatible(a));
    assert_int_equal(n_problems(a), 0);
    json_decref(a);
    build_free(dag);
}

static void second_branch_may_conflict(void **state)
{
    mr_dag *dag = build_new(4);

    (void)state;
    build_logs(dag, "logs", "gr");
    build_operator(dag, "a", "shale_volume_linear", "logs", NULL);
    build_operator(dag, "b", "shale_volume_clavier", "logs", NULL);
    build_output(dag, "result", "a");
    json_t *out = answer(dag, "b", "result");
    assert_false(compatible(out));
    assert_string_equal(problem(out, 0, "code"), "schema.column_conflict");
    json_decref(out);
    build_free(dag);
}

static void unknown_nodes(void **state)
{
    mr_dag *dag = chain();
    mr_validate_options options = {.units = units, .sources = &sources};
    json_t *out;
    mr_error err;

    (void)state;
    assert_int_equal(mr_validate_connection(dag, "logs", "nobody", &options, &out, &err),
                     MR_ENOTFOUND);
    assert_string_equal(err.where, "/target");
    assert_null(out);
    build_free(dag);
}

// 500 nodes, each adding a column: an answer takes less than a millisecond once the document is
// typed.
static void in_time(void **state)
{
    enum { N = 500, ROUNDS = 50 };
    mr_dag *dag = build_new(N);
    mr_validate_options options = {.units = units, .sources = &sources};
    char name[32], before[32] = "logs", parameters[64];
    mr_typed_dag *typed;
    json_t *out;

    (void)state;
    build_logs(dag, "logs", "gr");
    for (int i = 1; i < N - 2; i++) {
        snprintf(name, sizeof name, "n%d", i);
        snprintf(parameters, sizeof parameters, "{\"output_column\": \"c%d\"}", i);
        build_operator(dag, name, "moving_average", before, parameters);
        memcpy(before, name, sizeof before);
    }
    build_output(dag, "result", before);
    build_operator(dag, "loose", "shale_volume_linear", "", NULL);
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    int64_t start = mr_cpu_ns();
    for (int k = 0; k < ROUNDS; k++) {
        assert_int_equal(mr_validate_edge(typed, before, "loose", units, &out, NULL), MR_OK);
        assert_true(compatible(out));
        json_decref(out);
    }
    double ms = (double)(mr_cpu_ns() - start) / 1e6 / ROUNDS;
    print_message("one connection among %d nodes: %.3f ms\n", N, ms);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__OPTIMIZE__)
    assert_true(ms < 1);
#endif
    mr_typed_dag_free(typed);
    build_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(column_of_the_default_name),
        cmocka_unit_test(nearest_name_before_quantity),
        cmocka_unit_test(quantity_where_no_name_is_near),
        cmocka_unit_test(unit_decides_over_the_name),
        cmocka_unit_test(nothing_fits),
        cmocka_unit_test(given_parameters_stay),
        cmocka_unit_test(edges_that_cannot_be),
        cmocka_unit_test(output_feeds_nothing),
        cmocka_unit_test(existing_edge_is_checked_as_it_is),
        cmocka_unit_test(second_branch_may_conflict),
        cmocka_unit_test(unknown_nodes),
        cmocka_unit_test(in_time),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
