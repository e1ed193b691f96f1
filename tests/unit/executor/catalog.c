// Runs over a project of the catalogue: which wells and logs it has, in what units, tops and
// tables; and what the validator is told of it.
#include "fixture.h"

#include <jansson.h>

static const struct curve standard[] = {
    {"depth", "m", depth_m}, {"gr", "gAPI", gr_of}, {"rhob", "g/cm3", rhob_of}, {0}};

struct project {
    struct world *w;
    mr_catalog *catalog;
    char id[37];
};

static struct project open_project(struct world *w)
{
    struct project p = {.w = w};
    assert_ok(mr_catalog_open(in(w, "mudrock.db"), &p.catalog, why));
    assert_ok(mr_project_create(p.catalog, "Field", NULL, p.id, why));
    w->options.data_folder = NULL;
    w->options.catalog = p.catalog;
    return p;
}

static void close_project(struct project *p)
{
    p->w->options.catalog = NULL;
    mr_catalog_close(p->catalog);
}

static void put_object(struct project *p, const char *key, const mr_table *table, char digest[65])
{
    mr_object_write *write = NULL;
    assert_ok(mr_object_begin(p->w->objects, key, &write, why));
    assert_ok(
        mr_duck_write_table(p->w->session, mr_object_temp(write), MR_DUCK_PARQUET, table, why));
    assert_ok(mr_object_commit(write, digest, why));
}

static void add_well(struct project *p, const char *well_id, const char *depth_unit, char id[37])
{
    const mr_well_row row = {.well_id = well_id,
                             .well_name = mr_arena_printf(p->w->arena, "Well %s", well_id),
                             .depth_unit = depth_unit,
                             .latitude = (double)NAN,
                             .longitude = (double)NAN,
                             .x = (double)NAN,
                             .y = (double)NAN,
                             .kb_elevation = (double)NAN,
                             .total_depth = (double)NAN};
    assert_ok(mr_well_put(p->catalog, p->id, &row, id, why));
}

// As an import does it: the file as an object, and what the catalogue says of it.
static void import_log(struct project *p, const char *well_id, const char *depth_unit, int well,
                       int64_t rows, const struct curve *curves)
{
    char id[37], digest[65];
    add_well(p, well_id, depth_unit, id);
    mr_table *table = mr_table_new(rows);
    mr_curve_row listed[8];
    mr_log_row log = {
        .log_type = "composite", .rows = rows, .curves = listed, .depth_unit = depth_unit};
    for (size_t i = 0; curves[i].name; i++) {
        mr_table_put(table, curve_column(&curves[i], well, rows));
        const mr_column *column = table->columns[i];
        mr_curve_row *row = &listed[log.n_curves++];
        *row =
            (mr_curve_row){.column_name = curves[i].name,
                           .mnemonic = curves[i].name,
                           .unit = curves[i].unit,
                           .quantity = mr_quantity_of(p->w->units, curves[i].name, curves[i].unit),
                           .count = rows,
                           .nulls = column->nulls,
                           .min = (double)INFINITY,
                           .max = -(double)INFINITY};
        for (int64_t k = 0; k < rows; k++) {
            double x = mr_column_real(column, k);
            row->min = x < row->min ? x : row->min;
            row->max = x > row->max ? x : row->max;
            row->mean = row->max;
        }
    }
    log.depth_min = listed[0].min;
    log.depth_max = listed[0].max;
    log.object_key =
        mr_arena_printf(p->w->arena, "project-%s/wells/%s/logs_composite.parquet", p->id, well_id);
    put_object(p, log.object_key, table, digest);
    log.digest = digest;
    log.source_name = "hand";
    log.source_format = "las";
    log.source_digest = digest;
    bool added = false;
    assert_ok(mr_log_put(p->catalog, id, &log, &added, why));
    assert_true(added);
    mr_table_unref(table);
}

static const char *document(struct world *w, const char *project, const char *nodes)
{
    return mr_arena_printf(
        w->arena,
        "{\"id\":\"d\",\"name\":\"Test\",\"project_id\":\"%s\",\"version\":\"1.0.0\","
        "\"metadata\":{\"multiple_outputs\":true},\"nodes\":[%s]}",
        project, nodes);
}

#define TO_FILE(from) OUTPUT("Out", "[\"" from "\"]", FILE_OF("parquet", "x.parquet"))

static double depth_ft(int well, int64_t row)
{
    return depth_m(well, row) / 0.3048;
}

// All wells of the project that have such a log, by id or by name of the project, each in the
// project's units.
static void test_logs(void **state)
{
    struct world *w = *state;
    struct project p = open_project(w);
    static const struct curve feet[] = {{"depth", "ft", depth_ft}, {"gr", "gAPI", gr_of}, {0}};
    char id[37];
    import_log(&p, "B", "ft", 2, 20, feet);
    import_log(&p, "A", "m", 1, 10, standard);
    add_well(&p, "Dry", "m", id);
    const char *const names[] = {p.id, "Field"};
    for (size_t i = 0; i < 2; i++) {
        assert_runs(
            w, document(w, names[i],
                        LOGS("Logs", ",\"curve_names\":[\"gr\",\"rhob\"]") "," TO_FILE("Logs")));
        mr_table *t = read_out(w, "out/x.parquet");
        assert_int_equal(t->rows, 30);
        assert_true(text_is(t, "well_id", 0, "A"));
        assert_true(text_is(t, "well_id", 10, "B"));
        assert_near(real_at(t, "depth", 29), depth_m(2, 19));
        assert_false(mr_valid(mr_table_find(t, "rhob"), 10));
        mr_table_unref(t);
        assert_true(warned(w, "well B has no rhob"));
        assert_false(warned(w, "Dry"));
    }
    close_project(&p);
}

// Wells come in the order the document names them; the LAS file has the well's name, and its file
// the id.
static void test_named_wells(void **state)
{
    struct world *w = *state;
    struct project p = open_project(w);
    import_log(&p, "A", "m", 1, 10, standard);
    import_log(&p, "B", "m", 2, 20, standard);
    import_log(&p, "C", "m", 3, 30, standard);
    assert_runs(w, document(w, p.id,
                            LOGS("Logs", ",\"well_ids\":[\"C\",\"A\"]") "," TO_FILE(
                                "Logs") "," OUTPUT("Las", "[\"Logs\"]", FILE_OF("las", "las"))));
    mr_table *t = read_out(w, "out/x.parquet");
    assert_int_equal(t->rows, 40);
    assert_true(text_is(t, "well_id", 0, "C"));
    assert_true(text_is(t, "well_id", 30, "A"));
    mr_table_unref(t);
    assert_int_equal(count_files(w, "out/las"), 2);
    char text[4096];
    FILE *file = fopen(in(w, "out/las/C.las"), "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    assert_contains(text, "Well C");
    close_project(&p);
}

static void test_markers_and_tables(void **state)
{
    struct world *w = *state;
    struct project p = open_project(w);
    import_log(&p, "A", "m", 1, 30, standard);
    import_log(&p, "B", "m", 2, 30, standard);
    const mr_marker_row tops[] = {{"B", "Top 2", "me", "t.csv", 1205},
                                  {"A", "Top 1", "me", "t.csv", 1103}};
    for (size_t i = 0; i < 2; i++)
        assert_ok(mr_marker_put(p.catalog, p.id, &tops[i], why));
    static const struct curve cores[] = {{"depth", "m", depth_m}, {"kh", "mD", rhob_of}, {0}};
    mr_table *table = mr_table_new(3);
    mr_table_put(table, curve_column(&cores[0], 1, 3));
    mr_table_put(table, curve_column(&cores[1], 1, 3));
    char digest[65];
    put_object(&p, "project-x/tables/cores.parquet", table, digest);
    mr_table_unref(table);
    const mr_table_row row = {.name = "cores",
                              .kind = "table",
                              .object_key = "project-x/tables/cores.parquet",
                              .digest = digest};
    assert_ok(mr_project_table_put(p.catalog, p.id, &row, why));

    assert_runs(
        w,
        document(
            w, p.id,
            LOGS("Logs", "") "," SOURCE("Tops", "well_markers", "", "") "," SOURCE(
                "Cores", "table", ",\"table_name\":\"cores\"",
                "") "," OPERATOR("Zone", "[\"Logs\",\"Tops\"]", "zone_from_markers",
                                 "") "," TO_FILE("Zone") "," OUTPUT("List", "[\"Tops\"]",
                                                                    FILE_OF(
                                                                        "parquet",
                                                                        "tops.parquet")) "," OUTPUT("Copy",
                                                                                                    "[\"Cores\"]",
                                                                                                    FILE_OF(
                                                                                                        "parquet",
                                                                                                        "cores.parquet"))));
    mr_table *t = read_out(w, "out/x.parquet");
    assert_false(mr_valid(mr_table_find(t, "zone"), 5)); // 1102.5 m
    assert_true(text_is(t, "zone", 6, "Top 1"));
    assert_true(text_is(t, "zone", 30 + 10, "Top 2"));
    mr_table_unref(t);
    t = read_out(w, "out/tops.parquet");
    assert_int_equal(t->rows, 2);
    assert_true(text_is(t, "well_id", 0, "A")); // wells in the order of the run
    assert_true(text_is(t, "name", 1, "Top 2"));
    assert_near(real_at(t, "depth", 1), 1205);
    mr_table_unref(t);
    t = read_out(w, "out/cores.parquet");
    assert_int_equal(t->rows, 3);
    assert_near(real_at(t, "kh", 2), rhob_of(1, 2));
    mr_table_unref(t);
    close_project(&p);
}

static mr_source_info offer(struct world *w, const char *project, mr_source *source)
{
    mr_sources sources;
    mr_source_info info;
    assert_ok(mr_executor_sources(&w->options, w->arena, &sources, why));
    assert_ok(sources.describe(sources.context, project, source, w->arena, &info, why));
    return info;
}

static const mr_source_curve *curve_of(const mr_source_info *info, const char *column)
{
    for (size_t i = 0; i < info->n_curves; i++)
        if (strcmp(info->curves[i].column, column) == 0)
            return &info->curves[i];
    fail_msg("no curve %s", column);
    return NULL;
}

static mr_source logs_of(const char **wells, size_t n)
{
    return (mr_source){.kind = MR_SOURCE_WELL_LOGS,
                       .well_ids = {n, wells},
                       .log_type = "composite",
                       .depth_min = (double)NAN,
                       .depth_max = (double)NAN,
                       .filter_depth_min = (double)NAN,
                       .filter_depth_max = (double)NAN};
}

static double rhob_si(int well, int64_t row)
{
    return 1000 * rhob_of(well, row);
}

static void test_offer(void **state)
{
    struct world *w = *state;
    struct project p = open_project(w);
    static const struct curve other[] = {{"depth", "ft", depth_ft},
                                         {"sgr", "GAPI", gr_of},
                                         {"rhob", "K/M3", rhob_si},
                                         {"odd", NULL, gr_of},
                                         {0}};
    import_log(&p, "W-1", "m", 1, 11, standard);
    import_log(&p, "W-2", "ft", 2, 21, other);

    mr_source source = logs_of(NULL, 0);
    mr_source_info info = offer(w, p.id, &source);
    assert_true(info.project_known);
    assert_string_equal(info.depth_unit, "m");
    assert_int_equal(info.n_wells, 2);
    assert_near(info.depth_min, depth_m(1, 0));
    assert_near(info.depth_max, depth_m(2, 20)); // from feet
    assert_int_equal(info.n_curves, 4);
    const mr_source_curve *gr = curve_of(&info, "gr"), *rhob = curve_of(&info, "rhob"),
                          *odd = curve_of(&info, "odd");
    assert_int_equal(gr->wells, 1);
    assert_string_equal(gr->lacking[0], "W-2");
    assert_null(gr->lacking[1]);
    assert_string_equal(gr->quantity, "gamma_ray");
    assert_string_equal(gr->unit, "gAPI");
    assert_int_equal(rhob->wells, 2);
    assert_true(rhob->units_differ);
    assert_false(rhob->unit_unknown);
    assert_string_equal(rhob->unit, "g/cm3");
    assert_null(odd->unit);
    assert_true(odd->unit_unknown);

    // By quantity the other gamma ray counts.
    const char *asked[] = {"gr"};
    source.curve_names = (mr_names){1, asked};
    source.match_quantity = true;
    info = offer(w, p.id, &source);
    assert_int_equal(curve_of(&info, "gr")->wells, 2);

    // A well that is not there, and the one that was meant.
    const char *wells[] = {"W-1", "w2"};
    source = logs_of(wells, 2);
    info = offer(w, "Field", &source);
    assert_int_equal(info.n_wells, 1);
    assert_int_equal(info.n_unknown, 1);
    assert_string_equal(info.unknown[0], "w2");
    assert_string_equal(info.near[0], "W-2");

    info = offer(w, "nowhere", &source);
    assert_false(info.project_known);

    mr_source none = {.kind = MR_SOURCE_TABLE, .name = "nothing"};
    info = offer(w, p.id, &none);
    assert_non_null(info.unreadable);
    mr_source postgres = {.kind = MR_SOURCE_POSTGRES_TABLE, .name = "t"};
    info = offer(w, p.id, &postgres);
    assert_contains(info.unreadable, "postgres_table");
    close_project(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_logs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_named_wells, setup, teardown),
        cmocka_unit_test_setup_teardown(test_markers_and_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(test_offer, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
