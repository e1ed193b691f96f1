// Types, fields, schemas and their JSON.
#include "mudrock/schema.h"

#include <jansson.h>

#include "core/check.h"
#include "mudrock/json.h"

static void type_names_go_both_ways(void **state)
{
    mr_type type = MR_ANY;
    (void)state;

    assert_string_equal(mr_type_name(MR_LIST_FLOAT64), "list<float64>");
    for (int i = MR_ANY; i <= MR_LIST_FLOAT64; i++) {
        assert_true(mr_type_parse(mr_type_name((mr_type)i), &type));
        assert_int_equal(type, i);
    }
    assert_false(mr_type_parse("Float64", &type));
    assert_false(mr_type_parse("", &type));
    assert_false(mr_type_parse(NULL, &type));
}

static void widening_is_the_table_of_the_contract(void **state)
{
    (void)state;
    for (int from = MR_UTF8; from <= MR_LIST_FLOAT64; from++)
        for (int to = MR_UTF8; to <= MR_LIST_FLOAT64; to++) {
            bool wanted =
                from == to || (from == MR_INT32 && (to == MR_INT64 || to == MR_FLOAT64)) ||
                (from == MR_INT64 && to == MR_FLOAT64) || (from == MR_FLOAT32 && to == MR_FLOAT64);
            assert_int_equal(mr_type_widens((mr_type)from, (mr_type)to), wanted);
        }
    assert_true(mr_type_widens(MR_UTF8, MR_ANY));
    assert_false(mr_type_widens(MR_ANY, MR_UTF8));
    assert_true(mr_type_is_number(MR_INT32));
    assert_false(mr_type_is_number(MR_BOOL));
    assert_false(mr_type_is_number(MR_TIMESTAMP));
}

static mr_schema *sample(mr_arena *arena)
{
    const mr_schema empty = {0};
    mr_schema *schema = mr_schema_copy(arena, &empty, 3);

    mr_schema_put(schema, (mr_field){.name = "well_id", .type = MR_UTF8, .origin = -1});
    mr_schema_put(schema, (mr_field){.name = "gr",
                                     .type = MR_FLOAT64,
                                     .nullable = true,
                                     .unit = "gAPI",
                                     .quantity = "gamma_ray",
                                     .origin = 0});
    return schema;
}

static void put_adds_or_overwrites_in_place(void **state)
{
    mr_arena *arena = mr_arena_new();
    mr_schema *schema = sample(arena);
    (void)state;

    mr_schema_put(schema, (mr_field){.name = "well_id", .type = MR_INT64, .origin = 4});
    assert_int_equal(schema->n, 2);
    assert_int_equal(schema->fields[0].type, MR_INT64);
    mr_schema_put(schema, (mr_field){.name = "vsh", .type = MR_FLOAT64});
    assert_int_equal(schema->n, 3);
    assert_ptr_equal(mr_schema_find(schema, "vsh"), &schema->fields[2]);
    assert_null(mr_schema_find(schema, "GR"));
    mr_arena_free(arena);
}

static void copy_is_deep(void **state)
{
    mr_arena *first = mr_arena_new(), *second = mr_arena_new();
    mr_schema *copy = mr_schema_copy(second, sample(first), 1);
    (void)state;

    mr_arena_free(first);
    assert_int_equal(copy->n, 2);
    assert_string_equal(copy->fields[1].name, "gr");
    assert_string_equal(copy->fields[1].unit, "gAPI");
    assert_string_equal(copy->fields[1].quantity, "gamma_ray");
    assert_null(copy->fields[0].unit);
    mr_schema_put(copy, (mr_field){.name = "more"});
    assert_int_equal(copy->n, 3);
    mr_arena_free(second);
}

static void json_forms(void **state)
{
    mr_arena *arena = mr_arena_new();
    mr_schema *schema = sample(arena);
    json_t *value = mr_schema_to_json(schema);
    mr_buf text = {0};
    (void)state;

    mr_json_write(value, 0, &text);
    assert_string_equal(text.at,
                        "[{\"name\":\"well_id\",\"type\":\"utf8\",\"nullable\":false,\"unit\":null,"
                        "\"quantity\":null},"
                        "{\"name\":\"gr\",\"type\":\"float64\",\"nullable\":true,\"unit\":\"gAPI\","
                        "\"quantity\":\"gamma_ray\"}]");
    assert_string_equal(
        mr_schema_to_arrow_json(arena, schema),
        "{\"fields\":[{\"name\":\"well_id\",\"type\":\"utf8\",\"nullable\":false,\"metadata\":{}},"
        "{\"name\":\"gr\",\"type\":\"float64\",\"nullable\":true,"
        "\"metadata\":{\"unit\":\"gAPI\",\"quantity\":\"gamma_ray\"}}]}");
    mr_buf_clear(&text);
    json_decref(value);
    mr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type_names_go_both_ways),
        cmocka_unit_test(widening_is_the_table_of_the_contract),
        cmocka_unit_test(put_adds_or_overwrites_in_place),
        cmocka_unit_test(copy_is_deep),
        cmocka_unit_test(json_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
