// Time-outs and cancels reach every kernel: each operator asks, over a table that is large for it,
// again and again whether it is still wanted, and stops when it is not. Counted in questions, so
// that no clock decides.
#include "operators/random_table.h"

#include <stdatomic.h>

enum {
    ROWS = 30000,
    WIDE = 9999,    // window, in samples
    FEWEST = 5,     // questions of an operator with such a window
    AFTERWARDS = 64 // questions after the answer was no: of loops within loops
};

typedef struct asked {
    atomic_llong looks; // an engine asks from a thread of its own
    long long until;    // from question `until` on the answer is that it was cancelled
} asked;

static bool is_cancelled(void *context)
{
    asked *a = context;

    return atomic_fetch_add(&a->looks, 1) >= a->until;
}

// Whole numbers counted in samples as large as they may be.
static json_t *wide_params(const mr_operator *op, bool *wide)
{
    json_t *params = json_object();

    *wide = false;
    for (const mr_param *p = op->params; p && p->name; p++) {
        if (p->kind != MR_INT || !p->unit || strcmp(p->unit, "samples") != 0 ||
            strncmp(p->name, "min_", 4) == 0)
            continue;
        const char *comma = p->range ? strchr(p->range, ',') : NULL;
        const double most = comma ? strtod(comma + 1, NULL) : 0;
        const double value = most > 0 && most < WIDE ? most : WIDE;
        json_object_set_new(params, p->name, json_integer((json_int_t)value));
        *wide |= value >= WIDE;
    }
    return params;
}

static mr_args *read_args(const mr_operator *op, mr_arena *arena, bool *wide)
{
    json_t *params = wide_params(op, wide), *whole = with_needed_rows(op, params);
    mr_args *args = NULL;

    if (mr_args_read(op, whole, arena, &args, NULL, NULL) != MR_OK) {
        json_decref(whole);
        whole = with_needed_rows(op, NULL);
        *wide = false;
        assert_int_equal(mr_args_read(op, whole, arena, &args, NULL, NULL), MR_OK);
    }
    json_decref(whole);
    json_decref(params);
    return args;
}

// Of one well, so that nothing is asked between wells.
static void put_column(mr_table *table, const mr_field *field, bool text, double more)
{
    mr_builder *builder = mr_builder_new(field);
    const mr_column *column;

    for (int i = 0; i < ROWS; i++) {
        if (text)
            mr_builder_text(builder, mr_str_of("A-1"));
        else
            mr_builder_real(builder, i + more);
    }
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    mr_table_put(table, column);
}

static mr_table *large_table(const mr_args *args)
{
    mr_table *table = random_table(args, ROWS, 3, PLAUSIBLE);

    for (size_t p = 0; p < mr_operator_n_inputs(args->op); p++) {
        const char *param = args->op->inputs[p].param;
        const bool well = strcmp(param, "well_column") == 0, to = strstr(param, "to_column");
        mr_field field = {.name = args->inputs[p], .origin = -1};
        if (!field.name ||
            !(well || to || strstr(param, "from_column") || strcmp(param, "depth_column") == 0))
            continue;
        field.type = well ? MR_UTF8 : MR_FLOAT64;
        put_column(table, &field, well, to ? 1 : 0);
    }
    return table;
}

typedef struct trial {
    mr_args *args;
    mr_table *table;
    mr_sql *sql;
} trial;

static mr_status run(const trial *t, asked *a)
{
    const mr_operator *op = t->args->op;
    const mr_apply_options options = {
        .units = get_helpers()->units, .cancelled = is_cancelled, .context = a, .sql = t->sql};
    mr_table *inputs[4] = {t->table, t->table, t->table, t->table}, *out = NULL;
    const size_t n = op->min_inputs > 1 ? (size_t)op->min_inputs : 1;
    mr_error err;
    const mr_status st = mr_operator_apply(t->args, inputs, n, &options, &out, &err);

    if (st != MR_OK && st != MR_ECANCEL)
        fail_msg("%s: %s %s", op->id, err.where, err.message);
    assert_true((out != NULL) == (st == MR_OK));
    mr_table_unref(out);
    return st;
}

// Cancelled at question `until`: that is the end of it.
static void check_cancelled(const trial *t, long long until)
{
    asked a = {.until = until};

    if (run(t, &a) != MR_ECANCEL)
        fail_msg("%s goes on to its end, though cancelled at question %lld of %lld",
                 t->args->op->id, until, (long long)a.looks);
    if (a.looks > until + AFTERWARDS)
        fail_msg("%s asks %lld times more after the answer was no", t->args->op->id,
                 (long long)a.looks - until);
}

static bool needs_sql(const trial *t)
{
    const mr_apply_options options = {.units = get_helpers()->units};
    mr_table *inputs[4] = {t->table, t->table, t->table, t->table}, *out = NULL;
    const size_t n = t->args->op->min_inputs > 1 ? (size_t)t->args->op->min_inputs : 1;
    const mr_status st = mr_operator_apply(t->args, inputs, n, &options, &out, NULL);

    mr_table_unref(out);
    return st == MR_EFAIL;
}

static void stops_when_it_is_not_wanted(void **state)
{
    const mr_operator *op = *state;
    mr_arena *arena = mr_arena_new();
    bool wide;
    trial t = {.args = read_args(op, arena, &wide), .sql = get_helpers()->sql};
    asked all = {.until = INT64_MAX};

    t.table = large_table(t.args);
    assert_int_equal(run(&t, &all), MR_OK);
    assert_true(all.looks >= 2);
    if (wide && all.looks < FEWEST)
        fail_msg("%s asks only %lld times over windows of %d samples", op->id, (long long)all.looks,
                 WIDE);
    check_cancelled(&t, 0);
    check_cancelled(&t, 1);
    if (!needs_sql(&t)) { // its engine is asked for by the clock
        check_cancelled(&t, all.looks / 2);
        check_cancelled(&t, all.looks - 1);
    }
    mr_table_unref(t.table);
    mr_arena_free(arena);
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
                                             .test_func = stops_when_it_is_not_wanted,
                                             .initial_state = (void *)(uintptr_t)op};
    }
    int failed = _cmocka_run_group_tests("cancel", tests, n, NULL, NULL);
    free(tests);
    return failed;
}
