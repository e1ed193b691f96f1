// Overrides of parameters: which node is meant, what becomes of the value, what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "mudrock/service.h"

static const char TEXT[] =
    "{\"id\":\"d\",\"name\":\"doc\",\"nodes\":["
    "{\"id\":\"n1\",\"name\":\"Logs\",\"dependencies\":[],\"node_type\":{\"type\":\"ingestion\","
    "\"source_type\":{\"source\":\"well_logs\",\"well_ids\":[],\"curve_names\":[\"gr\"]}}},"
    "{\"id\":\"n2\",\"name\":\"V. "
    "sh\",\"dependencies\":[\"n1\"],\"node_type\":{\"type\":\"operator\","
    "\"operator_id\":\"shale_volume_linear\",\"operator_version\":\"1.0.0\",\"parameters\":{\"gr_"
    "min\":20}}},"
    "{\"id\":\"n3\",\"name\":\"Twin\",\"dependencies\":[\"n2\"],\"node_type\":{\"type\":"
    "\"operator\","
    "\"operator_id\":\"shale_volume_linear\",\"operator_version\":\"1.0.0\"}},"
    "{\"id\":\"n4\",\"name\":\"Twin\",\"dependencies\":[\"n3\"],\"node_type\":{\"type\":"
    "\"operator\","
    "\"operator_id\":\"shale_volume_linear\",\"operator_version\":\"1.0.0\",\"parameters\":{}}},"
    "{\"id\":\"n5\",\"name\":\"Out\",\"dependencies\":[\"n4\"],\"node_type\":{\"type\":\"output\","
    "\"output_type\":\"frontend\"}}],\"x-own\":7}";

static mr_dag *document(void)
{
    mr_dag *dag = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_dag_decode(MR_STR(TEXT), &dag, &problems), MR_OK);
    mr_diagnostics_clear(&problems);
    return dag;
}

static const json_t *parameter(const mr_dag *dag, const char *node, const char *name)
{
    return json_object_get(mr_dag_find(dag, node)->parameters, name);
}

static void sets_by_name_and_by_id(void **state)
{
    (void)state;
    mr_dag *dag = document();
    assert_int_equal(mr_override_parameter(&dag, "V. sh.gr_min=35.5", NULL), MR_OK);
    assert_true(json_real_value(parameter(dag, "n2", "gr_min")) == 35.5);
    assert_int_equal(mr_override_parameter(&dag, "n3.gr_max=140", NULL),
                     MR_OK); // had no parameters
    assert_int_equal(json_integer_value(parameter(dag, "n3", "gr_max")), 140);
    assert_null(parameter(dag, "n4", "gr_max"));
    assert_int_equal(json_integer_value(json_object_get(dag->json, "x-own")), 7); // strangers stay
    mr_dag_free(dag);
}

static void reads_the_value_as_json_else_as_text(void **state)
{
    (void)state;
    mr_dag *dag = document();
    assert_int_equal(mr_override_parameter(&dag, "n2.limit=false", NULL), MR_OK);
    assert_int_equal(mr_override_parameter(&dag, "n2.gr_column=sgr", NULL), MR_OK);
    assert_int_equal(mr_override_parameter(&dag, "n2.gr_min_column=null", NULL), MR_OK);
    assert_int_equal(mr_override_parameter(&dag, "n2.list=[1,2]", NULL), MR_OK);
    assert_int_equal(mr_override_parameter(&dag, "n2.odd=a=b", NULL), MR_OK);
    assert_true(json_is_false(parameter(dag, "n2", "limit")));
    assert_string_equal(json_string_value(parameter(dag, "n2", "gr_column")), "sgr");
    assert_true(json_is_null(parameter(dag, "n2", "gr_min_column")));
    assert_int_equal(json_array_size(parameter(dag, "n2", "list")), 2);
    assert_string_equal(json_string_value(parameter(dag, "n2", "odd")), "a=b");
    mr_dag_free(dag);
}

static void refuses_what_it_cannot_place(void **state)
{
    (void)state;
    static const struct {
        const char *assignment;
        mr_status status;
        const char *message; // a part of it
    } cases[] = {
        {"gr_min=20", MR_EUSAGE, "NODE.PARAM=VALUE"},
        {"n2.gr_min", MR_EUSAGE, "NODE.PARAM=VALUE"},
        {"n2.=3", MR_EUSAGE, "NODE.PARAM=VALUE"},
        {".gr_min=3", MR_EUSAGE, "NODE.PARAM=VALUE"},
        {"", MR_EUSAGE, "NODE.PARAM=VALUE"},
        {"Vsh.gr_min=3", MR_ENOTFOUND, "no node \"Vsh\""},
        {"Twin.gr_min=3", MR_EUSAGE, "several nodes"},
        {"Logs.curve_names=3", MR_EUSAGE, "no operator"},
        {"Out.path=3", MR_EUSAGE, "no operator"},
        {"n2.gr_min=\xff", MR_EUSAGE, "UTF-8"},
    };
    mr_dag *dag = document(), *before = dag;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mr_error err = {0};
        assert_int_equal(mr_override_parameter(&dag, cases[i].assignment, &err), cases[i].status);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_ptr_equal(dag, before); // as it was
    }
    mr_dag_free(dag);
}

static void tells_files_from_names(void **state)
{
    (void)state;
    assert_true(mr_is_document_file("a/b"));
    assert_true(mr_is_document_file("quicklook.json"));
    assert_false(mr_is_document_file("Quicklook"));
    assert_false(mr_is_document_file(".json"));
    assert_true(mr_is_document_file(".")); // it exists
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_by_name_and_by_id),
        cmocka_unit_test(reads_the_value_as_json_else_as_text),
        cmocka_unit_test(refuses_what_it_cannot_place),
        cmocka_unit_test(tells_files_from_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
