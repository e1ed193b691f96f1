// Wells and zones of a table: order of first appearance, nulls, depth, places.
#include "mudrock/tabular.h"

#include "operators/cases.h"

typedef struct columns {
    mr_arena *arena;
    mr_table *table;
    const mr_column *well, *zone, *depth;
} columns;

static int set_up(void **state)
{
    columns *c = calloc(1, sizeof *c);
    json_t *json = json_loads(
        "{\"columns\": [{\"name\": \"well\", \"type\": \"utf8\"},"
        " {\"name\": \"zone\", \"type\": \"utf8\"}, {\"name\": \"depth\", \"type\": \"float64\"}],"
        " \"rows\": [[\"B\", \"low\", 9], [\"A\", \"x\", null], [\"B\", \"top\", 1], [null, \"y\", "
        "5],"
        "            [\"A\", \"z\", 2], [\"B\", \"low\", 1], [\"B\", null, 4], [null, \"y\", 3]]}",
        0, NULL);

    c->arena = mr_arena_new();
    c->table = table_of_json(json);
    c->well = mr_table_find(c->table, "well");
    c->zone = mr_table_find(c->table, "zone");
    c->depth = mr_table_find(c->table, "depth");
    json_decref(json);
    *state = c;
    return 0;
}

static int tear_down(void **state)
{
    columns *c = *state;

    mr_table_unref(c->table);
    mr_arena_free(c->arena);
    free(c);
    return 0;
}

static void expect(const mr_group *group, const char *name, size_t n, const int64_t *rows)
{
    if (name)
        assert_string_equal(group->name, name);
    else
        assert_null(group->name);
    assert_int_equal(group->n, n);
    assert_memory_equal(group->rows, rows, n * sizeof *rows);
}

static void wells_come_in_order_of_first_appearance(void **state)
{
    columns *c = *state;
    const mr_groups g = mr_groups_wells(8, c->well, NULL, c->arena);

    assert_int_equal(g.n, 3);
    expect(&g.at[0], "B", 4, (const int64_t[]){0, 2, 5, 6});
    expect(&g.at[1], "A", 2, (const int64_t[]){1, 4});
    expect(&g.at[2], NULL, 2, (const int64_t[]){3, 7});
    assert_null(g.at[0].depth);
}

// Row 1 has no depth and takes no part, so the nameless well now comes before A.
static void with_depth_rows_are_sorted_and_nulls_left_out(void **state)
{
    columns *c = *state;
    const mr_groups g = mr_groups_wells(8, c->well, c->depth, c->arena);

    assert_int_equal(g.n, 3);
    expect(&g.at[0], "B", 4, (const int64_t[]){2, 5, 6, 0}); // 1, 1, 4, 9: stable
    expect(&g.at[1], NULL, 2, (const int64_t[]){7, 3});
    expect(&g.at[2], "A", 1, (const int64_t[]){4});
    assert_true(g.at[0].depth[0] == 1 && g.at[0].depth[3] == 9);
    assert_false(g.at[0].whole);
}

static void zones_know_their_places_in_the_well(void **state)
{
    columns *c = *state;
    const mr_groups wells = mr_groups_wells(8, c->well, c->depth, c->arena);
    const mr_groups zones = mr_groups_zones(&wells.at[0], c->zone, c->arena);

    assert_int_equal(zones.n, 2); // row 6 has none
    expect(&zones.at[0], "top", 1, (const int64_t[]){2});
    expect(&zones.at[1], "low", 2, (const int64_t[]){5, 0});
    assert_true(zones.at[1].places[0] == 1 && zones.at[1].places[1] == 3);
    assert_true(zones.at[1].depth[0] == 1 && zones.at[1].depth[1] == 9);
}

static void without_wells_all_is_one(void **state)
{
    columns *c = *state;
    const mr_groups all = mr_groups_wells(8, NULL, NULL, c->arena);
    const mr_groups sorted = mr_groups_wells(8, NULL, c->depth, c->arena);
    const mr_groups none = mr_groups_wells(0, NULL, NULL, c->arena);

    assert_int_equal(all.n, 1);
    assert_true(all.at[0].whole);
    assert_ptr_equal(mr_group_reals(&all.at[0], c->depth, c->arena), mr_column_f64(c->depth));
    assert_false(sorted.at[0].whole);
    expect(&sorted.at[0], NULL, 7, (const int64_t[]){2, 5, 4, 7, 6, 3, 0});
    assert_int_equal(none.n, 1);
    assert_int_equal(none.at[0].n, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(wells_come_in_order_of_first_appearance),
        TEST(with_depth_rows_are_sorted_and_nulls_left_out),
        TEST(zones_know_their_places_in_the_well),
        TEST(without_wells_all_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
