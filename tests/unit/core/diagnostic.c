// The list of problems: text copied, counted, related nodes, JSON.
#include "mudrock/diagnostic.h"

#include <jansson.h>

#include "core/check.h"
#include "mudrock/json.h"
#include "mudrock/text.h"

static void adds_count_and_copy(void **state)
{
    mr_diagnostics list;
    char id[] = "n1";
    char longer[600];
    (void)state;

    mr_diagnostics_init(&list);
    mr_diagnose(&list, MR_SEVERITY_ERROR, "dag.cycle", id, "%s → %s", "A", "B");
    id[0] = 'X';
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    for (int i = 0; i < 100; i++)
        mr_diagnose(&list, MR_SEVERITY_WARNING, "dag.unreachable", NULL, "%s", longer);
    assert_int_equal(list.n, 101);
    assert_int_equal(list.errors, 1);
    assert_string_equal(list.at[0].message, "A → B");
    assert_string_equal(list.at[0].node_id, "n1");
    assert_string_equal(list.at[100].message, longer);
    mr_diagnostics_clear(&list);
    assert_int_equal(list.n, 0);
}

static void relates_any_number_of_nodes(void **state)
{
    mr_diagnostics list;
    char id[16];
    (void)state;

    mr_diagnostics_init(&list);
    mr_diagnostic *d = mr_diagnose(&list, MR_SEVERITY_ERROR, "dag.cycle", "a", "x");
    for (int i = 0; i < 37; i++) {
        (void)snprintf(id, sizeof id, "n%d", i);
        mr_diagnostic_relate(&list, d, id);
    }
    assert_int_equal(d->n_related, 37);
    assert_string_equal(d->related_node_ids[0], "n0");
    assert_string_equal(d->related_node_ids[36], "n36");
    mr_diagnostics_clear(&list);
}

static void to_json_has_every_member(void **state)
{
    mr_diagnostics list;
    mr_buf text = {0};
    (void)state;

    mr_diagnostics_init(&list);
    mr_diagnostic *d =
        mr_diagnose(&list, MR_SEVERITY_ERROR, "schema.missing_column", "n1", "no %s", "gr");
    mr_diagnostic_relate(&list, d, "n0");
    d->column = "gr";
    d->pointer = "/nodes/0";
    d->hint = "grc is there";
    mr_diagnose(&list, MR_SEVERITY_WARNING, "dag.empty", NULL, "cut \xc3");
    json_t *value = mr_diagnostics_to_json(&list);
    mr_json_write(value, 0, &text);
    assert_string_equal(
        text.at, "[{\"code\":\"schema.missing_column\",\"severity\":\"error\",\"node_id\":\"n1\","
                 "\"related_node_ids\":[\"n0\"],\"column\":\"gr\",\"pointer\":\"/nodes/0\","
                 "\"message\":\"no gr\",\"hint\":\"grc is there\"},"
                 "{\"code\":\"dag.empty\",\"severity\":\"warning\",\"node_id\":null,"
                 "\"related_node_ids\":[],\"column\":null,\"pointer\":null,"
                 "\"message\":\"cut \",\"hint\":null}]");
    mr_buf_clear(&text);
    json_decref(value);
    mr_diagnostics_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_count_and_copy),
        cmocka_unit_test(relates_any_number_of_nodes),
        cmocka_unit_test(to_json_has_every_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
