// What flows out: names, types, units, quantities, and what is refused before a row is read.
#include "operators/cases.h"

#include "mudrock/units.h"

typedef struct fixture {
    mr_arena *arena;
    mr_units *units;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    f->arena = mr_arena_new();
    *state = f;
    return mr_units_open(&f->units, NULL) == MR_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    mr_units_close(f->units);
    mr_arena_free(f->arena);
    free(f);
    return 0;
}

static const mr_schema logs = {
    .n = 6,
    .fields =
        (mr_field[]){
            {.name = "well_id", .type = MR_UTF8},
            {.name = "depth", .type = MR_FLOAT64, .unit = "m", .quantity = "depth"},
            {.name = "gr", .type = MR_FLOAT64, .unit = "gAPI", .quantity = "gamma_ray"},
            {.name = "rhob", .type = MR_INT64, .unit = "kg/m3", .quantity = "bulk_density"},
            {.name = "depth_ft", .type = MR_FLOAT64, .unit = "ft", .quantity = "depth"},
            {.name = "zone", .type = MR_UTF8},
        },
};

static mr_status infer_from(fixture *f, const char *id, const char *params,
                            const mr_schema *const *inputs, size_t n, mr_schema *out, mr_error *err)
{
    json_t *json = json_loads(params, 0, NULL);
    mr_args *args;
    char said[512] = "";

    if (mr_args_read(mr_operator_find(id, NULL), json, f->arena, &args, print_problem, said) !=
        MR_OK)
        fail_msg("%s", said);
    json_decref(json);
    const mr_infer in = {
        .args = args, .n_inputs = n, .inputs = inputs, .units = f->units, .arena = f->arena};
    return mr_operator_infer(&in, out, err);
}

static const mr_schema *infer(void **state, const char *id, const char *params)
{
    fixture *f = *state;
    mr_schema *out = mr_arena_alloc(f->arena, sizeof *out);
    const mr_schema *inputs[] = {&logs};
    mr_error err = {.status = MR_OK};

    if (infer_from(f, id, params, inputs, 1, out, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return out;
}

static void expect(const mr_schema *schema, const char *name, mr_type type, const char *unit,
                   const char *quantity)
{
    const mr_field *field = mr_schema_find(schema, name);

    if (!field)
        fail_msg("no column `%s`", name);
    else if (field->type != type)
        fail_msg("`%s` is %s", name, mr_type_name(field->type));
    else if (unit ? !field->unit || strcmp(unit, field->unit) != 0 : field->unit != NULL)
        fail_msg("unit of `%s` is %s, want %s", name, field->unit, unit);
    else if (quantity ? !field->quantity || strcmp(quantity, field->quantity) != 0
                      : field->quantity != NULL)
        fail_msg("quantity of `%s` is %s, want %s", name, field->quantity, quantity);
}

static void outputs_are_appended(void **state)
{
    const mr_schema *out = infer(state, "shale_volume_linear", "{}");

    assert_int_equal(out->n, 7);
    expect(out, "vsh", MR_FLOAT64, "v/v", "shale_volume");
    expect(out, "gr", MR_FLOAT64, "gAPI", "gamma_ray");
    assert_string_equal(out->fields[6].name, "vsh");
}

static void an_output_may_overwrite_in_place(void **state)
{
    const mr_schema *out = infer(state, "despike_hampel", "{\"output_column\": \"gr\"}");

    assert_int_equal(out->n, 7); // spike alone is new
    assert_string_equal(out->fields[2].name, "gr");
    expect(out, "gr", MR_FLOAT64, "gAPI", "gamma_ray");
    expect(out, "spike", MR_BOOL, NULL, NULL);
}

static void units_as_input_are_passed_on(void **state)
{
    expect(infer(state, "moving_average", "{}"), "filtered", MR_FLOAT64, "gAPI", "gamma_ray");
    // a port without unit takes the column as it is
    expect(infer(state, "moving_average", "{\"column\": \"rhob\"}"), "filtered", MR_FLOAT64,
           "kg/m3", "bulk_density");
    expect(infer(state, "normalize_zscore", "{}"), "normalized", MR_FLOAT64, NULL, NULL);
}

static void units_with_depth_are_computed(void **state)
{
    fixture *f = *state;
    const mr_field *slope = mr_schema_find(infer(state, "derivative", "{}"), "derivative");
    const mr_field *area = mr_schema_find(infer(state, "integrate", "{}"), "integral");

    assert_true(mr_unit_equal(f->units, slope->unit, "gAPI/m"));
    assert_true(mr_unit_equal(f->units, area->unit, "gAPI.m"));
}

// Depths in feet are converted to the port's metres before the operator sees them.
static void converted_columns_come_out_converted(void **state)
{
    const mr_schema *out =
        infer(state, "zone_average", "{\"depth_column\": \"depth_ft\", \"columns\": [\"rhob\"]}");

    assert_int_equal(out->n, 7);
    expect(out, "top", MR_FLOAT64, "m", "depth");
    expect(out, "samples", MR_INT64, NULL, NULL);
    expect(out, "rhob", MR_FLOAT64, "kg/m3", "bulk_density");
    expect(out, "zone", MR_UTF8, NULL, NULL);
    out = infer(state, "filter_depth_interval", "{\"depth_column\": \"depth_ft\"}");
    assert_int_equal(out->n, 6);
    expect(out, "depth_ft", MR_FLOAT64, "m", "depth");
    expect(out, "depth", MR_FLOAT64, "m", "depth");
}

static void resampling_keeps_numbers_and_classes(void **state)
{
    const mr_schema *out = infer(state, "resample_regular", "{}");

    assert_int_equal(out->n, 6);
    expect(out, "well_id", MR_UTF8, NULL, NULL);
    expect(out, "rhob", MR_FLOAT64, "kg/m3", "bulk_density"); // whole, but it has a unit
    expect(out, "zone", MR_UTF8, NULL, NULL);
}

static void a_table_without_wells_has_no_well_column(void **state)
{
    const mr_schema *out =
        infer(state, "zone_average", "{\"well_column\": \"absent\", \"columns\": [\"gr\"]}");

    assert_string_equal(out->fields[0].name, "zone");
    assert_int_equal(out->n, 6);
}

static void two_columns_of_one_name_are_refused(void **state)
{
    fixture *f = *state;
    const mr_schema *inputs[] = {&logs};
    mr_schema out;
    mr_error err = {.status = MR_OK};

    assert_int_equal(
        infer_from(f, "zone_average", "{\"columns\": [\"gr\", \"gr\"]}", inputs, 1, &out, &err),
        MR_EPARAM);
    assert_string_equal(err.message, "the result would have two columns `gr`");
}

static void a_connected_table_must_have_the_fields(void **state)
{
    fixture *f = *state;
    const mr_schema tops = {.n = 2,
                            .fields = (mr_field[]){{.name = "name", .type = MR_UTF8},
                                                   {.name = "depth", .type = MR_INT64}}};
    const mr_schema *inputs[] = {&logs, &tops};
    mr_schema out;
    mr_error err = {.status = MR_OK};

    assert_int_equal(infer_from(f, "zone_from_markers", "{}", inputs, 2, &out, &err), MR_OK);
    expect(&out, "zone", MR_UTF8, NULL, NULL);
    tops.fields[1].name = "md";
    assert_int_equal(infer_from(f, "zone_from_markers", "{}", inputs, 2, &out, &err), MR_EPARAM);
    assert_string_equal(err.message, "the table for markers has no column `depth`");
    tops.fields[1].name = "depth";
    tops.fields[0].type = MR_FLOAT64;
    assert_int_equal(infer_from(f, "zone_from_markers", "{}", inputs, 2, &out, &err), MR_EPARAM);
    assert_string_equal(err.message, "`name` of the table for markers is float64, not utf8");
}

static void refuse(fixture *f, const char *id, const char *params, const char *key)
{
    const mr_schema *inputs[] = {&logs};
    mr_schema out;
    mr_error err = {.status = MR_OK};

    if (infer_from(f, id, params, inputs, 1, &out, &err) == MR_OK)
        fail_msg("%s %s: accepted", id, params);
    assert_int_equal(err.status, MR_EPARAM);
    if (!strstr(err.message, key))
        fail_msg("%s %s: `%s` does not name %s", id, params, err.message, key);
}

// R-Instat#2809, arquero#202, lasio#144: a result named like a key replaced it.
static void a_key_is_no_place_for_a_result(void **state)
{
    fixture *f = *state;

    refuse(f, "shale_volume_linear", "{\"output_column\": \"well_id\"}", "well_id");
    refuse(f, "shale_volume_linear", "{\"output_column\": \"Well_ID\"}", "well_id");
    refuse(f, "moving_average", "{\"output_column\": \"depth\"}", "depth");
    refuse(f, "moving_average", "{\"output_column\": \"depth_ft\", \"depth_column\": \"depth_ft\"}",
           "depth_ft"); // the operator's own key
    refuse(f, "expression", "{\"columns\": [{\"name\": \"DEPTH\", \"expression\": \"gr\"}]}",
           "depth");
    refuse(f, "expression", "{\"columns\": [{\"name\": \"depth\", \"expression\": \"depth + 1\"}]}",
           "depth");
    refuse(f, "rename", "{\"columns\": [{\"from\": \"zone\", \"to\": \"well_id\"}]}", "well_id");
    refuse(
        f, "rename",
        "{\"columns\": [{\"from\": \"zone\", \"to\": \"well_id\"}, {\"from\": \"well_id\", \"to\": "
        "\"zone\"}]}",
        "well_id");
    refuse(f, "rename", "{\"columns\": [{\"from\": \"depth\", \"to\": \"Depth\"}]}", "depth");
    refuse(f, "cast", "{\"columns\": [{\"column\": \"depth\", \"type\": \"int64\"}]}", "depth");
    refuse(f, "cast", "{\"columns\": [{\"column\": \"well_id\", \"type\": \"float64\"}]}",
           "well_id");
}

static void a_depth_shift_may_make_depths(void **state)
{
    expect(infer(state, "depth_bulk_shift", "{\"output_column\": \"depth\"}"), "depth", MR_FLOAT64,
           "m", NULL);
    expect(infer(state, "rename", "{\"columns\": [{\"from\": \"well_id\", \"to\": \"hole\"}]}"),
           "hole", MR_UTF8, NULL, NULL);
    // there is no time in this table
    expect(infer(state, "moving_average", "{\"output_column\": \"time\"}"), "time", MR_FLOAT64,
           "gAPI", "gamma_ray");
}

// As a column enters, so it goes on where the operator makes the rows anew: whole numbers that a
// port reads as float64 come out as such.
static void types_follow_the_door(void **state)
{
    fixture *f = *state;
    const mr_schema whole = {.n = 2,
                             .fields = (mr_field[]){
                                 {.name = "well_id", .type = MR_UTF8},
                                 {.name = "depth", .type = MR_INT64, .unit = "m"},
                             }};
    const mr_schema *inputs[] = {&whole};
    mr_schema out;
    mr_error err = {.status = MR_OK};

    assert_int_equal(infer_from(f, "sort_by_depth", "{}", inputs, 1, &out, &err), MR_OK);
    expect(&out, "depth", MR_FLOAT64, "m", NULL);
    const mr_schema feet = {.n = 1,
                            .fields = (mr_field[]){
                                {.name = "depth", .type = MR_INT64, .unit = "ft"},
                            }};
    inputs[0] = &feet;
    assert_int_equal(infer_from(f, "sort_by_depth", "{}", inputs, 1, &out, &err), MR_OK);
    expect(&out, "depth", MR_FLOAT64, "m", NULL);
    inputs[0] = &whole;
    assert_int_equal(
        infer_from(f, "moving_average", "{\"column\": \"depth\"}", inputs, 1, &out, &err),
        MR_OK); // rows stay, and so does the column
    expect(&out, "depth", MR_INT64, "m", NULL);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(outputs_are_appended),
        TEST(an_output_may_overwrite_in_place),
        TEST(units_as_input_are_passed_on),
        TEST(units_with_depth_are_computed),
        TEST(converted_columns_come_out_converted),
        TEST(resampling_keeps_numbers_and_classes),
        TEST(a_table_without_wells_has_no_well_column),
        TEST(two_columns_of_one_name_are_refused),
        TEST(a_connected_table_must_have_the_fields),
        TEST(a_key_is_no_place_for_a_result),
        TEST(a_depth_shift_may_make_depths),
        TEST(types_follow_the_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
