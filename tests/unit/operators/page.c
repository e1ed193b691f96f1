// The page of an operator, and the table it is printed with.
#include "operators/cases.h"

#include "../../../src/operators/grid.h"
#include "mudrock/manual.h"

static void check_grid(const char *heads, const char *const cells[], const char *want)
{
    mr_arena *arena = mr_arena_new();
    mr_buf out = {0};
    mr_grid grid = mr_grid_new(arena, heads);

    for (size_t i = 0; cells[i]; i++)
        mr_grid_add(&grid, cells[i]);
    mr_grid_print(&grid, &out);
    assert_string_equal(out.at ? out.at : "", want);
    mr_buf_clear(&out);
    mr_arena_free(arena);
}

static void a_table_is_aligned(void **state)
{
    (void)state;
    check_grid("a|name", (const char *const[]){"1", "x", "200", "", NULL},
               "| a   | name |\n"
               "| --- | ---- |\n"
               "| 1   | x    |\n"
               "| 200 |      |\n");
    // Characters count, not bytes; a bar would end the cell.
    check_grid("→ vsh|unit", (const char *const[]){"ünï", "v|v", NULL},
               "| → vsh | unit |\n"
               "| ----- | ---- |\n"
               "| ünï   | v\\|v |\n");
}

static void what_is_empty_is_left_out(void **state)
{
    (void)state;
    check_grid("a|b|c", (const char *const[]){"1", "", "2", "3", "", "4", NULL},
               "| a   | c   |\n"
               "| --- | --- |\n"
               "| 1   | 2   |\n"
               "| 3   | 4   |\n");
    check_grid("a|b", (const char *const[]){NULL}, "");
}

static void a_table_grows(void **state)
{
    mr_arena *arena = mr_arena_new();
    mr_buf out = {0};
    mr_grid grid = mr_grid_new(arena, "n");
    (void)state;

    for (int i = 0; i < 1000; i++)
        mr_grid_add(&grid, mr_arena_printf(arena, "%d", i));
    mr_grid_print(&grid, &out);
    assert_non_null(strstr(out.at, "| 0   |\n| 1   |\n"));
    assert_non_null(strstr(out.at, "| 999 |\n"));
    mr_buf_clear(&out);
    mr_arena_free(arena);
}

static char *page_of(const mr_operator *op, const char *picture)
{
    mr_buf out = {0};

    mr_operator_page(op, picture, &out);
    return mr_buf_take(&out, NULL);
}

static void check_has(const char *page, const char *part)
{
    if (!strstr(page, part))
        fail_msg("no `%s` in\n%s", part, page);
}

// Everything the descriptor says, of an operator with all of it.
static void a_page_has_everything(void **state)
{
    static const char *const parts[] = {
        "# Shale volume, Larionov, Tertiary rocks\n",
        "`shale_volume_larionov_tertiary` 1.0.0: subsurface, family vshale, scalar",
        "Also known as `shale_volume_larionov`.",
        "![Input and output of shale_volume_larionov_tertiary](images/x.svg)",
        "Source: Larionov 1969, Borehole Radiometry.",
        "Nulls and edges: ",
        "| `gr_min` ",
        "at least 0",
        "no, replaces the parameter",
        "shale_volume_larionov_tertiary(gr_column [, gr_min, gr_max, limit])",
        "| well_id | depth ",
        "→ vsh",
    };
    char *page = page_of(mr_operator_find("shale_volume_larionov_tertiary", NULL), "images/x.svg");
    (void)state;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_has(page, parts[i]);
    free(page);
    page = page_of(mr_operator_find("shale_volume_larionov_tertiary", NULL), NULL);
    assert_null(strstr(page, "!["));
    free(page);
}

static void versions_name_each_other(void **state)
{
    const mr_operator *old = mr_operator_find("permeability_timur", "0.9.0"),
                      *new = mr_operator_find("permeability_timur", NULL);
    mr_arena *arena = mr_arena_new();
    (void)state;

    assert_string_equal(mr_operator_page_name(old, arena), "permeability_timur_v0");
    assert_string_equal(mr_operator_page_name(new, arena), "permeability_timur");
    char *page = page_of(old, NULL);
    check_has(page, "**Deprecated: use version 1.0.0**");
    check_has(page, "[1.0.0](permeability_timur.md)");
    assert_null(strstr(page, "## In SQL")); // SQL means the newest
    free(page);
    page = page_of(new, NULL);
    check_has(page, "[0.9.0](permeability_timur_v0.md), which is deprecated");
    assert_null(strstr(page, "**Deprecated"));
    free(page);
    mr_arena_free(arena);
}

// Records with their fields, a default too long for its cell, a table in the place of a list.
static void records_are_told(void **state)
{
    char *page = page_of(mr_operator_find("zone_from_markers", "1.0.0"), NULL);
    (void)state;

    check_has(page, "| `markers[].depth` ");
    check_has(page, "must be given");
    check_has(page, "Default of `markers`: `[{");
    check_has(page, "A table may be connected in the place of `markers`.");
    free(page);
}

// No page lacks a section, and every operator that is tested has an example.
static void every_operator_has_a_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        char *page = page_of(op, NULL);
        json_t *example = mr_operator_example(op);
        if (!example || json_array_size(json_object_get(example, "inputs")) == 0)
            fail_msg("%s has no example", op->id);
        check_has(page, "\n## Formula\n");
        check_has(page, "\n## Example\n");
        check_has(page, op->source);
        assert_null(strstr(page, "(null)"));
        json_decref(example);
        free(page);
    }
}

static void the_list_has_every_page(void **state)
{
    mr_arena *arena = mr_arena_new();
    mr_buf index = {0};
    (void)state;

    mr_operator_index(&index);
    for (size_t i = 0; i < mr_operator_count(); i++)
        check_has(index.at, mr_arena_printf(arena, "(%s.md)",
                                            mr_operator_page_name(mr_operator_at(i), arena)));
    check_has(index.at, "\n## subsurface\n\n### ");
    mr_buf_clear(&index);
    mr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_aligned),
        cmocka_unit_test(what_is_empty_is_left_out),
        cmocka_unit_test(a_table_grows),
        cmocka_unit_test(a_page_has_everything),
        cmocka_unit_test(versions_name_each_other),
        cmocka_unit_test(records_are_told),
        cmocka_unit_test(every_operator_has_a_page),
        cmocka_unit_test(the_list_has_every_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
