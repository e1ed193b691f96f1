// The drivers: columns found and widened, parameters replaced row by row, wells sorted, tables fed
// in, results shared and null.
#include "operators/cases.h"

static const char *last_where, *last_message;
static mr_error last;

// Cells are JSON; columns "name:type".
static mr_table *table(const char *text)
{
    json_t *json = json_loads(text, 0, NULL), *columns = json_object(), *list = json_array();
    size_t i;
    json_t *name;

    assert_non_null(json);
    json_array_foreach(json_object_get(json, "columns"), i, name)
    {
        const char *colon = strchr(json_string_value(name), ':');
        json_array_append_new(list, json_pack("{ss% ss}", "name", json_string_value(name),
                                              (size_t)(colon - json_string_value(name)), "type",
                                              colon + 1));
    }
    json_object_set_new(columns, "columns", list);
    json_object_set(columns, "rows", json_object_get(json, "rows"));
    mr_table *made = table_of_json(columns);
    json_decref(columns);
    json_decref(json);
    return made;
}

static mr_table *apply2(const char *id, const char *params, mr_table *a, mr_table *b)
{
    json_t *json = json_loads(params, 0, NULL);
    mr_table *const inputs[] = {a, b};

    assert_non_null(json);
    mr_table *out = run_operator(mr_operator_find(id, NULL), json, inputs, b ? 2 : 1, &last);
    json_decref(json);
    last_where = last.where;
    last_message = last.message;
    return out;
}

static mr_table *apply(const char *id, const char *params, mr_table *in)
{
    mr_table *out = apply2(id, params, in, NULL);

    if (!out)
        fail_msg("%s: %s: %s", id, last_where, last_message);
    return out;
}

static void expect_reals(const mr_table *t, const char *name, const double *want)
{
    const mr_column *column = mr_table_find(t, name);

    assert_non_null(column);
    for (int64_t i = 0; i < t->rows; i++)
        if (!close_enough(mr_column_real(column, i), want[i], 1e-12))
            fail_msg("row %lld of `%s` is %g, want %g", (long long)i, name,
                     mr_column_real(column, i), want[i]);
}

static void expect_texts(const mr_table *t, const char *name, const char *const *want)
{
    const mr_column *column = mr_table_find(t, name);

    assert_non_null(column);
    for (int64_t i = 0; i < t->rows; i++) {
        assert_int_equal(mr_valid(column, i), want[i] != NULL);
        if (want[i] && !mr_str_eq(mr_column_text(column, i), mr_str_of(want[i])))
            fail_msg("row %lld of `%s` is not %s", (long long)i, name, want[i]);
    }
}

static void integers_are_widened(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:int64\"], \"rows\": [[20], [70], [null], [120]]}");
    mr_table *out = apply("shale_volume_linear", "{}", in);

    expect_reals(out, "vsh", (const double[]){0, 0.5, (double)NAN, 1});
    assert_ptr_equal(mr_table_find(out, "gr"), mr_table_find(in, "gr")); // itself untouched
    mr_table_unref(out);
    mr_table_unref(in);
}

static void a_named_column_replaces_its_parameter(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:float64\", \"clean:float64\"],"
                         " \"rows\": [[60, 20], [60, 40], [60, null], [null, 20]]}");
    mr_table *out =
        apply("shale_volume_linear", "{\"gr_min_column\": \"clean\", \"gr_max\": 80}", in);

    expect_reals(out, "vsh", (const double[]){2.0 / 3, 0.5, (double)NAN, (double)NAN});
    mr_table_unref(out);
    mr_table_unref(in);
}

static void an_output_of_an_input_name_overwrites_it(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:float64\", \"x:float64\"], \"rows\": [[45, 1]]}");
    mr_table *out = apply("shale_volume_linear", "{\"output_column\": \"gr\"}", in);

    assert_int_equal(out->n, 2);
    assert_string_equal(out->columns[0]->field.name, "gr");
    expect_reals(out, "gr", (const double[]){0.25});
    expect_reals(in, "gr", (const double[]){45});
    mr_table_unref(out);
    mr_table_unref(in);
}

static void rows_keep_their_identity(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:float64\"], \"rows\": [[45]]}");
    in->rowset = 77;
    mr_table *out = apply("flag_range", "{\"column\": \"gr\"}", in);

    assert_int_equal(out->rowset, 77);
    mr_table_unref(out);
    mr_table_unref(in);
}

static void infinities_become_null_and_are_counted(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:float64\"], \"rows\": [[0], [4], [null]]}");
    json_t *params = json_pack("{ss}", "function", "reciprocal");
    mr_arena *arena = mr_arena_new();
    int64_t infinities = 0;
    const mr_apply_options options = {.infinities = &infinities};
    mr_args *args;
    mr_table *out = NULL;

    assert_int_equal(
        mr_args_read(mr_operator_find("math_function", NULL), params, arena, &args, NULL, NULL),
        MR_OK);
    assert_int_equal(mr_operator_apply(args, &in, 1, &options, &out, NULL), MR_OK);
    expect_reals(out, "transformed", (const double[]){(double)NAN, 0.25, (double)NAN});
    assert_int_equal(infinities, 1);
    mr_table_unref(out);
    mr_table_unref(in);
    mr_arena_free(arena);
    json_decref(params);
}

static void flags_are_bools_with_nulls(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:float64\"], \"rows\": [[-1], [5], [null]]}");
    mr_table *out = apply("flag_range", "{\"column\": \"gr\"}", in);
    const mr_column *flag = mr_table_find(out, "flag_range");

    assert_int_equal(flag->field.type, MR_BOOL);
    assert_true(mr_column_truth(flag, 0));
    assert_false(mr_column_truth(flag, 1));
    assert_true(mr_valid(flag, 1));
    assert_false(mr_valid(flag, 2));
    mr_table_unref(out);
    mr_table_unref(in);
}

static void labels_are_texts(void **state)
{
    (void)state;
    mr_table *in =
        table("{\"columns\": [\"rt:float64\"], \"rows\": [[0.1], [20], [5000], [null]]}");
    mr_table *out = apply("flag_off_scale", "{}", in);

    expect_texts(out, "off_scale", (const char *const[]){"low", "ok", "high", NULL});
    mr_table_unref(out);
    mr_table_unref(in);
}

// Interleaved wells, depths out of order, a row without depth, a row without well.
static void wells_are_taken_apart_and_sorted(void **state)
{
    (void)state;
    mr_table *in =
        table("{\"columns\": [\"well_id:utf8\", \"depth:float64\", \"gr:float64\"], \"rows\": ["
              "[\"A\", 2, 30], [\"B\", 1, 5], [\"A\", 1, 10], [\"A\", null, 99], [null, 1, 7],"
              "[\"B\", 2, 9], [\"A\", 3, 60]]}");
    mr_table *out = apply("difference", "{}", in);

    expect_reals(out, "difference",
                 (const double[]){20, (double)NAN, (double)NAN, (double)NAN, (double)NAN, 4, 30});
    mr_table_unref(out);
    out = apply("difference", "{\"well_column\": \"absent\"}", in); // all one well
    expect_reals(out, "difference", (const double[]){23, (double)NAN, 5, (double)NAN, -3, -21, 51});
    mr_table_unref(out);
    mr_table_unref(in);
}

static void one_well_in_order_is_read_in_place(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"well_id:utf8\", \"depth:float64\", \"gr:float64\"],"
                         " \"rows\": [[\"A\", 1, 1], [\"A\", 2, 3], [\"A\", 2, 6]]}");
    mr_table *out = apply("difference", "{}", in);

    expect_reals(out, "difference", (const double[]){(double)NAN, 2, 3});
    mr_table_unref(out);
    mr_table_unref(in);
}

static void a_connected_table_wins_over_the_parameter(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"well_id:utf8\", \"depth:float64\"], \"rows\": ["
                         "[\"A\", 5], [\"A\", 15], [\"B\", 15], [\"B\", null], [null, 25]]}");
    mr_table *tops = table("{\"columns\": [\"depth:int64\", \"name:utf8\", \"well_id:utf8\","
                           " \"more:float64\"], \"rows\": [[10, \"top\", \"A\", 1],"
                           " [20, \"all\", null, 1], [null, \"lost\", \"A\", 1],"
                           " [12, \"b\", \"B\", 1]]}");
    mr_table *out = apply2("zone_from_markers", "{\"above\": \"none\"}", in, tops);

    assert_non_null(out);
    expect_texts(out, "zone", (const char *const[]){"none", "top", "b", NULL, "all"});
    assert_null(mr_table_find(out, "more"));
    mr_table_unref(out);
    mr_table_unref(tops);
    mr_table_unref(in);
}

static void columns_missing_or_of_another_type_are_said(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"gr:utf8\", \"x:float64\"], \"rows\": [[\"a\", 1]]}");

    assert_null(apply2("shale_volume_linear", "{}", in, NULL));
    assert_int_equal(last.status, MR_EPARAM);
    assert_string_equal(last_where, "gr_column");
    assert_string_equal(last_message, "column `gr` is utf8, not float64");
    assert_null(apply2("shale_volume_linear", "{\"gr_column\": \"GR\"}", in, NULL));
    assert_string_equal(last_message, "there is no column `GR`");
    assert_null(apply2("shale_volume_linear", "{\"gr_column\": \"x\", \"gr_min_column\": \"low\"}",
                       in, NULL));
    assert_string_equal(last_where, "gr_min_column");
    mr_table_unref(in);
}

static bool at_once(void *context)
{
    ++*(int *)context;
    return true;
}

static void cancelling_leaves_nothing(void **state)
{
    static const char *const ids[] = {"shale_volume_linear", "array_reduce", "median_filter",
                                      "resample_regular"};
    (void)state;

    for (size_t i = 0; i < 4; i++) {
        mr_table *in = table("{\"columns\": [\"depth:float64\", \"gr:float64\","
                             " \"array:list<float64>\"], \"rows\": [[1, 2, [3]], [2, 3, []]]}");
        mr_arena *arena = mr_arena_new();
        mr_args *args;
        mr_table *out = NULL;
        int asked = 0;
        const mr_apply_options options = {.cancelled = at_once, .context = &asked};
        assert_int_equal(
            mr_args_read(mr_operator_find(ids[i], NULL), NULL, arena, &args, NULL, NULL), MR_OK);
        assert_int_equal(mr_operator_apply(args, &in, 1, &options, &out, NULL), MR_ECANCEL);
        assert_null(out);
        assert_true(asked > 0);
        mr_arena_free(arena);
        mr_table_unref(in);
    }
}

static void too_fine_a_grid_is_refused(void **state)
{
    (void)state;
    mr_table *in = table("{\"columns\": [\"depth:float64\"], \"rows\": [[0], [100000000]]}");

    assert_null(apply2("resample_regular", "{\"step\": 1e-9}", in, NULL));
    assert_int_equal(last.status, MR_ETOOLARGE);
    mr_table_unref(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_widened),
        cmocka_unit_test(a_named_column_replaces_its_parameter),
        cmocka_unit_test(an_output_of_an_input_name_overwrites_it),
        cmocka_unit_test(rows_keep_their_identity),
        cmocka_unit_test(infinities_become_null_and_are_counted),
        cmocka_unit_test(flags_are_bools_with_nulls),
        cmocka_unit_test(labels_are_texts),
        cmocka_unit_test(wells_are_taken_apart_and_sorted),
        cmocka_unit_test(one_well_in_order_is_read_in_place),
        cmocka_unit_test(a_connected_table_wins_over_the_parameter),
        cmocka_unit_test(columns_missing_or_of_another_type_are_said),
        cmocka_unit_test(cancelling_leaves_nothing),
        cmocka_unit_test(too_fine_a_grid_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
