// Every operator against its cases, tests/operators/<id>.json; an older version against
// its own. An operator without cases fails.
#include "operators/cases.h"

enum { MOST_INPUTS = 4 };

// Input columns that are not overwritten must come through untouched.
static void check_untouched(const char *what, const mr_table *in, const mr_table *out,
                            const json_t *expected)
{
    const json_t *made = json_object_get(expected, "columns");

    for (size_t i = 0; i < in->n; i++) {
        const mr_column *column = in->columns[i], *have = mr_table_find(out, column->field.name);
        bool overwritten = false;
        for (size_t c = 0; c < json_array_size(made); c++)
            overwritten |=
                strcmp(json_string_value(json_object_get(json_array_get(made, c), "name")),
                       column->field.name) == 0;
        if (!overwritten && (!have || !mr_column_equal(have, column)))
            fail_msg("%s: `%s` was changed", what, column->field.name);
    }
    if (out->rows != in->rows)
        fail_msg("%s: %lld rows", what, (long long)out->rows);
}

static void run_case(const mr_operator *op, const json_t *test)
{
    const json_t *expected = json_object_get(test, "expected");
    const bool append = strcmp(json_string_value(json_object_get(test, "mode")), "append") == 0;
    const double tolerance = json_number_value(json_object_get(test, "tolerance"));
    char what[256];
    mr_error err;
    const json_t *more = json_object_get(test, "more"); // tables beside the main one
    mr_table *inputs[MOST_INPUTS] = {table_of_json(json_object_get(test, "input"))};
    const size_t n = 1 + json_array_size(more);

    for (size_t i = 1; i < n; i++)
        inputs[i] = table_of_json(json_array_get(more, i - 1));
    snprintf(what, sizeof what, "%s %s", op->id, json_string_value(json_object_get(test, "case")));
    mr_table *out = run_operator(op, json_object_get(test, "params"), inputs, n, &err);
    if (!out) {
        fail_msg("%s: %s %s", what, err.where, err.message);
        return;
    }
    assert_int_equal(append, !op->replaces_rows);
    check_table(what, out, expected, tolerance);
    if (append)
        check_untouched(what, inputs[0], out, expected);
    else
        assert_int_equal(out->n, json_array_size(json_object_get(expected, "columns")));
    mr_table_unref(out);
    for (size_t i = 0; i < n; i++)
        mr_table_unref(inputs[i]);
}

static void agrees_with_its_cases(void **state)
{
    const mr_operator *op = *state;
    const char *root = getenv("SOURCE_ROOT");
    json_t *cases = operator_cases(root ? root : ".", op);

    if (!cases)
        fail_msg("there are no cases of %s %s", op->id, op->version);
    for (size_t i = 0; i < json_array_size(cases); i++)
        run_case(op, json_array_get(cases, i));
    json_decref(cases);
}

// Only the operators named as arguments, or all.
int main(int argc, char **argv)
{
    const size_t count = mr_operator_count();
    struct CMUnitTest *tests = calloc(count + 1, sizeof *tests);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const mr_operator *op = mr_operator_at(i);
        bool wanted = argc == 1;
        for (int a = 1; a < argc; a++)
            wanted |= strcmp(argv[a], op->id) == 0;
        if (wanted)
            tests[n++] = (struct CMUnitTest){.name = op->id,
                                             .test_func = agrees_with_its_cases,
                                             .initial_state = (void *)(uintptr_t)op};
    }
    int failed = _cmocka_run_group_tests("vectors", tests, n, NULL, NULL);
    free(tests);
    return failed;
}
