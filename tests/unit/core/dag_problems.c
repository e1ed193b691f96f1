// What is no document: every malformed shape said with its place, and every limit.
#include <jansson.h>
#include <stdlib.h>

#include "core/check.h"
#include "core/document.h"
#include "mudrock/dag.h"

static mr_dag *decode(const char *text)
{
    mr_diagnostics problems;
    mr_dag *dag = NULL;

    mr_diagnostics_init(&problems);
    if (mr_dag_decode(mr_str_of(text), &dag, &problems) != MR_OK)
        fail_msg("%s", problems.n ? problems.at[0].message : "no problem told");
    mr_diagnostics_clear(&problems);
    return dag;
}

// The full document, with the value at a pointer replaced by JSON text (NULL: taken away).
static char *patched(const char *pointer, const char *value)
{
    json_t *document = json_loads(document_full, 0, NULL), *at = document;
    char path[256], *part, *next;

    (void)snprintf(path, sizeof path, "%s", pointer + 1);
    for (part = path; (next = strchr(part, '/')); part = next + 1) {
        *next = '\0';
        at = json_is_array(at) ? json_array_get(at, strtoul(part, NULL, 10))
                               : json_object_get(at, part);
        assert_non_null(at);
    }
    if (!value)
        json_object_del(at, part);
    else if (json_is_array(at))
        json_array_set_new(at, strtoul(part, NULL, 10), json_loads(value, JSON_DECODE_ANY, NULL));
    else
        json_object_set_new(at, part, json_loads(value, JSON_DECODE_ANY, NULL));
    char *text = json_dumps(document, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    json_decref(document);
    return text;
}

static const struct bad_shape {
    const char *pointer, *value; // what is put where
    const char *message;         // in what is said
    const char *at;              // pointer of the problem; NULL = the same
} bad_shapes[] = {
    {"/id", NULL, "document: id is missing", NULL},
    {"/id", "5", "document: id must be a text, not 5", NULL},
    {"/id", "\"\"", "document: id must not be empty", NULL},
    {"/name", NULL, "document: name is missing", NULL},
    {"/name", "[]", "document: name must be a text, not a list", NULL},
    {"/project_id", "1.5", "document: project_id must be a text, not 1.5", NULL},
    {"/version", "{}", "document: version must be a text, not an object", NULL},
    {"/metadata", "\"x\"", "document: metadata must be an object, not \"x\"", NULL},
    {"/metadata/tags", "\"x\"", "document: metadata.tags must be a list, not \"x\"", NULL},
    {"/metadata/tags", "[\"a\",null]", "metadata.tags[1] must be a text, not null",
     "/metadata/tags/1"},
    {"/metadata/description", "true", "metadata.description must be a text, not true", NULL},
    {"/metadata/multiple_outputs", "1", "metadata.multiple_outputs must be true or false, not 1",
     NULL},
    {"/nodes", NULL, "document: nodes is missing", NULL},
    {"/nodes", "{}", "document: nodes must be a list, not an object", NULL},
    {"/nodes/0", "null", "node 1: must be an object, not null", NULL},
    {"/nodes/1", "[1]", "node 2: must be an object, not a list", NULL},
    {"/nodes/0/id", NULL, "node \"Logs\": id is missing", NULL},
    {"/nodes/0/id", "\"\"", "node \"Logs\": id must not be empty", NULL},
    {"/nodes/0/name", NULL, "node 1: name is missing", NULL},
    {"/nodes/0/name", "\"\"", "node 1: name must not be empty", NULL},
    {"/nodes/1/dependencies", "\"n-logs\"",
     "node \"Vsh\": dependencies must be a list, not \"n-logs\"", NULL},
    {"/nodes/1/dependencies", "[1]", "dependencies[0] must be a text, not 1",
     "/nodes/1/dependencies/0"},
    {"/nodes/1/node_type", NULL, "node \"Vsh\": node_type is missing", NULL},
    {"/nodes/1/node_type", "[]", "node_type must be an object, not a list", NULL},
    {"/nodes/1/node_type/type", NULL, "node_type.type is missing", NULL},
    {"/nodes/1/node_type/type", "\"sink\"",
     "must be one of ingestion, operator, output, not \"sink\"", NULL},
    {"/nodes/1/node_type/type", "7", "node_type.type must be a text, not 7", NULL},
    {"/nodes/0/node_type/source_type", NULL, "node_type.source_type is missing", NULL},
    {"/nodes/0/node_type/source_type", "\"well_logs\"", "source_type must be an object", NULL},
    {"/nodes/0/node_type/source_type/source", NULL, "source_type.source is missing", NULL},
    {"/nodes/0/node_type/source_type/source", "\"logs\"", "must be one of well_logs, surface,",
     NULL},
    {"/nodes/0/node_type/source_type/source", "\"surface\"", "surface_name is missing",
     "/nodes/0/node_type/source_type/surface_name"},
    {"/nodes/0/node_type/source_type/source", "\"postgres_table\"", "table_name is missing",
     "/nodes/0/node_type/source_type/table_name"},
    {"/nodes/0/node_type/source_type/source", "\"table\"", "table_name is missing",
     "/nodes/0/node_type/source_type/table_name"},
    {"/nodes/0/node_type/source_type/project_id", "3", "project_id must be a text", NULL},
    {"/nodes/0/node_type/source_type/well_ids", "\"W-1\"", "well_ids must be a list", NULL},
    {"/nodes/0/node_type/source_type/well_ids", "[\"a\",{}]",
     "well_ids[1] must be a text, not an object", "/nodes/0/node_type/source_type/well_ids/1"},
    {"/nodes/0/node_type/source_type/curve_names", "{}", "curve_names must be a list", NULL},
    {"/nodes/0/node_type/source_type/depth_range", "5", "depth_range must be null or a list of two",
     NULL},
    {"/nodes/0/node_type/source_type/depth_range", "[1]",
     "depth_range must be null or a list of two", NULL},
    {"/nodes/0/node_type/source_type/depth_range", "[1,2,3]", "depth_range must be null or a list",
     NULL},
    {"/nodes/0/node_type/source_type/depth_range", "[1,\"x\"]",
     "depth_range[1] must be a number, not \"x\"", "/nodes/0/node_type/source_type/depth_range/1"},
    {"/nodes/0/node_type/source_type/log_type", "[]", "log_type must be a text", NULL},
    {"/nodes/0/node_type/source_type/curve_match", "\"best\"",
     "must be one of name, quantity, not \"best\"", NULL},
    {"/nodes/0/node_type/filters", "[]", "filters must be an object", NULL},
    {"/nodes/0/node_type/filters/depth_range", "{}", "filters.depth_range must be null or", NULL},
    {"/nodes/0/node_type/filters/curve_filters", "[]", "curve_filters must be an object", NULL},
    {"/nodes/0/node_type/filters/curve_filters/gr", "[0,1]", "curve_filters.gr must be an object",
     NULL},
    {"/nodes/0/node_type/filters/curve_filters/gr", "null", "curve_filters.gr is missing", NULL},
    {"/nodes/0/node_type/filters/curve_filters/gr/min_value", "\"0\"",
     "min_value must be a number, not \"0\"", NULL},
    {"/nodes/0/node_type/filters/curve_filters/gr/exclude_nulls", "0",
     "exclude_nulls must be true or false", NULL},
    {"/nodes/0/node_type/filters/quality_flags", "1", "quality_flags must be an object", NULL},
    {"/nodes/0/node_type/filters/quality_flags/exclude_flags", "1", "exclude_flags must be a list",
     NULL},
    {"/nodes/0/node_type/output_schema", "\"s\"", "output_schema must be an object", NULL},
    {"/nodes/0/node_type/output_schema/schema_id", "1", "schema_id must be a text", NULL},
    {"/nodes/0/node_type/output_schema/arrow_schema_json", "{}", "arrow_schema_json must be a text",
     NULL},
    {"/nodes/0/node_type/output_schema/arrow_schema_json", "\"{\"",
     "arrow_schema_json is not valid JSON", NULL},
    {"/nodes/0/node_type/output_schema/arrow_schema_json", "\"{}\"",
     "arrow_schema_json.fields is missing",
     "/nodes/0/node_type/output_schema/arrow_schema_json/fields"},
    {"/nodes/0/node_type/output_schema/arrow_schema_json",
     "\"{\\\"fields\\\":[{\\\"name\\\":\\\"a\\\"}]}\"", "fields[0].type is missing",
     "/nodes/0/node_type/output_schema/arrow_schema_json/fields/0/type"},
    {"/nodes/0/node_type/output_schema/arrow_schema_json",
     "\"{\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"f16\\\"}]}\"",
     "is no column type: \"f16\"",
     "/nodes/0/node_type/output_schema/arrow_schema_json/fields/0/type"},
    {"/nodes/0/node_type/output_schema/required_columns", "\"depth\"",
     "required_columns must be a list", NULL},
    {"/nodes/1/node_type/operator_id", NULL, "node_type.operator_id is missing", NULL},
    {"/nodes/1/node_type/operator_id", "\"\"", "node_type.operator_id must not be empty", NULL},
    {"/nodes/1/node_type/operator_version", "1.0", "operator_version must be a text, not 1.0",
     NULL},
    {"/nodes/1/node_type/version_strategy", "\"latest\"", "version_strategy must be an object",
     NULL},
    {"/nodes/1/node_type/version_strategy/strategy", NULL, "version_strategy.strategy is missing",
     NULL},
    {"/nodes/1/node_type/version_strategy/strategy", "\"newest\"",
     "must be one of pinned, latest, compatible, channel, not \"newest\"", NULL},
    {"/nodes/1/node_type/version_strategy/fallback_version", NULL, "fallback_version is missing",
     NULL},
    {"/nodes/1/node_type/version_strategy", "{\"strategy\":\"channel\"}", "channel is missing",
     "/nodes/1/node_type/version_strategy/channel"},
    {"/nodes/1/node_type/version_strategy", "{\"strategy\":\"channel\",\"channel\":\"lts-x\"}",
     "must be stable, beta, canary or lts-N.x, not \"lts-x\"",
     "/nodes/1/node_type/version_strategy/channel"},
    {"/nodes/1/node_type/parameters", "[]", "parameters must be an object", NULL},
    {"/nodes/1/node_type/input_schema", "[]", "input_schema must be an object", NULL},
    {"/nodes/2/node_type/output_type", NULL, "output_type is missing", NULL},
    {"/nodes/2/node_type/output_type", "\"excel\"", "must be one of frontend, parquet, csv, las,",
     NULL},
    {"/nodes/2/node_type/output_type", "\"csv\"",
     "must be an object: {\"csv\": {\"storage_path\": ...}}", NULL},
    {"/nodes/2/node_type/output_type", "5", "output_type must be a text, not 5", NULL},
    {"/nodes/2/node_type/output_type", "{}", "must name one of frontend, parquet,", NULL},
    {"/nodes/2/node_type/output_type", "{\"excel\":{}}", "must name one of frontend, parquet,",
     NULL},
    {"/nodes/2/node_type/output_type", "{\"csv\":{\"storage_path\":\"a\"},\"las\":{}}",
     "names two kinds, csv and las", NULL},
    {"/nodes/2/node_type/output_type", "{\"csv\":{}}", "csv.storage_path is missing",
     "/nodes/2/node_type/output_type/csv/storage_path"},
    {"/nodes/2/node_type/output_type", "{\"postgres_table\":{\"table_name\":1}}",
     "table_name must be a text", "/nodes/2/node_type/output_type/postgres_table/table_name"},
    {"/nodes/2/node_type/output_type", "{\"las\":\"x.las\"}", "output_type.las must be an object",
     "/nodes/2/node_type/output_type/las"},
    {"/nodes/1/metadata", "3", "node \"Vsh\": metadata must be an object", NULL},
    {"/nodes/1/metadata/position", "[1]", "position must be a list of two numbers", NULL},
    {"/nodes/1/metadata/position", "{\"x\":1,\"y\":2}", "position must be a list of two numbers",
     NULL},
    {"/nodes/1/metadata/position", "[1,null]", "position[1] must be a number, not null",
     "/nodes/1/metadata/position/1"},
    {"/nodes/1/metadata/cache_enabled", "\"yes\"",
     "cache_enabled must be true or false, not \"yes\"", NULL},
    {"/nodes/1/metadata/bypass", "0", "bypass must be true or false", NULL},
    {"/nodes/1/metadata/timeout_seconds", "0", "timeout_seconds must be more than 0 s, not 0",
     NULL},
    {"/nodes/1/metadata/timeout_seconds", "\"5\"", "timeout_seconds must be a number", NULL},
    {"/nodes/1/metadata/tags", "{}", "metadata.tags must be a list", NULL},
    {"/nodes/1/metadata/description", "[]", "metadata.description must be a text", NULL},
    {"/nodes/1/metadata/execution_hints", "[]", "execution_hints must be an object", NULL},
    {"/nodes/1/metadata/edge_types", "[]", "edge_types must be an object", NULL},
    {"/nodes/1/metadata/edge_types/n-logs", "\"sometimes\"",
     "must be one of data_flow, error, conditional", NULL},
    {"/nodes/1/metadata/edge_types/n-logs", "\"conditional\"", "must say when", NULL},
    {"/nodes/1/metadata/edge_types/n-logs", "{\"type\":\"conditional\"}", "when is missing",
     "/nodes/1/metadata/edge_types/n-logs/when"},
    {"/nodes/1/metadata/edge_types/n-logs", "{}", "n-logs.type is missing",
     "/nodes/1/metadata/edge_types/n-logs/type"},
};

static void every_malformed_shape_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_shapes / sizeof *bad_shapes; i++) {
        const struct bad_shape *bad = &bad_shapes[i];
        char *text = patched(bad->pointer, bad->value);
        mr_diagnostics problems;
        mr_dag *dag = NULL;
        mr_diagnostics_init(&problems);
        assert_int_equal(mr_dag_decode(mr_str_of(text), &dag, &problems), MR_EINVALID);
        assert_null(dag);
        if (problems.n != 1)
            fail_msg("%s: %zu problems", bad->pointer, problems.n);
        assert_string_equal(problems.at[0].code, "dag.malformed");
        assert_contains(problems.at[0].message, bad->message);
        assert_string_equal(problems.at[0].pointer, bad->at ? bad->at : bad->pointer);
        assert_true(problems.at[0].text_line > 0);
        mr_diagnostics_clear(&problems);
        free(text);
    }
}

static void problem_carries_line_column_and_node(void **state)
{
    static const char text[] = "{\"id\": \"d\", \"name\": \"é\", \"nodes\": [\n"
                               "  {\"id\": \"a\", \"name\": \"A/~\", \"n\\u006fte\": 1,\n"
                               "   \"node_type\": {\"type\": \"output\", \"output_type\": 5}}\n"
                               "], \"é\": 1, \"version\": 2}";
    mr_diagnostics problems;
    mr_dag *dag;
    (void)state;

    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(MR_STR(text), &dag, &problems), MR_EINVALID);
    assert_int_equal(problems.n, 2);
    assert_string_equal(problems.at[0].pointer, "/version");
    assert_int_equal(problems.at[0].text_line, 4);
    assert_int_equal(problems.at[0].text_column, 23);
    assert_null(problems.at[0].node_id);
    assert_string_equal(
        problems.at[1].message,
        "node \"A/~\": node_type.output_type must be a text, not 5 (line 3, column 51)");
    assert_int_equal(problems.at[1].text_line, 3);
    assert_int_equal(problems.at[1].text_column, 51);
    assert_string_equal(problems.at[1].node_id, "a");
    mr_diagnostics_clear(&problems);
}

static void pointers_escape_and_find_odd_keys(void **state)
{
    char *text = patched("/nodes/0/node_type/filters/curve_filters/gr", "{\"min_value\": 1}");
    json_t *document = json_loads(text, 0, NULL), *filters;
    mr_diagnostics problems;
    mr_dag *dag;
    (void)state;

    free(text);
    filters = json_object_get(json_array_get(json_object_get(document, "nodes"), 0), "node_type");
    filters = json_object_get(json_object_get(filters, "filters"), "curve_filters");
    json_object_set_new(filters, "a/b~\"c", json_integer(3));
    text = json_dumps(document, JSON_INDENT(1));
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(mr_str_of(text), &dag, &problems), MR_EINVALID);
    assert_string_equal(problems.at[0].pointer,
                        "/nodes/0/node_type/filters/curve_filters/a~1b~0\"c");
    // jansson prints a member a line here: the line that holds the key.
    int line = 1;
    for (const char *c = text; c < strstr(text, "a/b~"); c++)
        line += *c == '\n';
    assert_int_equal(problems.at[0].text_line, line);
    mr_diagnostics_clear(&problems);
    json_decref(document);
    free(text);
}

static void all_problems_come_at_once(void **state)
{
    static const char text[] =
        "{\"nodes\":[{\"id\":1,\"name\":2,\"dependencies\":3,\"node_type\":{\"type\":\"operator\","
        "\"operator_version\":4,\"parameters\":5},\"metadata\":{\"tags\":6}}]}";
    mr_diagnostics problems;
    mr_dag *dag;
    (void)state;

    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(MR_STR(text), &dag, &problems), MR_EINVALID);
    // id and name of the document; id, name, dependencies, operator_id, operator_version,
    // parameters, tags of the node
    assert_int_equal(problems.n, 9);
    assert_int_equal(problems.errors, 9);
    mr_diagnostics_clear(&problems);
}

static void refused(const char *text, const char *code, const char *message, int line)
{
    mr_diagnostics problems;
    mr_dag *dag;

    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(mr_str_of(text), &dag, &problems), MR_EINVALID);
    assert_null(dag);
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.at[0].code, code);
    assert_contains(problems.at[0].message, message);
    assert_int_equal(problems.at[0].text_line, line);
    mr_diagnostics_clear(&problems);
}

static void text_that_is_no_document(void **state)
{
    (void)state;
    refused("", "dag.malformed", "document is not valid JSON: ", 1);
    refused("{\n\"id\": }", "dag.malformed", "(line 2, column 7)", 2);
    refused("[]", "dag.malformed", "document: must be a JSON object", 1);
    refused("null", "dag.malformed", "document: must be a JSON object", 1);
    refused("{\"id\":\"a\",\n\"id\":\"a\"}", "dag.malformed", "duplicate", 2);
}

// A chain of n operators of short names.
static char *chain(size_t n)
{
    mr_buf text = {0};

    mr_buf_puts(&text, "{\"id\":\"d\",\"name\":\"D\",\"nodes\":[");
    for (size_t i = 0; i < n; i++) {
        mr_buf_printf(&text, "%s{\"id\":\"n%zu\",\"name\":\"N %zu\",\"dependencies\":[",
                      i ? "," : "", i, i);
        if (i > 0)
            mr_buf_printf(&text, "\"n%zu\"", i - 1);
        mr_buf_puts(
            &text,
            "],\"node_type\":{\"type\":\"operator\",\"operator_id\":\"moving_average\","
            "\"operator_version\":\"1.0.0\",\"parameters\":{\"column\":\"gr\",\"window\":5}},"
            "\"metadata\":{\"position\":[0,0],\"cache_enabled\":true,\"tags\":[]}}");
    }
    mr_buf_puts(&text, "]}");
    return mr_buf_take(&text, NULL);
}

static void node_limit_is_10000(void **state)
{
    char *text = chain(10000);
    mr_dag *dag = decode(text);
    (void)state;

    assert_int_equal(dag->n_nodes, 10000);
    assert_ptr_equal(mr_dag_find(dag, "n9999"), &dag->nodes[9999]);
    mr_dag_free(dag);
    free(text);
    text = chain(10001);
    refused(text, "dag.too_large", "document: nodes has 10001 nodes, more than the limit of 10000",
            1);
    free(text);
}

static void names_have_up_to_200_characters(void **state)
{
    char name[603] = "\"";
    (void)state;

    for (int i = 0; i < 200; i++) // characters, not bytes
        memcpy(name + 1 + 2 * i, "é", 2);
    memcpy(name + 401, "\"", 2);
    char *text = patched("/nodes/0/name", name);
    mr_dag_free(decode(text));
    free(text);
    memcpy(name + 401, "x\"", 3);
    text = patched("/nodes/0/name", name);
    mr_diagnostics problems;
    mr_dag *dag;
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(mr_str_of(text), &dag, &problems), MR_EINVALID);
    assert_string_equal(problems.at[0].code, "dag.too_large");
    assert_contains(problems.at[0].message, "name has 201 characters, more than the limit of 200");
    mr_diagnostics_clear(&problems);
    free(text);
}

static void nesting_over_64_is_too_large(void **state)
{
    mr_diagnostics problems;
    json_t *document = json_loads(document_full, 0, NULL), *deep = json_array();
    mr_dag *dag;
    (void)state;

    for (int i = 0; i < 62; i++) {
        json_t *outer = json_array();
        json_array_append_new(outer, deep);
        deep = outer;
    }
    json_object_set_new(document, "x_deep", deep); // 63 lists in the object: 64 levels
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode_json(document, &dag, &problems), MR_OK);
    mr_dag_free(dag);
    json_array_append_new(deep, json_true());
    json_t *outer = json_array();
    json_array_append(outer, deep);
    json_object_set_new(document, "x_deep", outer);
    assert_int_equal(mr_dag_decode_json(document, &dag, &problems), MR_EINVALID);
    assert_string_equal(problems.at[0].code, "dag.too_large");
    assert_contains(problems.at[0].message, "deeper than 64 levels");
    char *text = json_dumps(document, 0);
    json_decref(document);
    mr_diagnostics_clear(&problems);
    refused(text, "dag.too_large", "nested deeper than 64 levels", 1);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_malformed_shape_is_said),
        cmocka_unit_test(problem_carries_line_column_and_node),
        cmocka_unit_test(pointers_escape_and_find_odd_keys),
        cmocka_unit_test(all_problems_come_at_once),
        cmocka_unit_test(text_that_is_no_document),
        cmocka_unit_test(node_limit_is_10000),
        cmocka_unit_test(names_have_up_to_200_characters),
        cmocka_unit_test(nesting_over_64_is_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
