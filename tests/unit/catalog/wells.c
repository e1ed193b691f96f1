// Projects, wells, logs, markers, tables.
#include "fixture.h"

static void projects_are_made_and_found(void **state)
{
    struct fixture *f = *state;
    json_t *row = NULL, *list = NULL;
    char id[37];
    mr_error err = {0};

    assert_ok(mr_project_get(f->catalog, "demo", &row, why));
    assert_string_equal(get(f, row, "id"), f->project);
    assert_string_equal(get(f, row, "description"), "A project");
    assert_string_equal(get(f, row, "depth_unit"), "m");
    assert_string_equal(get(f, row, "units"), "{}");
    assert_string_equal(get(f, row, "wells"), "0");
    assert_string_equal(get(f, row, "pipelines"), "0");
    json_decref(row);
    assert_ok(mr_project_get(f->catalog, f->project, &row, why));
    json_decref(row);
    row = NULL;
    assert_int_equal(mr_project_get(f->catalog, "nobody", &row, &err), MR_ENOTFOUND);
    assert_non_null(strstr(err.message, "nobody"));
    assert_null(row);

    assert_int_equal(mr_project_create(f->catalog, "demo", NULL, id, &err), MR_ECONFLICT);
    assert_non_null(strstr(err.message, "\"demo\""));
    assert_int_equal(mr_project_create(f->catalog, "", NULL, id, NULL), MR_EUSAGE);
    assert_ok(mr_project_create(f->catalog, "'; DROP TABLE projects; --", NULL, id, why));
    assert_ok(mr_project_create(f->catalog, f->project, NULL, id, why)); // another's id as a name
    assert_ok(mr_project_get(f->catalog, f->project, &row, why));
    assert_string_equal(get(f, row, "name"), "demo");
    json_decref(row);
    assert_ok(mr_project_list(f->catalog, &list, why));
    assert_int_equal(json_array_size(list), 3);
    assert_string_equal(get(f, json_array_get(list, 0), "name"), "'; DROP TABLE projects; --");
    json_decref(list);
}

static mr_well_row plain_well(const char *well_id)
{
    const double none = (double)NAN;

    return (mr_well_row){.well_id = well_id,
                         .latitude = none,
                         .longitude = none,
                         .x = none,
                         .y = none,
                         .kb_elevation = none,
                         .total_depth = none};
}

static void add_well(struct fixture *f, const char *well_id, char id[37])
{
    mr_well_row well = plain_well(well_id);

    assert_ok(mr_well_put(f->catalog, f->project, &well, id, why));
}

static void wells_are_completed_not_overwritten(void **state)
{
    struct fixture *f = *state;
    char id[37], again[37];
    json_t *row = NULL, *header = json_pack("{s:{s:s}}", "well", "COMP", "ACME");
    mr_well_row well = plain_well("W-1");

    well.well_name = "Well \xc3\xb8 1";
    well.depth_unit = "ft";
    well.latitude = 61.25;
    well.header = header;
    assert_ok(mr_well_put(f->catalog, f->project, &well, id, why));
    mr_well_row more = plain_well("W-1");
    more.uwi = "NO 1/2-3";
    more.kb_elevation = 25;
    assert_ok(mr_well_put(f->catalog, f->project, &more, again, why));
    assert_string_equal(id, again);

    assert_ok(mr_well_get(f->catalog, f->project, "W-1", &row, why));
    static const char *const expected[][2] = {
        {"well_id", "W-1"},    {"well_name", "Well \xc3\xb8 1"},
        {"uwi", "NO 1/2-3"},   {"latitude", "61.25"},
        {"longitude", "null"}, {"kb_elevation", "25.0"},
        {"depth_unit", "ft"},  {"header", "{\"well\":{\"COMP\":\"ACME\"}}"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(get(f, row, expected[i][0]), expected[i][1]);
    json_decref(row);

    row = NULL;
    assert_int_equal(mr_well_get(f->catalog, f->project, "W-2", &row, NULL), MR_ENOTFOUND);
    mr_error err = {0};
    assert_int_equal(
        mr_well_put(f->catalog, "01890000-0000-7000-8000-000000000000", &well, id, &err),
        MR_ENOTFOUND);
    assert_non_null(strstr(err.message, "project"));
    // A well without a name bears its id.
    add_well(f, "A-9", id);
    json_t *list = NULL;
    assert_ok(mr_well_list(f->catalog, f->project, NULL, &list, why));
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(get(f, json_array_get(list, 0), "well_name"), "A-9");
    assert_string_equal(get(f, json_array_get(list, 1), "well_id"), "W-1");
    assert_string_equal(get(f, json_array_get(list, 1), "logs"), "0");
    json_decref(list);
    json_decref(header);
}

static const mr_curve_row curves[] = {
    {"depth", "DEPT", "m", NULL, "depth", 100, 0, 1000, 1099, 1049.5},
    {"gr", "GR", "gAPI", "Gamma", "gamma_ray", 100, 7, 12.5, 180, 75},
    {"rem", "REM", NULL, NULL, NULL, 100, 100, (double)NAN, (double)NAN, (double)NAN},
};

static mr_log_row log_row(struct fixture *f, const char *well_id, const char *type,
                          const char *digest)
{
    return (mr_log_row){
        .log_type = type,
        .object_key =
            mr_arena_printf(f->arena, "project/wells/%s/logs_%s.%s.parquet", well_id, type, digest),
        .digest = digest,
        .source_name = "a.las",
        .source_format = "las",
        .source_digest = mr_arena_printf(f->arena, "of-%s", digest),
        .rows = 100,
        .depth_min = 1000,
        .depth_max = 1099,
        .n_curves = 3,
        .curves = curves,
    };
}

static bool add_log(struct fixture *f, const char *well, const char *well_id, const char *type,
                    const char *digest)
{
    mr_log_row log = log_row(f, well_id, type, digest);
    bool added = false;

    assert_ok(mr_log_put(f->catalog, well, &log, &added, why));
    return added;
}

static void logs_supersede_each_other(void **state)
{
    struct fixture *f = *state;
    char well[37];
    json_t *list = NULL;

    add_well(f, "W-1", well);
    assert_true(add_log(f, well, "W-1", "composite", "d1"));
    assert_false(add_log(f, well, "W-1", "composite", "d1"));
    assert_true(add_log(f, well, "W-1", "core", "d1"));
    assert_true(add_log(f, well, "W-1", "composite", "d2"));
    assert_string_equal(ask(f, "SELECT group_concat(log_type || digest || (superseded_at IS NULL), "
                               "' ') FROM (SELECT * FROM "
                               "well_logs ORDER BY log_type, digest)"),
                        "composited10 composited21 cored11");
    // The first file again: its row is current again, and there is still one of each.
    assert_true(add_log(f, well, "W-1", "composite", "d1"));
    assert_string_equal(ask(f, "SELECT group_concat(log_type || digest || (superseded_at IS NULL), "
                               "' ') FROM (SELECT * FROM "
                               "well_logs ORDER BY log_type, digest)"),
                        "composited11 composited20 cored11");
    assert_string_equal(ask(f, "SELECT count(*) FROM curve_metadata"), "9");

    assert_ok(mr_curve_list(f->catalog, f->project, NULL, &list, why));
    assert_int_equal(json_array_size(list), 6); // current ones only
    const json_t *gr = json_array_get(list, 1);
    static const char *const expected[][2] = {
        {"well_id", "W-1"},       {"log_type", "composite"},
        {"rows", "100"},          {"column_name", "gr"},
        {"mnemonic", "GR"},       {"unit", "gAPI"},
        {"description", "Gamma"}, {"quantity", "gamma_ray"},
        {"position", "1"},        {"count", "100"},
        {"nulls", "7"},           {"min", "12.5"},
        {"max", "180.0"},         {"mean", "75.0"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_string_equal(get(f, gr, expected[i][0]), expected[i][1]);
    assert_string_equal(get(f, json_array_get(list, 2), "min"), "null");
    json_decref(list);
    assert_ok(mr_curve_list(f->catalog, f->project, "W-2", &list, why));
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);

    mr_log_row log = log_row(f, "W-1", "run_1", "d1");
    bool added = true;
    assert_int_equal(mr_log_put(f->catalog, f->project, &log, &added, NULL),
                     MR_ENOTFOUND); // no id of a well
    assert_false(added);
    mr_curve_row twice[] = {curves[1], curves[1]};
    log.curves = twice;
    log.n_curves = 2;
    assert_int_equal(mr_log_put(f->catalog, well, &log, &added, NULL), MR_ECONFLICT);
    assert_string_equal(ask(f, "SELECT count(*) FROM well_logs"), "3"); // nothing half done
}

static void runs_find_their_logs(void **state)
{
    struct fixture *f = *state;
    static const char *const ids[] = {"W-3", "W-1", "W-2"};
    char well[3][37];
    size_t n = 0;
    mr_well_logs *wells = NULL;

    for (int i = 0; i < 3; i++)
        add_well(f, ids[i], well[i]);
    add_log(f, well[0], "W-3", "composite", "d3");
    add_log(f, well[1], "W-1", "composite", "old");
    add_log(f, well[1], "W-1", "composite", "new");
    add_log(f, well[2], "W-2", "core", "d2");

    assert_ok(mr_log_find(f->catalog, f->project, NULL, f->arena, &n, &wells, why));
    assert_int_equal(n, 3); // those that have a current log, by well_id
    assert_string_equal(wells[0].well_id, "W-1");
    assert_int_equal(wells[0].n, 1);
    assert_string_equal(wells[0].logs[0].digest, "new");
    assert_string_equal(wells[0].logs[0].source_digest, "of-new");
    assert_string_equal(wells[1].logs[0].log_type, "core");
    assert_string_equal(wells[2].well_id, "W-3");

    const char *asked[] = {"W-3", "nobody", "W-2", "W-3"};
    assert_ok(
        mr_log_find(f->catalog, f->project, &(mr_names){4, asked}, f->arena, &n, &wells, why));
    assert_int_equal(n, 4);
    assert_true(wells[0].known && !wells[1].known && wells[2].known && wells[3].known);
    assert_string_equal(wells[1].well_id, "nobody");
    assert_int_equal(wells[1].n, 0);
    assert_string_equal(wells[2].well_name, "W-2");
    const mr_log_info *log = &wells[0].logs[0];
    assert_string_equal(wells[3].logs[0].object_key, log->object_key);
    assert_int_equal(log->rows, 100);
    assert_true(log->depth_min == 1000 && log->depth_max == 1099 && log->by_depth);
    assert_int_equal(log->n_curves, 3);
    assert_string_equal(log->curves[1].column, "gr");
    assert_string_equal(log->curves[1].unit, "gAPI");
    assert_string_equal(log->curves[1].quantity, "gamma_ray");
    assert_int_equal(log->curves[1].nulls, 7);
    assert_null(log->curves[2].unit);
    assert_true(isnan(log->curves[2].min));

    json_t *objects = NULL;
    assert_ok(mr_catalog_objects(f->catalog, &objects, why));
    assert_int_equal(json_array_size(objects), 4);
    assert_string_equal(get(f, json_array_get(objects, 0), "digest"), "new");
    assert_string_equal(get(f, json_array_get(objects, 1), "digest"), "old");
    json_decref(objects);
}

static void markers_are_found_by_depth(void **state)
{
    struct fixture *f = *state;
    char id[37];
    json_t *list = NULL;
    mr_marker_row *rows = NULL;
    size_t n = 0;
    static const mr_marker_row markers[] = {
        {"W-2", "Top A", "NN", "tops.csv", 900},     {"W-1", "Top B", NULL, "tops.csv", 1200},
        {"W-1", "Top A", "NN", "tops.csv", 1000},    {"W-1", "Top A", NULL, "tops.csv", 1001},
        {"W-1", "Top A", NULL, "later.csv", 1002.5}, // the same one, corrected
    };

    add_well(f, "W-1", id);
    add_well(f, "W-2", id);
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++)
        assert_ok(mr_marker_put(f->catalog, f->project, &markers[i], why));
    assert_ok(mr_marker_list(f->catalog, f->project, NULL, &list, why));
    assert_int_equal(json_array_size(list), 4);
    static const char *const expected[][4] = {
        {"W-1", "Top A", "1000.0", "NN"},
        {"W-1", "Top A", "1002.5", "null"},
        {"W-1", "Top B", "1200.0", "null"},
        {"W-2", "Top A", "900.0", "NN"},
    };
    for (size_t i = 0; i < 4; i++) {
        const json_t *row = json_array_get(list, i);
        assert_string_equal(get(f, row, "well_id"), expected[i][0]);
        assert_string_equal(get(f, row, "name"), expected[i][1]);
        assert_string_equal(get(f, row, "depth"), expected[i][2]);
        assert_string_equal(get(f, row, "interpreter"), expected[i][3]);
    }
    json_decref(list);
    assert_ok(mr_marker_list(f->catalog, f->project, "W-2", &list, why));
    assert_int_equal(json_array_size(list), 1);
    json_decref(list);

    const char *asked[] = {"W-2", "W-1"};
    assert_ok(
        mr_marker_find(f->catalog, f->project, &(mr_names){2, asked}, f->arena, &n, &rows, why));
    assert_int_equal(n, 4);
    assert_string_equal(rows[0].well_id, "W-2"); // in the order asked
    assert_true(rows[1].depth == 1000 && rows[3].depth == 1200);
    assert_null(rows[2].interpreter);
    assert_string_equal(rows[2].source_name, "later.csv");
    assert_ok(mr_marker_find(f->catalog, f->project, NULL, f->arena, &n, &rows, why));
    assert_int_equal(n, 4);
    assert_string_equal(rows[0].well_id, "W-1");

    mr_marker_row bad = {"nobody", "Top A", NULL, NULL, 1};
    mr_error err = {0};
    assert_int_equal(mr_marker_put(f->catalog, f->project, &bad, &err), MR_ENOTFOUND);
    assert_non_null(strstr(err.message, "nobody"));
    bad = (mr_marker_row){"W-1", "Top A", NULL, NULL, (double)NAN};
    assert_int_equal(mr_marker_put(f->catalog, f->project, &bad, NULL), MR_EPARAM);
}

static void tables_and_surfaces_have_names(void **state)
{
    struct fixture *f = *state;
    json_t *columns = json_pack("[{s:s}]", "name", "x"), *row = NULL, *list = NULL;
    mr_table_row table = {"assays", "table", "k1", "d1", columns, NULL};
    mr_table_row surface = {"top", "surface", "k2", "d2", NULL, columns};

    assert_ok(mr_project_table_put(f->catalog, f->project, &table, why));
    assert_ok(mr_project_table_put(f->catalog, f->project, &surface, why));
    table.digest = "d3";
    assert_ok(mr_project_table_put(f->catalog, f->project, &table, why));
    assert_ok(mr_project_table_get(f->catalog, f->project, "assays", &row, why));
    assert_string_equal(get(f, row, "digest"), "d3");
    assert_string_equal(get(f, row, "columns"), "[{\"name\":\"x\"}]");
    assert_string_equal(get(f, row, "header"), "{}");
    json_decref(row);
    assert_ok(mr_project_table_get(f->catalog, f->project, "top", &row, why));
    assert_string_equal(get(f, row, "kind"), "surface");
    json_decref(row);
    assert_ok(mr_project_table_list(f->catalog, f->project, &list, why));
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(get(f, json_array_get(list, 0), "name"), "assays");
    json_decref(list);
    assert_string_equal(ask(f, "SELECT count(*) FROM surfaces"), "1");
    row = NULL;
    assert_int_equal(mr_project_table_get(f->catalog, f->project, "none", &row, NULL),
                     MR_ENOTFOUND);
    assert_int_equal(mr_project_table_put(f->catalog, "nobody", &table, NULL), MR_ENOTFOUND);
    json_decref(columns);
}

static void a_project_goes_with_all_it_has(void **state)
{
    struct fixture *f = *state;
    char well[37], other[37];
    json_t *row = NULL;
    static const char *const tables[] = {"wells",          "well_logs",      "curve_metadata",
                                         "well_markers",   "project_tables", "pipelines",
                                         "pipeline_nodes", "pipeline_edges", "pipeline_revisions"};

    add_well(f, "W-1", well);
    add_log(f, well, "W-1", "composite", "d1");
    mr_marker_row marker = {"W-1", "Top", NULL, NULL, 10};
    mr_table_row table = {"assays", "table", "k1", "d1", NULL, NULL};
    assert_ok(mr_marker_put(f->catalog, f->project, &marker, why));
    assert_ok(mr_project_table_put(f->catalog, f->project, &table, why));
    save(f, "01890000-0000-7000-8000-00000000000a", "P", 3);
    save(f, "01890000-0000-7000-8000-00000000000a", "P", 2);
    assert_ok(mr_project_create(f->catalog, "other", NULL, other, why));
    assert_ok(mr_project_get(f->catalog, "demo", &row, why));
    assert_string_equal(get(f, row, "wells"), "1");
    assert_string_equal(get(f, row, "pipelines"), "1");
    json_decref(row);

    assert_ok(mr_project_delete(f->catalog, f->project, why));
    assert_int_equal(mr_project_delete(f->catalog, f->project, NULL), MR_ENOTFOUND);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        assert_string_equal(ask(f, mr_arena_printf(f->arena, "SELECT count(*) FROM %s", tables[i])),
                            "0");
    assert_string_equal(ask(f, "SELECT name FROM projects"), "other");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(projects_are_made_and_found),    CASE(wells_are_completed_not_overwritten),
        CASE(logs_supersede_each_other),      CASE(runs_find_their_logs),
        CASE(markers_are_found_by_depth),     CASE(tables_and_surfaces_have_names),
        CASE(a_project_goes_with_all_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
