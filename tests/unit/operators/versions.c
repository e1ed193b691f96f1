// Operators in several versions: which one is meant, and that a migration does the same.
#include "operators/random_table.h"

static void the_newest_is_meant(void **state)
{
    (void)state;
    assert_string_equal(mr_operator_find("permeability_timur", NULL)->version, "1.0.0");
    assert_string_equal(mr_operator_find("permeability_timur", "0.9.0")->version, "0.9.0");
    assert_null(mr_operator_find("permeability_timur", "0.8.0"));
}

// What a deprecated version names as its replacement is there, and newer.
static void replacements_exist(void **state)
{
    size_t deprecated = 0;
    (void)state;

    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        if (!op->replacement_version) {
            assert_null(op->migrate);
            assert_ptr_equal(mr_operator_find(op->id, NULL), op);
            continue;
        }
        const mr_operator *next = mr_operator_find(op->id, op->replacement_version);
        assert_non_null(next);
        assert_ptr_not_equal(next, op);
        assert_string_equal(next->family, op->family);
        assert_int_equal(next->category, op->category);
        deprecated++;
    }
    assert_in_range(deprecated, 1, 100);
}

static const mr_column *result(const mr_operator *op, json_t *params, mr_table *table)
{
    mr_error err;
    mr_table *out = run_operator(op, params, &table, 1, &err);

    if (!out)
        fail_msg("%s@%s: %s %s", op->id, op->version, err.where, err.message);
    const mr_column *column = mr_column_ref(out->columns[out->n - 1]);
    mr_table_unref(out);
    return column;
}

// The same column from the old version and, with migrated parameters, from its replacement.
static void check_same(const mr_operator *op, const char *text, mr_table *table)
{
    json_t *params = text ? json_loads(text, 0, NULL) : NULL;
    json_t *migrated = op->migrate(params);

    assert_non_null(migrated);
    const mr_column *old = result(op, params, table);
    const mr_column *new =
        result(mr_operator_find(op->id, op->replacement_version), migrated, table);
    assert_string_equal(old->field.name, new->field.name);
    for (int64_t i = 0; i < table->rows; i++)
        if (!close_enough(mr_column_real(new, i), mr_column_real(old, i), 1e-12))
            fail_msg("%s, row %d: %.17g, was %.17g", text ? text : "nothing", (int)i,
                     mr_column_real(new, i), mr_column_real(old, i));
    mr_column_unref(old);
    mr_column_unref(new);
    json_decref(migrated);
    json_decref(params);
}

static void migration_does_the_same(void **state)
{
    static const char *const all[] = {
        NULL,
        "{}",
        "{\"a\": 100}",
        "{\"b\": 3, \"c\": 3}",
        "{\"a\": 0, \"b\": -1, \"c\": 0.5, \"output_column\": \"k\", \"phie_column\": \"phie\"}",
    };
    const mr_operator *op = mr_operator_find("permeability_timur", "0.9.0");
    mr_arena *arena = mr_arena_new();
    mr_args *args;
    (void)state;

    assert_int_equal(mr_args_read(op, NULL, arena, &args, NULL, NULL), MR_OK);
    mr_table *table = random_table(args, 500, 3, PLAUSIBLE);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        check_same(op, all[i], table);
    mr_table_unref(table);
    mr_arena_free(arena);
}

static void what_cannot_be_migrated_is_not(void **state)
{
    const mr_operator *op = mr_operator_find("permeability_timur", "0.9.0");
    static const char *const bad[] = {"{\"a\": \"x\"}", "{\"b\": null}", "{\"a\": 1, \"b\": -1e9}"};
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        json_t *params = json_loads(bad[i], 0, NULL);
        assert_null(op->migrate(params));
        json_decref(params);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_is_meant),
        cmocka_unit_test(replacements_exist),
        cmocka_unit_test(migration_does_the_same),
        cmocka_unit_test(what_cannot_be_migrated_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
