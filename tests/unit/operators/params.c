// Parameters from JSON: values, defaults, nulls, and what is said of every mistake.
#include "operators/cases.h"

struct item {
    const char *well, *name;
    double depth;
    int64_t count;
};

static const mr_param item_fields[] = {
    {MR_PARAM_OF(struct item, well, "Well", NULL), .def = "null", .nullable = true},
    {MR_PARAM_OF(struct item, name, "Name", NULL)},
    {MR_PARAM_OF(struct item, depth, "Depth", "m"), .range = "[0,)"},
    {MR_PARAM_OF(struct item, count, "Count", NULL), .def = "7"},
    {0},
};

struct params {
    double share, open, free;
    int64_t count, limit;
    bool deep;
    const char *note;
    int method;
    mr_reals weights;
    mr_ints edges;
    mr_records items;
};

static const mr_param params[] = {
    {MR_PARAM(share, "Share", "v/v"), .def = "0.5", .range = "[0, 1]"},
    {MR_PARAM(open, "Open", "m"), .def = "2", .range = "(0,)"},
    {MR_PARAM(free, "Free", NULL), .def = "null", .nullable = true},
    {MR_PARAM(count, "Count", "samples"), .def = "3", .range = "[1, 9]"},
    {MR_PARAM(limit, "Limit", NULL), .def = "null", .nullable = true},
    {MR_PARAM(deep, "Deep", NULL), .def = "true"},
    {MR_PARAM(note, "Note", NULL), .def = "null", .nullable = true},
    {MR_PARAM(method, "Method", NULL), .def = "\"median\"", .choices = "mean,median,mode"},
    {MR_PARAM(weights, "Weights", NULL), .def = "null", .nullable = true},
    {MR_PARAM(edges, "Edges", NULL), .def = "[0, 3]", .range = "[0,)"},
    {MR_PARAM(items, "Items", NULL), .def = "[]", .fields = item_fields,
     .item_size = sizeof(struct item)},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64},
    {"share_column", NULL, MR_FLOAT64, .optional = true, .replaces = "share"},
    {"columns", "a,b", MR_FLOAT64, .many = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "out", MR_FLOAT64},
    {"flag_column", "flag", MR_BOOL},
    {0},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    if (p->weights.at && p->weights.n != p->edges.n)
        return mr_fail(err, MR_EPARAM, "weights", "must be as many as edges: %zu, %zu",
                       p->weights.n, p->edges.n);
    return MR_OK;
}

static const mr_operator op = {
    .id = "of_the_test",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .check = check,
};

// All problems as lines "code pointer message | hint".
static void note(void *context, const char *code, const char *pointer, const char *message,
                 const char *hint)
{
    mr_buf_printf(context, "%s %s %s%s%s\n", code, pointer, message, hint ? " | " : "",
                  hint ? hint : "");
}

static int set_up(void **state)
{
    *state = mr_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    mr_arena_free(*state);
    return 0;
}

static const mr_args *read_good(void **state, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    mr_buf said = {0};
    mr_args *args = NULL;

    if (mr_args_read(&op, json, *state, &args, note, &said) != MR_OK)
        fail_msg("%s: %s", text, said.at);
    json_decref(json);
    return args;
}

static void expect(void **state, const char *text, const char *problems)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    mr_buf said = {0};
    mr_args *args = NULL;

    assert_non_null(json);
    assert_int_equal(mr_args_read(&op, json, *state, &args, note, &said), MR_EPARAM);
    assert_string_equal(said.at, problems);
    mr_buf_clear(&said);
    json_decref(json);
}

static void defaults_are_read(void **state)
{
    const mr_args *args = read_good(state, "{}");
    const struct params *p = args->params;

    assert_true(p->share == 0.5 && p->open == 2 && isnan(p->free));
    assert_true(p->count == 3 && p->limit == MR_INT_NULL && p->deep);
    assert_null(p->note);
    assert_int_equal(p->method, 1);
    assert_null(p->weights.at);
    assert_int_equal(p->edges.n, 2);
    assert_true(p->edges.at[1] == 3);
    assert_int_equal(p->items.n, 0);
    assert_string_equal(args->inputs[0], "gr");
    assert_null(args->inputs[1]);
    assert_int_equal(args->n_columns, 2);
    assert_string_equal(args->columns[1], "b");
    assert_string_equal(args->outputs[1], "flag");
}

static void values_are_read(void **state)
{
    const mr_args *args = read_good(
        state, "{\"share\": 1, \"free\": -2.5, \"count\": 9.0, \"limit\": 4, \"deep\": false,"
               " \"note\": \"fresh water\", \"method\": \"mode\", \"weights\": [1, 2.5, 3],"
               " \"edges\": [1, 2, 3.0], \"column\": \"GR_X\", \"share_column\": \"s\","
               " \"columns\": [\"x\"], \"output_column\": \"y\","
               " \"items\": [{\"name\": \"Top\", \"depth\": 12},"
               "             {\"well\": \"A\", \"name\": \"B\", \"depth\": 0, \"count\": 1}]}");
    const struct params *p = args->params;
    const struct item *items = p->items.at;

    assert_true(p->share == 1 && p->free == -2.5 && p->count == 9 && p->limit == 4 && !p->deep);
    assert_string_equal(p->note, "fresh water");
    assert_int_equal(p->method, 2);
    assert_true(p->weights.n == 3 && p->weights.at[1] == 2.5);
    assert_true(p->edges.n == 3 && p->edges.at[2] == 3);
    assert_string_equal(args->inputs[0], "GR_X");
    assert_string_equal(args->inputs[1], "s");
    assert_int_equal(args->n_columns, 1);
    assert_string_equal(args->outputs[0], "y");
    assert_int_equal(p->items.n, 2);
    assert_null(items[0].well);
    assert_string_equal(items[0].name, "Top");
    assert_true(items[0].depth == 12 && items[0].count == 7);
    assert_string_equal(items[1].well, "A");
    assert_true(items[1].count == 1);
}

static void an_empty_list_is_not_null(void **state)
{
    const struct params *p = read_good(state, "{\"weights\": [], \"edges\": []}")->params;

    assert_int_equal(p->weights.n, 0);
    assert_non_null(p->weights.at);
}

static void nothing_given_is_all_defaults(void **state)
{
    mr_args *args;

    assert_int_equal(mr_args_read(&op, NULL, *state, &args, NULL, NULL), MR_OK);
    assert_true(((const struct params *)args->params)->count == 3);
}

static void wrong_types_are_said(void **state)
{
    expect(state, "[]", "parameter.invalid  must be an object or null, not an array\n");
    expect(state, "{\"share\": \"x\"}", "parameter.invalid /share must be a number, not \"x\"\n");
    expect(state, "{\"share\": null}", "parameter.invalid /share must be a number, not null\n");
    expect(state, "{\"free\": true}",
           "parameter.invalid /free must be a number or null, not true\n");
    expect(state, "{\"count\": 2.5}", "parameter.invalid /count must be an integer, not 2.5\n");
    expect(state, "{\"count\": 1e300}",
           "parameter.invalid /count must be an integer, not 1e+300\n");
    expect(state, "{\"deep\": 1}", "parameter.invalid /deep must be true or false, not 1\n");
    expect(state, "{\"note\": 5}", "parameter.invalid /note must be a text or null, not 5\n");
    expect(state, "{\"weights\": 5}",
           "parameter.invalid /weights must be an array or null, not 5\n");
    expect(state, "{\"edges\": [1, {}]}",
           "parameter.invalid /edges/1 must be an integer, not an object\n");
    expect(state, "{\"items\": [5]}", "parameter.invalid /items/0 must be an object, not 5\n");
}

static void ranges_are_said_with_units(void **state)
{
    expect(state, "{\"share\": 1.25}",
           "parameter.invalid /share must be at least 0 and at most 1 v/v, not 1.25\n");
    expect(state, "{\"open\": 0}", "parameter.invalid /open must be greater than 0 m, not 0\n");
    expect(state, "{\"count\": 10}",
           "parameter.invalid /count must be at least 1 and at most 9 samples, not 10\n");
    expect(state, "{\"edges\": [0, -1]}",
           "parameter.invalid /edges/1 must be at least 0, not -1\n");
    expect(state, "{\"limit\": -9223372036854775808}",
           "parameter.invalid /limit must be greater than -9223372036854775808, not "
           "-9223372036854775808\n");
}

static void names_are_checked(void **state)
{
    expect(state, "{\"shar\": 1}",
           "parameter.unknown /shar `shar` is not a parameter of of_the_test | did you mean "
           "`share`?\n");
    expect(state, "{\"a~b/c\": 1}",
           "parameter.unknown /a~0b~1c `a~b/c` is not a parameter of of_the_test\n");
    expect(state, "{\"method\": \"medin\"}",
           "parameter.invalid /method must be one of mean,median,mode, not \"medin\" | did you "
           "mean `median`?\n");
    expect(state, "{\"column\": \"\"}",
           "parameter.invalid /column must be a column name, not empty\n");
    expect(state, "{\"column\": null}",
           "parameter.invalid /column must be a column name, not null\n");
    expect(state, "{\"share_column\": 1}",
           "parameter.invalid /share_column must be a column name or null, not 1\n");
    expect(state, "{\"columns\": [\"a\", 2]}",
           "parameter.invalid /columns/1 must be a column name, not 2\n");
    expect(state, "{\"output_column\": \"flag\"}",
           "parameter.invalid /flag_column must differ from output_column, both are `flag`\n");
}

static void records_are_checked(void **state)
{
    expect(state, "{\"items\": [{\"name\": \"a\", \"depth\": 1}, {\"depth\": -1, \"well\": 5}]}",
           "parameter.invalid /items/1/well must be a text or null, not 5\n"
           "parameter.missing /items/1/name `name` is missing\n"
           "parameter.invalid /items/1/depth must be at least 0 m, not -1\n");
    expect(state, "{\"items\": [{\"name\": \"a\", \"depth\": 1, \"md\": 2}]}",
           "parameter.unknown /items/0/md `md` is not a field of items\n");
}

static void all_problems_are_said_at_once(void **state)
{
    expect(state, "{\"nope\": 0, \"share\": 2, \"count\": \"x\", \"column\": 7}",
           "parameter.unknown /nope `nope` is not a parameter of of_the_test | did you mean "
           "`note`?\n"
           "parameter.invalid /column must be a column name, not 7\n"
           "parameter.invalid /share must be at least 0 and at most 1 v/v, not 2\n"
           "parameter.invalid /count must be an integer, not \"x\"\n");
}

static void parameters_at_odds_are_said(void **state)
{
    expect(state, "{\"weights\": [1], \"edges\": [1, 2]}",
           "parameter.invalid /weights must be as many as edges: 1, 2\n");
}

static void expect_of(void **state, const char *id, const char *json, const char *want)
{
    json_t *given = json_loads(json, 0, NULL);
    mr_buf said = {0};
    mr_args *args;

    mr_args_read(mr_operator_find(id, NULL), given, *state, &args, note, &said);
    assert_string_equal(said.at ? said.at : "", want);
    json_decref(given);
    mr_buf_clear(&said);
}

static void lists_go_by_the_columns(void **state)
{
    expect_of(state, "metal_equivalent", "{\"columns\": [\"au\"]}",
              "parameter.invalid /prices must have an item for each column: 2 for 1\n"
              "parameter.invalid /recoveries must have an item for each column: 2 for 1\n");
    expect_of(state, "block_value", "{\"prices\": [55]}",
              "parameter.invalid /prices must have an item for each column: 1 for 2\n");
    expect_of(state, "quality_score", "{\"weights\": []}",
              "parameter.invalid /weights must have an item for each column: 0 for 3\n");
    expect_of(state, "quality_score", "{\"weights\": null}", "");
}

static void long_texts_are_cut_between_characters(void **state)
{
    mr_buf text = {0}, said = {0};
    mr_args *args;

    mr_buf_puts(&text, "{\"count\": \"");
    for (int i = 0; i < 200; i++)
        mr_buf_puts(&text, "\xc3\xa9");
    mr_buf_puts(&text, "\"}");
    json_t *json = json_loads(text.at, 0, NULL);
    assert_int_equal(mr_args_read(&op, json, *state, &args, note, &said), MR_EPARAM);
    assert_true(mr_utf8_valid(mr_str_of(said.at)));
    assert_true(said.n < 200);
    json_decref(json);
    mr_buf_clear(&text);
    mr_buf_clear(&said);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(defaults_are_read),
        TEST(values_are_read),
        TEST(an_empty_list_is_not_null),
        TEST(nothing_given_is_all_defaults),
        TEST(wrong_types_are_said),
        TEST(ranges_are_said_with_units),
        TEST(names_are_checked),
        TEST(records_are_checked),
        TEST(all_problems_are_said_at_once),
        TEST(parameters_at_odds_are_said),
        TEST(lists_go_by_the_columns),
        TEST(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
