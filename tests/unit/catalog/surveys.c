// Surveys of wells: versions of a file, names, which one is read.
#include "fixture.h"

static void add_well(struct fixture *f, const char *well_id, char id[37])
{
    const double none = (double)NAN;
    const mr_well_row well = {.well_id = well_id,
                              .latitude = none,
                              .longitude = none,
                              .x = none,
                              .y = none,
                              .kb_elevation = none,
                              .total_depth = none};

    assert_ok(mr_well_put(f->catalog, f->project, &well, id, why));
}

static mr_survey_row survey(const char *name, const char *key, const char *digest, int64_t stations)
{
    return (mr_survey_row){.name = name,
                           .object_key = digest,
                           .digest = digest,
                           .source_name = "s.csv",
                           .source_format = "Deviation survey",
                           .source_digest = digest,
                           .source_key = key,
                           .stations = stations,
                           .depth_min = 0,
                           .depth_max = 100};
}

static void put(struct fixture *f, const char *well, mr_survey_row row)
{
    assert_ok(mr_survey_put(f->catalog, well, &row, why));
}

static void a_changed_file_takes_its_own_place(void **state)
{
    struct fixture *f = *state;
    char well[37];
    mr_survey_source source;
    mr_survey_row row = survey("dev", "a.csv#W", "one", 5);

    add_well(f, "W", well);
    assert_ok(mr_survey_of_source(f->catalog, f->project, &row, f->arena, &source, why));
    assert_null(source.well_id);
    put(f, well, row);
    assert_ok(mr_survey_of_source(f->catalog, f->project, &row, f->arena, &source, why));
    assert_string_equal(source.well_id, "W");
    assert_true(source.same_bytes);
    // the same bytes elsewhere, of the same well as the file says it
    row.source_key = "b.csv#W";
    assert_ok(mr_survey_of_source(f->catalog, f->project, &row, f->arena, &source, why));
    assert_true(source.same_bytes);
    row.source_key = "b.csv#V";
    assert_ok(mr_survey_of_source(f->catalog, f->project, &row, f->arena, &source, why));
    assert_null(source.well_id);
    // other bytes at the same place
    row = survey("dev", "a.csv#W", "two", 6);
    assert_ok(mr_survey_of_source(f->catalog, f->project, &row, f->arena, &source, why));
    assert_string_equal(source.name, "dev");
    assert_false(source.same_bytes);
    put(f, well, row);
    assert_string_equal(ask(f, "SELECT group_concat(name || stations) FROM well_trajectories"),
                        "dev6");
    // another file of that name
    put(f, well, survey("dev", "c/a.csv#W", "three", 1));
    assert_string_equal(
        ask(f, "SELECT group_concat(name) FROM (SELECT name FROM well_trajectories ORDER BY name)"),
        "dev,dev_2");
}

static void one_survey_is_read(void **state)
{
    struct fixture *f = *state;
    char a[37], b[37];
    size_t n = 0;
    mr_well_survey *found = NULL;
    const char *ids[] = {"B", "nobody", "A"};
    mr_error err = {0};

    add_well(f, "A", a);
    add_well(f, "B", b);
    put(f, a, survey("short", "1#", "one", 5));
    put(f, a, survey("long", "2#", "two", 50));
    assert_ok(mr_survey_find(f->catalog, f->project, NULL, f->arena, &n, &found, why));
    assert_int_equal(n, 1); // B has none
    assert_string_equal(found[0].name, "long");
    assert_string_equal(found[0].passed, "short");
    assert_false(found[0].definitive);
    assert_ok(mr_survey_choose(f->catalog, f->project, "A", "short", why));
    assert_int_equal(mr_survey_choose(f->catalog, f->project, "A", "none", &err), MR_ENOTFOUND);
    assert_ok(
        mr_survey_find(f->catalog, f->project, &(mr_names){3, ids}, f->arena, &n, &found, why));
    assert_int_equal(n, 3);
    assert_true(found[0].known);
    assert_null(found[0].object_key);
    assert_false(found[1].known);
    assert_string_equal(found[2].name, "short");
    assert_true(found[2].definitive);
}

static void a_survey_comes_back(void **state)
{
    struct fixture *f = *state;
    char well[37], deleted[37];
    json_t *rows = NULL;

    add_well(f, "W", well);
    put(f, well, survey("dev", "a.csv#", "one", 5));
    assert_ok(mr_delete(f->catalog, f->project, "survey", "W/dev", deleted, why));
    assert_string_equal(ask(f, "SELECT count(*) FROM well_trajectories"), "0");
    assert_ok(mr_undelete(f->catalog, f->project, deleted, why));
    assert_ok(mr_survey_list(f->catalog, f->project, "W", &rows, why));
    assert_int_equal(json_array_size(rows), 1);
    assert_string_equal(get(f, json_array_get(rows, 0), "name"), "dev");
    json_decref(rows);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_changed_file_takes_its_own_place),
        CASE(one_survey_is_read),
        CASE(a_survey_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
