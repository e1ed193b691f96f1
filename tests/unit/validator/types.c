// The typed document: schemas, conversions, merges, ports, order.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_dag.h"
#include "fake_sources.h"

static const char *const world_text =
    "{\"projects\": {\"p\": {\"depth_unit\": \"ft\", \"wells\": [\"W-1\", \"W-2\"], \"depth\": "
    "[1000, 2000],"
    " \"curves\": [{\"column\": \"gr\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"},"
    " {\"column\": \"rhob\", \"unit\": \"kg/m3\", \"quantity\": \"bulk_density\"},"
    " {\"column\": \"count\", \"type\": \"int32\", \"unit\": \"gAPI\"},"
    " {\"column\": \"sgr\", \"unit\": \"gAPI\", \"quantity\": \"gamma_ray\"}],"
    " \"tables\": {\"tops\": [{\"column\": \"name\", \"type\": \"utf8\"},"
    " {\"column\": \"depth\", \"unit\": \"ft\"}]}}}}";

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

static mr_typed_dag *typed_without_problems(const mr_dag *dag)
{
    mr_validate_options options = {.units = units, .sources = &sources};
    mr_typed_dag *typed;

    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    for (size_t i = 0; i < typed->problems.n; i++)
        print_error("%s\n", typed->problems.at[i].message);
    assert_int_equal(typed->problems.n, 0);
    return typed;
}

// "well_id depth[ft] gr[gAPI]"
static const char *shown(const mr_schema *schema)
{
    static char text[1024];
    size_t n = 0;

    assert_non_null(schema);
    text[0] = '\0';
    for (size_t k = 0; k < schema->n; k++) {
        const mr_field *f = &schema->fields[k];
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%s%s%s", k ? " " : "", f->name,
                              f->unit ? "[" : "", f->unit ? f->unit : "", f->unit ? "]" : "");
    }
    return text;
}

static void logs_in_the_order_asked(void **state)
{
    mr_dag *dag = build_new(2);

    (void)state;
    build_logs(dag, "logs", "rhob gr");
    build_output(dag, "result", "logs");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_string_equal(shown(typed->nodes[0].schema), "well_id depth[ft] rhob[kg/m3] gr[gAPI]");
    assert_string_equal(shown(typed->nodes[1].input), "well_id depth[ft] rhob[kg/m3] gr[gAPI]");
    assert_null(typed->nodes[0].input);
    assert_int_equal(typed->nodes[0].schema->fields[0].type, MR_UTF8);
    assert_int_equal(typed->nodes[0].schema->fields[1].type, MR_FLOAT64);
    assert_false(typed->nodes[0].schema->fields[0].nullable);
    assert_true(typed->nodes[0].schema->fields[2].nullable);
    assert_int_equal(typed->nodes[0].source.n_wells, 2);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void all_curves_markers_and_tables(void **state)
{
    mr_dag *dag = build_new(6);

    (void)state;
    build_logs(dag, "logs", "");
    build_node(dag, MR_NODE_INGESTION, "markers", "")->source.kind = MR_SOURCE_WELL_MARKERS;
    mr_node *table = build_node(dag, MR_NODE_INGESTION, "table", "");
    table->source.kind = MR_SOURCE_TABLE;
    table->source.name = "tops";
    build_output(dag, "a", "logs");
    build_output(dag, "b", "markers");
    build_output(dag, "c", "table");
    dag->multiple_outputs = true;
    mr_validate_options options = {.units = units, .sources = &sources};
    mr_typed_dag *typed;
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    assert_int_equal(typed->problems.n, 0);
    assert_string_equal(shown(typed->nodes[0].schema),
                        "well_id depth[ft] gr[gAPI] rhob[kg/m3] count[gAPI] sgr[gAPI]");
    assert_string_equal(shown(typed->nodes[1].schema), "well_id name depth[ft]");
    assert_string_equal(shown(typed->nodes[2].schema), "name depth[ft]");
    mr_typed_dag_free(typed);
    build_free(dag);
}

// The operator wants g/cm3 and float64; the column itself goes on as it was.
static void conversions_are_the_operators_view(void **state)
{
    mr_dag *dag = build_new(4);

    (void)state;
    build_logs(dag, "logs", "rhob count");
    build_operator(dag, "phi", "porosity_density", "logs", NULL);
    build_operator(dag, "vsh", "shale_volume_linear", "phi", "{\"gr_column\": \"count\"}");
    build_output(dag, "result", "vsh");
    mr_typed_dag *typed = typed_without_problems(dag);
    const mr_typed_node *phi = &typed->nodes[1], *vsh = &typed->nodes[2];
    assert_int_equal(phi->n_conversions, 1);
    assert_string_equal(phi->conversions[0].column, "rhob");
    assert_int_equal(phi->conversions[0].input, 0);
    assert_int_equal(phi->conversions[0].type, MR_FLOAT64);
    assert_true(fabs(phi->conversions[0].scale - 0.001) < 1e-15);
    assert_true(fabs(phi->conversions[0].offset) < 1e-15);
    assert_string_equal(phi->conversions[0].from, "kg/m3");
    assert_string_equal(phi->conversions[0].to, "g/cm3");
    assert_int_equal(vsh->n_conversions, 1);
    assert_string_equal(vsh->conversions[0].column, "count");
    assert_int_equal(vsh->conversions[0].type, MR_FLOAT64);
    assert_true(fabs(vsh->conversions[0].scale - 1) < 1e-15);
    assert_string_equal(shown(typed->nodes[3].schema),
                        "well_id depth[ft] rhob[kg/m3] count[gAPI] phid[v/v] vsh[v/v]");
    assert_int_equal(typed->nodes[3].schema->fields[3].type, MR_INT32);
    assert_int_equal(typed->nodes[3].schema->fields[4].origin, 1);
    assert_int_equal(typed->nodes[3].schema->fields[5].origin, 2);
    mr_typed_dag_free(typed);
    build_free(dag);
}

// An operator that replaces the rows passes on what it saw: its depth port wants metres.
static void replaced_rows_pass_on_what_was_seen(void **state)
{
    mr_dag *dag = build_new(3);

    (void)state;
    build_logs(dag, "logs", "gr");
    build_operator(dag, "grid", "resample_regular", "logs", NULL);
    build_output(dag, "result", "grid");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_int_equal(typed->nodes[1].n_conversions, 1);
    assert_string_equal(typed->nodes[1].conversions[0].column, "depth");
    assert_true(fabs(typed->nodes[1].conversions[0].scale - 0.3048) < 1e-15);
    assert_string_equal(shown(typed->nodes[1].schema), "well_id depth[m] gr[gAPI]");
    assert_int_equal(typed->nodes[1].rows, 1);
    assert_int_equal(typed->nodes[0].rows, 0);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void equal_rows_merge_without_a_join(void **state)
{
    mr_dag *dag = build_new(4);

    (void)state;
    build_logs(dag, "logs", "gr rhob");
    build_operator(dag, "vsh", "shale_volume_linear", "logs", NULL);
    build_operator(dag, "phi", "porosity_density", "logs", NULL);
    build_output(dag, "result", "vsh phi");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_false(typed->nodes[3].joins);
    assert_int_equal(typed->nodes[3].rows, 0);
    assert_string_equal(shown(typed->nodes[3].schema),
                        "well_id depth[ft] gr[gAPI] rhob[kg/m3] vsh[v/v] phid[v/v]");
    // what one branch sees is not changed by the other
    assert_string_equal(shown(typed->nodes[1].schema),
                        "well_id depth[ft] gr[gAPI] rhob[kg/m3] vsh[v/v]");
    assert_string_equal(shown(typed->nodes[2].schema),
                        "well_id depth[ft] gr[gAPI] rhob[kg/m3] phid[v/v]");
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void different_sources_join_on_the_key(void **state)
{
    mr_dag *dag = build_new(3);

    (void)state;
    build_logs(dag, "a", "gr");
    build_logs(dag, "b", "rhob");
    build_output(dag, "result", "a b");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_true(typed->nodes[2].joins);
    assert_int_equal(typed->nodes[2].rows, 2);
    assert_string_equal(shown(typed->nodes[2].schema), "well_id depth[ft] gr[gAPI] rhob[kg/m3]");
    assert_true(typed->nodes[2].schema->fields[2].nullable);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void markers_feed_their_own_port(void **state)
{
    mr_dag *dag = build_new(4);

    (void)state;
    build_logs(dag, "logs", "gr");
    build_node(dag, MR_NODE_INGESTION, "tops", "")->source.kind = MR_SOURCE_WELL_MARKERS;
    build_operator(dag, "zones", "zone_from_markers", "logs tops", NULL);
    build_output(dag, "result", "zones");
    mr_typed_dag *typed = typed_without_problems(dag);
    const mr_typed_node *zones = &typed->nodes[2];
    assert_int_equal(zones->n_dependencies, 2);
    assert_int_equal(zones->dependencies[0], 0);
    assert_int_equal(zones->dependencies[1], 1);
    assert_int_equal(zones->ports[0], 0);
    assert_int_equal(zones->ports[1], 1);
    assert_int_equal(zones->n_conversions, 2); // both depths are in feet, wanted in metres
    assert_int_equal(zones->conversions[1].input, 1);
    assert_string_equal(zones->conversions[1].column, "depth");
    assert_string_equal(shown(zones->schema), "well_id depth[ft] gr[gAPI] zone");
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void order_and_reach(void **state)
{
    mr_dag *dag = build_new(5);
    const size_t wanted[] = {2, 1, 0, 3, 4};

    (void)state;
    build_output(dag, "result", "vsh");
    build_operator(dag, "vsh", "shale_volume_linear", "logs", NULL);
    build_logs(dag, "logs", "gr");
    build_operator(dag, "mean", "moving_average", "logs", NULL);
    build_operator(dag, "vsh2", "shale_volume_linear", "mean", NULL);
    mr_validate_options options = {.units = units, .sources = &sources};
    mr_typed_dag *typed;
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    assert_int_equal(typed->problems.errors, 0);
    assert_int_equal(typed->n_order, 5);
    assert_memory_equal(typed->order, wanted, sizeof wanted);
    assert_true(typed->nodes[2].reaches_output);
    assert_false(typed->nodes[3].reaches_output);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void bypassed_is_the_identity(void **state)
{
    mr_dag *dag = build_new(3);

    (void)state;
    build_logs(dag, "logs", "gr");
    build_operator(dag, "vsh", "shale_volume_linear", "logs", NULL)->bypass = true;
    build_output(dag, "result", "vsh");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_string_equal(shown(typed->nodes[2].schema), "well_id depth[ft] gr[gAPI]");
    assert_int_equal(typed->nodes[1].rows, 0);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void errors_edge_carries_errors(void **state)
{
    mr_dag *dag = build_new(3);
    struct mr_edge_rule rule = {.dependency = "vsh", .type = MR_EDGE_ERROR};

    (void)state;
    build_logs(dag, "logs", "gr");
    build_operator(dag, "vsh", "shale_volume_linear", "logs", NULL);
    mr_node *output = build_output(dag, "failures", "vsh");
    output->edges.n = 1;
    output->edges.at = &rule;
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_string_equal(shown(typed->nodes[2].schema), "node_id node_name well_id message");
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void quantity_stands_in_for_a_name(void **state)
{
    mr_dag *dag = build_new(2);

    (void)state;
    build_logs(dag, "logs", "cgr")->source.match_quantity = true;
    build_output(dag, "result", "logs");
    mr_typed_dag *typed = typed_without_problems(dag);
    assert_string_equal(shown(typed->nodes[0].schema), "well_id depth[ft] cgr[gAPI]");
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void range_that_is_not_finite(void **state)
{
    mr_dag *dag = build_new(2);
    mr_validate_options options = {.units = units, .sources = &sources};
    mr_typed_dag *typed;

    (void)state;
    build_logs(dag, "logs", "gr")->source.depth_max = (double)INFINITY;
    build_output(dag, "result", "logs");
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    assert_int_equal(typed->problems.n, 1);
    assert_string_equal(typed->problems.at[0].code, "source.bad_depth_range");
    mr_typed_dag_free(typed);
    build_free(dag);
}

static mr_status store_is_down(void *context, const char *project_id, const mr_source *source,
                               mr_arena *in, mr_source_info *out, mr_error *err)
{
    (void)context, (void)project_id, (void)source, (void)in, (void)out;
    return mr_fail(err, MR_EIO, NULL, "disk gone");
}

static void failure_of_the_store_is_no_problem_of_the_document(void **state)
{
    mr_dag *dag = build_new(2);
    mr_sources down = {.describe = store_is_down};
    mr_validate_options options = {.units = units, .sources = &down};
    mr_typed_dag *typed;
    mr_error err = {.status = MR_OK};

    (void)state;
    build_logs(dag, "logs", "gr");
    build_output(dag, "result", "logs");
    assert_int_equal(mr_validate(dag, &options, &typed, &err), MR_EIO);
    assert_null(typed);
    assert_string_equal(err.message, "disk gone");
    build_free(dag);
}

static void schemas_as_json(void **state)
{
    mr_dag *dag = build_new(3);
    mr_validate_options options = {.units = units, .sources = &sources};
    mr_typed_dag *typed;

    (void)state;
    build_logs(dag, "logs", "gr");
    build_operator(dag, "odd", "no_such_operator", "logs", NULL);
    build_output(dag, "result", "odd");
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    json_t *all = mr_typed_dag_schemas_to_json(typed);
    json_t *logs = json_object_get(json_object_get(all, "logs"), "schema");
    assert_int_equal(json_array_size(logs), 3);
    assert_string_equal(fake_text(json_array_get(logs, 2), "unit"), "gAPI");
    assert_true(json_is_null(json_object_get(json_object_get(all, "logs"), "input_schema")));
    assert_true(json_equal(logs, json_object_get(json_object_get(all, "odd"), "input_schema")));
    assert_true(json_is_null(json_object_get(json_object_get(all, "odd"), "schema")));
    assert_true(json_is_null(json_object_get(json_object_get(all, "result"), "schema")));
    json_decref(all);
    mr_typed_dag_free(typed);
    build_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logs_in_the_order_asked),
        cmocka_unit_test(all_curves_markers_and_tables),
        cmocka_unit_test(conversions_are_the_operators_view),
        cmocka_unit_test(replaced_rows_pass_on_what_was_seen),
        cmocka_unit_test(equal_rows_merge_without_a_join),
        cmocka_unit_test(different_sources_join_on_the_key),
        cmocka_unit_test(markers_feed_their_own_port),
        cmocka_unit_test(order_and_reach),
        cmocka_unit_test(bypassed_is_the_identity),
        cmocka_unit_test(errors_edge_carries_errors),
        cmocka_unit_test(quantity_stands_in_for_a_name),
        cmocka_unit_test(range_that_is_not_finite),
        cmocka_unit_test(failure_of_the_store_is_no_problem_of_the_document),
        cmocka_unit_test(schemas_as_json),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
