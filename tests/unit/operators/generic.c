// What every operator must do whatever it computes: no rows, one row, nulls, bounds, any cut,
// arbitrary bits, wrong parameters.
#include "operators/random_table.h"

#include "mudrock/units.h"

typedef struct setup {
    const mr_operator *op;
    mr_arena *arena;
    mr_args *args;
} setup;

static void count_problem(void *context, const char *code, const char *pointer, const char *message,
                          const char *hint)
{
    (void)code, (void)pointer, (void)message, (void)hint;
    ++*(int *)context;
}

static setup set_up(void **state, json_t *params)
{
    setup s = {.op = *state, .arena = mr_arena_new()};
    int problems = 0;
    json_t *whole = with_needed_rows(s.op, params);

    if (mr_args_read(s.op, whole, s.arena, &s.args, count_problem, &problems) != MR_OK)
        s.args = NULL;
    json_decref(whole);
    assert_int_equal(s.args == NULL, problems > 0);
    return s;
}

// Nothing but what the format allows: names and types as inferred, a NaN in every null slot,
// nothing infinite.
static void check_columns(const setup *s, const mr_table *out)
{
    for (size_t c = 0; c < out->n; c++) {
        const mr_column *column = out->columns[c];
        assert_int_equal(column->length, out->rows);
        if (column->field.quantity && !mr_quantity_title(column->field.quantity))
            fail_msg("%s: %s is no quantity", s->op->id, column->field.quantity);
        if (column->field.type != MR_FLOAT64)
            continue;
        const double *values = mr_column_f64(column);
        for (int64_t i = 0; i < out->rows; i++)
            if (mr_valid(column, i) ? !isfinite(values[i]) : !isnan(values[i]))
                fail_msg("%s: row %lld of `%s` is %g", s->op->id, (long long)i, column->field.name,
                         values[i]);
    }
}

static mr_table *apply(const setup *s, mr_table *in)
{
    const mr_apply_options options = {.units = get_helpers()->units, .sql = get_helpers()->sql};
    const size_t n = s->op->min_inputs > 1 ? (size_t)s->op->min_inputs : 1;
    mr_table *inputs[4] = {in, in, in, in};
    mr_error err = {.status = MR_OK};
    mr_table *out = NULL;
    mr_status st = mr_operator_apply(s->args, inputs, n, &options, &out, &err);

    // Depths of 1e300 may be refused, and intervals that overlap.
    if ((st == MR_ETOOLARGE || st == MR_EFORMAT) && err.message[0])
        return NULL;
    if (st != MR_OK)
        fail_msg("%s: %s: %s", s->op->id, err.where, err.message);
    check_columns(s, out);
    if (!s->op->replaces_rows) {
        assert_int_equal(out->rows, in->rows);
        for (size_t c = 0; c < in->n; c++) // shared, unless an output has the name
            if (mr_table_find(out, in->columns[c]->field.name) != in->columns[c]) {
                const mr_texts made = mr_operator_makes(s->args, s->arena);
                bool overwritten = false;
                for (size_t i = 0; i < made.n; i++)
                    overwritten |= strcmp(made.at[i], in->columns[c]->field.name) == 0;
                assert_true(overwritten);
            }
    }
    return out;
}

static bool has_port(const mr_operator *op, const char *param)
{
    for (const mr_port *p = op->inputs; p && p->param; p++)
        if (strcmp(p->param, param) == 0)
            return true;
    return false;
}

static void run(const setup *s, int64_t rows, filling how)
{
    mr_table *in = random_table(s->args, rows, (uint64_t)rows + 17, how);
    mr_table *out = apply(s, in);

    const bool intervals = has_port(s->op, "from_column") || has_port(s->op, "z_from_column");
    assert_true(out || how == ARBITRARY || intervals);
    mr_table_unref(out);
    mr_table_unref(in);
}

static void takes_any_rows(void **state)
{
    setup s = set_up(state, NULL);

    assert_non_null(s.args); // the defaults are a valid choice
    for (int64_t rows = 0; rows < 8; rows++) {
        run(&s, rows, PLAUSIBLE);
        run(&s, rows, ALL_NULL);
    }
    run(&s, 300, PLAUSIBLE);
    run(&s, 300, ALL_NULL);
    mr_arena_free(s.arena);
}

static void takes_any_bits(void **state)
{
    setup s = set_up(state, NULL);

    for (int64_t rows = 1; rows < 200; rows += 13)
        run(&s, rows, ARBITRARY);
    mr_arena_free(s.arena);
}

static void check_equal(const setup *s, const mr_table *a, const mr_table *b, int64_t cut)
{
    assert_int_equal(a->n, b->n);
    for (size_t c = 0; c < a->n; c++)
        if (!mr_column_equal(a->columns[c], b->columns[c]))
            fail_msg("%s: `%s` differs when cut at %lld", s->op->id, a->columns[c]->field.name,
                     (long long)cut);
}

static void check_cut(const setup *s, mr_table *in, const mr_table *whole, int64_t cut)
{
    mr_table *parts[2], *outs[2], *joined = NULL;

    assert_int_equal(mr_table_slice(in, 0, cut, &parts[0], NULL), MR_OK);
    assert_int_equal(mr_table_slice(in, cut, in->rows - cut, &parts[1], NULL), MR_OK);
    for (int i = 0; i < 2; i++)
        outs[i] = apply(s, parts[i]);
    if (outs[0] && outs[1]) {
        assert_int_equal(mr_table_concat(outs, 2, &joined, NULL), MR_OK);
        check_equal(s, whole, joined, cut);
    } else
        assert_null(whole);
    for (int i = 0; i < 2; i++) {
        mr_table_unref(parts[i]);
        mr_table_unref(outs[i]);
    }
    mr_table_unref(joined);
}

// Rows alone: cut anywhere. By well: cut between wells. Again: the same bits.
static void check_cuts(const setup *s, int64_t rows)
{
    mr_table *in = random_table(s->args, rows, 5, PLAUSIBLE);
    mr_table *whole = apply(s, in), *again = apply(s, in);

    if (!whole || !again) { // refused, every time
        assert_ptr_equal(whole, again);
        mr_table_unref(in);
        return;
    }
    check_equal(s, whole, again, 0);
    if (s->op->map || s->op->each) {
        check_cut(s, in, whole, 1);
        check_cut(s, in, whole, rows / 2 + 3);
        check_cut(s, in, whole, rows - 1);
    } else if (!mr_operator_is_across(s->args)) {
        check_cut(s, in, whole, rows / 3);
        check_cut(s, in, whole, 2 * rows / 3);
    }
    mr_table_unref(again);
    mr_table_unref(whole);
    mr_table_unref(in);
}

static void is_the_same_cut_or_whole(void **state)
{
    setup s = set_up(state, NULL);

    check_cuts(&s, s.op->map ? 4500 : 150); // more than two blocks of the map driver
    mr_arena_free(s.arena);
}

static void with_value(void **state, const char *name, json_t *value)
{
    json_t *params = json_pack("{so}", name, value);
    setup s = set_up(state, params);

    if (s.args) { // two parameters may be at odds; that is said, not computed
        run(&s, 40, PLAUSIBLE);
        run(&s, 3, ARBITRARY);
        check_cuts(&s, 90);
    }
    mr_arena_free(s.arena);
    json_decref(params);
}

static void takes_its_bounds(void **state)
{
    json_t *schema = mr_operator_schema(*state), *value, *item;
    json_t *properties = json_object_get(schema, "properties");
    const char *name;
    size_t i;

    json_object_foreach(properties, name, value)
    {
        const json_t *low = json_object_get(value, "minimum");
        const json_t *above = json_object_get(value, "exclusiveMinimum");
        const json_t *high = json_object_get(value, "maximum");
        json_t *type = json_object_get(value, "type");
        const bool whole =
            strcmp(json_string_value(json_is_array(type) ? json_array_get(type, 0) : type),
                   "integer") == 0;
        if (low)
            with_value(state, name, json_incref((json_t *)(uintptr_t)low));
        if (above)
            with_value(state, name, json_real(json_number_value(above) + 1e-3));
        if (high)
            with_value(state, name, json_incref((json_t *)(uintptr_t)high));
        else if (whole)
            with_value(state, name, json_integer(INT64_MAX));
        if (json_is_array(type))
            with_value(state, name, json_null());
        json_array_foreach(json_object_get(value, "enum"), i, item)
            with_value(state, name, json_incref(item));
        if (json_is_boolean(json_object_get(value, "default")))
            with_value(state, name, json_boolean(!json_is_true(json_object_get(value, "default"))));
    }
    json_decref(schema);
}

static void refuses(const mr_operator *op, json_t *params, const char *why)
{
    mr_arena *arena = mr_arena_new();
    mr_args *args;
    int problems = 0;

    if (mr_args_read(op, params, arena, &args, count_problem, &problems) == MR_OK || problems < 1)
        fail_msg("%s takes %s", op->id, why);
    mr_arena_free(arena);
    json_decref(params);
}

static void refuses_bad_parameters(void **state)
{
    const mr_operator *op = *state;
    json_t *schema = mr_operator_schema(op), *value;
    const char *name;

    refuses(op, json_pack("{si}", "no_such_parameter", 1), "a stranger");
    refuses(op, json_pack("[]"), "an array for parameters");
    json_object_foreach(json_object_get(schema, "properties"), name, value)
    {
        const json_t *low = json_object_get(value, "minimum");
        const json_t *above = json_object_get(value, "exclusiveMinimum");
        const json_t *high = json_object_get(value, "maximum");
        json_t *type = json_object_get(value, "type");
        refuses(op, json_pack("{s{}}", name), "an object"); // no parameter is one
        if (!json_is_array(type))
            refuses(op, json_pack("{sn}", name), "a null");
        if (low)
            refuses(op, json_pack("{sf}", name, json_number_value(low) - 1), "too small a value");
        if (above)
            refuses(op, json_pack("{sO}", name, above), "the excluded bound");
        if (high)
            refuses(op, json_pack("{sf}", name, json_number_value(high) + 1), "too great a value");
        if (json_object_get(value, "enum"))
            refuses(op, json_pack("{ss}", name, "no such choice"), "a choice it has not");
        if (json_object_get(value, "x-column"))
            refuses(op, json_pack("{ss}", name, ""), "an empty column name");
    }
    json_decref(schema);
}

static void misses_a_column(void **state)
{
    setup s = set_up(state, NULL);
    mr_table *in = mr_table_new(2), *out = NULL;
    mr_error err = {.status = MR_OK};
    bool needs_one = false;

    for (size_t i = 0; i < mr_operator_n_inputs(s.op); i++)
        needs_one |= !s.op->inputs[i].optional;
    if (needs_one) {
        assert_int_equal(mr_operator_apply(s.args, &in, 1, NULL, &out, &err), MR_EPARAM);
        assert_null(out);
        assert_true(strlen(err.message) > 0 && strlen(err.where) > 0);
    }
    mr_table_unref(out);
    mr_table_unref(in);
    mr_arena_free(s.arena);
}

static void describes_itself(void **state)
{
    const mr_operator *op = *state;
    json_t *json = mr_operator_to_json(op);

    assert_non_null(json);
    assert_string_equal(json_string_value(json_object_get(json, "id")), op->id);
    assert_int_equal(json_array_size(json_object_get(json, "inputs")), mr_operator_n_inputs(op));
    assert_int_equal(json_array_size(json_object_get(json, "outputs")), mr_operator_n_outputs(op));
    json_decref(json);
}

int main(int argc, char **argv)
{
    static const CMUnitTestFunction tests[] = {
        takes_any_rows,         takes_any_bits,  is_the_same_cut_or_whole, takes_its_bounds,
        refuses_bad_parameters, misses_a_column, describes_itself,
    };
    static const char *const names[] = {
        "takes_any_rows",         "takes_any_bits",  "is_the_same_cut_or_whole", "takes_its_bounds",
        "refuses_bad_parameters", "misses_a_column", "describes_itself",
    };
    const size_t count = mr_operator_count(), each = sizeof tests / sizeof *tests;
    struct CMUnitTest *all = calloc(each * count + 1, sizeof *all);
    char(*labels)[128] = calloc(each * count + 1, sizeof *labels);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const mr_operator *op = mr_operator_at(i);
        bool wanted = argc == 1;
        for (int a = 1; a < argc; a++)
            wanted |= strcmp(argv[a], op->id) == 0;
        for (size_t t = 0; wanted && t < each; t++, n++) {
            snprintf(labels[n], sizeof *labels, "%s %s", op->id, names[t]);
            all[n] = (struct CMUnitTest){labels[n], tests[t], NULL, NULL, (void *)(uintptr_t)op};
        }
    }
    int failed = _cmocka_run_group_tests("generic", all, n, NULL, NULL);
    free(labels);
    free(all);
    return failed;
}
