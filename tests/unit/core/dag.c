// The document: every field read, every unknown field kept, every malformed shape said with its
// place, limits.
#include "mudrock/dag.h"

#include <jansson.h>
#include <stdlib.h>

#include "core/check.h"
#include "core/document.h"
#include "core/random_document.h"
#include "mudrock/json.h"

static mr_dag *decode(const char *text)
{
    mr_diagnostics problems;
    mr_dag *dag = NULL;

    mr_diagnostics_init(&problems);
    if (mr_dag_decode(mr_str_of(text), &dag, &problems) != MR_OK)
        fail_msg("%s", problems.n ? problems.at[0].message : "no problem told");
    assert_int_equal(problems.n, 0);
    mr_diagnostics_clear(&problems);
    return dag;
}

static void ingestion_is_read(void **state)
{
    mr_dag *dag = decode(document_full);
    const mr_node *n = mr_dag_find(dag, "n-logs");
    (void)state;

    assert_non_null(n);
    assert_string_equal(n->name, "Logs");
    assert_int_equal(n->kind, MR_NODE_INGESTION);
    assert_int_equal(n->dependencies.n, 0);
    assert_int_equal(n->source.kind, MR_SOURCE_WELL_LOGS);
    assert_string_equal(n->source.project_id, "p-1");
    assert_int_equal(n->source.well_ids.n, 2);
    assert_string_equal(n->source.well_ids.at[1], "W-2");
    assert_int_equal(n->source.curve_names.n, 3);
    assert_string_equal(n->source.curve_names.at[2], "nphi");
    assert_true(n->source.depth_min == 1000.0);
    assert_true(n->source.depth_max == 2000.5);
    assert_string_equal(n->source.log_type, "run_1");
    assert_true(n->source.match_quantity);
    assert_true(isnan(n->source.filter_depth_min));
    assert_true(n->source.filter_depth_max == 1900);
    assert_int_equal(n->source.n_curve_filters, 2);
    assert_string_equal(n->source.curve_filters[0].curve, "gr");
    assert_true(n->source.curve_filters[0].min_value == 0);
    assert_true(n->source.curve_filters[0].max_value == 250);
    assert_false(n->source.curve_filters[0].exclude_nulls);
    assert_true(isnan(n->source.curve_filters[1].min_value));
    assert_true(n->source.curve_filters[1].exclude_nulls);
    assert_string_equal(n->source.include_flags.at[0], "good");
    assert_string_equal(n->source.exclude_flags.at[0], "washout");
    assert_true(n->output_schema.present);
    assert_string_equal(n->output_schema.schema_id, "well_logs_standard");
    assert_int_equal(n->output_schema.fields.n, 2);
    assert_string_equal(n->output_schema.fields.fields[1].name, "gr");
    assert_int_equal(n->output_schema.fields.fields[1].type, MR_FLOAT64);
    assert_true(n->output_schema.fields.fields[1].nullable);
    assert_string_equal(n->output_schema.fields.fields[1].unit, "GAPI");
    assert_string_equal(n->output_schema.fields.fields[1].quantity, "gamma_ray");
    assert_false(n->output_schema.fields.fields[0].nullable);
    assert_int_equal(n->output_schema.required_columns.n, 2);
    assert_string_equal(n->output_schema.optional_columns.at[0], "gr");
    mr_dag_free(dag);
}

static void operator_is_read(void **state)
{
    mr_dag *dag = decode(document_full);
    const mr_node *n = mr_dag_find(dag, "n-vsh");
    (void)state;

    assert_int_equal(n->kind, MR_NODE_OPERATOR);
    assert_string_equal(n->dependencies.at[0], "n-logs");
    assert_string_equal(n->operator_id, "shale_volume_larionov_tertiary");
    assert_string_equal(n->operator_version, "1.2.0");
    assert_int_equal(n->strategy, MR_STRATEGY_COMPATIBLE);
    assert_string_equal(n->strategy_value, "1.1.0");
    assert_true(json_real_value(json_object_get(n->parameters, "gr_min")) == 20.5);
    assert_false(n->input_schema.present);
    assert_true(n->has_position);
    assert_true(n->position[0] == 10 && n->position[1] == -2.5);
    assert_false(n->cache_enabled);
    assert_true(n->bypass);
    assert_true(n->timeout_seconds == 30);
    assert_string_equal(n->tags.at[0], "shale");
    assert_string_equal(n->description, "Shale from gamma ray");
    assert_int_equal(n->edges.n, 2);
    assert_string_equal(n->edges.at[0].dependency, "n-logs");
    assert_int_equal(n->edges.at[0].type, MR_EDGE_CONDITIONAL);
    assert_string_equal(n->edges.at[0].when, "row_count > 0");
    assert_int_equal(n->edges.at[1].type, MR_EDGE_ERROR);
    mr_dag_free(dag);
}

static void output_and_document_are_read(void **state)
{
    mr_dag *dag = decode(document_full);
    const mr_node *n = mr_dag_find(dag, "n-out");
    (void)state;

    assert_int_equal(n->kind, MR_NODE_OUTPUT);
    assert_int_equal(n->output, MR_OUTPUT_PARQUET);
    assert_string_equal(n->output_target, "results/vsh.parquet");
    assert_true(n->input_schema.present);
    assert_string_equal(dag->id, "d-1");
    assert_string_equal(dag->name, "Quicklook");
    assert_string_equal(dag->project_id, "p-1");
    assert_string_equal(dag->version, "2.0.1");
    assert_string_equal(dag->description, "All of it");
    assert_string_equal(dag->tags.at[1], "b");
    assert_true(dag->multiple_outputs);
    assert_int_equal(dag->n_nodes, 3);
    assert_null(mr_dag_find(dag, "n-none"));
    mr_dag_free(dag);
}

static void absent_fields_take_defaults(void **state)
{
    mr_dag *dag = decode("{\"id\":\"d\",\"name\":\"D\",\"nodes\":["
                         "{\"id\":\"a\",\"name\":\"A\",\"node_type\":{\"type\":\"ingestion\","
                         "\"source_type\":{\"source\":\"well_logs\"}}},"
                         "{\"id\":\"b\",\"name\":\"B\",\"node_type\":{\"type\":\"operator\","
                         "\"operator_id\":\"x\",\"operator_version\":\"1.0.0\"}},"
                         "{\"id\":\"c\",\"name\":\"C\",\"node_type\":{\"type\":\"output\",\"output_"
                         "type\":\"frontend\"}}]}");
    const mr_node *a = &dag->nodes[0], *b = &dag->nodes[1], *c = &dag->nodes[2];
    (void)state;

    assert_string_equal(dag->version, "1.0.0");
    assert_null(dag->project_id);
    assert_false(dag->multiple_outputs);
    assert_string_equal(a->source.log_type, "composite");
    assert_null(a->source.project_id);
    assert_false(a->source.match_quantity);
    assert_true(isnan(a->source.depth_min) && isnan(a->source.depth_max));
    assert_int_equal(a->source.well_ids.n, 0);
    assert_true(a->cache_enabled);
    assert_false(a->bypass);
    assert_true(isnan(a->timeout_seconds));
    assert_false(a->has_position);
    assert_int_equal(b->strategy, MR_STRATEGY_PINNED);
    assert_string_equal(b->strategy_value, "1.0.0");
    assert_null(b->parameters);
    assert_int_equal(c->output, MR_OUTPUT_FRONTEND);
    assert_null(c->output_target);
    mr_dag_free(dag);
}

// Decode, encode, and the same JSON value; twice, and by the value instead of the text.
static void round_trip(const char *text)
{
    mr_dag *dag = decode(text), *again;
    mr_diagnostics problems;
    json_t *first = json_loads(text, 0, NULL), *second;
    mr_buf out = {0};

    mr_dag_encode(dag, 2, &out);
    second = json_loads(out.at, 0, NULL);
    assert_true(json_equal(first, second));
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode_json(second, &again, &problems), MR_OK);
    json_decref(second);
    mr_buf_clear(&out);
    mr_dag_encode(again, 0, &out);
    second = json_loads(out.at, 0, NULL);
    assert_true(json_equal(first, second));
    json_decref(first);
    json_decref(second);
    mr_buf_clear(&out);
    mr_diagnostics_clear(&problems);
    mr_dag_free(dag);
    mr_dag_free(again);
}

static void unknown_fields_survive(void **state)
{
    document_random random = {1};
    (void)state;

    round_trip(document_full);
    for (int i = 0; i < 300; i++) {
        json_t *document = document_make(&random, 12);
        char *text = json_dumps(document, JSON_REAL_PRECISION(17));
        round_trip(text);
        free(text);
        json_decref(document);
    }
}

static json_t *dag_without_json(const mr_dag *dag)
{
    mr_dag copy = *dag;
    mr_buf out = {0};

    copy.json = NULL;
    mr_dag_encode(&copy, 0, &out);
    json_t *value = json_loads(out.at, 0, NULL);
    mr_buf_clear(&out);
    assert_non_null(value);
    return value;
}

// What the structs say is written so that the same structs are read: built twice, the JSON is the
// same.
static void structs_become_json_and_structs_again(void **state)
{
    document_random random = {7};
    (void)state;

    for (int i = 0; i < 300; i++) {
        json_t *document = document_make(&random, 12);
        char *text = json_dumps(document, JSON_REAL_PRECISION(17));
        mr_dag *dag = decode(text), *again;
        mr_diagnostics problems;
        json_t *built = dag_without_json(dag), *rebuilt;
        mr_diagnostics_init(&problems);
        if (mr_dag_decode_json(built, &again, &problems) != MR_OK)
            fail_msg("%s", problems.at[0].message);
        rebuilt = dag_without_json(again);
        assert_true(json_equal(built, rebuilt));
        assert_int_equal(again->n_nodes, dag->n_nodes);
        json_decref(built);
        json_decref(rebuilt);
        json_decref(document);
        free(text);
        mr_diagnostics_clear(&problems);
        mr_dag_free(dag);
        mr_dag_free(again);
    }
}

// The full document without its unknown fields, which all begin with x_, is what the structs hold.
static void node_to_json_says_all_fields(void **state)
{
    mr_dag *dag = decode(document_full);
    (void)state;

    for (size_t i = 0; i < dag->n_nodes; i++) {
        json_t *built = mr_node_to_json(&dag->nodes[i]);
        json_t *wanted = json_deep_copy(dag->nodes[i].json);
        document_strip_unknown(wanted);
        if (!document_equal(built, wanted)) {
            char *a = json_dumps(built, JSON_SORT_KEYS), *b = json_dumps(wanted, JSON_SORT_KEYS);
            fail_msg("%s\nis not\n%s", a, b);
        }
        json_decref(built);
        json_decref(wanted);
    }
    mr_dag_free(dag);
}

static void first_node_of_an_id_is_found(void **state)
{
    mr_dag *dag = decode("{\"id\":\"d\",\"name\":\"D\",\"nodes\":["
                         "{\"id\":\"a\",\"name\":\"A\",\"node_type\":{\"type\":\"output\",\"output_"
                         "type\":\"frontend\"}},"
                         "{\"id\":\"a\",\"name\":\"B\",\"node_type\":{\"type\":\"output\",\"output_"
                         "type\":\"frontend\"}}]}");
    (void)state;

    assert_ptr_equal(mr_dag_find(dag, "a"), &dag->nodes[0]);
    mr_dag_free(dag); // that an id comes twice is the validator's to say
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ingestion_is_read),
        cmocka_unit_test(operator_is_read),
        cmocka_unit_test(output_and_document_are_read),
        cmocka_unit_test(absent_fields_take_defaults),
        cmocka_unit_test(unknown_fields_survive),
        cmocka_unit_test(structs_become_json_and_structs_again),
        cmocka_unit_test(node_to_json_says_all_fields),
        cmocka_unit_test(first_node_of_an_id_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
