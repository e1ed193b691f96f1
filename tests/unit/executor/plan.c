// The plan: stages, what is read and what is left out, conversions, in JSON, text and DOT.
#include "fixture.h"

#include <jansson.h>

static double kilograms(int well, int64_t row)
{
    return 1000 * rhob_of(well, row);
}

static const struct curve standard[] = {{"depth", "m", depth_m},    {"gr", "gAPI", gr_of},
                                        {"rhob", "g/cm3", rhob_of}, {"rhosi", "kg/m3", kilograms},
                                        {"nphi", "v/v", rhob_of},   {0}};

struct planned {
    mr_dag *dag;
    mr_typed_dag *typed;
};

static struct planned plan_of(struct world *w, const char *text)
{
    struct planned p;
    p.dag = decode(text);
    p.typed = validate(w, p.dag);
    return p;
}

static void done(struct planned *p)
{
    mr_typed_dag_free(p->typed);
    mr_dag_free(p->dag);
}

static const char *text_of(const json_t *node, const char *key)
{
    return json_string_value(json_object_get(node, key));
}

#define SHORT                                                                                      \
    LOGS("Logs", ",\"depth_range\":[1105,null]")                                                   \
    "," OPERATOR(                                                                                  \
        "Phi", "[\"Logs\"]", "porosity_density",                                                   \
        "\"rhob_column\":\"rhosi\"") "," OPERATOR("Norm", "[\"Phi\"]", "normalize_zscore",         \
                                                  "\"column\":\"phid\",\"scope\":"                 \
                                                  "\"all\"") "," OPERATOR("Idle", "[\"Logs\"]",    \
                                                                          "shale_volume_"          \
                                                                          "clavier",               \
                                                                          "")

static void test_stages(void **state)
{
    struct world *w = *state;
    put_well(w, "A", 1, 50, standard);
    put_well(w, "B", 2, 50, standard);
    struct planned p = plan_of(
        w, DOCUMENT(SHORT "," OUTPUT("Out", "[\"Norm\"]", FILE_OF("parquet", "s.parquet"))));
    json_t *plan = mr_plan_to_json(p.typed);
    json_t *stages = json_object_get(plan, "stages");
    assert_int_equal(json_array_size(stages), 2);
    json_t *first = json_array_get(stages, 0), *second = json_array_get(stages, 1);
    assert_string_equal(text_of(first, "over"), "wells");
    assert_int_equal(json_integer_value(json_object_get(first, "partitions")), 2);
    assert_int_equal(json_array_size(json_object_get(first, "nodes")), 2);
    assert_string_equal(text_of(second, "over"), "all wells");
    assert_int_equal(json_array_size(json_object_get(second, "nodes")), 2);
    json_t *phi = json_array_get(json_object_get(first, "nodes"), 1);
    json_t *conversion = json_array_get(json_object_get(phi, "conversions"), 0);
    assert_string_equal(text_of(conversion, "from"), "kg/m3");
    assert_string_equal(text_of(conversion, "to"), "g/cm3");
    assert_near(json_number_value(json_object_get(conversion, "scale")), 0.001);
    assert_string_equal(json_string_value(json_array_get(json_object_get(plan, "not_run"), 0)),
                        "Idle");
    json_decref(plan);
    done(&p);
}

static void test_text(void **state)
{
    struct world *w = *state;
    put_well(w, "A", 1, 50, standard);
    struct planned p = plan_of(
        w, DOCUMENT(SHORT "," OUTPUT("Out", "[\"Norm\"]", FILE_OF("parquet", "s.parquet"))));
    mr_buf text = {0}, dot = {0};
    mr_plan_to_text(p.typed, &text);
    assert_contains(text.at, "stage 1 over wells");
    assert_contains(text.at, "depth 1105..bottom");
    assert_contains(text.at, "converts rhosi from kg/m3 to g/cm3");
    assert_contains(text.at, "writes parquet s.parquet");
    assert_contains(text.at, "not run: Idle");
    mr_plan_to_dot(p.typed, &dot);
    assert_contains(dot.at, "\"Logs\" -> \"Phi\"");
    assert_null(strstr(dot.at, "Idle"));
    mr_buf_clear(&text);
    mr_buf_clear(&dot);
    done(&p);
}

// A table operator gives only its own columns: what no port on the way there names is not read, and
// nothing changes by that.
static void test_projection(void **state)
{
    struct world *w = *state;
    static const char *const text = DOCUMENT(
        LOGS("Logs", "") "," OPERATOR("Vsh", "[\"Logs\"]", "shale_volume_linear", "") "," OPERATOR(
            "Dedup", "[\"Vsh\"]", "deduplicate_depth",
            "\"keep\":\"mean\"") "," OPERATOR("Stats", "[\"Dedup\"]", "well_statistics",
                                              "\"columns\":[\"vsh\"]") "," OUTPUT("Out",
                                                                                  "[\"Stats\"]",
                                                                                  FILE_OF(
                                                                                      "parquet",
                                                                                      "s."
                                                                                      "parquet")));
    put_well(w, "A", 1, 50, standard);
    struct planned p = plan_of(w, text);
    json_t *plan = mr_plan_to_json(p.typed);
    json_t *stage = json_array_get(json_object_get(plan, "stages"), 0);
    json_t *reads = json_object_get(json_array_get(json_object_get(stage, "nodes"), 0), "reads");
    json_t *columns = json_object_get(reads, "columns");
    assert_int_equal(json_array_size(columns), 3);
    assert_string_equal(json_string_value(json_array_get(columns, 0)), "well_id");
    assert_string_equal(json_string_value(json_array_get(columns, 1)), "depth");
    assert_string_equal(json_string_value(json_array_get(columns, 2)), "gr");
    assert_int_equal(json_integer_value(json_object_get(reads, "columns_left_out")), 3);
    json_decref(plan);
    done(&p);
    assert_runs(w, text);
    mr_table *t = read_out(w, "out/s.parquet");
    double sum = 0;
    int n = 0;
    for (int64_t i = 0; i < 50; i++)
        if (!isnan(gr_of(1, i))) {
            sum += (gr_of(1, i) - 20) / 100;
            n++;
        }
    assert_near(real_at(t, "mean", 0), sum / n);
    mr_table_unref(t);
}

#define SOME_ROWS   OPERATOR("Some", "[\"Logs\"]", "filter", "\"condition\":\"gr > 0\"")
#define FEW_COLUMNS OPERATOR("Few", "[\"Some\"]", "select", "\"columns\":[\"gr\",\"rhob\"]")
#define SMOOTH_BESIDE                                                                              \
    OPERATOR("Smooth", "[\"Few\"]", "moving_average", "\"output_column\":\"smooth\"")
#define SMOOTH_OVER OPERATOR("Over", "[\"Smooth\"]", "moving_average", "\"output_column\":\"gr\"")
#define MEANS       OPERATOR("Mean", "[\"Over\"]", "deduplicate_depth", "\"keep\":\"mean\"")
#define SORTED      OPERATOR("Idle", "[\"Mean\"]", "sort_by_depth", "")
#define TO_S        OUTPUT("Out", "[\"Idle\"]", FILE_OF("parquet", "s.parquet"))

static const char *const chain =
    DOCUMENT(LOGS("Logs", "") "," SOME_ROWS "," FEW_COLUMNS "," SMOOTH_BESIDE "," SMOOTH_OVER
                              "," MEANS "," SORTED "," TO_S);

// From which source a column comes as it was read: past nodes that only choose rows or columns.
static void test_reads(void **state)
{
    struct world *w = *state;
    enum { SOME = 1, FEW, SMOOTH, OVER, MEAN, IDLE, OUT };
    static const struct {
        size_t node;
        const char *column;
        bool read;
    } cases[] = {
        {SOME, "gr", true},      {FEW, "rhob", true},     {SMOOTH, "gr", true},
        {SMOOTH, "nphi", false}, {OVER, "smooth", false}, {OVER, "gr", true},
        {MEAN, "gr", false},     {MEAN, "rhob", true},    {IDLE, "rhob", false},
        {OUT, "rhob", false},    {SOME, "no", false},
    };

    put_well(w, "A", 1, 50, standard);
    struct planned p = plan_of(w, chain);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t from = mr_typed_dag_reads(p.typed, cases[i].node, cases[i].column);
        if (from != (cases[i].read ? 0 : SIZE_MAX))
            fail_msg("case %zu: %zu", i, from);
    }
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_projection, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reads, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
