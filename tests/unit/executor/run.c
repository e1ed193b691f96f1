// Runs over small hand-made wells: chains, fans, merges, barriers, outputs, and that the number of
// threads changes nothing.
#include "fixture.h"

static const struct curve standard[] = {
    {"depth", "m", depth_m}, {"gr", "gAPI", gr_of}, {"rhob", "g/cm3", rhob_of}, {0}};

static void put_three(struct world *w)
{
    put_well(w, "W-2", 2, 40, standard);
    put_well(w, "W-1", 1, 30, standard);
    put_well(w, "W-3", 3, 20, standard);
}

// Wells sorted by id, rows in file order, the operator's column appended, keys in front.
static void test_chain(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(
        w, DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"gr\",\"rhob\"]") "," OPERATOR(
               "Vsh", "[\"Logs\"]", "shale_volume_linear",
               "\"gr_min\":20,\"gr_max\":120") "," OUTPUT("Out", "[\"Vsh\"]",
                                                          FILE_OF("parquet", "res/all.parquet"))));
    mr_table *t = read_out(w, "out/res/all.parquet");
    assert_int_equal(t->rows, 90);
    assert_int_equal(t->n, 5);
    static const char *const names[] = {"well_id", "depth", "gr", "rhob", "vsh"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(t->columns[i]->field.name, names[i]);
    assert_true(text_is(t, "well_id", 0, "W-1"));
    assert_true(text_is(t, "well_id", 30, "W-2"));
    assert_true(text_is(t, "well_id", 70, "W-3"));
    assert_near(real_at(t, "depth", 30), 1200);
    assert_near(real_at(t, "vsh", 0), (21.0 - 20) / 100);
    assert_near(real_at(t, "vsh", 31), (24.0 - 20) / 100); // W-2, row 1: gr = 20 + 2 + 2
    assert_false(mr_valid(mr_table_find(t, "vsh"), 7));    // gr is null there
    assert_string_equal(mr_table_find(t, "gr")->field.unit, "gAPI");
    mr_table_unref(t);
    assert_int_equal(w->result->rows_in, 90);
    assert_int_equal(w->result->rows_out, 90);
    assert_int_equal(w->result->n_outputs, 1);
    assert_string_equal(w->result->outputs[0].digest, digest(w, "out/res/all.parquet"));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(stats_of(w, i)->state, MR_NODE_COMPLETED);
        assert_int_equal(stats_of(w, i)->rows, 90);
        assert_int_equal(stats_of(w, i)->wells_done, 3);
    }
}

// Two branches of one source have the same rows: their columns stand side by side, twice the same
// depth or not.
static void test_fan_and_merge(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," OPERATOR(
                       "Vsh", "[\"Logs\"]", "shale_volume_linear",
                       "") "," OPERATOR("Phi", "[\"Logs\"]", "porosity_density",
                                        "") "," OUTPUT("Out", "[\"Vsh\",\"Phi\"]",
                                                       FILE_OF("parquet", "m.parquet"))));
    mr_table *t = read_out(w, "out/m.parquet");
    assert_int_equal(t->rows, 90);
    assert_int_equal(t->n, 6);
    assert_near(real_at(t, "phid", 0), (2.65 - 2.21) / (2.65 - 1.0));
    assert_near(real_at(t, "vsh", 1), (23.0 - 20) / 100);
    mr_table_unref(t);
}

static double depth_whole(int well, int64_t row)
{
    (void)well;
    return 100 + (double)row;
}
static double depth_even(int well, int64_t row)
{
    (void)well;
    return 100 + 2 * (double)row;
}
static double row_number(int well, int64_t row)
{
    (void)well;
    return (double)row;
}

// Two sources with rows of their own: a full outer join on well and depth, sorted by well, then
// depth.
static void test_join(void **state)
{
    struct world *w = *state;
    static const struct curve fine[] = {
        {"depth", "m", depth_whole}, {"gr", "gAPI", row_number}, {0}};
    static const struct curve coarse[] = {
        {"depth", "m", depth_even}, {"core", NULL, row_number}, {0}};
    put_log(w, "A", "composite", 0, 4, fine); // 100 101 102 103
    put_log(w, "A", "core", 0, 3, coarse);    // 100 102 104
    put_log(w, "B", "core", 0, 1, coarse);    // only cored
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," LOGS("Core", ",\"log_type\":\"core\"") "," OUTPUT(
                       "Out", "[\"Logs\",\"Core\"]", FILE_OF("parquet", "j.parquet"))));
    mr_table *t = read_out(w, "out/j.parquet");
    assert_int_equal(t->rows, 6);
    static const double depths[] = {100, 101, 102, 103, 104, 100};
    static const double core[] = {0, -1, 1, -1, 2, 0}; // -1: null
    static const double gr[] = {0, 1, 2, 3, -1, -1};
    for (int64_t i = 0; i < 6; i++) {
        assert_near(real_at(t, "depth", i), depths[i]);
        assert_int_equal(mr_valid(mr_table_find(t, "core"), i), core[i] >= 0);
        assert_int_equal(mr_valid(mr_table_find(t, "gr"), i), gr[i] >= 0);
        if (core[i] >= 0)
            assert_near(real_at(t, "core", i), core[i]);
        if (gr[i] >= 0)
            assert_near(real_at(t, "gr", i), gr[i]);
        assert_true(text_is(t, "well_id", i, i < 5 ? "A" : "B"));
    }
    mr_table_unref(t);
}

// Statistics over all wells need all wells at once; a branch beside them does not, and they merge
// without a join.
static void test_barrier(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(
        w,
        DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"rhob\"]") "," OPERATOR(
            "Norm", "[\"Logs\"]", "normalize_minmax",
            "\"column\":\"rhob\",\"scope\":\"all\"") "," OPERATOR("Phi", "[\"Logs\"]",
                                                                  "porosity_density",
                                                                  "") "," OUTPUT("Out",
                                                                                 "[\"Norm\","
                                                                                 "\"Phi\"]",
                                                                                 FILE_OF(
                                                                                     "parquet",
                                                                                     "n."
                                                                                     "parquet"))));
    mr_table *t = read_out(w, "out/n.parquet");
    assert_int_equal(t->rows, 90);
    double least = 2.21, most = 2.22 + 0.039; // W-1 row 0; W-2 row 39: the greatest of all
    for (int64_t i = 0; i < 90; i++)
        assert_near(real_at(t, "normalized", i), (real_at(t, "rhob", i) - least) / (most - least));
    assert_near(real_at(t, "phid", 89), (2.65 - real_at(t, "rhob", 89)) / 1.65);
    mr_table_unref(t);
    assert_int_equal(stats_of(w, 1)->wells, 1);
    assert_int_equal(stats_of(w, 2)->wells, 3);
}

// Without a well column the whole table is one well, so the operator waits for all of them: the
// first row of W-2 has W-1 above it.
static void test_no_well_column(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(
        w,
        DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"rhob\"]") "," OPERATOR(
            "Mean", "[\"Logs\"]", "moving_average",
            "\"column\":\"rhob\",\"window\":3,\"well_column\":null") "," OUTPUT("Out", "[\"Mean\"]",
                                                                                FILE_OF(
                                                                                    "parquet",
                                                                                    "m.parquet"))));
    mr_table *t = read_out(w, "out/m.parquet");
    double around = real_at(t, "rhob", 29) + real_at(t, "rhob", 30) + real_at(t, "rhob", 31);
    assert_near(real_at(t, "filtered", 30), around / 3);
    mr_table_unref(t);
    assert_int_equal(stats_of(w, 1)->wells, 1);
}

// The first rows come with the result, from as many wells as it takes.
static void test_head(void **state)
{
    struct world *w = *state;
    put_well(w, "A", 1, 2, standard);
    put_well(w, "B", 2, 30, standard);
    assert_runs(
        w, DOCUMENT(LOGS("Logs", "") "," OUTPUT("Out", "[\"Logs\"]", FILE_OF("csv", "h.csv"))));
    const mr_table *head = w->result->outputs[0].head;
    assert_int_equal(head->rows, MR_HEAD_ROWS);
    assert_true(text_is(head, "well_id", 1, "A"));
    assert_true(text_is(head, "well_id", 2, "B"));
    assert_near(real_at(head, "depth", 4), depth_m(2, 2));
    assert_int_equal(w->result->outputs[0].rows, 32);
}

static double depth_ft(int well, int64_t row)
{
    return (1000 + 100 * well + 0.5 * (double)row) / 0.3048;
}
static double rhob_si(int well, int64_t row)
{
    return 1000 * rhob_of(well, row);
}

// Depth in feet and density in kg/m3 in one file, metres and g/cm3 in the other: one unit a column
// comes out.
static void test_units(void **state)
{
    struct world *w = *state;
    static const struct curve feet[] = {
        {"depth", "FT", depth_ft}, {"gr", "gAPI", gr_of}, {"rhob", "K/M3", rhob_si}, {0}};
    put_well(w, "F", 1, 40, feet);
    put_well(w, "M", 1, 40, standard);
    assert_runs(w, DOCUMENT(LOGS("Logs", ",\"depth_range\":[1105,1110]") "," OUTPUT(
                       "Out", "[\"Logs\"]", FILE_OF("parquet", "u.parquet"))));
    mr_table *t = read_out(w, "out/u.parquet");
    assert_int_equal(t->rows, 22); // 1105.0 .. 1110.0 by half a metre, both ends in, in both wells
    for (int64_t i = 0; i < 11; i++) {
        assert_near(real_at(t, "depth", i), 1105 + 0.5 * (double)i);
        assert_near(real_at(t, "depth", i), real_at(t, "depth", i + 11));
        assert_near(real_at(t, "rhob", i), real_at(t, "rhob", i + 11));
        assert_near(real_at(t, "rhob", i), rhob_of(1, i + 10));
    }
    assert_string_equal(mr_table_find(t, "rhob")->field.unit, "g/cm3");
    assert_string_equal(mr_table_find(t, "depth")->field.unit, "m");
    mr_table_unref(t);
}

// A curve that one well lacks is null there; by quantity its best other gamma ray stands in.
static void test_missing_curve(void **state)
{
    struct world *w = *state;
    static const struct curve other[] = {{"depth", "m", depth_m}, {"sgr", "gAPI", gr_of}, {0}};
    put_well(w, "A", 1, 5, standard);
    put_well(w, "B", 2, 5, other);
    assert_runs(w, DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"gr\"]") "," OUTPUT(
                       "Out", "[\"Logs\"]", FILE_OF("parquet", "a.parquet"))));
    mr_table *t = read_out(w, "out/a.parquet");
    assert_near(real_at(t, "gr", 4), gr_of(1, 4));
    for (int64_t i = 5; i < 10; i++)
        assert_false(mr_valid(mr_table_find(t, "gr"), i));
    mr_table_unref(t);
    assert_true(warned(w, "well B has no gr"));

    assert_runs(
        w,
        DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"gr\"],\"curve_match\":\"quantity\"") "," OUTPUT(
            "Out", "[\"Logs\"]", FILE_OF("parquet", "b.parquet"))));
    t = read_out(w, "out/b.parquet");
    assert_near(real_at(t, "gr", 9), gr_of(2, 4));
    mr_table_unref(t);
    assert_true(warned(w, "sgr is taken"));
}

static double washout_of(int well, int64_t row)
{
    (void)well;
    return row % 4 == 3;
}

static void test_filters(void **state)
{
    struct world *w = *state;
    static const struct curve flagged[] = {
        {"depth", "m", depth_m}, {"gr", "gAPI", gr_of}, {"washout", NULL, washout_of}, {0}};
    put_well(w, "A", 0, 40, flagged);
    // gr = 20, 22, .. by row, null at rows 7, 17, 27, 37; between 30 and 60 are rows 5 .. 20.
    assert_runs(
        w, DOCUMENT(SOURCE("Logs", "well_logs", ",\"curve_names\":[\"gr\"]",
                           "\"curve_filters\":{\"gr\":{\"min_value\":30,\"max_value\":60,\"exclude_"
                           "nulls\":true}}") "," OUTPUT("Out", "[\"Logs\"]",
                                                        FILE_OF("parquet", "a.parquet"))));
    mr_table *t = read_out(w, "out/a.parquet");
    assert_int_equal(t->rows, 14);
    assert_near(real_at(t, "gr", 0), 30);
    assert_near(real_at(t, "gr", 13), 60);
    mr_table_unref(t);

    assert_runs(
        w, DOCUMENT(SOURCE("Logs", "well_logs", ",\"curve_names\":[\"gr\"]",
                           "\"curve_filters\":{\"gr\":{\"min_value\":30,\"max_value\":60,\"exclude_"
                           "nulls\":false}},"
                           "\"quality_flags\":{\"include_flags\":[],\"exclude_flags\":[\"washout\"]"
                           "}") "," OUTPUT("Out", "[\"Logs\"]", FILE_OF("parquet", "b.parquet"))));
    t = read_out(w, "out/b.parquet");
    assert_int_equal(t->n, 3); // the flag is looked at, not given
    // rows 5 .. 20 and the nulls 7, 17, 27, 37, without 7, 11, 15, 19, 27
    assert_int_equal(t->rows, 16 + 2 - 5);
    mr_table_unref(t);

    assert_runs(w,
                DOCUMENT(SOURCE(
                    "Logs", "well_logs", ",\"curve_names\":[\"gr\"]",
                    "\"depth_range\":[1002,null],\"quality_flags\":{\"include_flags\":[\"washout\"]"
                    ",\"exclude_flags\":[]}") "," OUTPUT("Out", "[\"Logs\"]",
                                                         FILE_OF("parquet", "c.parquet"))));
    t = read_out(w, "out/c.parquet");
    assert_int_equal(t->rows, 9); // rows 7, 11, .. 39
    assert_near(real_at(t, "depth", 0), 1003.5);
    mr_table_unref(t);
}

static void test_outputs(void **state)
{
    struct world *w = *state;
    put_three(w);
    assert_runs(
        w,
        DOCUMENT(LOGS("Logs", "") "," OUTPUT(
            "P", "[\"Logs\"]",
            FILE_OF(
                "parquet",
                "o/p.parquet")) "," OUTPUT("C", "[\"Logs\"]",
                                           FILE_OF(
                                               "csv",
                                               "o/c.csv")) "," OUTPUT("L", "[\"Logs\"]",
                                                                      FILE_OF(
                                                                          "las",
                                                                          "o/las")) "," OUTPUT("F",
                                                                                               "[\""
                                                                                               "Log"
                                                                                               "s\""
                                                                                               "]",
                                                                                               "\"f"
                                                                                               "ron"
                                                                                               "ten"
                                                                                               "d"
                                                                                               "\"")));
    assert_true(exists(w, "out/o/p.parquet"));
    assert_true(exists(w, "out/o/c.csv"));
    assert_int_equal(count_files(w, "out/o/las"), 3);
    assert_true(exists(w, "out/o/las/W-1.las"));
    assert_int_equal(count_files(w, "out"), 5);
    assert_int_equal(w->result->n_outputs, 4);
    assert_string_equal(w->result->outputs[3].path, "project-p/executions/e/F.parquet");
    char *path = NULL;
    assert_ok(mr_object_path(w->objects, w->result->outputs[3].path, &path, why));
    char hex[65];
    assert_ok(mr_sha256_file(path, hex, why));
    assert_string_equal(hex, digest(w, "out/o/p.parquet"));
    free(path);
    mr_table *csv = NULL;
    assert_ok(mr_duck_read_csv(w->session, in(w, "out/o/c.csv"), &csv, why));
    assert_int_equal(csv->rows, 90);
    assert_near(real_at(csv, "rhob", 89), rhob_of(3, 19));
    mr_table_unref(csv);
}

// The same bytes for 1, 2 and 8 threads, of a document with all kinds of stages.
static void test_threads(void **state)
{
    struct world *w = *state;
    static const char *const files[] = {"out/a.parquet", "out/b.csv", "out/c.parquet"};
    char before[3][65];
    for (int i = 0; i < 30; i++)
        put_well(w, mr_arena_printf(w->arena, "W-%02d", i), i, 200 + 37 * (i % 5), standard);
    const char *text = DOCUMENT(
        LOGS("Logs", "") "," OPERATOR("Vsh", "[\"Logs\"]", "shale_volume_linear", "") "," OPERATOR("Smooth", "[\"Logs\"]", "moving_average", "\"column\":\"rhob\"") "," OPERATOR(
            "Norm", "[\"Vsh\",\"Smooth\"]", "normalize_zscore",
            "\"column\":\"vsh\",\"scope\":\"all\"") "," OUTPUT("A", "[\"Vsh\",\"Smooth\"]",
                                                               FILE_OF(
                                                                   "parquet",
                                                                   "a.parquet")) "," OUTPUT("B",
                                                                                            "[\"Smo"
                                                                                            "oth\""
                                                                                            "]",
                                                                                            FILE_OF(
                                                                                                "cs"
                                                                                                "v",
                                                                                                "b."
                                                                                                "cs"
                                                                                                "v")) "," OUTPUT("C",
                                                                                                                 "[\"Norm\"]",
                                                                                                                 FILE_OF(
                                                                                                                     "parquet",
                                                                                                                     "c.parquet")));
    static const size_t threads[] = {1, 2, 8};
    for (size_t k = 0; k < 3; k++) {
        w->options.threads = threads[k];
        assert_runs(w, text);
        for (size_t i = 0; i < 3; i++) {
            const char *hex = digest(w, files[i]);
            if (k > 0)
                assert_string_equal(hex, before[i]);
            snprintf(before[i], sizeof before[i], "%s", hex);
        }
    }
}

// Only the node asked for and what it needs; its result is kept for the front end.
static void test_to_node(void **state)
{
    struct world *w = *state;
    put_three(w);
    w->options.to_node = "Vsh";
    assert_runs(w, DOCUMENT(LOGS("Logs", "") "," OPERATOR(
                       "Vsh", "[\"Logs\"]", "shale_volume_linear",
                       "") "," OPERATOR("Phi", "[\"Vsh\"]", "porosity_density",
                                        "") "," OUTPUT("Out", "[\"Phi\"]",
                                                       FILE_OF("parquet", "x.parquet"))));
    assert_false(exists(w, "out/x.parquet"));
    assert_int_equal(w->result->n_outputs, 1);
    assert_string_equal(w->result->outputs[0].path, "project-p/executions/e/Vsh.parquet");
    assert_int_equal(w->result->outputs[0].rows, 90);
    assert_int_equal(stats_of(w, 2)->state, MR_NODE_SKIPPED);
    assert_int_equal(stats_of(w, 1)->state, MR_NODE_COMPLETED);
}

static void test_wells_asked_for(void **state)
{
    struct world *w = *state;
    const char *asked[] = {"W-3", "W-1"};
    put_three(w);
    w->options.wells = &(mr_names){2, asked};
    const char *text = DOCUMENT(LOGS("Logs", ",\"well_ids\":[\"W-1\",\"W-2\",\"W-3\"]") "," OUTPUT(
        "Out", "[\"Logs\"]", FILE_OF("parquet", "x.parquet")));
    assert_runs(w, text);
    mr_table *t = read_out(w, "out/x.parquet");
    assert_int_equal(t->rows, 50);
    assert_true(text_is(t, "well_id", 0, "W-1"));
    assert_true(text_is(t, "well_id", 49, "W-3"));
    mr_table_unref(t);
}

// Tops beside the logs: every well gets its own, the well without any gets none.
static void test_markers(void **state)
{
    struct world *w = *state;
    put_three(w);
    put_text(w, "data/markers.csv",
             "well_id,name,depth\nW-1,Top A,1105\nW-2,Top A,1205\nW-1,Top B,1110\nX-9,Top A,1\n");
    assert_runs(w,
                DOCUMENT(LOGS("Logs", "") "," SOURCE("Tops", "well_markers", "", "") "," OPERATOR(
                    "Zone", "[\"Logs\",\"Tops\"]", "zone_from_markers",
                    "") "," OUTPUT("Out", "[\"Zone\"]", FILE_OF("parquet", "z.parquet"))));
    mr_table *t = read_out(w, "out/z.parquet");
    assert_int_equal(t->rows, 90);
    const mr_column *zone = mr_table_find(t, "zone");
    assert_false(mr_valid(zone, 9)); // W-1, 1104.5 m
    assert_true(text_is(t, "zone", 10, "Top A"));
    assert_true(text_is(t, "zone", 20, "Top B"));
    assert_false(mr_valid(zone, 30 + 9));
    assert_true(text_is(t, "zone", 30 + 10, "Top A"));
    for (int64_t i = 70; i < 90; i++)
        assert_false(mr_valid(zone, i));
    mr_table_unref(t);
}

// A project table has no wells: it runs before them, and merged with logs it waits for all of them.
static void test_table(void **state)
{
    struct world *w = *state;
    put_three(w);
    put_text(w, "data/cores.csv", "well_id,depth,kh\nW-2,1200,5.5\nW-1,1100.5,7.25\n");
    assert_runs(w,
                DOCUMENT(LOGS("Logs", ",\"curve_names\":[\"gr\"]") "," SOURCE(
                    "Cores", "table", ",\"table_name\":\"cores\"",
                    "") "," OUTPUT("Out", "[\"Logs\",\"Cores\"]",
                                   FILE_OF("parquet",
                                           "t.parquet")) "," OUTPUT("Copy", "[\"Cores\"]",
                                                                    FILE_OF("csv", "cores.csv"))));
    mr_table *t = read_out(w, "out/t.parquet");
    assert_int_equal(t->rows, 90);
    assert_near(real_at(t, "kh", 1), 7.25);
    assert_near(real_at(t, "kh", 30), 5.5);
    assert_false(mr_valid(mr_table_find(t, "kh"), 0));
    mr_table_unref(t);
    assert_true(exists(w, "out/cores.csv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chain, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fan_and_merge, setup, teardown),
        cmocka_unit_test_setup_teardown(test_join, setup, teardown),
        cmocka_unit_test_setup_teardown(test_barrier, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_well_column, setup, teardown),
        cmocka_unit_test_setup_teardown(test_head, setup, teardown),
        cmocka_unit_test_setup_teardown(test_units, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_curve, setup, teardown),
        cmocka_unit_test_setup_teardown(test_filters, setup, teardown),
        cmocka_unit_test_setup_teardown(test_outputs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_threads, setup, teardown),
        cmocka_unit_test_setup_teardown(test_to_node, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wells_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(test_markers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_table, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
